import { problemsOf } from '../support/browser/axe.ts'
import { badge, choose, go, heading, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

test('An export of SIMS taken in by the Lead Mentor is new on the mentor’s tablet, adds nothing a second time, and can be undone; home that nobody reached gets a letter', async ({ school, tablet }) => {
  test.setTimeout(240_000)
  const server = await school({ at: '10:20' })
  const lead = (await tablet()).page
  const mentor = (await tablet()).page
  const problems: string[] = []

  await test.step('what would change is seen first', async () => {
    await signIn(lead, server, 'lead')
    await go(lead, 'SIMS')
    problems.push(...(await problemsOf(lead, 'SIMS')))
    await lead.getByLabel('Choose the file').setInputFiles('demo/sims-behaviour.csv')
    await expect(lead.getByText('20 rows', { exact: true })).toBeVisible()
    await expect(lead.getByText(/^2,5\d\d rows; of them only whom the school’s sentences find is kept$/)).toBeVisible()
    const found = lead.getByRole('list', { name: 'Found by the school’s sentences' }).getByRole('listitem').filter({ hasNotText: 'on the list already' }).first()
    await expect(found).toContainText('behaviour points in 3 weeks')
    const candidate = (await found.locator('strong').textContent()) ?? ''
    const form = /, (\d+[A-D]):/.exec((await found.textContent()) ?? '')?.[1] ?? ''
    problems.push(...(await problemsOf(lead, 'what an export would change')))
    await lead.getByRole('button', { name: /^Take in \d+ changes$/ }).click()
    await expect(lead.getByRole('list', { name: 'Exports taken in' }).getByRole('listitem').first()).toContainText('up to 9 December 2026')
    await expect(badge(lead)).toContainText('All sent')
    await go(lead, 'Year meeting')
    await lead.getByRole('radio', { name: `Year ${Number.parseInt(form)}` }).check()
    await expect(lead.getByRole('list', { name: 'Candidates to decide on' }).getByRole('listitem').filter({ hasText: candidate })).toContainText('up to Wed 9 Dec')
    await go(lead, 'SIMS')
  })

  await test.step('the same file again brings nothing; a safeguarding export is refused', async () => {
    await lead.getByLabel('Choose the file').setInputFiles('demo/sims-behaviour.csv')
    await expect(lead.getByRole('button', { name: 'Nothing new to take in' })).toBeVisible()
    await lead.getByRole('button', { name: 'Another file' }).click()
    await lead.getByLabel('Choose the file').setInputFiles({ name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from('Incident ID,Incident Date,UPN,Severity\r\n1,01/12/2026,B801200005001,High\r\n') })
    await expect(lead.getByText('This looks like a safeguarding export.')).toBeVisible()
  })

  await test.step('a two-week timetable is taken in, and stands on the page of a pupil who had none', async () => {
    await lead.getByLabel('Choose the file').setInputFiles('demo/sims-timetable.csv')
    await expect(lead.getByRole('radio', { name: 'Week B' })).toBeChecked()
    problems.push(...(await problemsOf(lead, 'what a timetable would change')))
    await lead.getByRole('button', { name: /^Take in \d+ changes$/ }).click()
    await expect(lead.getByRole('list', { name: 'Exports taken in' }).getByRole('listitem').first()).toContainText('Timetable')
    await expect(badge(lead)).toContainText('All sent')
    await go(lead, 'Caseload')
    await lead.getByRole('link', { name: /Ffion Bowen/ }).first().click()
    await expect(lead.getByRole('list', { name: 'Lessons today' }).getByRole('listitem')).toHaveCount(5)
    await expect(lead.getByText('9 of 9 known')).toBeVisible()
  })

  await test.step('the mentor sees what is new, and ticks that SIMS is checked', async () => {
    await signIn(mentor, server, 'mentor1')
    await go(mentor, 'Caseload')
    await mentor.getByRole('list', { name: 'Pupils' }).getByRole('link', { name: /Harvey Pickersgill/ }).click()
    const sims = mentor.getByRole('region', { name: 'SIMS' })
    await expect(sims).toContainText('Data up to')
    await mentor.context().setOffline(true)
    await sims.getByRole('button', { name: 'SIMS checked' }).click()
    await expect(sims).toContainText('today by Priya Raman')
    await expect(sims).toContainText('Nothing new since then')
    await mentor.getByRole('button', { name: 'The whole week' }).click()
    problems.push(...(await problemsOf(mentor, 'a pupil with SIMS and a timetable')))
  })

  await test.step('with no network “coursework” is found in the log of a year ago, by kind too, and the log is made as PDF for the paper file', async () => {
    const log = mentor.getByRole('region', { name: 'Log', exact: true })
    await log.getByRole('searchbox', { name: 'Search the log' }).fill('coursework folder')
    await log.getByRole('button', { name: /^Notes/ }).click()
    await expect(log.getByText('Coursework folder found again')).toBeVisible()
    await expect(log.getByText('Mentored from 12 January 2026 to 20 March 2026, with Kemi Adeyinka')).toBeVisible()
    await log.getByRole('button', { name: 'Log as PDF' }).click()
    problems.push(...(await problemsOf(mentor, 'the log as PDF')))
    const download = mentor.waitForEvent('download')
    await mentor.getByRole('button', { name: 'Make the PDF' }).click()
    expect((await download).suggestedFilename()).toBe('mentoring-log-HP-2026-12-10.pdf')
    await mentor.getByRole('dialog', { name: 'The PDF is ready' }).getByRole('button', { name: 'Close' }).click()
    await mentor.getByRole('dialog', { name: 'The log as PDF' }).getByRole('button', { name: 'Close' }).last().click()
    await log.getByRole('button', { name: /^Notes/ }).click()
    await log.getByRole('searchbox', { name: 'Search the log' }).fill('mentoring log')
    await expect(log.getByText('Printed: mentoring log')).toBeVisible()
  })

  await test.step('a call home is logged in a few taps; after three failures the Lead Mentor is told, with no network', async () => {
    await go(mentor, 'Caseload')
    await mentor.getByRole('link', { name: /Layla Al-Hashimi/ }).first().click()
    await mentor.getByRole('button', { name: 'Contact home' }).click()
    await expect(mentor.getByText('3 attempts on 3 days reached nobody.')).toBeVisible()
    problems.push(...(await problemsOf(mentor, 'home')))
    await mentor.getByRole('button', { name: 'Log a contact' }).click()
    await mentor.getByLabel('With whom').selectOption({ label: 'Meera Al-Hashimi (Mother)' })
    await choose(mentor, 'No answer')
    problems.push(...(await problemsOf(mentor, 'a contact with home')))
    await mentor.getByRole('button', { name: 'Keep in the log' }).click()
    await expect(mentor.getByText('4 attempts on 4 days reached nobody.')).toBeVisible()
    await mentor.getByRole('button', { name: 'Tell the Lead Mentor' }).click()
    await expect(mentor.getByText('The Lead Mentor was told on Thu 10 Dec and sends a letter home.')).toBeVisible()
    await mentor.context().setOffline(false)
    await expect(badge(mentor)).toContainText('All sent', { timeout: 30_000 })
  })

  await test.step('the Lead Mentor makes the letter, one for each household, and ticks it as sent', async () => {
    await go(lead, 'Lead Mentor')
    const row = lead.getByRole('list', { name: 'Inbox' }).getByRole('listitem').filter({ hasText: 'Letter home' }).filter({ hasText: 'Layla' })
    await expect(row).toContainText('4 attempts reached nobody', { timeout: 30_000 })
    await row.getByRole('link').click()
    const download = lead.waitForEvent('download')
    await lead.getByRole('button', { name: /Letters? as PDF/ }).click()
    expect((await download).suggestedFilename()).toMatch(/^letter-home-LA-?H?-2026-12-10\.pdf$/)
    await expect(lead.getByText('It is among this tablet’s downloads')).toBeVisible()
    await lead.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await lead.getByRole('button', { name: 'The letter is sent' }).click()
    await expect(lead.getByText('Letter home sent by the Lead Mentor, 10 December 2026.')).toBeVisible()
    problems.push(...(await problemsOf(lead, 'the letter home')))
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
