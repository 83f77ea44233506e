/** Real tablets, a real server and everything that befalls them: what happened is written down and held against the promises of sync. */
import { walk } from '../browsers/walk.ts'
import { expect, test } from '../support/browser/test.ts'

test('Two tablets lose the network, both go on writing the same words, and both come back: nothing is lost and both agree', async () => {
  test.setTimeout(240_000)
  const { broken, history, conflicts } = await walk(1394, { only: ['offline', 'both-offline'] })
  expect(broken).toEqual([])
  expect(conflicts).toBeGreaterThan(0)
  expect(history.filter(({ kind }) => kind === 'ending')).toHaveLength(2)
})

test('A short walk of two tablets, killed while saving, in a second window, unheard by the server and cleared by the browser, keeps every promise', async () => {
  test.setTimeout(300_000)
  const { broken, operations } = await walk(20261125, { only: ['kill', 'window', 'lose-push', 'clear'] })
  expect(broken).toEqual([])
  expect(operations).toBeGreaterThan(3)
})
