/** When a pupil, a person or the server itself goes back or away: what was written still arrives, and who may not see it no longer does. */
import type { Page } from '@playwright/test'
import { fullName } from '../../src/domain/pupil.ts'
import { problemsOf } from '../support/browser/axe.ts'
import { menteesOf } from '../support/browser/demoPeople.ts'
import { handOver } from '../support/browser/overTheWire.ts'
import { badge, go, heading, mark, needsYou, signIn, tile, unlock } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

const opOutcomes = `SELECT json_extract(op, '$.t') AS t, outcome FROM op ORDER BY seq, n`

async function openPupil(page: Page, name: string): Promise<void> {
  await go(page, 'Caseload')
  await page.getByRole('link', { name }).click()
  await expect(heading(page, name)).toBeVisible()
}
async function noteAction(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Daily action', exact: true }).click()
  await page.getByLabel('Action for the back of the blue report').fill(text)
  await page.getByRole('button', { name: 'Note the action' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('A pupil handed to another mentor appears whole on the one tablet and leaves the other; what was unsent still arrives', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school({ at: '10:20' })
  const [one, two] = [await tablet(), await tablet()]
  const pupil = menteesOf('mentor1')[0]
  if (!pupil) throw new Error('mentor1 has nobody')
  const name = fullName(pupil)
  await Promise.all([signIn(one.page, server, 'mentor1'), signIn(two.page, server, 'mentor2')])
  const review = async (words: string): Promise<void> => {
    await one.page.getByLabel('What went well').fill(words)
    await one.page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(one.page.getByText('Everything is saved.')).toBeVisible()
  }
  await go(one.page, 'Reviews')
  await one.page.getByRole('link', { name }).click()
  await review('Came in smiling.')
  await expect(badge(one.page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  await one.context.setOffline(true)
  await review('Came in smiling and stayed so.')
  await openPupil(one.page, name)
  await noteAction(one.page, 'Wrote this on the stairs, without a network.')
  await expect(badge(one.page)).toHaveAccessibleName(/2 changes waiting/)

  await handOver(server, pupil.id, 'mentor2')
  await openPupil(two.page, name)
  await expect(two.page.getByRole('heading', { name: 'Arrivals this week' })).toBeVisible()
  await expect.poll(() => two.page.getByRole('main').innerText()).toContain('Mentored since')

  await one.context.setOffline(false)
  await expect(badge(one.page)).toHaveAccessibleName(/All sent/, { timeout: 30_000 })
  expect(server.rows(`${opOutcomes}`)).toEqual([
    { t: 'weeklyReview', outcome: 'applied' }, { t: 'mentorship', outcome: 'applied' }, { t: 'weeklyReview', outcome: 'parked' }, { t: 'dailyAction', outcome: 'applied' },
  ])
  await expect(one.page.getByText('This log is not open to you')).toBeVisible()
  await go(one.page, 'Caseload')
  await expect(one.page.getByRole('link', { name })).toHaveCount(0)
  await expect(two.page.getByText('Wrote this on the stairs, without a network.').first()).toBeVisible({ timeout: 20_000 })
  await expect(two.page.getByText('Late, from former mentor')).toBeVisible()
  expect(await problemsOf(two.page, 'a log with what came late')).toEqual([])

  await test.step('what would have changed the review waits for the new mentor, who takes it in', async () => {
    await needsYou(two.page).click()
    const waits = (page: Page) => page.getByRole('region', { name: /^Change to a weekly review/ })
    await expect(waits(two.page)).toContainText('From the former mentor.')
    await expect(waits(two.page)).toContainText(/Came in smiling and stayed so\.\s*Stands now\s*Came in smiling\./)
    expect(await problemsOf(two.page, 'a change of a former mentor')).toEqual([])
    await needsYou(one.page).click()
    await expect(waits(one.page)).toContainText('The pupil had been handed to another mentor when it arrived.')
    await waits(two.page).getByRole('button', { name: 'Take in' }).click()
    for (const { page } of [two, one]) await expect(waits(page)).toHaveCount(0, { timeout: 20_000 })
    await openPupil(two.page, name)
    await expect(two.page.getByText(/took in what .* had written/)).toBeVisible()
  })
})

test('The tablet of somebody whose account was closed hands in what it had not sent, then forgets everything of theirs', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school()
  const { page, context } = await tablet()
  await signIn(page, server, 'mentor1')
  await context.setOffline(true)
  await mark(page, 'Callum', 'on time')
  server.change(`UPDATE account SET disabled_at = (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000 + demo_offset FROM school) WHERE username = 'mentor1'`)
  await context.setOffline(false)

  await expect(heading(page, 'Sign in')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('You are signed out of this tablet for good.')).toBeVisible()
  expect(await problemsOf(page, 'account closed')).toEqual([])
  const handedIn = server.rows<{ account_id: string; bytes: Buffer }>('SELECT account_id, bytes FROM handin')
  expect(handedIn.map(({ account_id, bytes }) => [account_id, (JSON.parse(bytes.toString()) as { op: { t: string } }).op.t])).toEqual([['s-mentor1', 'arrivalEvent']])
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name).filter((one) => one !== 'blue-report'))).toEqual([])
  await page.reload()
  await expect(heading(page, 'Sign in')).toBeVisible()
})

test('A server put back to an older backup gets again what the tablets hold', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await mark(page, 'Callum', 'on time')
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  await server.kill()
  server.backUp()
  await server.start()
  await mark(page, 'Layla', 'on time')
  await mark(page, 'Kacper', 'on time')
  await expect.poll(() => server.rows('SELECT n FROM op'), { timeout: 30_000 }).toHaveLength(3)
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })

  await server.kill()
  server.putBack()
  expect(server.rows('SELECT n FROM op')).toHaveLength(1)
  await server.start()
  await expect.poll(() => server.rows('SELECT n FROM op'), { timeout: 60_000 }).toHaveLength(3)
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  for (const name of ['Callum', 'Layla', 'Kacper']) await expect(tile(page, name)).toContainText('on time')
})

test('What neither the restored server nor the tablet holds any more is said on the screen, by number and day, until somebody has been told', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await server.kill()
  server.backUp()
  await server.start()
  for (const name of ['Callum', 'Layla', 'Kacper']) await mark(page, name, 'on time')
  await expect.poll(() => server.rows('SELECT n FROM op'), { timeout: 30_000 }).toHaveLength(3)
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })

  // As after a fortnight: the tablet has let go of what was acknowledged long ago.
  await page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((one) => one.name ?? '').find((one) => one.startsWith('blue-report-')) ?? ''
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(name)
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(new Error('not opened'))
    })
    const work = db.transaction('outbox', 'readwrite')
    work.objectStore('outbox').delete(IDBKeyRange.bound(1, 2))
    await new Promise((resolve) => (work.oncomplete = resolve))
    db.close()
  })
  await server.kill()
  server.putBack()
  await server.start()
  await page.reload()
  await unlock(page)
  await expect(needsYou(page)).toHaveAttribute('href', '/tablet', { timeout: 60_000 })
  await needsYou(page).click()
  await expect(page.getByText('Some older changes may be missing on the server.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'What may be missing' })).toContainText('Changes 1 to 2 of this tablet (2 changes), noticed on Thu 10 Dec')
  expect(await problemsOf(page, 'changes missing on the server')).toEqual([])
  await page.getByRole('button', { name: 'I have told somebody' }).click()
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  // The one it still had went again.
  expect(server.rows('SELECT n FROM op')).toHaveLength(1)
})
