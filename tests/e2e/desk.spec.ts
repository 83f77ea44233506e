import { go, heading, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

test('Left alone at reception, a sheet half filled in is put away with the surname in it', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await page.clock.install()
  await signIn(page, server, 'mentor1')
  await page.getByRole('searchbox').fill('Xylander')
  await page.getByRole('button', { name: 'Add a pupil who is not on the list' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Surname').fill('Xylander')
  for (let second = 0; second < 62; second++) await page.clock.runFor(1000)
  await expect(sheet).toBeHidden()
  await expect(page.getByRole('searchbox')).toHaveValue('')
  expect(await page.content()).not.toContain('Xylander')
})

test('Left alone in reception hours the office stays on its own screen, and everything else asks for the PIN', async ({ school, tablet }) => {
  const server = await school()
  const { page } = await tablet()
  await page.clock.install()
  await signIn(page, server, 'office')
  await expect(heading(page, 'Marks from the mentors')).toBeVisible()
  for (let second = 0; second < 62; second++) await page.clock.runFor(1000)
  await expect(heading(page, 'Marks from the mentors')).toBeVisible()
  await go(page, 'This tablet')
  await expect(page.getByRole('dialog', { name: 'Your PIN, please' })).toBeVisible()
  await expect(heading(page, 'Marks from the mentors')).toBeVisible()
})
