/** R6: the tablet’s storage is full at the moment of a save. The screen says so within a second of its failing, what was kept is kept, and the same save goes through once there is room. */
import { choose, badge, go, heading, signIn } from '../../support/browser/steps.ts'
import { expect } from '../../support/browser/test.ts'
import type { Figure } from '../figure.ts'
import { onOneTablet } from './onOneTablet.ts'

/** Chromium trusts the room it last saw for half a minute. */
const TRUSTED_MS = 31_000

export const full: Figure = {
  name: 'full', rows: 'R6', inEveryRun: 0, campaign: 20,
  measure: (size) => onOneTablet('10:20', async (server, tablet) => {
    const { page, context } = tablet
    const broken: string[] = []
    const kept: string[] = []
    let slowest = 0
    await signIn(page, server, 'mentor1')
    await go(page, 'Caseload')
    await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
    const devtools = await context.newCDPSession(page)
    for (let round = 1; round <= size; round++) {
      const text = `Full ${round}. ${'Brought all his equipment. '.repeat(400)}`.trimEnd()
      await page.getByRole('button', { name: 'New note' }).click()
      await choose(page, 'Observation')
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 })
      // Left alone so long the tablet would lock.
      for (let waited = 0; waited < TRUSTED_MS; waited += 10_000) {
        await page.mouse.move(5 + (waited % 7), 5)
        await page.mouse.down()
        await page.mouse.up()
        await page.waitForTimeout(Math.min(10_000, TRUSTED_MS - waited))
      }
      await page.getByRole('textbox', { name: 'Note' }).fill(text)
      const start = performance.now()
      await page.getByRole('button', { name: 'Save the note' }).click()
      const isTold = await page.getByText('This tablet is full, so this was not saved. It is still on the screen.').waitFor({ timeout: 5000 }).then(() => true, () => false)
      slowest = Math.max(slowest, performance.now() - start)
      if (!isTold) broken.push(`round ${round}: nobody was told`)
      if ((await page.getByRole('textbox', { name: 'Note' }).inputValue()) !== text) broken.push(`round ${round}: what was typed is gone`)
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url })
      await page.getByRole('button', { name: 'Save the note' }).click()
      await expect(heading(page, 'Kacper Wójcik')).toBeVisible()
      kept.push(text)
    }
    await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 60_000 })
    for (const [index, text] of kept.entries()) {
      const times = server.rows(`SELECT id FROM row WHERE t = 'note' AND json_extract(f, '$.text') = ?`, text).length
      if (times !== 1) broken.push(`round ${index + 1}: the note reached the server ${times} times`)
    }
    if (slowest > 1000) broken.push(`told after ${slowest.toFixed(0)} ms`)
    return { said: `${size} times full, ${kept.length} notes kept once there was room, told within ${slowest.toFixed(0)} ms`, broken }
  }),
}
