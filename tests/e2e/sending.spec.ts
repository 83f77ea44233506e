/** What the badge says of sending, in its four states, and the list of what waits behind it. */
import type { Locator, Page } from '@playwright/test'
import { PATHS } from '../../src/domain/protocol.ts'
import { problemsOf } from '../support/browser/axe.ts'
import { pupilCalled } from '../support/browser/demoPeople.ts'
import { change, handOver } from '../support/browser/overTheWire.ts'
import { badge, go, heading, mark, needsYou, rehearse, signIn, typePin } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

/** The tablet's own clock, hours on. Nobody touched it meanwhile, so it has locked itself. */
async function later(page: Page, hours: number): Promise<void> {
  await page.clock.setSystemTime(Date.now() + hours * 3_600_000)
  await expect(page.getByText('Your PIN', { exact: true })).toBeVisible({ timeout: 20_000 })
  await typePin(page)
  await badge(page).click()
}

test('The badge says what waits and what a person need do: nothing while offline, amber when the day has ended, red after a whole day', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await expect(badge(page)).toHaveText(/All sent · 8\.\d\d/)
  await server.kill()
  await rehearse(page, '08:31')
  for (const name of ['Callum', 'Layla', 'Kacper']) await mark(page, name, /on time|late/)
  await expect(badge(page)).toHaveAccessibleName(/3 changes waiting, will send when back online/, { timeout: 20_000 })
  await expect(badge(page).getByText('3 changes waiting – will send when back online')).toBeVisible()
  await badge(page).click()
  const list = page.getByRole('region', { name: 'Sending' }).getByRole('list')
  await expect(list.getByRole('listitem')).toHaveText([/Arrival of Kacper, 8\.31/, /Arrival of Layla, 8\.31/, /Arrival of Callum, 8\.31/])
  expect(await problemsOf(page, 'changes waiting')).toEqual([])

  await later(page, 7.25)
  await expect(badge(page)).toHaveText(/3 changes waiting since before the day ended/)
  await expect(page.getByText('The school day has ended and this has not left the tablet yet.')).toBeVisible()
  expect(await problemsOf(page, 'waiting at the end of the day')).toEqual([])
  await later(page, 25)
  await expect(badge(page)).toHaveText(/3 changes waiting for more than a day/)
  await expect(page.getByText('Some of this has waited for more than a day.')).toBeVisible()
  expect(await problemsOf(page, 'waiting for a day')).toEqual([])

  // Away for longer than the lease: pupils' records are closed, the desk and what is to be sent are not.
  await later(page, 24 * 75)
  await go(page, 'Caseload')
  await expect(page.getByText('shows no pupils’ records, in case it was lost', { exact: false })).toBeVisible()
  expect(await problemsOf(page, 'the lease has run out')).toEqual([])
  await go(page, 'Arrivals')
  await expect(page.getByRole('button', { name: /Layla/ }).first()).toBeVisible()
  expect(await problemsOf(page, 'arrivals, the lease has run out')).toEqual([])
  await badge(page).click()

  // A server that takes its time: what is under way is said too.
  let answer = (): void => undefined
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route(`**${PATHS.push}`, async (route) => {
    await held
    await route.continue()
  })
  await server.start()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(badge(page)).toHaveText('Sending 3…', { timeout: 20_000 })
  answer()
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 30_000 })
  await expect(page.getByText('Nothing waits to be sent.')).toBeVisible()
})

