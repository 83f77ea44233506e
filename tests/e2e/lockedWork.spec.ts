/** Work that was saved and not sent survives a lock, a lost tablet and a forgotten passphrase, under its author’s name. */
import { hashPassphrase } from '../../server/accounts/secrets.ts'
import { problemsOf } from '../support/browser/axe.ts'
import { badge, choosePin, heading, mark, signIn, typePin } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

test('What somebody saved with no network goes up under their name while their vault is locked; a tablet that is then lost forgets it', async ({ school, tablet }) => {
  test.setTimeout(120_000)
  const server = await school()
  const { page, context } = await tablet()
  await signIn(page, server, 'mentor1')
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  await context.setOffline(true)
  await mark(page, 'Callum', 'on time')
  await mark(page, 'Layla', 'on time')
  await page.getByRole('button', { name: 'Lock the tablet' }).click()
  await expect(page.getByText('PR: 2 changes kept here, sealed, and sent while Blue Report is open and the network is there.')).toBeVisible()
  expect(await problemsOf(page, 'locked with unsent work')).toEqual([])

  await context.setOffline(false)
  await expect(page.getByText('PR: 2 changes sent from here.')).toBeVisible({ timeout: 20_000 })
  const sent = [{ account_id: 's-mentor1', outcome: 'applied' }, { account_id: 's-mentor1', outcome: 'applied' }]
  expect(server.rows('SELECT account_id, outcome FROM op')).toEqual(sent)

  await typePin(page)
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  expect(server.rows('SELECT account_id, outcome FROM op')).toEqual(sent)

  await context.setOffline(true)
  await mark(page, 'Kacper', 'on time')
  await page.getByRole('button', { name: 'Lock the tablet' }).click()
  await expect(page.getByText('PR: 1 change kept here')).toBeVisible()
  server.change(`UPDATE tablet SET state = 'lost', since = (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000 + demo_offset FROM school)`)
  await context.setOffline(false)
  await expect(heading(page, 'Sign in')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('You are signed out of this tablet for good.')).toBeVisible()
  expect(server.rows<{ account_id: string }>('SELECT account_id FROM handin')).toEqual([{ account_id: 's-mentor1' }])
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name).filter((one) => one !== 'blue-report'))).toEqual([])
  await expect.poll(() => server.rows(`SELECT id FROM tablet WHERE forgot_at IS NOT NULL AND id NOT LIKE 'demo-%'`)).toHaveLength(1)
})

test('A forgotten passphrase: two colleagues approve, the tablet opens under a new one, and what was never sent goes under its author’s name', async ({ school, tablet }) => {
  test.setTimeout(120_000)
  const server = await school()
  const [mine, theirs] = [await tablet(), await tablet()]
  const { page, context } = mine
  const renewed = 'violet harbour seven stones'
  await signIn(page, server, 'mentor1')
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  // The vault key is under the school's as well.
  await expect.poll(() => server.rows('SELECT id FROM seal_key'), { timeout: 20_000 }).toHaveLength(2)
  await context.setOffline(true)
  await mark(page, 'Callum', 'on time')
  await mark(page, 'Layla', 'on time')
  // Nothing may go up sealed this time: it is the vault itself that has to open.
  server.change('DELETE FROM parcel_key')
  await page.reload()
  await page.getByRole('button', { name: 'I forgot my passphrase' }).click()
  await expect(heading(page, 'A new passphrase')).toBeVisible()
  expect(await problemsOf(page, 'forgotten passphrase')).toEqual([])

  await context.setOffline(false)
  server.change(`INSERT INTO set_up_code (school_id, account_id, hash, until) SELECT school_id, 's-mentor1', ?, 99999999999999 FROM account WHERE id = 's-mentor1'`, await hashPassphrase('ABCD2345'))
  await page.getByRole('textbox', { name: 'Username' }).fill('mentor1')
  await page.getByRole('textbox', { name: 'Code' }).fill('ABCD2345')
  await page.getByRole('textbox', { name: 'Choose a passphrase' }).fill(renewed)
  await page.getByRole('textbox', { name: 'The same passphrase once more' }).fill(renewed)
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await page.getByRole('button', { name: 'I have forgotten it: ask two colleagues' }).click({ timeout: 20_000 })
  await expect(page.getByText('0 of 2 have approved.')).toBeVisible()
  expect(await problemsOf(page, 'waiting for two colleagues')).toEqual([])

  await signIn(theirs.page, server, 'lead')
  await badge(theirs.page).click()
  await theirs.page.getByRole('link', { name: 'Devices of the school' }).click()
  await theirs.page.getByRole('button', { name: /^Approve/ }).click()
  await theirs.page.getByRole('button', { name: 'I have spoken to them: approve' }).click()
  await expect(theirs.page.getByText('1 of 2 approved')).toBeVisible()
  expect(await problemsOf(theirs.page, 'a forgotten passphrase to approve')).toEqual([])
  server.change(`INSERT INTO vault_recovery_approval (school_id, recovery_id, account_id, at) SELECT school_id, id, 's-dht', asked_at FROM vault_recovery`)

  await page.getByRole('button', { name: 'Look again' }).click()
  await choosePin(page, '739164')
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  expect(server.rows('SELECT account_id, outcome FROM op')).toEqual([{ account_id: 's-mentor1', outcome: 'applied' }, { account_id: 's-mentor1', outcome: 'applied' }])
})
