import type { Page } from '@playwright/test'
import { hashPassphrase } from '../../server/accounts/secrets.ts'
import { fullName } from '../../src/domain/pupil.ts'
import { menteesOf } from '../support/browser/demoPeople.ts'
import { badge, choosePin, go, heading, mark, needsYou, PASSPHRASE, signIn, tile, typeSignIn, unlock } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

async function handOver(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lock the tablet' }).click()
  await page.getByRole('button', { name: 'Someone else?' }).click()
  await expect(page.getByRole('heading', { name: 'Unlock' })).toBeVisible()
}
const caseload = async (page: Page): Promise<string> => {
  await go(page, 'Caseload')
  await expect(heading(page, 'My caseload')).toBeVisible()
  return page.getByRole('main').innerText()
}

test('Two people on one tablet each have their own caseload, and each one’s work goes under their own name', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await handOver(page)
  await page.getByRole('button', { name: 'Not here yet? Sign in' }).click()
  await typeSignIn(page, 'mentor2')
  await choosePin(page, '739164')
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })

  // The cookie is the second person's by now; the first comes back.
  await handOver(page)
  await page.getByRole('button', { name: /^PR/ }).click()
  await unlock(page)
  await mark(page, 'Callum', 'on time')
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  await expect.poll(() => server.rows('SELECT account_id, outcome FROM op')).toEqual([{ account_id: 's-mentor1', outcome: 'applied' }])

  const seen = await caseload(page)
  expect(menteesOf('mentor1').filter((one) => seen.includes(fullName(one))).length).toBeGreaterThan(5)
  expect(menteesOf('mentor2').filter((one) => seen.includes(fullName(one)))).toEqual([])
})

test('A session that has ended is told by the badge, which leads to where one signs in again; what was saved goes then', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  /** The vault has said with what it signs, after whoever signed in last did so: from then on each renewal is held against it. */
  const signs = () => server.rows('SELECT k.key FROM parcel_key k JOIN refresh_token r ON r.account_id = k.account_id WHERE k.signs = 1 AND r.revoked_at IS NULL AND r.used_at IS NULL AND k.since >= r.family_at')
  await expect.poll(signs, { timeout: 20_000 }).toHaveLength(1)
  server.change('DELETE FROM session')
  await mark(page, 'Callum', 'on time')
  await expect.poll(() => server.rows('SELECT n FROM op'), 'a session over night is renewed by itself').toHaveLength(1)
  expect(server.rows(`SELECT action FROM audit WHERE action = 'token-reused'`)).toEqual([])

  server.change('DELETE FROM session')
  server.change('UPDATE refresh_token SET revoked_at = 1')
  await mark(page, 'Layla', 'on time')
  // It hides nothing of what waits; the other thing is the demo school’s two versions of a target.
  await expect(badge(page)).toHaveAccessibleName(/1 change waiting/, { timeout: 20_000 })
  await expect(needsYou(page)).toHaveAccessibleName('Needs you (2)')
  await needsYou(page).click()
  await expect(page.getByText('Please sign in again to send.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Your passphrase' }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(page.getByText('You are signed in again.')).toBeVisible({ timeout: 20_000 })
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  expect(server.rows('SELECT n FROM op')).toHaveLength(2)
  await expect.poll(signs, { timeout: 20_000 }).toHaveLength(1)
})

test('A passphrase changed on the server: the earlier one opens the tablet, and signing in again puts it under the new one', async ({ school, tablet }) => {
  const server = await school()
  const { page, context } = await tablet()
  const renewed = 'violet harbour seven stones'
  await signIn(page, server, 'mentor1')
  await server.kill()
  await mark(page, 'Callum', 'on time')
  server.change('UPDATE account SET hash = ? WHERE username = ?', await hashPassphrase(renewed), 'mentor1')
  server.change('DELETE FROM session')
  server.change('UPDATE refresh_token SET revoked_at = 1')
  await server.start()

  await page.reload()
  await page.getByRole('button', { name: 'Not here yet? Sign in' }).click()
  await typeSignIn(page, 'mentor1', renewed)
  await expect(page.getByText('Unlock this tablet with your earlier one')).toBeVisible({ timeout: 20_000 })
  server.change('DELETE FROM session')
  await page.getByRole('button', { name: 'Back to the people on this tablet' }).click()
  await unlock(page)
  await expect(needsYou(page)).toHaveAttribute('href', '/tablet', { timeout: 20_000 })
  await needsYou(page).click()
  await page.getByRole('textbox', { name: 'Your passphrase' }).fill(renewed)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(page.getByText('You are signed in again.')).toBeVisible({ timeout: 20_000 })
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })

  await page.reload()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.getByText('That passphrase does not open this tablet for you.')).toBeVisible({ timeout: 20_000 })
  await unlock(page, renewed)
  await go(page, 'Arrivals')
  await expect(tile(page, 'Callum')).toContainText('on time')

  // Signed out for good in another window: this one has nothing of theirs any more, and no PIN that would open it.
  const other = await context.newPage()
  await other.goto(server.url)
  await unlock(other, renewed)
  await expect(heading(page, 'Locked: your PIN')).toBeVisible()
  await go(other, 'This tablet')
  await other.getByRole('button', { name: 'Sign out of this tablet' }).click()
  await other.getByRole('button', { name: 'Sign out and erase' }).click()
  await expect(heading(other, 'Sign in')).toBeVisible({ timeout: 20_000 })
  await expect(heading(page, 'Sign in')).toBeVisible()
})
