import { readFileSync } from 'node:fs'
import { problemsOf } from '../support/browser/axe.ts'
import { pupilCalled } from '../support/browser/demoPeople.ts'
import { go, heading, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

test('A mentor prints the week’s blue reports with no network, and enters what came back of 25 lessons in under 20 seconds', async ({ school, tablet }) => {
  test.setTimeout(180_000)
  const server = await school()
  const { page, context } = await tablet()
  const { surname } = pupilCalled('Callum')
  const problems: string[] = []
  const look = async (screen: string): Promise<void> => void problems.push(...(await problemsOf(page, screen)))
  await signIn(page, server, 'mentor1')
  await context.setOffline(true)
  await go(page, 'Caseload')
  await page.getByRole('button', { name: 'Blue reports' }).click()
  await expect(heading(page, 'Blue reports')).toBeVisible()
  await look('blue reports of the week')
  await page.getByRole('button', { name: 'Scan a sheet' }).click()
  await expect(page.getByText(/There is no camera here|The camera was refused/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Code' }).fill('not a code')
  await page.getByRole('button', { name: 'Open the sheet' }).click()
  await expect(page.getByText('This is not the code of a blue report.')).toBeVisible()
  await look('scan a sheet, refused')
  await page.keyboard.press('Escape')

  // Next week's sheet is printed before the week begins.
  await page.getByRole('link', { name: /^Week after/ }).click()
  await page.getByRole('button', { name: /^Print \d+ blue reports/ }).click()
  await look('blue reports before printing')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Make one PDF of/ }).click()
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/^blue-reports-\d+-pupils-2026-12-14\.pdf$/)
  expect(readFileSync(await download.path()).subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByRole('dialog', { name: 'The PDF is ready' }).getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByRole('dialog', { name: 'Print view' }).getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: new RegExp(`^Callum ${surname}`) }).click()
  await expect(heading(page, `Callum ${surname}`)).toBeVisible()
  await look('scores of a week')

  const keys = page.getByRole('group', { name: 'Marks' }).getByRole('button')
  const began = Date.now()
  for (let lesson = 0; lesson < 25; lesson++) await keys.nth(lesson % 4).click()
  await expect(page.getByRole('table', { name: 'Scores by day and lesson' }).getByRole('button', { name: /: [1-4] / })).toHaveCount(25)
  expect(Date.now() - began).toBeLessThan(20_000)

  // What a pen wrote on the back, kept with no network and sent when there is one.
  await page.getByRole('button', { name: 'Photograph the sheet' }).click()
  const sheet = page.getByRole('dialog', { name: 'Photograph the sheet' })
  await look('photograph the sheet')
  await sheet.getByLabel('Choose a photo').setInputFiles('server/demo/sheetBack.jpg')
  await sheet.getByRole('button', { name: 'Keep it' }).click()
  const photos = page.getByRole('list', { name: 'Photos of the sheet' })
  await expect(photos.getByText('To be sent')).toBeVisible()
  await photos.getByRole('button', { name: /^Open: Back/ }).click()
  await expect(page.getByRole('img', { name: 'Photo of the back of the blue report' })).toBeVisible()
  await look('photo over the whole screen')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await context.setOffline(false)
  await expect(photos.getByText('To be sent')).toHaveCount(0, { timeout: 40_000 })
  expect(problems).toEqual([])
})
