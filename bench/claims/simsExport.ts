/** The largest export a school has is read while a person goes on working: in a worker, and the screen stays alive. */
import { inNewBrowser } from '../browser.ts'
import { ask, openBench } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'
import { summary } from '../stats.ts'

const SIZE = { rows: 100_000, pupils: 1600, mentees: 480, before: 5000 }
const number = (count: number): string => count.toLocaleString('en-GB')

export const simsExport: Claim = {
  claim: 11,
  title: `An export of SIMS with ${number(SIZE.rows)} rows, ${number(SIZE.mentees)} mentees among ${number(SIZE.pupils)} pupils`,
  async measure(bench) {
    const pages = await bench.pages()
    const read = await eachRun(bench, 'The export', () =>
      inNewBrowser(async ({ page }) => {
        await openBench(page, pages)
        return { ...(await ask(page, 'readHundredThousand', SIZE)), idle: await ask(page, 'watchNothing') }
      }),
    )
    const [first] = read
    return {
      figures: [
        { what: 'parsed, validated and compared', unit: 'ms', runs: read.map(({ ms }) => ms), goal: { most: 10_000 } },
        {
          what: 'the page’s own thread held up for at most', unit: 'ms', runs: read.map(({ heldUp }) => heldUp), goal: { most: 100 },
          floor: { what: 'a page at rest', runs: read.map(({ idle }) => idle) },
          note: `${(first?.mB ?? 0).toFixed(1)} MB; ${number(first?.facts ?? 0)} rows are new, ${number(first?.others ?? 0)} are of pupils who are not mentored, ${number(first?.problems ?? 0)} cannot be read; ${number(SIZE.before)} were taken in before. Tasks over 50 ms on the page’s thread: ${summary(read.map(({ longTasks }) => longTasks)).most} at most in a run.`,
        },
      ],
    }
  },
}
