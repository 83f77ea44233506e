import { expect, test } from '../support/browser/test.ts'
import { menteesOf, pupilCalled, waitingFor } from '../support/browser/demoPeople.ts'
import { pagesOf, runTogether } from '../support/browser/pdf.ts'
import { badge, choose, go, heading, mark, openCard, rehearse, signIn, tile, unlock } from '../support/browser/steps.ts'

const NOTE = 'Asked for help with the ratio homework and finished it at break.'
const HALF = 'Said on the way in that the bus was full again and'
const LETTERS = 'Łukasz Źrebiec, Ŵyn-Rees, Şahin, Brândușa'
const ARABIC = 'شكرا'

test('A mentor’s morning at reception: offline from cold, marks, notes, review and PDF, and at the end of the day everything arrives once', async ({ school, tablet, lastingTablet }) => {
  test.setTimeout(300_000)
  const server = await school()
  const mine = await lastingTablet()
  const kacper = pupilCalled('Kacper', 'Wójcik')

  await test.step('sign in once online; the caseload arrives', async () => {
    await signIn(mine.page, server, 'mentor1')
    await go(mine.page, 'Caseload')
    await expect(mine.page.getByRole('list', { name: 'Pupils' }).getByRole('heading', { level: 2 })).toHaveCount(8)
    await mine.close()
  })

  await test.step('network off and the server killed: cold start from the service worker, passphrase, Arrivals', async () => {
    await server.kill()
    await mine.reopen()
    await mine.context.setOffline(true)
    await mine.page.goto(server.url)
    await unlock(mine.page)
    await expect(heading(mine.page, 'Arrivals')).toBeVisible()
    await expect(mine.page.getByRole('region', { name: '8.30 group' }).getByRole('heading', { name: 'Mine' })).toBeVisible()
    await expect(mine.page.getByText('Demo school: invented people')).toBeVisible()
  })

  await test.step('one tap marks by the clock: on time, late to mentor', async () => {
    const { page } = mine
    await rehearse(page, '08:28')
    await mark(page, 'Kacper', /\/\s*on time/)
    await rehearse(page, '08:41')
    await mark(page, 'Layla', /\/\s*late to mentor 11 min/)
  })

  await test.step('a double tap is one arrival; a tap undone is none', async () => {
    const { page } = mine
    await rehearse(page, '08:44')
    await tile(page, 'Ayomide').getByRole('button').first().dblclick()
    await expect(tile(page, 'Ayomide')).toContainText('on time')
    await expect(heading(page, 'Arrivals')).toBeVisible()
    await mark(page, 'Harvey', 'late to mentor 14 min')
    await page.getByText(/^Harvey: /).locator('..').getByRole('button', { name: 'Undo' }).click()
    await expect(tile(page, 'Harvey')).toContainText('Not here yet')
    await mark(page, 'Harvey', 'late to mentor 14 min')
  })

  await test.step('after the register has opened a tap is L, after it has closed U', async () => {
    const { page } = mine
    await rehearse(page, '08:52')
    await mark(page, 'Callum', /L\s*7 min/)
    await rehearse(page, '09:20')
    await mark(page, 'Siân', /U\W*office to confirm 35 min/)
  })

  await test.step('a mark amended keeps the first one, the reason, the name and the role', async () => {
    const { page } = mine
    await openCard(page, 'Callum')
    await page.getByRole('button', { name: 'Amend', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: 'Amend the mark' })
    await sheet.getByLabel('Arrived at').fill('08:44')
    await sheet.getByRole('button', { name: 'Save the amendment' }).click()
    await expect(sheet.getByText('An amendment needs a reason.')).toBeVisible()
    await sheet.getByRole('textbox', { name: 'Reason' }).fill('Stood in the queue since 8.44')
    await sheet.getByRole('button', { name: 'Save the amendment' }).click()
    await expect(sheet).toBeHidden()
    const history = page.getByRole('list', { name: 'History of this mark' })
    await expect(history).toContainText('Arrived 8.52: L 7 min')
    await expect(history).toContainText('Amended from L at 8.52 to / at 8.44')
    await expect(history).toContainText('Stood in the queue since 8.44')
    await expect(history).toContainText('Priya Raman, Mentor')
    await expect(history).toContainText('Thu 10 Dec')
    await page.getByRole('link', { name: 'Back to arrivals' }).last().click()
  })

  await test.step('a pupil who is not on the list can be added', async () => {
    const { page } = mine
    await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('Jordan')
    await page.getByRole('button', { name: 'Add a pupil who is not on the list' }).click()
    const sheet = page.getByRole('dialog', { name: 'Add a pupil who is not on the list' })
    await sheet.getByLabel('Surname').fill('Threlkeld')
    await sheet.getByLabel('Form').fill('9D')
    await sheet.getByRole('button', { name: 'Add and mark arrived' }).click()
    await expect(sheet).toBeHidden()
    await expect(tile(page, 'Jordan')).toContainText('office to confirm 35 min')
  })

  const flagged = menteesOf('mentor1').map((pupil) => ({ pupil, waiting: waitingFor(pupil.id) })).sort((a, b) => b.waiting.length - a.waiting.length)[0]
  await test.step('the meeting card: discussed with a line, carried over, an action for the back of the blue report', async () => {
    const { page } = mine
    const { pupil, waiting } = flagged ?? { pupil: kacper, waiting: [] }
    expect(waiting.length).toBeGreaterThanOrEqual(2)
    await go(page, 'Arrivals')
    await page.getByRole('searchbox', { name: 'Find a pupil' }).fill(pupil.preferredName)
    await mark(page, pupil.preferredName, /[/LU]/)
    await openCard(page, pupil.preferredName)
    const raise = page.getByRole('region', { name: 'Raise this morning' }).or(page.locator('section', { hasText: 'Raise this morning' })).first()
    await expect(raise).toContainText(waiting[0] ?? '')
    await raise.getByRole('button', { name: 'Add a line' }).first().click()
    await raise.getByLabel('What came of it, in one line').fill('Will see Mrs Hale at lunch')
    await raise.getByRole('button', { name: 'Save as discussed' }).click()
    await expect(page.getByRole('list', { name: 'Done this morning' })).toContainText('Will see Mrs Hale at lunch')
    await raise.getByRole('button', { name: 'Carry over' }).first().click()
    await expect(page.getByRole('list', { name: 'Done this morning' })).toContainText('Carried over')
    await page.getByLabel('One line').fill('Check-in after period two')
    await page.getByRole('button', { name: 'Save the action' }).click()
    await expect(page.getByText('Check-in after period two')).toBeVisible()
  })

  await test.step('a note offline, flagged for the meeting; a half-typed one survives a kill of the browser', async () => {
    const { page } = mine
    await go(page, 'Caseload')
    await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
    await page.getByRole('button', { name: 'New note' }).click()
    await choose(page, 'From staff')
    await page.getByRole('textbox', { name: 'Note' }).fill(NOTE)
    await page.getByRole('switch', { name: /Raise at morning meeting/ }).click()
    await page.getByRole('button', { name: 'Save the note' }).click()
    await expect(page.getByText('Note saved')).toBeVisible()
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByRole('textbox', { name: 'Note' }).pressSequentially(HALF)
    await page.waitForTimeout(900)
    await mine.kill()

    await mine.reopen()
    await mine.context.setOffline(true)
    await mine.page.goto(`${server.url}/pupils/${kacper.id}/notes/new`)
    await unlock(mine.page)
    await expect(mine.page.getByText('Draft brought back.')).toBeVisible()
    await expect(mine.page.getByRole('textbox', { name: 'Note' })).toHaveValue(HALF)
    await mine.page.getByRole('button', { name: 'Discard it' }).click()
    await mine.page.getByRole('button', { name: 'Discard the draft' }).click()
    await expect(mine.page.getByRole('textbox', { name: 'Note' })).toHaveValue('')
  })

  await test.step('the pupil page finds it, offline', async () => {
    const { page } = mine
    await go(page, 'Caseload')
    await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('ratio homework')
    await expect(page.getByText(NOTE)).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: '1 entry' })).toBeAttached()
  })

  await test.step('the weekly review is written and signed', async () => {
    const { page } = mine
    await go(page, 'Reviews')
    await page.getByRole('link', { name: /Kacper Wójcik/ }).click()
    await page.getByRole('button', { name: 'Sign the review' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Before you can sign' })).toBeVisible()
    await choose(page, /^\+1/)
    await page.getByLabel('What went well').fill(`Handed in every piece of homework. Named by his table: ${LETTERS}.`)
    await page.getByLabel('Next step').fill('Arrive by 8.30 on four mornings of five.')
    await page.getByLabel('What the pupil says').fill(ARABIC)
    await page.getByRole('button', { name: 'Sign the review' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign the review' })
    await dialog.getByLabel('The pupil’s initials').fill('KW')
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(page.getByText('Signed: the review is locked.')).toBeVisible()
  })

  await test.step('the whole caseload as one PDF, made offline, its text selectable and every name right', async () => {
    const { page } = mine
    await go(page, 'Reviews')
    const coming = page.waitForEvent('download', { timeout: 60_000 })
    await page.getByRole('button', { name: /^Export PDF of \d+ reviews$/ }).click()
    const download = await coming
    expect(download.suggestedFilename()).toBe('weekly-reviews-8-pupils-2026-12-07.pdf')
    const pages = await pagesOf(download)
    const all = runTogether(pages.join(''))
    for (const { preferredName, surname } of menteesOf('mentor1').filter(({ preferredName }) => preferredName !== 'Isaac'))
      expect(pages.some((one) => runTogether(one).includes(runTogether(preferredName)) && runTogether(one).includes(runTogether(surname))), preferredName).toBe(true)
    expect(all).toContain('Featherstonehaugh-Cholmondeley')
    expect(all).toContain(runTogether(LETTERS))
    expect(all).toContain(ARABIC)
    expect(all).not.toMatch(/[A-Z]9994999\d{2}/)
    expect(pages.length).toBe(8)
    await page.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('closing the day with the server down says what waits', async () => {
    const { page } = mine
    await go(page, 'Close the day')
    await page.getByRole('button', { name: 'Sync now' }).click()
    await expect(page.getByText(/^\d+ changes are kept safely on this tablet and wait to be sent\. The server cannot be reached from here\./)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('It is safe to put the tablet away')).toBeHidden()
  })

  await test.step('the server is back: the changes go by themselves, and the sentence says so', async () => {
    const { page } = mine
    await server.start()
    await mine.context.setOffline(false)
    await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 60_000 })
    await expect(page.getByText('Everything on this tablet has reached the school’s server. It is safe to put the tablet away.')).toBeVisible()
  })

  await test.step('nothing is doubled, parked or lost on the server', async () => {
    const events = server.rows<{ f: string }>(`SELECT f FROM row WHERE t = 'arrivalEvent' AND json_extract(f, '$.date') = '2026-12-10'`).map(({ f }) => JSON.parse(f) as { type: string; pupilId: string })
    const arrived = events.filter(({ type }) => type === 'arrived').map(({ pupilId }) => pupilId)
    const harvey = pupilCalled('Harvey').id
    expect(arrived.filter((id) => id === harvey)).toHaveLength(2) // the undone one is kept
    expect(events.filter(({ type }) => type === 'undone')).toHaveLength(1)
    expect(arrived.filter((id) => id !== harvey)).toHaveLength(new Set(arrived).size - 1)
    expect(events.filter(({ type }) => type === 'amended')).toHaveLength(1)
    expect(server.rows(`SELECT * FROM row WHERE t = 'note' AND json_extract(f, '$.text') = ?`, NOTE)).toHaveLength(1)
    expect(server.rows('SELECT * FROM parked')).toEqual([])
    expect(server.rows('SELECT client_id, COUNT(*) AS made, MAX(n) AS last FROM op GROUP BY client_id HAVING made <> last')).toEqual([])
  })

  await test.step('the Lead Mentor sees it all on another tablet', async () => {
    const { page } = await tablet()
    await signIn(page, server, 'lead')
    for (const [name, mark] of [['Kacper', 'on time'], ['Layla', 'late to mentor 11 min'], ['Callum', 'amended'], ['Siân', 'office to confirm 35 min'], ['Ayomide', 'on time'], ['Jordan', 'office to confirm 35 min']] as const) {
      await expect(tile(page, name)).toHaveCount(1)
      await expect(tile(page, name)).toContainText(mark)
    }
    await go(page, 'Reviews')
    await expect(page.getByRole('link', { name: /Kacper Wójcik/ })).toContainText(/Signed/i)
    await go(page, 'Caseload')
    await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('ratio homework')
    await expect(page.getByText(NOTE)).toHaveCount(1)
  })
})
