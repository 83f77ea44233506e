/** What came to the server without its owner is read, and taken in, by whoever answers for the work. */
import { fullName } from '../../src/domain/pupil.ts'
import { problemsOf } from '../support/browser/axe.ts'
import { menteesOf } from '../support/browser/demoPeople.ts'
import { badge, go, heading, mark, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

test('What a leaver had not sent is read by the Lead Mentor, taken in under their own name, or put away with a reason', async ({ school, tablet }) => {
  test.setTimeout(240_000)
  const server = await school({ at: '10:20' })
  const [leaver, lead] = [await tablet(), await tablet()]
  await Promise.all([signIn(leaver.page, server, 'mentor1'), signIn(lead.page, server, 'lead')])
  const pupil = menteesOf('mentor1')[0]
  if (!pupil) throw new Error('mentor1 has nobody')
  const { page } = leaver
  await leaver.context.setOffline(true)
  await go(page, 'Caseload')
  await page.getByRole('link', { name: fullName(pupil) }).click()
  await page.getByRole('button', { name: 'Daily action', exact: true }).click()
  await page.getByLabel('Action for the back of the blue report').fill('Rang the form tutor about the planner.')
  await page.getByRole('button', { name: 'Note the action' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await go(page, 'Arrivals')
  await mark(page, 'Callum', 'office to confirm')
  await expect(badge(page)).toHaveAccessibleName(/2 changes waiting/)
  server.change(`UPDATE account SET disabled_at = (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000 + demo_offset FROM school) WHERE username = 'mentor1'`)
  await leaver.context.setOffline(false)
  await expect(heading(page, 'Sign in')).toBeVisible({ timeout: 30_000 })

  await lead.page.getByRole('link', { name: /^Needs attention/ }).click()
  await lead.page.getByRole('link', { name: 'Handed in' }).click()
  await expect(heading(lead.page, 'Handed in')).toBeVisible()
  const main = lead.page.getByRole('main')
  await expect(main).toContainText('Rang the form tutor about the planner.')
  await expect(main).toContainText('Account closed')
  expect(await problemsOf(lead.page, 'handed in')).toEqual([])

  await lead.page.getByRole('button', { name: /^Put away ?: Arrival/ }).click()
  await lead.page.getByRole('button', { name: 'Put it away' }).click()
  await expect(lead.page.getByText('Say in a few words why it is not needed.')).toBeVisible()
  expect(await problemsOf(lead.page, 'handed in, put away')).toEqual([])
  await lead.page.getByLabel('Why it is not needed').fill('The office has it on paper.')
  await lead.page.getByRole('button', { name: 'Put it away' }).click()
  await expect(main).not.toContainText('Arrival of Callum')
  await lead.page.getByRole('button', { name: /^Take in ?: Daily action/ }).click()
  await expect(main).toContainText('Nothing handed in')
  expect(await problemsOf(lead.page, 'nothing handed in')).toEqual([])
  await expect(badge(lead.page)).toHaveAccessibleName(/All sent/, { timeout: 20_000 })
  expect(server.rows(`SELECT json_extract(f, '$.text') AS text, "by" FROM row WHERE t = 'dailyAction' AND f LIKE '%Rang the form tutor%'`)).toEqual([{ text: expect.stringMatching(/^Rang the form tutor about the planner\. \(.+\)$/) as unknown, by: 's-lead' }])
  expect(server.rows('SELECT how FROM handin ORDER BY how')).toEqual([{ how: 'put-away' }, { how: 'taken-in' }])

  await server.kill()
  await lead.page.getByRole('button', { name: 'Ask again' }).click()
  await expect(lead.page.getByText('The server could not be reached.')).toBeVisible({ timeout: 20_000 })
  expect(await problemsOf(lead.page, 'handed in, offline')).toEqual([])
})
