/** Two people write the same words without a network: both see both versions, one of them decides, and the other sees what was decided. */
import type { Locator, Page } from '@playwright/test'
import { problemsOf } from '../support/browser/axe.ts'
import { SIZES } from '../support/browser/tablet.ts'
import { badge, choose, go, heading, needsYou, signIn, unlock } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

const FIELDS = ['What went well', 'Next step', 'What the pupil says'] as const
const byMentor = (field: string): string => `${field}: three mornings on time and the ratio homework handed in.`
const byLead = (field: string): string => `${field}: five mornings on time and the ratio homework started at break.`

export async function openReview(page: Page, name: string): Promise<void> {
  await go(page, 'Reviews')
  await page.getByRole('link', { name }).click()
  await expect(heading(page, name)).toBeVisible()
}
async function write(page: Page, words: (field: string) => string): Promise<void> {
  for (const field of FIELDS) await page.getByLabel(field).fill(words(field))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Everything is saved.')).toBeVisible()
}
const card = (page: Page, field: string): Locator => page.getByRole('region', { name: new RegExp(`^${field}:`) })
async function allSent(...pages: Page[]): Promise<void> {
  for (const page of pages) await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 30_000 })
}

test('Two versions of one review: both people see them side by side, nothing is decided by itself, and each way to decide reaches the other tablet', async ({ school, tablet, lastingTablet }) => {
  test.setTimeout(240_000)
  const server = await school({ at: '10:20' })
  const [mentor, lead] = [await lastingTablet(), await tablet()]
  await Promise.all([signIn(mentor.page, server, 'mentor1'), signIn(lead.page, server, 'lead')])
  await Promise.all([mentor, lead].map(({ page }) => openReview(page, 'Kacper Wójcik')))
  await server.kill()
  await write(mentor.page, byMentor)
  await write(lead.page, byLead)
  await server.start()
  await allSent(mentor.page, lead.page)

  await test.step('both are told on every screen, and on the review itself', async () => {
    for (const { page } of [mentor, lead]) {
      await expect(needsYou(page)).toHaveText(/\(4\)/, { timeout: 20_000 })
      await expect(page.getByText('Two versions.', { exact: true })).toBeVisible()
      await page.getByRole('link', { name: 'Compare and decide' }).click()
      await expect(heading(page, 'Needs attention')).toBeVisible()
      for (const field of FIELDS) {
        const versions = card(page, field).getByRole('article')
        await expect(versions).toHaveCount(2)
        await expect(versions.filter({ hasText: 'Gareth Hopkins' }).or(versions.filter({ hasText: 'Priya Raman' })).first()).toContainText(/Thu 10 Dec, 10\.2\d · tablet [\w-]{4,8}/)
        await expect(versions.locator('mark').first()).toBeVisible()
        await expect(card(page, field).getByRole('radio', { checked: true })).toHaveCount(0)
        await expect(card(page, field).getByRole('button', { name: 'Decide' })).toBeDisabled()
      }
    }
    expect(await problemsOf(mentor.page, 'needs attention')).toEqual([])
  })

  await test.step('what one has begun to decide survives a rotation and a restart of the tablet', async () => {
    const own = 'Next step: five mornings on time; bring the ratio homework.'
    await choose(card(mentor.page, 'Next step'), 'Write it myself')
    await card(mentor.page, 'Next step').getByLabel('What should stand', { exact: true }).fill(own)
    await mentor.page.setViewportSize(SIZES.portrait)
    await expect(card(mentor.page, 'Next step').getByLabel('What should stand', { exact: true })).toHaveValue(own)
    await mentor.page.waitForTimeout(400)
    await mentor.kill()
    await mentor.reopen()
    await mentor.page.goto(server.url)
    await unlock(mentor.page)
    await needsYou(mentor.page).click()
    await expect(card(mentor.page, 'Next step').getByText('Brought back as you left it.')).toBeVisible()
    await expect(card(mentor.page, 'Next step').getByLabel('What should stand', { exact: true })).toHaveValue(own)
  })

  await test.step('one’s own words, both, and the other’s: each stands on both tablets', async () => {
    const decide = async (page: Page, field: string): Promise<void> => {
      await card(page, field).getByRole('button', { name: 'Decide' }).click()
      await expect(card(page, field)).toHaveCount(0)
    }
    await decide(mentor.page, 'Next step')
    await expect(card(lead.page, 'Next step')).toHaveCount(0, { timeout: 20_000 })
    await choose(card(lead.page, 'What went well'), 'Keep both')
    await decide(lead.page, 'What went well')
    await expect(card(mentor.page, 'What went well')).toHaveCount(0, { timeout: 20_000 })
    const mentorName = await card(mentor.page, 'What the pupil says').getByRole('article').filter({ hasText: 'three mornings' }).getByRole('heading').innerText()
    await choose(card(mentor.page, 'What the pupil says'), `Keep what ${mentorName} wrote`)
    await decide(mentor.page, 'What the pupil says')
    // The demo school's own, from the afternoon before.
    await choose(card(lead.page, 'In the pupil’s own words'), 'Keep both')
    await decide(lead.page, 'In the pupil’s own words')
    await expect(heading(lead.page, 'Needs attention')).toBeVisible()
    await expect(lead.page.getByText('All clear')).toBeVisible({ timeout: 20_000 })
    await allSent(mentor.page, lead.page)
    for (const { page } of [mentor, lead]) {
      await expect(needsYou(page)).toHaveCount(0)
      await openReview(page, 'Kacper Wójcik')
      await expect(page.getByLabel('Next step')).toHaveValue('Next step: five mornings on time; bring the ratio homework.')
      await expect(page.getByLabel('What went well')).toHaveValue(/three mornings[\s\S]*five mornings|five mornings[\s\S]*three mornings/)
      await expect(page.getByLabel('What the pupil says')).toHaveValue(byMentor('What the pupil says'))
    }
  })
})

