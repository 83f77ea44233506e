/** A whole caseload on paper within a breath, and nobody waits for it: drawn in a worker, the screen stays free. */
import { inNewBrowser } from '../browser.ts'
import { ask, openBench } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'
import { summary } from '../stats.ts'

const REVIEWS = 30

export const caseloadPdf: Claim = {
  claim: 5,
  title: `The PDF of a whole caseload, ${REVIEWS} reviews`,
  async measure(bench) {
    const pages = await bench.pages()
    const drawn = await eachRun(bench, 'Drawing the caseload', () =>
      inNewBrowser(async ({ page }) => {
        await openBench(page, pages)
        const first = await ask(page, 'drawCaseload', REVIEWS)
        return { ...first, empty: await ask(page, 'drawNothing', REVIEWS), idle: await ask(page, 'watchNothing') }
      }),
    )
    const [first] = drawn
    return {
      figures: [
        {
          what: 'from the tap to the file', unit: 'ms', runs: drawn.map((run) => run.ms), goal: { most: 1500 },
          floor: { what: `jsPDF, ${REVIEWS} empty pages`, runs: drawn.map((run) => run.empty) },
        },
        {
          what: 'the page’s own thread held up for at most', unit: 'ms', runs: drawn.map((run) => run.heldUp), goal: { most: 50 },
          floor: { what: 'a page at rest', runs: drawn.map((run) => run.idle) },
          note: `The file has ${first?.pages ?? 0} pages and ${(first?.kB ?? 0).toFixed(0)} kB; the worker, its fonts and jsPDF are loaded within the time. Tasks over 50 ms on the page’s thread, as the browser counts them: ${summary(drawn.map((run) => run.longTasks)).most} at most in a run.`,
        },
      ],
    }
  },
}
