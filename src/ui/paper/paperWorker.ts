import { loadFonts } from './loadFonts.ts'
import type { WeeklyReviewSheet } from './model.ts'
import { drawReviews } from './reviewPdf.ts'

/** What the worker says: how far it is, the finished file, or what went wrong (the kind of error only: a message could hold a name). */
export type PaperAnswer =
  | { kind: 'progress'; done: number }
  | { kind: 'finished'; bytes: ArrayBuffer; pages: number }
  | { kind: 'failed'; at: 'fonts' | 'drawing'; error: string }

const say = (answer: PaperAnswer, hand: Transferable[] = []): void => postMessage(answer, { transfer: hand })
const kindOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')

addEventListener('message', (event: MessageEvent<WeeklyReviewSheet[]>) => {
  loadFonts().then(
    (fonts) => {
      try {
        const { bytes, pages } = drawReviews(event.data, fonts, (done) => say({ kind: 'progress', done }))
        say({ kind: 'finished', bytes, pages }, [bytes])
      } catch (error) {
        say({ kind: 'failed', at: 'drawing', error: kindOf(error) })
      }
    },
    (error: unknown) => say({ kind: 'failed', at: 'fonts', error: kindOf(error) }),
  )
})
