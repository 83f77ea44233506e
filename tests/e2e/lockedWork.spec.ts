/** Work that was saved and not sent survives a lock, a lost tablet and a forgotten passphrase, under its author’s name. */
import { problemsOf } from '../support/browser/axe.ts'
import { badge, heading, mark, signIn, unlock } from '../support/browser/steps.ts'
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
  await expect(page.getByText('PR: 2 changes kept here, sealed, and sent when the network is back.')).toBeVisible()
  expect(await problemsOf(page, 'locked with unsent work')).toEqual([])

  await context.setOffline(false)
  await expect(page.getByText('PR: 2 changes sent from here.')).toBeVisible({ timeout: 20_000 })
  const sent = [{ account_id: 's-mentor1', outcome: 'applied' }, { account_id: 's-mentor1', outcome: 'applied' }]
  expect(server.rows('SELECT account_id, outcome FROM op')).toEqual(sent)

  await page.reload()
  await unlock(page)
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
  await expect.poll(() => server.rows('SELECT id FROM tablet WHERE forgot_at IS NOT NULL')).toHaveLength(1)
})
