import type { BlueReportSheet, CelebrationSheet, ImpactSheet, LogSheet, NoticeSheet, WeeklyReviewSheet } from './model.ts'
import type { PaperAnswer, PaperJob } from './paperWorker.ts'
// Only this form is both bundled as a worker of its own and a plain string that a Trusted Types policy can pass.
import workerUrl from './paperWorker.ts?worker&url'

export type Progress = { done: number; of: number }
export type PaperOptions = { onProgress?: (progress: Progress) => void; signal?: AbortSignal }
export type Pdf = { blob: Blob; pages: number }

export type Paper = {
  /**
   * One PDF for one or many pupils, each from a new page. Rejects with the signal's reason when called off, or with an
   * Error when the fonts cannot be read or the drawing fails; no message of it holds anything from a sheet.
   */
  makeReviewPdf: (sheets: readonly WeeklyReviewSheet[], options?: PaperOptions) => Promise<Pdf>
  /** One PDF of blue reports, front and back of each. Rejects likewise. */
  makeBlueReportPdf: (sheets: readonly BlueReportSheet[], options?: PaperOptions) => Promise<Pdf>
  /** One PDF of slips and notices, each on a page of its own. Rejects likewise. */
  makeNoticePdf: (sheets: readonly NoticeSheet[], options?: PaperOptions) => Promise<Pdf>
  /** One PDF of certificates, postcards and letters of praise. Rejects likewise. */
  makeCelebrationPdf: (sheets: readonly CelebrationSheet[], options?: PaperOptions) => Promise<Pdf>
  /** One PDF of logs, each from a new page; the progress counts their days. Rejects likewise. */
  makeLogPdf: (sheets: readonly LogSheet[], options?: PaperOptions) => Promise<Pdf>
  /** The report on impact. Rejects likewise. */
  makeImpactPdf: (sheets: readonly ImpactSheet[], options?: PaperOptions) => Promise<Pdf>
}

/** `createWorker` starts a module worker from a URL of our own; main.ts passes it, since worker URLs are a Trusted Types sink. */
export function makePaper(createWorker: (url: string, name: string) => Worker): Paper {
  const draw = (job: PaperJob, { onProgress, signal }: PaperOptions): Promise<Pdf> =>
    new Promise<Pdf>((resolve, reject) => {
      if (signal?.aborted) return reject(asError(signal.reason))
      if (job.sheets.length === 0) return reject(new RangeError('a PDF needs at least one sheet'))
      // A worker for one job: when it ends, every name it was told ends with it.
      const worker = createWorker(workerUrl, 'paper')
      const end = (): void => {
        worker.terminate()
        signal?.removeEventListener('abort', calledOff)
      }
      const calledOff = (): void => {
        end()
        reject(asError(signal?.reason))
      }
      signal?.addEventListener('abort', calledOff)
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        end()
        reject(new Error('the PDF worker stopped'))
      })
      worker.addEventListener('message', ({ data }: MessageEvent<PaperAnswer>) => {
        if (data.kind === 'progress') return onProgress?.({ done: data.done, of: data.of })
        end()
        if (data.kind === 'finished') resolve({ blob: new Blob([data.bytes], { type: 'application/pdf' }), pages: data.pages })
        else reject(new Error(`the PDF failed at ${data.at}: ${data.error}`))
      })
      // A plain copy: a sheet read from a live view is a proxy, which cannot be handed to a worker.
      worker.postMessage(JSON.parse(JSON.stringify(job)))
    })
  return {
    makeReviewPdf: (sheets, options = {}) => draw({ kind: 'reviews', sheets }, options),
    makeBlueReportPdf: (sheets, options = {}) => draw({ kind: 'blue-reports', sheets }, options),
    makeNoticePdf: (sheets, options = {}) => draw({ kind: 'notices', sheets }, options),
    makeCelebrationPdf: (sheets, options = {}) => draw({ kind: 'celebrations', sheets }, options),
    makeLogPdf: (sheets, options = {}) => draw({ kind: 'logs', sheets }, options),
    makeImpactPdf: (sheets, options = {}) => draw({ kind: 'impact', sheets }, options),
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new DOMException('called off', 'AbortError'))
