import { filesUnder, findBytes } from '../support/browser/bytes.ts'
import { Canaries, typeTheMorning } from '../support/browser/canaries.ts'
import { PASSPHRASE, PIN, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

const CONTROL = 'Zqx99controlword'

// Thirty words in every run; five hundred, and the server with its logs and backups, with `npm run scan:plaintext`.
test('Nothing a mentor typed can be read on the tablet’s disk, in any file of the browser', async ({ school, lastingTablet }) => {
  test.setTimeout(120_000)
  const server = await school()
  const mine = await lastingTablet()
  await signIn(mine.page, server, 'mentor1')
  await server.kill()
  const { page } = mine
  const canaries = new Canaries()
  await typeTheMorning(page, canaries)

  // The lock, with the passphrase in sight and almost right, so that it stays on the screen for a while.
  await page.reload()
  await page.getByRole('button', { name: 'Show the passphrase' }).click()
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(`${PASSPHRASE}${canaries.words(1)}`)
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.getByText('That passphrase does not open this tablet for you.')).toBeVisible()

  await page.evaluate((word) => localStorage.setItem('control', word), CONTROL)
  await page.waitForTimeout(500)
  await mine.close()

  expect(filesUnder(mine.profile).length).toBeGreaterThan(20)
  expect(findBytes(mine.profile, [CONTROL]).length, 'the scanner finds what is there').toBeGreaterThan(0)
  expect(canaries.all.length).toBeGreaterThanOrEqual(30)
  expect(findBytes(mine.profile, canaries.all)).toEqual([])
  expect(findBytes(mine.profile, ['Wójcik', 'Pickersgill', 'Featherstonehaugh', PASSPHRASE, `"${PIN}"`])).toEqual([])
})
