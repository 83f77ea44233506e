import { problemsOf } from '../support/browser/axe.ts'
import { badge, go, heading, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

test('An export of SIMS taken in by the Lead Mentor is new on the mentor’s tablet, adds nothing a second time, and can be undone', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school({ at: '10:20' })
  const lead = (await tablet()).page
  const problems: string[] = []

  await test.step('what would change is seen first', async () => {
    await signIn(lead, server, 'lead')
    await go(lead, 'SIMS')
    problems.push(...(await problemsOf(lead, 'SIMS')))
    await lead.getByLabel('Choose the file').setInputFiles('demo/sims-behaviour.csv')
    await expect(lead.getByText('17 rows', { exact: true })).toBeVisible()
    await expect(lead.getByText('2,378 rows; nothing of them is kept')).toBeVisible()
    problems.push(...(await problemsOf(lead, 'what an export would change')))
    await lead.getByRole('button', { name: 'Take in 17 changes' }).click()
    await expect(lead.getByRole('list', { name: 'Exports taken in' }).getByRole('listitem').first()).toContainText('up to 9 December 2026')
    await expect(badge(lead)).toContainText('All sent')
  })

  await test.step('the same file again brings nothing; a safeguarding export is refused', async () => {
    await lead.getByLabel('Choose the file').setInputFiles('demo/sims-behaviour.csv')
    await expect(lead.getByRole('button', { name: 'Nothing new to take in' })).toBeVisible()
    await lead.getByRole('button', { name: 'Another file' }).click()
    await lead.getByLabel('Choose the file').setInputFiles({ name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from('Incident ID,Incident Date,UPN,Severity\r\n1,01/12/2026,B801200005001,High\r\n') })
    await expect(lead.getByText('This looks like a safeguarding export.')).toBeVisible()
  })

  await test.step('the mentor sees what is new, and ticks that SIMS is checked', async () => {
    const mentor = (await tablet()).page
    await signIn(mentor, server, 'mentor1')
    await go(mentor, 'Caseload')
    await mentor.getByRole('link', { name: /Harvey Pickersgill/ }).first().click()
    const sims = mentor.getByRole('region', { name: 'SIMS' })
    await expect(sims).toContainText('Data up to')
    await mentor.context().setOffline(true)
    await sims.getByRole('button', { name: 'SIMS checked' }).click()
    await expect(sims).toContainText('today by Priya Raman')
    await expect(sims).toContainText('Nothing new since then')
    problems.push(...(await problemsOf(mentor, 'a pupil with SIMS')))
  })

  await test.step('undone, it counts nowhere', async () => {
    await go(lead, 'SIMS')
    const first = lead.getByRole('list', { name: 'Exports taken in' }).getByRole('listitem').first()
    await first.getByRole('button', { name: 'Undo' }).click()
    await lead.getByRole('button', { name: 'Undo the export' }).click()
    await expect(first).toContainText('Undone')
    await expect(heading(lead, 'SIMS')).toBeVisible()
  })
  expect(problems).toEqual([])
})
