import { signIn } from '../support/browser/steps.ts'
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
