/** The Lead Mentor's board over a whole school: nobody waits for it, and going through the weeks is like turning pages. */
import { inNewBrowser, slowDown } from '../browser.ts'
import { ask, openBench } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'
import { p50 } from '../stats.ts'

const SIZE = { mentors: 12, pupils: 40, weeks: 12 }
const SLOWER = 4

export const mondayBoard: Claim = {
  claim: 10,
  title: `The Monday board: ${SIZE.mentors} mentors with ${SIZE.pupils} pupils each over ${SIZE.weeks} weeks, on a processor ${SLOWER} times slower`,
  async measure(bench) {
    const pages = await bench.pages()
    const runs = await eachRun(bench, 'The board', () =>
      inNewBrowser(async ({ page }) => {
        await openBench(page, pages)
        await slowDown(page, SLOWER)
        const opened = await ask(page, 'openBoard', SIZE)
        if (opened.cells !== SIZE.mentors * SIZE.pupils) throw new Error(`The board shows ${opened.cells} pupils`)
        return { ...opened, week: p50(await ask(page, 'changeWeeks', SIZE.weeks)) }
      }),
    )
    return {
      figures: [
        { what: 'opens, with what fits on the screen', unit: 'ms', runs: runs.map(({ open }) => open), goal: { most: 300 }, note: `${(runs[0]?.records ?? 0).toLocaleString('en-GB')} records are in memory, as they are when somebody comes to the screen.` },
        { what: 'all 480 pupils are drawn', unit: 'ms', runs: runs.map(({ whole }) => whole) },
        { what: 'another week, p50', unit: 'ms', runs: runs.map(({ week }) => week), goal: { most: 100 } },
      ],
    }
  },
}
