/** Reads an export away from the page's thread; its rows never leave this tablet, and end with the worker. */
import { readExport, type ReadAnswer, type ReadJob } from './readExport.ts'

const say = (answer: ReadAnswer): void => postMessage(answer)

addEventListener('message', ({ data }: MessageEvent<ReadJob>) => {
  readExport(data, (step) => say({ kind: 'progress', step })).then(say, () => say({ kind: 'refused', why: 'stopped' }))
})
