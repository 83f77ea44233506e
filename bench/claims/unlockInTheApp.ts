/** The same from button to screen, with no server: the passphrase leads to the choice of a PIN, the PIN to the arrivals. */
import { chooseThePin, passphraseField, shown, unlockCold, unlockWarm } from '../appSteps.ts'
import type { Figure } from '../figure.ts'
import { eachRun, type Bench } from '../setting.ts'

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
  return [
    { what: 'in the app: Unlock pressed, to the next screen', unit: 'ms', runs: unlocked.map((run) => run.byPassphrase), floor: cold, goal: { most: 1500 } },
    { what: 'in the app: PIN entered, to the first tile', unit: 'ms', runs: unlocked.map((run) => run.byPin), floor: warm, goal: { most: 400 } },
  ]
}
