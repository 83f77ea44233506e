import { loadFonts } from './loadFonts.ts'
import type { NoticeSheet, WeeklyReviewSheet } from './model.ts'
import { drawNotices } from './noticePdf.ts'
import { drawReviews } from './reviewPdf.ts'

export type PaperJob = { kind: 'reviews'; sheets: readonly WeeklyReviewSheet[] } | { kind: 'notices'; sheets: readonly NoticeSheet[] }
/** What the worker says: how far it is, the finished file, or what went wrong (the kind of error only: a message could hold a name). */
export type PaperAnswer =
  | { kind: 'progress'; done: number }
  | { kind: 'finished'; bytes: ArrayBuffer; pages: number }
  | { kind: 'failed'; at: 'fonts' | 'drawing'; error: string }

const say = (answer: PaperAnswer, hand: Transferable[] = []): void => postMessage(answer, { transfer: hand })
const kindOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

addEventListener('message', (event: MessageEvent<PaperJob>) => {
  loadFonts().then(
    (fonts) => {
      try {
        const job = event.data
        const { bytes, pages } = job.kind === 'reviews' ? drawReviews(job.sheets, fonts, (done) => say({ kind: 'progress', done })) : drawNotices(job.sheets, fonts)
        say({ kind: 'finished', bytes, pages }, [bytes])
      } catch (error) {
        say({ kind: 'failed', at: 'drawing', error: kindOf(error) })
      }
    },
    (error: unknown) => say({ kind: 'failed', at: 'fonts', error: kindOf(error) }),
  )
})
