/** A whole caseload on paper, in the worker the app uses, while we watch whether the page's own thread is ever held up. */
import { makePaper } from '../../src/ui/paper/paper.ts'
import emptyPdf from './emptyPdfWorker.ts?worker&url'
import { sheets } from './sheets.ts'
import { watched } from './watched.ts'

/** Held up: the longest time the page's thread could not answer, and the browser's own count of tasks over 50 ms. */
export type Drawn = { ms: number; pages: number; kB: number; heldUp: number; longTasks: number }

const IDLE_MS = 1000

const worker = (url: string): Worker => new Worker(url, { type: 'module' })
const paper = makePaper(worker)

export async function drawCaseload(reviews: number): Promise<Drawn> {
  const all = sheets(reviews)
  const { done, ms, heldUp, longTasks } = await watched(() => paper.makeReviewPdf(all))
  return { ms, pages: done.pages, kB: done.blob.size / 1000, heldUp, longTasks }
}

export async function drawNothing(pages: number): Promise<number> {
  const { ms } = await watched(
    () =>
      new Promise<void>((resolve, reject) => {
        const one = worker(emptyPdf)
        one.onmessage = () => {
          one.terminate()
          resolve()
        }
        one.onerror = () => reject(new Error('The empty paper failed'))
        one.postMessage(pages)
      }),
  )
  return ms
}

/** How long the thread is held up by the machine alone, with nothing of ours to do. */
export const watchNothing = async (): Promise<number> => (await watched(() => new Promise((resolve) => setTimeout(resolve, IDLE_MS)))).heldUp
