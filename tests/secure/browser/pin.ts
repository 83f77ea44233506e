/** S4, on the screen: five wrong PINs, then the right one is refused, and only the passphrase opens. tests/secure/server/pins.ts tries the vault itself. */
import { heading, PIN, signIn, typePin, unlock } from '../../support/browser/steps.ts'
import { expect } from '../../support/browser/test.ts'
import type { Figure } from '../figure.ts'
import { onOneTablet } from './onOneTablet.ts'

export const pin: Figure = {
  name: 'pin', rows: 'S4', inEveryRun: 0, campaign: 25,
  measure: (size, dice) => onOneTablet('10:20', async (server, tablet) => {
    const { page } = tablet
    const broken: string[] = []
    await signIn(page, server, 'mentor1')
    for (let round = 1; round <= size; round++) {
      await page.getByRole('button', { name: 'Lock the tablet' }).click()
      for (let wrong = 1; wrong <= 5; wrong++) {
        if (wrong > 1 && !(await page.getByRole('alert').filter({ hasText: /tr(y|ies)/ }).isVisible())) broken.push(`round ${round}: try ${wrong} is not told how many are left`)
        const guess = String(dice.under(1_000_000)).padStart(6, '0')
        await typePin(page, guess === PIN ? '000001' : guess)
        await expect(wrong < 5 ? page.getByRole('alert') : heading(page, 'Unlock')).toBeVisible()
      }
      await page.keyboard.type(PIN)
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
      if (!(await heading(page, 'Unlock').isVisible())) broken.push(`round ${round}: the sixth try opened it`)
      await unlock(page)
      await expect(heading(page, 'Arrivals')).toBeVisible()
    }
    return { said: `${size} rounds of five wrong PINs and the right one, ${size - broken.length} asked for the passphrase`, broken }
  }),
}