test('Two people set one thing at once: the later stands, the other is in sight on both tablets, and one tap puts it back', async ({ school, tablet }) => {
  test.setTimeout(240_000)
  const server = await school({ at: '10:20' })
  const [mentor, lead] = [await tablet(), await tablet()]
  await Promise.all([signIn(mentor.page, server, 'mentor1'), signIn(lead.page, server, 'lead')])
  await Promise.all([mentor, lead].map(({ page }) => openReview(page, 'Kacper Wójcik')))
  await server.kill()
  for (const [{ page }, outcome] of [[mentor, /^\+1/], [lead, /^−1/]] as const) {
    await choose(page, outcome)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Everything is saved.')).toBeVisible()
    // Longer than the two clocks may differ: each is measured to within half of three seconds.
    await page.waitForTimeout(3_000)
  }
  await server.start()
  await allSent(mentor.page, lead.page)
  const beside = (page: Page): Locator => page.getByRole('region', { name: 'Set at the same time' })
  for (const { page } of [mentor, lead]) {
    await expect(beside(page)).toContainText(/Outcome of the week:\s*Harder week \(.+\) stands\./, { timeout: 20_000 })
    await expect(beside(page)).toContainText(/had set Better week, Thu 10 Dec, 10\.2\d/)
  }
  expect(await problemsOf(mentor.page, 'set at the same time')).toEqual([])

  await mentor.context.setOffline(true)
  await beside(mentor.page).getByRole('button', { name: 'Put back “Better week”' }).click()
  await expect(beside(mentor.page)).toHaveCount(0)
  await mentor.context.setOffline(false)
  await expect(beside(lead.page)).toHaveCount(0, { timeout: 30_000 })
  await allSent(mentor.page, lead.page)
  for (const { page } of [mentor, lead]) await expect(page.getByRole('radio', { name: /^\+1/ })).toBeChecked()
  await expect.poll(() => server.rows(`SELECT json_extract(f, '$.outcome') AS outcome FROM row WHERE t = 'weeklyReview' AND s LIKE '{%'`)).toContainEqual({ outcome: 1 })

  // What was there before stays in the pupil's log.
  await go(lead.page, 'Caseload')
  await lead.page.getByRole('link', { name: 'Kacper Wójcik' }).click()
  await lead.page.getByText('What it said before').first().click()
  await expect(lead.page.getByText(/Outcome of the week: Better week\. At the same time .+ set Harder week, which stood\./)).toBeVisible()
  await Promise.all([mentor.close(), lead.close()])

  await test.step('and so with a rule of the school, which nobody had set before', async () => {
    const [deputy, admin] = [await tablet(), await tablet({ size: 'phone', dark: true })]
    await Promise.all([signIn(deputy.page, server, 'dht'), signIn(admin.page, server, 'admin')])
    await server.kill()
    const room = (page: Page): Locator => page.getByRole('button', { name: /^A mentor has room for/ })
    for (const [{ page }, pupils] of [[deputy, '7'], [admin, '9']] as const) {
      await go(page, 'School rules')
      await room(page).click()
      await page.getByRole('dialog').getByLabel('A mentor has room for').fill(pupils)
      await page.getByRole('button', { name: 'Save for the whole school' }).click()
      await expect(room(page)).toContainText(`${pupils} pupils`)
    }
    await server.start()
    await allSent(deputy.page, admin.page)
    for (const { page } of [deputy, admin]) {
      await expect(beside(page)).toContainText(/A mentor has room for:\s*9 pupils \(Imran Sheikh\) stands\./, { timeout: 20_000 })
      await expect(beside(page)).toContainText(/Anita Deshmukh had set 7 pupils, Thu 10 Dec, 10\.[23]\d · tablet [\w-]{4,8}\./)
      await expect(beside(page).getByRole('listitem')).toHaveCount(1)
    }
    expect(await problemsOf(admin.page, 'a rule set at the same time')).toEqual([])
    await deputy.context.setOffline(true)
    await beside(deputy.page).getByRole('button', { name: 'Put back “7 pupils”' }).click()
    await expect(beside(deputy.page)).toHaveCount(0)
    await expect(room(deputy.page)).toContainText('7 pupils')
    await deputy.context.setOffline(false)
    await expect(room(admin.page)).toContainText('7 pupils', { timeout: 30_000 })
    await expect(beside(admin.page)).toHaveCount(0)
    await allSent(deputy.page, admin.page)
  })
})
