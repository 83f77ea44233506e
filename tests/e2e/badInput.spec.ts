import { badge, choose, go, heading, signIn, tap, tile, typeSignIn, unlock } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'
import type { Page } from '@playwright/test'

const EMOJI = 'Went well 👍🏽👩‍👩‍👧‍👦 — “very” pleased'
const HEBREW_ARABIC = 'قال إنه سعيد اليوم · אמר שהוא שמח'

async function newNote(page: Page): Promise<void> {
  await go(page, 'Caseload')
  await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
  await page.getByRole('button', { name: 'New note' }).click()
}
const note = (page: Page) => page.getByRole('textbox', { name: 'Note' })
const save = (page: Page) => page.getByRole('button', { name: 'Save the note' })

test('Signing in: what is missing is named, every wrong answer is the same sentence, and what was typed stays', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('Please type your username.')).toBeVisible()
  await expect(page.getByText('Please type your passphrase.')).toBeVisible()
  for (const username of ['mentor1', 'nobody-of-that-name']) {
    await typeSignIn(page, username, 'quite the wrong words here')
    await expect(page.getByText('That username and passphrase do not go together. Check both and try again.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue(username)
    await expect(page.getByRole('textbox', { name: 'Passphrase' })).toHaveValue('quite the wrong words here')
  }
})

test('A network that shows its own page is recognised, before signing in and while sending', async ({ school, tablet }) => {
  const server = await school()
  const { page, context } = await tablet()
  const portal = { status: 200, contentType: 'text/html', body: '<html><title>Café Wi-Fi</title><p>Accept our terms</p></html>' }
  await context.route('**/api/**', (route) => route.fulfill(portal))
  await page.goto(server.url)
  await expect(page.getByText('This network is showing its own page.')).toBeVisible()
  await typeSignIn(page, 'mentor1')
  await expect(page.getByText('Sign in to the network first, then try again.')).toBeVisible()
  await context.unroute('**/api/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await signIn(page, server, 'mentor1')

  await context.route('**/api/**', (route) => route.fulfill(portal))
  await tap(page, 'Kacper')
  await expect(tile(page, 'Kacper')).toContainText('on time')
  await go(page, 'Close the day')
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByText(/^1 change is kept safely on this tablet and waits to be sent\./)).toBeVisible()
  expect(server.rows(`SELECT * FROM op`)).toEqual([])
  await context.unroute('**/api/**')
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(badge(page)).toHaveAccessibleName(/All sent/)
  expect(server.rows(`SELECT * FROM op`)).toHaveLength(1)
})

test('A half-filled note says what is missing; emoji and right-to-left text come back as they were', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await newNote(page)
  await save(page).click()
  await expect(page.getByText('Choose where this note comes from.')).toBeVisible()
  await expect(note(page)).toHaveAttribute('aria-invalid', 'true')

  await choose(page, 'From the pupil')
  await note(page).fill(`${EMOJI}\n${HEBREW_ARABIC}`)
  await save(page).click()
  await expect(heading(page, 'Kacper Wójcik')).toBeVisible()
  await expect(page.getByText(EMOJI)).toBeVisible()
  await expect(badge(page)).toHaveAccessibleName(/All sent/)
  const [row] = server.rows<{ f: string }>(`SELECT f FROM row WHERE t = 'note' AND json_extract(f, '$.text') LIKE '%👍🏽%'`)
  expect((JSON.parse(row?.f ?? '{}') as { text?: string }).text).toBe(`${EMOJI}\n${HEBREW_ARABIC}`)
})

test('A note of 20,000 characters is kept whole; a longer paste is refused in words and stays on the screen', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await newNote(page)
  await choose(page, 'Observation')
  const most = 'A fact. '.repeat(2500).trimEnd().padEnd(20_000, '.')
  await note(page).fill(`${most} and more`)
  await expect(page.getByText('This is 9 characters too long. Nothing is lost: shorten it and save.')).toBeVisible()
  await expect(save(page)).toBeDisabled()
  await expect(note(page)).toHaveValue(`${most} and more`)
  await note(page).fill(most)
  await save(page).click()
  await expect(heading(page, 'Kacper Wójcik')).toBeVisible()
  await expect(badge(page)).toHaveAccessibleName(/All sent/)
  expect(server.rows(`SELECT * FROM row WHERE t = 'note' AND length(json_extract(f, '$.text')) = 20000`)).toHaveLength(1)
})

test('A mark for yesterday is asked for plainly, with a time and a reason', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await page.getByLabel('Day', { exact: true }).selectOption({ label: 'Wed 9 Dec' })
  await expect(page.getByText('This is another day, not today.')).toBeVisible()
  // Nobody of the demo came to the desk who is only being watched: he is found by name.
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('isaac')
  const sheet = page.getByRole('dialog', { name: 'Isaac' })
  // A tap that comes while the list is changing is not taken.
  await expect(async () => {
    await tap(page, 'Isaac')
    await expect(sheet).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 10_000 })
  await sheet.getByRole('button', { name: /^Mark/ }).click()
  await expect(sheet.getByText('Say when the pupil arrived.')).toBeVisible()
  await expect(sheet.getByText('Another day needs a reason.')).toBeVisible()
  await sheet.getByLabel('Arrived at').fill('08:50')
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Came with a note from the clinic')
  await sheet.getByRole('button', { name: /^Mark/ }).click()
  await expect(sheet).toBeHidden()
  await expect(badge(page)).toHaveAccessibleName(/All sent/)
  const [row] = server.rows<{ f: string }>(`SELECT f FROM row WHERE t = 'arrivalEvent' ORDER BY seq DESC LIMIT 1`)
  expect(JSON.parse(row?.f ?? '{}')).toMatchObject({ date: '2026-12-09', at: '08:50', mark: 'L', reason: 'Came with a note from the clinic' })
})

test('A full tablet says so when a note and a mark cannot be kept, and nothing typed is lost', async ({ school, tablet }) => {
  test.setTimeout(120_000)
  const server = await school()
  const { page, context } = await tablet()
  await signIn(page, server, 'mentor1')
  await newNote(page)
  await choose(page, 'Observation')
  const text = 'Brought all his equipment. '.repeat(400).trimEnd()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 })
  await page.waitForTimeout(31_000) // Chromium trusts the room it last saw for half a minute
  await note(page).fill(text)
  await save(page).click()
  await expect(page.getByText('This tablet is full, so this was not saved. It is still on the screen.')).toBeVisible()
  await expect(note(page)).toHaveValue(text)

  await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url })
  await save(page).click()
  await expect(heading(page, 'Kacper Wójcik')).toBeVisible()
  await expect(badge(page)).toHaveAccessibleName(/All sent/)
  expect(server.rows(`SELECT * FROM row WHERE t = 'note' AND json_extract(f, '$.text') = ?`, text)).toHaveLength(1)
})

test('A wrong passphrase at the lock keeps what was typed and offers another try', async ({ school, tablet }) => {
  const server = await school()
  const mine = await tablet()
  await signIn(mine.page, server, 'mentor1')
  await mine.page.reload()
  await mine.page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(mine.page.getByText('Please type your passphrase.')).toBeVisible()
  await mine.page.getByRole('textbox', { name: 'Passphrase' }).fill('harbour lantern copper')
  await mine.page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(mine.page.getByText('That passphrase does not open this tablet for you. Check it and try again.')).toBeVisible()
  await expect(mine.page.getByRole('textbox', { name: 'Passphrase' })).toHaveValue('harbour lantern copper')
  await unlock(mine.page)
  await expect(heading(mine.page, 'Arrivals')).toBeVisible()
})
