import type { FinishedPdf, PaperFonts } from './document.ts'
import { loadFonts } from './loadFonts.ts'
import { drawBlueReports } from './blueReportPdf.ts'
import { drawCelebrations } from './celebrationPdf.ts'
import { daysOf, drawLogs } from './logPdf.ts'
import { drawImpact } from './impactPdf.ts'
import type { BlueReportSheet, CelebrationSheet, ImpactSheet, LogSheet, NoticeSheet, WeeklyReviewSheet } from './model.ts'
import { drawNotices } from './noticePdf.ts'
import { drawReviews } from './reviewPdf.ts'

export type PaperJob = { kind: 'reviews'; sheets: readonly WeeklyReviewSheet[] } | { kind: 'notices'; sheets: readonly NoticeSheet[] } | { kind: 'celebrations'; sheets: readonly CelebrationSheet[] } | { kind: 'blue-reports'; sheets: readonly BlueReportSheet[] } | { kind: 'logs'; sheets: readonly LogSheet[] } | { kind: 'impact'; sheets: readonly ImpactSheet[] }
/** What the worker says: how far it is, the finished file, or what went wrong (the kind of error only: a message could hold a name). */
export type PaperAnswer =
  | { kind: 'progress'; done: number; of: number }
  | { kind: 'finished'; bytes: ArrayBuffer; pages: number }
  | { kind: 'failed'; at: 'fonts' | 'drawing'; error: string }

const say = (answer: PaperAnswer, hand: Transferable[] = []): void => postMessage(answer, { transfer: hand })
const kindOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

function draw(job: PaperJob, fonts: PaperFonts, onStep: (done: number) => void): FinishedPdf {
  switch (job.kind) {
    case 'reviews':
      return drawReviews(job.sheets, fonts, onStep)
    case 'blue-reports':
      return drawBlueReports(job.sheets, fonts, onStep)
    case 'celebrations':
      return drawCelebrations(job.sheets, fonts)
    case 'notices':
      return drawNotices(job.sheets, fonts)
    case 'logs':
      return drawLogs(job.sheets, fonts, onStep)
    case 'impact':
      return drawImpact(job.sheets, fonts)
  }
}

addEventListener('message', (event: MessageEvent<PaperJob>) => {
  loadFonts().then(
    (fonts) => {
      try {
        const job = event.data
        const { bytes, pages } = draw(job, fonts, (done) => say({ kind: 'progress', done, of: job.kind === 'logs' ? daysOf(job.sheets) : job.sheets.length }))
        say({ kind: 'finished', bytes, pages }, [bytes])
      } catch (error) {
        say({ kind: 'failed', at: 'drawing', error: kindOf(error) })
      }
    },
    (error: unknown) => say({ kind: 'failed', at: 'fonts', error: kindOf(error) }),
  )
})
