import { filesUnder, findBytes } from '../support/browser/bytes.ts'
import { PASSPHRASE, PIN, choose, go, heading, openCard, signIn, tile } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

/** Words that stand nowhere else; thirty of them go through every place where a person types. */
const canary = (number: number): string => `Zqx${String(number).padStart(2, '0')}kvorrel`
const some = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, index) => canary(from + index)).join(' ')
const CONTROL = 'Zqx99controlword'

test('Nothing a mentor typed can be read on the tablet’s disk, in any file of the browser', async ({ school, tablet }) => {
  test.setTimeout(120_000)
  const server = await school()
  const mine = await tablet()
  await signIn(mine.page, server, 'mentor1')
  await server.kill()
  const { page } = mine

  // An arrival with a reason, and its amendment.
  await page.getByRole('button', { name: 'Other time or reason for Kacper' }).click()
  const bySheet = page.getByRole('dialog', { name: 'Kacper' })
  await bySheet.getByRole('textbox', { name: 'Reason' }).fill(some(1, 2))
  await bySheet.getByRole('button', { name: /^Mark/ }).click()
  await expect(bySheet).toBeHidden()
  await openCard(page, 'Kacper')
  await page.getByRole('button', { name: 'Amend', exact: true }).click()
  const amending = page.getByRole('dialog', { name: 'Amend the mark' })
  await choose(amending, /^L /)
  await amending.getByRole('textbox', { name: 'Reason' }).fill(some(3, 4))
  await amending.getByRole('button', { name: 'Save the amendment' }).click()
  await expect(amending).toBeHidden()

  // Today's action on the card, one discussed line, and a pupil who was not on the list.
  await page.getByLabel('One line').fill(some(5, 6))
  await page.getByRole('button', { name: 'Save the action' }).click()
  await expect(page.getByText(some(5, 6))).toBeVisible()
  await page.getByRole('link', { name: 'Back to arrivals' }).last().click()
  await page.getByRole('button', { name: 'Add a pupil who is not on the list' }).click()
  const adding = page.getByRole('dialog', { name: 'Add a pupil who is not on the list' })
  await adding.getByLabel('First name').fill(canary(7))
  await adding.getByLabel('Surname').fill(canary(8))
  await adding.getByLabel('Form').fill('9D')
  await adding.getByRole('button', { name: 'Add and mark arrived' }).click()
  await expect(tile(page, canary(7))).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill(canary(9))
  await page.getByRole('searchbox', { name: 'Find a pupil' }).fill('')

  // Five notes saved, one left as a draft.
  await go(page, 'Caseload')
  await page.getByRole('link', { name: 'Kacper Wójcik' }).click()
  for (const first of [10, 12, 14, 16, 18]) {
    await page.getByRole('button', { name: 'New note' }).click()
    await choose(page, 'Observation')
    await page.getByRole('textbox', { name: 'Note' }).fill(some(first, first + 1))
    await page.getByRole('button', { name: 'Save the note' }).click()
    await expect(heading(page, 'Kacper Wójcik')).toBeVisible()
  }
  await page.getByRole('searchbox', { name: 'Search the log' }).fill(canary(20))
  await page.getByRole('button', { name: 'New note' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill(some(21, 22))
  await page.waitForTimeout(600)

  // A weekly review: prose saved, the rest left as a draft.
  await go(page, 'Reviews')
  await page.getByRole('link', { name: /Kacper Wójcik/ }).click()
  await page.getByLabel('What went well').fill(some(23, 24))
  await page.getByLabel('Next step').fill(some(25, 26))
  await page.getByLabel('What the pupil says').fill(canary(27))
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByLabel('Who', { exact: true }).last().fill(canary(28))
  await page.getByLabel('Does what').last().fill(canary(29))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Everything is saved.')).toBeVisible()
  await page.getByLabel('Next step').fill(canary(30))
  await page.waitForTimeout(600)

  // The lock, with the passphrase in sight and almost right, so that it stays on the screen for a while.
  await page.reload()
  await page.getByRole('button', { name: 'Show the passphrase' }).click()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(`${PASSPHRASE}${canary(20)}`)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.getByText('That passphrase does not open this tablet for you.')).toBeVisible()

  await page.evaluate((word) => localStorage.setItem('control', word), CONTROL)
  await page.waitForTimeout(500)
  await mine.close()

  expect(filesUnder(mine.profile).length).toBeGreaterThan(20)
  expect(findBytes(mine.profile, [CONTROL]).length, 'the scanner finds what is there').toBeGreaterThan(0)
  const canaries = Array.from({ length: 30 }, (_, index) => canary(index + 1))
  expect(findBytes(mine.profile, canaries)).toEqual([])
  expect(findBytes(mine.profile, ['Wójcik', 'Pickersgill', 'Featherstonehaugh', PASSPHRASE, `"${PIN}"`])).toEqual([])
})
