/** Which words lie anywhere in the page's memory, after all that nobody holds any more has been swept away. */
import type { Page } from '@playwright/test'

export async function wordsInHeap(page: Page, words: readonly string[]): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page)
  // A word may lie across two parts, as JSON writes it.
  const sought = words.map((word) => ({ word, written: JSON.stringify(word).slice(1, -1) }))
  const overlap = Math.max(...sought.map(({ written }) => written.length))
  const found = new Set<string>()
  let end = ''
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    const text = end + chunk
    for (const { word, written } of sought) if (!found.has(word) && text.includes(written)) found.add(word)
    end = text.slice(-overlap)
  })
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await devtools.detach()
  return [...found]
}
