/** The other ways in, against a real OpenID provider on this machine. */
import type { Page } from '@playwright/test'
import { problemsOf } from '../support/browser/axe.ts'
import { startSignOnSchool } from '../support/browser/signOnSchool.ts'
import { choosePin, heading } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

/** What a tablet has in its fingerprint reader, and here the browser pretends. */
async function ownLock(page: Page): Promise<{ deleteKeys: () => Promise<void> }> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('WebAuthn.enable')
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, hasPrf: true, automaticPresenceSimulation: true },
  })
  return { deleteKeys: async () => void (await browser.send('WebAuthn.clearCredentials', { authenticatorId })) }
}

const OF_TABLET = 'otter kettle violet seven'

test('The Lead Mentor signs in with the school’s provider, links the account once, makes a passkey, and opens the tablet without it afterwards: by its own lock or the passphrase', async ({ tablet }) => {
  test.setTimeout(180_000)
  const school = await startSignOnSchool()
  try {
    const { page, context } = await tablet()
    const lock = await ownLock(page)
    await page.goto(school.url)
    await page.getByRole('button', { name: 'Sign in with Invented provider' }).click()
    await page.getByRole('button', { name: 'I am Priya' }).click()

    await expect(page.getByText('opens no account here yet')).toBeVisible()
    expect(await problemsOf(page, 'linking the account')).toEqual([])
    await page.getByLabel('Username').fill(school.username)
    await page.getByRole('textbox', { name: 'Code' }).fill(school.code)
    await page.getByRole('button', { name: 'Link my account' }).click()

    // In the phone's place the tablet's own lock makes a passkey.
    await expect(page.getByRole('heading', { name: 'Make your phone known' })).toBeVisible()
    expect(await problemsOf(page, 'a phone or a passkey')).toEqual([])
    await page.getByRole('button', { name: 'Make a passkey instead' }).click()
    await page.getByRole('button', { name: 'I have written them down' }).click()
    await expect(page.getByRole('button', { name: 'Seal this tablet' })).toBeVisible()

    // The page is lost before the tablet has a passphrase: the next time the passkey is shown.
    await page.reload()
    await page.getByRole('button', { name: 'Sign in with Invented provider' }).click()
    await page.getByRole('button', { name: 'I am Priya' }).click()
    await page.getByRole('button', { name: 'Use your passkey' }).click()

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

    await page.getByRole('link', { name: 'This tablet' }).first().click()
    await expect(page.getByText('Made at sign-in')).toBeVisible()
    expect(await problemsOf(page, 'one’s own passkeys')).toEqual([])

    // It is one person's tablet: its own lock becomes a way in, beside the passphrase.
    await expect(page.getByRole('button', { name: 'Open with this tablet’s own lock' })).toBeHidden()
    await page.getByRole('link', { name: 'Devices of the school' }).click()
    await page.getByRole('list', { name: 'Tablets' }).getByRole('button', { name: /^Change/ }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Lead Mentor')
    await page.getByLabel('This tablet is used by one person only').check()
    expect(await problemsOf(page, 'a tablet of one person')).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('One person’s', { exact: true })).toBeVisible()
    await page.getByRole('link', { name: 'This tablet' }).first().click()
    await page.getByRole('button', { name: 'Open with this tablet’s own lock' }).click()
    await page.getByRole('textbox', { name: 'Your passphrase' }).fill(OF_TABLET)
    expect(await problemsOf(page, 'making the tablet’s lock a way in')).toEqual([])
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('button', { name: 'Remove it' })).toBeVisible()

    await context.setOffline(true)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Open with the tablet’s lock' })).toBeVisible()
    expect(await problemsOf(page, 'a lock beside the passphrase')).toEqual([])
    await page.getByRole('button', { name: 'Open with the tablet’s lock' }).click()
    await choosePin(page)
    await expect(heading(page, 'This tablet')).toBeVisible()

    // The key is deleted from the tablet: the passphrase is there as always.
    await lock.deleteKeys()
    await page.reload()
    await expect(heading(page, 'Unlock')).toBeVisible()
    await page.getByRole('button', { name: 'Open with the tablet’s lock' }).click()
    await expect(page.getByText('Your passphrase opens as always')).toBeVisible()
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(OF_TABLET)
    await page.getByRole('button', { name: 'Unlock', exact: true }).click()
    await choosePin(page)
    await expect(heading(page, 'This tablet')).toBeVisible()
    await expect(page.getByText('cannot be asked just now')).toBeVisible()
  } finally {
    await school.dispose()
  }
})