test('The Lead Mentor reads on Devices which tablet was last seen when, what waits on it, and whose clock is wrong', async ({ school, tablet }) => {
  test.setTimeout(120_000)
  const server = await school({ at: '15:20' })
  const [mentor, lead] = [await tablet(), await tablet()]
  await Promise.all([signIn(mentor.page, server, 'mentor1'), signIn(lead.page, server, 'lead')])
  // The tablet told of what waited as it went offline half-way through sending, and has not asked again.
  await mentor.context.setOffline(true)
  await go(lead.page, 'This tablet')
  server.change(`UPDATE sync_client SET pending = 2, oldest = seen_at - 90000000, skew = 600000 WHERE account_id = 's-mentor1'`)
  await lead.page.getByRole('link', { name: 'Devices of the school' }).click()
  await expect(heading(lead.page, 'Devices')).toBeVisible()
  const rows = lead.page.getByRole('list', { name: 'Whose work is on them' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('Should be here by now')
  await expect(rows.first()).toContainText(/Last seen\s*Thu 10 Dec, 15\.2\d/)
  await expect(rows.first()).toContainText(/2, the oldest since Wed 9 Dec/)
  await expect(rows.first()).toContainText(/Clock\s*10 minutes slow/)
  await expect(rows.first()).toContainText(/Version\s*\d/)
  expect(await problemsOf(lead.page, 'devices')).toEqual([])
  server.change(`UPDATE sync_client SET stuck = 'W4-server-17' WHERE account_id = 's-mentor1'`)
  await lead.page.getByRole('button', { name: 'Ask again' }).click()
  await expect(rows.first()).toContainText('Does not get through')
  await expect(rows.first()).toContainText(/Code\s*W4-server-17/)
  server.change(`UPDATE sync_client SET missing = 12, missing_at = seen_at WHERE account_id = 's-mentor1'`)
  await lead.page.getByRole('button', { name: 'Ask again' }).click()
  await expect(rows.first()).toContainText(/May be missing\s*12 changes that the tablet no longer has, since the server was put back\. It said so Thu 10 Dec, 15\.2\d/)
  expect(await problemsOf(lead.page, 'devices, one of them stuck, and with changes that may be missing')).toEqual([])
  await server.kill()
  await lead.page.getByRole('button', { name: 'Ask again' }).click()
  await expect(lead.page.getByText('The server could not be reached.')).toBeVisible({ timeout: 20_000 })
  expect(await problemsOf(lead.page, 'devices, offline')).toEqual([])
})

test('A change that was not accepted is put right and sent again by the Lead Mentor beside what was written since, or leaves the tablet as a sealed file that another tablet hands in', async ({ school, tablet }) => {
  test.setTimeout(240_000)
  const server = await school({ at: '10:20' })
  const [mentor, lead] = [await tablet(), await tablet()]
  await Promise.all([signIn(mentor.page, server, 'mentor1'), signIn(lead.page, server, 'lead')])
  const { page } = mentor
  const save = async (words: string): Promise<void> => {
    await page.getByLabel('What went well').fill(words)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Everything is saved.')).toBeVisible()
  }
  await go(page, 'Reviews')
  await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
  await save('Came in smiling.')
  await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  // While the mentor writes on without a network, the pupil gets another mentor.
  await mentor.context.setOffline(true)
  await save('Came in smiling and stayed so.')
  const { id: kacper } = pupilCalled('Kacper', 'Wójcik')
  await handOver(server, kacper, 'mentor2')
  const [review] = server.rows<{ id: string }>(`SELECT id FROM row WHERE t = 'weeklyReview' AND f LIKE '%smiling%'`)
  await change(server, 'mentor2', { kind: 'patch', t: 'weeklyReview', id: review?.id ?? '', bucket: `pupil:${kacper}`, f: { wentWell: 'Reads the register aloud now.' } })
  await mentor.context.setOffline(false)

  const parked = (on: Page): Locator => on.getByRole('region', { name: /^Change to a weekly review/ })
  for (const on of [page, lead.page]) {
    // One was there from the beginning: two versions of a target.
    await expect(needsYou(on)).toHaveText(/\(2\)/, { timeout: 30_000 })
    await needsYou(on).click()
    await expect(parked(on)).toContainText('The pupil had been handed to another mentor when it arrived.')
    await expect(parked(on)).toContainText('Came in smiling and stayed so.')
  }
  await expect(parked(page)).toContainText('It cannot be sent again as it is.')
  expect(await problemsOf(page, 'a change that was not accepted')).toEqual([])

  await test.step('as a sealed file, handed in from another tablet', async () => {
    const download = page.waitForEvent('download')
    await parked(page).getByRole('button', { name: 'Save as a sealed file' }).click()
    await lead.page.getByLabel('Hand in a file').setInputFiles(await (await download).path())
    await expect(lead.page.getByText('The server has it.')).toBeVisible()
    const [handed] = server.rows<{ account_id: string; bytes: Buffer }>('SELECT account_id, bytes FROM handin')
    expect(handed?.account_id).toBe('s-lead')
    expect(JSON.parse(handed?.bytes.toString() ?? '')).toMatchObject({ blueReport: 'sealed', v: 1 })
    expect(handed?.bytes.toString()).not.toContain('smiling')
  })

  await test.step('edited and sent again: what the new mentor wrote meanwhile is shown beside it, and both are kept', async () => {
    await expect(parked(lead.page)).toContainText(/Stands now\s*Reads the register aloud now\./)
    await expect(parked(lead.page)).toContainText('Sent again, both are kept, and you are both asked which words should stand.')
    await parked(lead.page).getByRole('button', { name: 'Edit' }).click()
    await parked(lead.page).getByLabel('What went well').fill('Came in smiling and stayed so all week.')
    await parked(lead.page).getByRole('button', { name: 'Send again' }).click()
    for (const on of [lead.page, page]) await expect(parked(on)).toHaveCount(0, { timeout: 20_000 })
    await expect(badge(lead.page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
    const versions = lead.page.getByRole('region', { name: /^What went well: Kacper/ }).getByRole('article')
    await expect(versions.filter({ hasText: 'Reads the register aloud now.' })).toBeVisible({ timeout: 20_000 })
    await expect(versions.filter({ hasText: 'Came in smiling and stayed so all week.' })).toBeVisible()
    expect(await problemsOf(lead.page, 'two versions after sending again')).toEqual([])
  })
})
