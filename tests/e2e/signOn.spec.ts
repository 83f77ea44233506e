/** The other ways in, against a real OpenID provider on this machine. */
import { stepOf, totp } from '../../server/accounts/totp.ts'
import { fromBase32 } from '../../src/domain/base32.ts'
import { problemsOf } from '../support/browser/axe.ts'
import { startSignOnSchool } from '../support/browser/signOnSchool.ts'
import { choosePin, heading } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

const OF_TABLET = 'otter kettle violet seven'

test('The Lead Mentor signs in with the school’s provider, links the account once, and opens the tablet without it afterwards', async ({ tablet }) => {
  test.setTimeout(180_000)
  const school = await startSignOnSchool()
  try {
    const { page, context } = await tablet()
    await page.goto(school.url)
    await page.getByRole('button', { name: 'Sign in with Invented provider' }).click()
    await page.getByRole('button', { name: 'I am Priya' }).click()

    await expect(page.getByText('opens no account here yet')).toBeVisible()
    expect(await problemsOf(page, 'linking the account')).toEqual([])
    await page.getByLabel('Username').fill(school.username)
    await page.getByRole('textbox', { name: 'Code' }).fill(school.code)
    await page.getByRole('button', { name: 'Link my account' }).click()

    const key = page.locator('p', { hasText: 'No camera?' }).locator('span')
    const secret = (await key.innerText()).replaceAll(' ', '')
    await page.getByRole('textbox', { name: 'Code' }).fill(totp(fromBase32(secret) ?? new Uint8Array(), stepOf(Date.now())))
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('button', { name: 'I have written them down' }).click()

    await page.getByRole('textbox', { name: 'Choose a passphrase' }).fill('password password')
    await page.getByRole('textbox', { name: 'The same passphrase once more' }).fill('password password')
    await page.getByRole('button', { name: 'Seal this tablet' }).click()
    await expect(page.getByText('Many people would think of that one')).toBeVisible()
    expect(await problemsOf(page, 'a passphrase for the tablet')).toEqual([])
    await page.getByRole('textbox', { name: 'Choose a passphrase' }).fill(OF_TABLET)
    await page.getByRole('textbox', { name: 'The same passphrase once more' }).fill(OF_TABLET)
    await page.getByRole('button', { name: 'Seal this tablet' }).click()
    await choosePin(page)
    await expect(page.getByRole('link', { name: /^Sending:/ })).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))

    await context.setOffline(true)
    await page.reload()
    await expect(heading(page, 'Unlock')).toBeVisible()
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(OF_TABLET)
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await choosePin(page)
    await expect(heading(page, 'Arrivals')).toBeVisible()
  } finally {
    await school.dispose()
  }
})
