import type { Page } from '@playwright/test'
import { problemsOf } from '../support/browser/axe.ts'
import { badge, choose, go, heading, mark, openCard, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

/** Asks Mrs Hale, and says which address the link has. */
async function askByLink(page: Page): Promise<string> {
  await go(page, 'Caseload')
  await page.getByRole('link', { name: 'Kacper Wójcik', exact: true }).click()
  await page.getByRole('button', { name: 'Ask and see answers' }).click()
  await page.getByRole('button', { name: 'Ask someone' }).click()
  await page.getByRole('button', { name: 'Somebody else' }).click()
  await page.getByLabel('Who', { exact: true }).fill('Mrs Hale')
  await page.getByLabel('Subject', { exact: true }).last().fill('Drama club')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  // The request has only just been made: the link comes by itself once the server has it.
  await expect(page.getByRole('img', { name: 'Code with the link for Mrs Hale' })).toBeVisible({ timeout: 20_000 })
  expect(await problemsOf(page, 'a one-time link')).toEqual([])
  const mail = await page.getByRole('link', { name: 'Write an e-mail' }).getAttribute('href')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  return /https?:\/\/\S+/.exec(decodeURIComponent(mail ?? ''))?.[0] ?? 'no link'
}

async function answer(teacher: Page, link: string): Promise<void> {
  await teacher.goto(link)
  await expect(heading(teacher, 'Kacper, Drama club')).toBeVisible()
  expect(await problemsOf(teacher, 'a teacher’s page')).toEqual([])
  for (const aspect of ['Attitude', 'Behaviour']) await choose(teacher.getByRole('group', { name: aspect }), 'Very good')
  await teacher.getByLabel(/A line for the mentor/).fill('Steadier than last term.')
  await teacher.getByLabel(/Something Kacper may read/).fill('Your ideas made the scene work.')
  await teacher.getByRole('button', { name: 'Send' }).click()
  await expect(heading(teacher, 'Thank you')).toBeVisible()
}

test('A teacher answers a one-time link; pupil and mentor look at the week together with what was written for the pupil; no gesture leaves the view, and the mentor does', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await answer((await tablet()).page, await askByLink(page))
  await expect(page.getByText('Mrs Hale, Drama club (by link): attitude very good, behaviour very good.')).toBeVisible({ timeout: 20_000 })
  await expect(badge(page)).toHaveAccessibleName(/All sent/)

  await go(page, 'Arrivals')
  await mark(page, 'Kacper', 'on time')
  await openCard(page, 'Kacper')
  await page.getByRole('link', { name: 'Sit together' }).click()
  await expect(heading(page, 'Kacper, this is your week')).toBeVisible()
  await expect(page.getByRole('region', { name: 'What teachers say' })).toContainText('Your ideas made the scene work.')
  await expect(page.getByText('Steadier than last term.')).toHaveCount(0)
  await expect(page.getByRole('link')).toHaveCount(0)
  expect(await problemsOf(page, 'sit together')).toEqual([])
  await page.goBack()
  await expect(heading(page, 'Kacper, this is your week')).toBeVisible()
  await page.getByLabel('In your own words').fill('I want to sit nearer the front.')
  await page.getByRole('button', { name: 'We have talked about it' }).click()
  await expect(page.getByText('We have talked about it today.')).toBeVisible()
  await page.getByRole('button', { name: 'Mentor: leave this view' }).click()
  await page.getByRole('button', { name: 'I am the mentor: leave' }).click()
  await expect(page.getByRole('region', { name: 'Raise this morning' })).toBeVisible()
})
