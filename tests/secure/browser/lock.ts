/** S3: a tablet left alone locks when its minute is over, and not before; every round at another place in the second. By the tablet's own clock, which we move. */
import { surnamesIn } from '../../support/browser/demoPeople.ts'
import { go, heading, signIn, typePin } from '../../support/browser/steps.ts'
import { expect } from '../../support/browser/test.ts'
import type { Figure } from '../figure.ts'
import { onOneTablet } from './onOneTablet.ts'

const IDLE_SECONDS = 60
/** The browser’s own timers run one after the other within a step; longer ones ask the browser less often. */
const STEP_SECONDS = 10

export const lock: Figure = {
  name: 'lock', rows: 'S3', inEveryRun: 0, campaign: 100,
  measure: (size, dice) => onOneTablet('14:10', async (server, tablet) => {
    const { page } = tablet
    const broken: string[] = []
    const isLocked = () => page.getByText('Your PIN', { exact: true }).isVisible()
    await page.clock.install()
    await signIn(page, server, 'mentor1')
    for (let round = 1; round <= size; round++) {
      // A machine that is busy takes its minute to sign in.
      if (await isLocked()) await typePin(page)
      await go(page, 'Caseload')
      await expect(heading(page, 'Caseload')).toBeVisible()
      await page.mouse.click(5, 5)
      await page.clock.runFor(dice.under(1000))
      await page.mouse.click(5, 5)
      for (let second = 1; second < IDLE_SECONDS; second += STEP_SECONDS) await page.clock.runFor(Math.min(STEP_SECONDS, IDLE_SECONDS - second) * 1000)
      if (await isLocked()) broken.push(`round ${round}: locked before its time`)
      // A second late at most, and the frame in which it is drawn.
      for (let second = 0; second < 2; second++) await page.clock.runFor(1000)
      await page.clock.runFor(100)
      if (!(await page.getByText('Your PIN', { exact: true }).waitFor({ timeout: 3000 }).then(() => true, () => false))) broken.push(`round ${round}: still open`)
      else {
        const shown = surnamesIn(await page.content())
        if (shown.length > 0) broken.push(`round ${round}: ${shown.length} surnames stand on the locked page`)
        await typePin(page)
        await expect(heading(page, 'Caseload')).toBeVisible({ timeout: 30_000 })
      }
    }
    return { said: `${size} rounds of a minute alone, ${size - broken.length} locked on time`, broken }
  }),
}
