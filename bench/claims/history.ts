/** The same forty pupils after one, six and twelve terms: what a person waits for must not grow with what lies behind. */
import { inBrowser, newFolder, removeFolder } from '../browser.ts'
import type { Figure } from '../figure.ts'
import type { Grown } from '../pages/school.ts'
import { ask, openBench, type PagesServer } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'

const TERMS = [1, 6, 12] as const
type Run = Grown & { heap: number }

async function live(pages: PagesServer, terms: number): Promise<Run> {
  const profile = await newFolder()
  await inBrowser(profile, async ({ page }) => {
    await openBench(page, pages)
    await ask(page, 'makeHistory', terms)
  })
  const run = await inBrowser(profile, async ({ page, context }) => {
    await openBench(page, pages)
    const grown = await ask(page, 'liveWithHistory', terms)
    const session = await context.newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = (await session.send('Runtime.getHeapUsage'))
    return { ...grown, heap: usedSize / 1e6 }
  })
  await removeFolder(profile)
  return run
}

const ROWS: [keyof Run, string, Figure['unit']][] = [
  ['open', 'from the key to today’s list', 'ms'],
  ['today', 'today, p50', 'ms'],
  ['mark', 'marking an arrival, p50', 'ms'],
  ['page', 'taking in a page of twenty rows, p50', 'ms'],
  ['heap', 'memory of the page', 'MB'],
]

export const history: Claim = {
  claim: 8,
  title: 'As history grows: one caseload after 1, 6 and 12 terms (6,000, 36,000 and 72,000 records)',
  async measure(bench) {
    const pages = await bench.pages()
    const runs = await eachRun(bench, 'History', async () => {
      const done: Run[] = []
      for (const terms of TERMS) done.push(await live(pages, terms))
      return done
    })
    return {
      figures: ROWS.flatMap(([key, what, unit]) => TERMS.map((terms, at): Figure => ({
        what: `${what}, ${(terms * 6000).toLocaleString('en-GB')} records`, unit, runs: runs.map((run) => run[at]?.[key] ?? Number.NaN),
        ...(at === 0 ? {} : { floor: { what: '6,000 records', runs: runs.map((run) => run[0]?.[key] ?? Number.NaN) } }),
      }))),
    }
  },
}
