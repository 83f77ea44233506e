/** One export, read and compared away from the page's thread: the worker ends with its answer. */
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import type { ReadAnswer, ReadJob } from './readExport.ts'
import workerUrl from './simsWorker.ts?worker&url'

export function inWorker(job: ReadJob, onStep: (doing: 'reading' | 'comparing') => void): Promise<ReadAnswer> {
  return new Promise((resolve) => {
    const worker = new Worker(trustedUrl(workerUrl), { type: 'module', name: 'sims' })
    const end = (answer: ReadAnswer): void => {
      worker.terminate()
      resolve(answer)
    }
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      end({ kind: 'refused', why: 'stopped' })
    })
    worker.addEventListener('message', ({ data }: MessageEvent<ReadAnswer>) => (data.kind === 'progress' ? onStep(data.step) : end(data)))
    // A plain copy: what is read from the open records is live, and cannot be handed to a worker.
    worker.postMessage({ ...(JSON.parse(JSON.stringify({ ...job, bytes: undefined })) as Omit<ReadJob, 'bytes'>), bytes: job.bytes })
  })
}
