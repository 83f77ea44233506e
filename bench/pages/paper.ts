/** A whole caseload on paper, in the worker the app uses, while we watch whether the page's own thread is ever held up. */
import { makePaper } from '../../src/ui/paper/paper.ts'
import emptyPdf from './emptyPdfWorker.ts?worker&url'
import { sheets } from './sheets.ts'

/** Held up: the longest time the page's thread could not answer, and the browser's own count of tasks over 50 ms. */
export type Drawn = { ms: number; pages: number; kB: number; heldUp: number; longTasks: number }

const IDLE_MS = 1000

const worker = (url: string): Worker => new Worker(url, { type: 'module' })
const paper = makePaper(worker)

async function watched<T>(work: () => Promise<T>): Promise<{ done: T; ms: number; heldUp: number; longTasks: number }> {
  // What was made ready before belongs to a task of its own.
  await new Promise((resolve) => setTimeout(resolve, 200))
  let longTasks = 0
  const observer = new PerformanceObserver((list) => (longTasks += list.getEntries().length))
  observer.observe({ type: 'longtask' })
  let heldUp = 0
  let last = performance.now()
  let on = true
  const pulse = new MessageChannel()
  pulse.port1.onmessage = () => {
    const now = performance.now()
    heldUp = Math.max(heldUp, now - last)
    last = now
    // Not a busy loop: the thread rests between two beats, as a page does.
    if (on) setTimeout(() => pulse.port2.postMessage(0), 1)
  }
  pulse.port2.postMessage(0)
  const started = performance.now()
  const done = await work()
  const ms = performance.now() - started
  await new Promise((resolve) => setTimeout(resolve, 100))
  on = false
  observer.disconnect()
  return { done, ms, heldUp, longTasks }
}

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
