/** The same from button to screen, with no server: the passphrase leads to the choice of a PIN, the PIN to the arrivals. */
import { chooseThePin, passphraseField, shown, unlockCold, unlockWarm } from '../appSteps.ts'
import type { Figure } from '../figure.ts'
import { slowDown } from '../browser.ts'
import { eachRun, type Bench } from '../setting.ts'

const SLOWER = 6
type Floor = NonNullable<Figure['floor']>

export async function unlockInTheApp(bench: Bench, cold: Floor, warm: Floor): Promise<Figure[]> {
  const demo = await bench.demo()
  const unlocked = await eachRun(bench, 'Unlocking the app', () =>
    demo.onTabletOf('mentor1', async ({ page }) => {
      await demo.kill()
      await page.goto(demo.origin)
      await shown(page, passphraseField)
      const byPassphrase = await unlockCold(page, demo.passphrase)
      await chooseThePin(page)
      return { byPassphrase, byPin: await unlockWarm(page) }
    }),
  )
  const slowed = await eachRun(bench, `Unlocking the app, ${SLOWER} times slower`, () =>
    demo.onTabletOf('mentor1', async ({ page }) => {
      await demo.kill()
      await slowDown(page, SLOWER)
      await page.goto(demo.origin)
      await shown(page, passphraseField)
      return unlockCold(page, demo.passphrase)
    }),
  )
  return [
    { what: 'in the app: Unlock pressed, to the next screen', unit: 'ms', runs: unlocked.map((run) => run.byPassphrase), floor: cold, goal: { most: 1500 } },
    { what: 'in the app: PIN entered, to the first tile', unit: 'ms', runs: unlocked.map((run) => run.byPin), floor: warm, goal: { most: 400 } },
    {
      what: `in the app: Unlock pressed, to the next screen, ${SLOWER} times slower`, unit: 'ms', runs: slowed.map((ms, at) => ms + (SLOWER - 1) * (cold.runs[at] ?? 0)), floor: cold, goal: { most: 5000 },
      note: `Chromium slows pages only (to a worker it answers “Operation is only supported for pages, not workers”), so ${SLOWER - 1} times the derivation measured alone is added to what was seen with the page’s thread slowed.`,
    },
  ]
}
