import type { Page } from '@playwright/test'
import { problemsOf } from '../support/browser/axe.ts'
import { heading, signIn } from '../support/browser/steps.ts'
import { expect, test } from '../support/browser/test.ts'

const atDesk = (page: Page): Promise<string[]> =>
  page.locator('[data-at-desk] > span:first-child').evaluateAll((some) => some.map((one) => (one as HTMLElement).innerText.replace(/\s+/g, ' ').trim()))
const tileOf = (page: Page, name: string) => page.locator('li > button:first-child').filter({ hasText: new RegExp(`^\\s*${name.split(' ').join('\\s+')}(?!\\p{Ll})`, 'u') }).first()

/** As a mentor deals with whoever stands there: search for who is not in sight, tap, go on. */
async function deal(page: Page): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Find a pupil' })
  const [name = ''] = await atDesk(page)
  const isListed = await tileOf(page, name).isVisible()
  if (!isListed) await search.fill(name.slice(0, 4))
  // A tap that comes while the list is moving is not taken.
  await expect(async () => {
    if ((await atDesk(page)).includes(name)) await tileOf(page, name).click()
    await expect.poll(() => atDesk(page), { timeout: 600, intervals: [20, 40, 60] }).not.toContain(name)
  }).toPass({ timeout: 10_000 })
  if (!isListed) await search.fill('')
}

test('A mentor rehearses a queue of twenty in the demo with no network, and the real morning knows nothing of it', async ({ school, tablet }) => {
  test.setTimeout(120_000)
  const server = await school()
  const { page } = await tablet()
  await signIn(page, server, 'mentor1')
  await server.kill()
  const databases = (): Promise<string[]> => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort())
  const before = await databases()
  const problems: string[] = []
  const look = async (screen: string): Promise<void> => void problems.push(...(await problemsOf(page, screen)))

  await page.getByRole('button', { name: /^Rehearsal/ }).click()
  await page.getByRole('button', { name: 'Rehearse the queue' }).click()
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('region', { name: 'At the desk now' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('8.44')).toBeVisible()
  await look('the queue')

  const standing = await atDesk(page)
  const names = await page.locator('li > button:first-child').filter({ hasText: 'Not here yet' }).evaluateAll((some) => some.map((one) => one.textContent.replace(/Not here yet.*/, '').replace(/\s+/g, ' ').trim()))
  await tileOf(page, names.find((name) => !standing.includes(name)) ?? '').click()
  await expect(page.getByText('A wrong pupil is marked: undo it')).toBeVisible()
  await page.getByRole('listitem').getByRole('button', { name: /^Undo ./ }).click()
  await expect(page.getByText('A wrong pupil is marked')).toBeHidden()

  const again = page.getByRole('button', { name: 'Once more' })
  for (let pupil = 0; pupil < 20; pupil++) await deal(page)
  await expect(again).toBeVisible()
  await expect(page.getByText('1 pupil marked who did not stand at the desk; all undone.')).toBeVisible()
  await look('how the try went')

  // Left in the middle of the next one.
  await again.click()
  await deal(page)
  await page.getByRole('button', { name: 'Leave' }).click()
  await expect(heading(page, 'Arrivals')).toBeVisible()
  await expect(page.getByText(/^0 of \d+ arrived$/)).toBeVisible()
  await expect(page.getByRole('timer', { name: 'School time' })).toContainText(/8\.(28|29|30)/)
  expect(await databases()).toEqual(before)
  await server.start()
  expect(server.rows(`SELECT id FROM row WHERE t = 'arrivalEvent' AND json_extract(f, '$.date') = '2026-12-10'`)).toEqual([])
  expect(problems).toEqual([])
})
