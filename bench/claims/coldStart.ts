/** The morning on a slow tablet with no network: from the service worker to the list at the desk. */
import type { Page } from '@playwright/test'
import { chooseThePin, passphraseField, shown, unlockCold } from '../appSteps.ts'
import { inNewBrowser, slowDown } from '../browser.ts'
import { ask, openBench } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'

const SLOWER = 4

/** The smallest page the same service worker serves: our icon. Nothing of ours runs in it. */
async function emptyPage(page: Page, origin: string): Promise<number> {
  await page.goto(`${origin}/icon.svg`)
  return shown(page, 'svg')
}

export const coldStart: Claim = {
  claim: 2,
  title: `Cold start offline, the page’s thread ${SLOWER} times slower`,
  async measure(bench) {
    const demo = await bench.demo()
    const pages = await bench.pages()
    const empty = await eachRun(bench, 'An empty page', () =>
      demo.onTabletOf('mentor1', async ({ page }) => {
        await demo.kill()
        await slowDown(page, SLOWER)
        return emptyPage(page, demo.origin)
      }),
    )
    const started = await eachRun(bench, 'Cold start', () =>
      demo.onTabletOf('mentor1', async ({ page }) => {
        await demo.kill()
        await slowDown(page, SLOWER)
        await page.goto(demo.origin)
        const lock = await shown(page, passphraseField)
        const toPin = await unlockCold(page, demo.passphrase)
        const toTile = await chooseThePin(page)
        return { lock, toPin, toTile, whole: toPin + toTile }
      }),
    )
    const derived = await eachRun(bench, 'The derivation alone', () =>
      inNewBrowser(async ({ page }) => {
        await openBench(page, pages)
        return ask(page, 'derive')
      }),
    )
    const floor = { what: 'an empty page', runs: empty }
    return {
      figures: [
        { what: 'opened, to the passphrase field', unit: 'ms', runs: started.map((run) => run.lock), floor },
        { what: 'Unlock pressed, to the choice of a PIN', unit: 'ms', runs: started.map((run) => run.toPin), floor: { what: 'Argon2id alone, not slowed', runs: derived } },
        { what: 'PIN chosen, to the first tile', unit: 'ms', runs: started.map((run) => run.toTile) },
        { what: 'secret typed, to the first tile: both waits', unit: 'ms', runs: started.map((run) => run.whole), floor, goal: { most: 2000 } },
        {
          what: `the same with the key derivation ${SLOWER} times slower too`, unit: 'ms',
          runs: started.map((run, at) => run.whole + (SLOWER - 1) * (derived[at] ?? 0)), floor, goal: { most: 2000 },
          note: `Chromium slows the page’s thread only. The key is derived in a worker, so the last row adds ${SLOWER - 1} times the derivation measured alone. Choosing a PIN stands between the two waits; the person’s own typing is left out.`,
        },
      ],
    }
  },
}
