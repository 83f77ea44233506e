import { problemsOf } from '../support/browser/axe.ts'
import { heading, mark, openCard, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

test('Pupil and mentor look at the week together; no gesture leaves the view, and the mentor does', async ({ school, tablet }) => {
  test.setTimeout(120_000)
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await mark(page, 'Kacper', 'on time')
  await openCard(page, 'Kacper')
  await page.getByRole('link', { name: 'Sit together' }).click()
  await expect(heading(page, 'Kacper, this is your week')).toBeVisible()
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
