import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import decodeQR from 'qr/decode.js'
import { pupilCalled, surnamesIn } from '../support/browser/demoPeople.ts'
import { badge, go, mark, rehearse, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

const today = `json_extract(f, '$.date') = '2026-12-10'`

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blue-report-camera-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What stands on one tablet's screen is what the other's camera sees. */
async function holdUp(screen: Page, camera: string): Promise<void> {
  await expect(screen.getByRole('img', { name: /^Code, page/ })).toBeVisible()
  const picture = await screen.screenshot({ type: 'jpeg', quality: 90 })
  writeFileSync(camera, Buffer.concat(Array.from({ length: 10 }, () => picture)))
}

test('A mentor with no network shows a code, the office’s camera reads it, a receipt goes back, and later sync makes no doubles', async ({ school, tablet, lastingTablet }) => {
  test.setTimeout(240_000)
  const server = await school()
  const camera = join(folder, 'office.mjpeg')
  const [desk, office] = [await tablet(), await lastingTablet({ camera })]
  await Promise.all([signIn(desk.page, server, 'mentor1'), signIn(office.page, server, 'office')])
  await server.kill()

  await mark(desk.page, 'Kacper', 'on time')
  await mark(desk.page, 'Callum', 'on time')
  await rehearse(desk.page, '08:52')
  await rehearse(office.page, '08:55')
  await mark(desk.page, 'Layla', '7 min')
  await desk.page.getByRole('button', { name: 'Hand to the office' }).click()
  await expect(desk.page.getByText('No network: 3 marks to hand over.')).toBeVisible({ timeout: 20_000 })
  await desk.page.getByRole('button', { name: 'Show the code' }).click()
  await holdUp(desk.page, camera)
  // Nothing of a pupil stands on a screen that is held up in a queue.
  expect(surnamesIn(await desk.page.content())).toEqual([])

  await office.page.getByRole('button', { name: 'Scan a code' }).click()
  const sheet = office.page.getByRole('dialog', { name: 'Scan a code' })
  await expect(sheet.getByText('3 marks from Priya Raman')).toBeVisible({ timeout: 20_000 })
  const receipt = (await sheet.locator('[data-receipt]').innerText()).trim()
  expect(receipt).toMatch(/^[A-Z2-7]{3} [A-Z2-7]{3}$/)
  await sheet.getByRole('button', { name: 'Done' }).click()
  const toEnter = office.page.getByRole('list', { name: 'To enter in SIMS' })
  await expect(toEnter.getByRole('listitem').filter({ hasText: 'Layla' })).toContainText('By code 8.55, not synced yet')
  await expect(toEnter.getByRole('listitem').filter({ hasText: 'Layla' })).toContainText('7 min')

  const receiptField = desk.page.getByRole('textbox', { name: 'Receipt' })
  await receiptField.fill(receipt.startsWith('AAA') ? 'BBB BBB' : 'AAA AAA')
  await desk.page.getByRole('button', { name: 'Check the receipt' }).click()
  await expect(desk.page.getByText('That is not the receipt of this code.')).toBeVisible()
  await receiptField.fill(receipt.toLowerCase())
  await desk.page.getByRole('button', { name: 'Check the receipt' }).click()
  await expect(desk.page.getByText('The office has 3 marks')).toBeVisible()

  // The same code once more.
  await office.page.getByRole('button', { name: 'Scan a code' }).click()
  await expect(sheet.getByText('This page was taken in already. Nothing was counted twice.')).toBeVisible({ timeout: 20_000 })
  await expect(sheet.locator('[data-receipt]')).toHaveText(receipt)
  await sheet.getByRole('button', { name: 'Done' }).click()
  // One in which a letter was changed, typed as a hand scanner would.
  const code = await codeFrom(office.page, camera)
  writeFileSync(camera, await desk.page.screenshot({ type: 'jpeg' }))
  await office.page.getByRole('button', { name: 'Scan a code' }).click()
  await sheet.getByText('Another way than the camera').click()
  await sheet.getByRole('textbox', { name: 'Code' }).fill(code.slice(0, 60) + (code[60] === 'A' ? 'B' : 'A') + code.slice(61))
  await sheet.getByRole('button', { name: 'Take it in' }).click()
  await expect(sheet.getByText('This code was not made by a tablet of this school, or it was changed. Nothing was taken in.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Close', exact: true }).last().click()

  await server.start()
  for (const { page } of [desk, office]) await expect(badge(page)).toHaveAccessibleName(/All sent/, { timeout: 30_000 })
  await expect(office.page.getByText('not synced yet')).toHaveCount(0, { timeout: 75_000 })
  await expect(office.page.getByText('To enter in SIMS (3)')).toBeVisible()
  await expect(toEnter.getByRole('listitem').filter({ hasText: 'Layla' })).toHaveCount(1)
  expect(server.rows(`SELECT id FROM row WHERE t = 'arrivalEvent' AND ${today}`)).toHaveLength(3)
  expect(server.rows<{ type: string; n: number }>(`SELECT json_extract(f, '$.type') AS type, count(*) AS n FROM row WHERE t = 'handOver' AND ${today} GROUP BY 1 ORDER BY 1`)).toEqual([{ type: 'handed', n: 3 }, { type: 'received', n: 3 }])
  expect(server.rows(`SELECT n FROM op WHERE outcome = 'parked'`)).toEqual([])

  await office.page.getByRole('button', { name: `Entered in SIMS: ${fullNameOf('Layla')}` }).click()
  await expect(office.page.getByText('In SIMS (1)', { exact: true })).toBeVisible()
  await go(desk.page, 'Arrivals')
  await desk.page.getByRole('button', { name: 'Hand to the office' }).click()
  await expect(desk.page.getByRole('list', { name: 'Your marks' }).getByRole('listitem').filter({ hasText: 'Layla' })).toContainText('In SIMS 8.5', { timeout: 20_000 })
})

test('More marks than one code holds are pages: half of them scanned is said, kept, and finished later from a photograph', async ({ school, tablet }) => {
  test.setTimeout(240_000)
  const server = await school()
  const [desk, office] = [await tablet(), await tablet()]
  await Promise.all([signIn(desk.page, server, 'mentor1'), signIn(office.page, server, 'office')])
  await server.kill()
  const unmarked = desk.page.getByRole('listitem').filter({ hasText: 'Not here yet' })
  for (let count = 0; count < 22; count++) {
    await unmarked.first().getByRole('button').first().click()
    await expect(desk.page.getByText(`${count + 1} of `).first()).toBeVisible()
  }
  await desk.page.getByRole('button', { name: 'Hand to the office' }).click()
  await desk.page.getByRole('button', { name: 'Show the code' }).click()
  const shot = async (): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({ name: 'code.png', mimeType: 'image/png', buffer: await desk.page.screenshot() })
  await expect(desk.page.getByRole('img', { name: 'Code, page 1 of 2' })).toBeVisible()
  const first = await shot()
  await desk.page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(desk.page.getByRole('img', { name: 'Code, page 2 of 2' })).toBeVisible()
  const second = await shot()

  // This screen has no camera.
  await office.page.getByRole('button', { name: 'Scan a code' }).click()
  const sheet = office.page.getByRole('dialog', { name: 'Scan a code' })
  await expect(sheet.getByText(/There is no camera here|The camera was refused/)).toBeVisible()
  await sheet.locator('input[type=file]').setInputFiles(second)
  await expect(sheet.getByText('1 of 2 pages from Priya Raman; 2 marks so far')).toBeVisible()
  await expect(sheet.getByText('Still to scan: page 1.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(office.page.getByText('1 of 2 pages; page 1 is missing')).toBeVisible()
  await office.page.getByRole('button', { name: 'Scan a code' }).click()
  await sheet.locator('input[type=file]').setInputFiles(first)
  await expect(sheet.getByText('22 marks from Priya Raman')).toBeVisible()

  // The tablet went dark while it was held up: the code is the same, and so its receipt.
  const receipt = (await sheet.locator('[data-receipt]').innerText()).trim()
  await desk.page.getByRole('button', { name: 'Back to the hand-over' }).click()
  await desk.page.getByRole('button', { name: 'Show the code' }).click()
  await desk.page.getByRole('textbox', { name: 'Receipt' }).fill(receipt)
  await desk.page.getByRole('button', { name: 'Check the receipt' }).click()
  await expect(desk.page.getByText('The office has 22 marks')).toBeVisible()
})

const fullNameOf = (preferredName: string): string => {
  const { surname } = pupilCalled(preferredName)
  return `${preferredName} ${surname}`
}

/** The text of the code that the camera's file shows, read with the same package outside the app. */
async function codeFrom(page: Page, camera: string): Promise<string> {
  const bytes = readFileSync(camera)
  const picture = bytes.subarray(0, bytes.length / 10).toString('base64')
  const { width, height, data } = await page.evaluate(async (base64) => {
    const blob = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/jpeg' })
    const bitmap = await createImageBitmap(blob)
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
    pen.drawImage(bitmap, 0, 0)
    const image = pen.getImageData(0, 0, bitmap.width, bitmap.height)
    // One grey byte for each point keeps the way out of the page short.
    return { width: image.width, height: image.height, data: Array.from({ length: image.width * image.height }, (_, at) => image.data[at * 4] ?? 0) }
  }, picture)
  return decodeQR({ width, height, data: Uint8Array.from(data.flatMap((grey) => [grey, grey, grey])) })
}
