/** Types into whatever a screen offers to type in, and into each sheet that one of its buttons opens: also what is built tomorrow. */
import type { Locator, Page } from '@playwright/test'
import type { Canaries } from '../../support/browser/canaries.ts'

const FIELDS = 'input[type=text]:visible, input[type=search]:visible, input[type=tel]:visible, input[type=email]:visible, input:not([type]):visible, textarea:visible'
const OPENERS = /^(Add|Log a|Edit|Change|Correct|New|Note|Daily|Set|Plan|Ask|Call|Put|Agree|Amend|Look|Write|Decide|Pause|Hand over|Who is|Move)/
const SAVERS = /^(Save|Keep|Note the|Add|Plan|Put|Ask|Send|Log|Agree)/
/** What opens a screen of its own, takes the pupil away, or locks. */
const LEAVE_ALONE = /PDF|print|lock|undo|sync|end mentoring|Hand over$/i
const QUICK = { timeout: 1500 }

/** Each of these once: another screen shows the same field with another label. */
export async function fillAll(within: Locator, canaries: Canaries, most: number): Promise<number> {
  let filled = 0
  for (const field of await within.locator(FIELDS).all()) {
    if (canaries.all.length >= most) break
    if (!(await field.isEditable(QUICK).catch(() => false))) continue
    const isLong = await field.evaluate((one) => one instanceof HTMLTextAreaElement)
    if (await field.fill(canaries.words(isLong ? 3 : 1), QUICK).then(() => true, () => false)) filled++
  }
  return filled
}
async function save(within: Locator): Promise<void> {
  for (const button of await within.getByRole('button', { name: SAVERS }).all()) if (await button.isEnabled(QUICK).catch(() => false)) await button.click(QUICK).catch(() => undefined)
}

/** A screen by its address, without loading the app again: that would lock it. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.waitForTimeout(500)
}

export async function fillScreen(page: Page, path: string, canaries: Canaries, most: number): Promise<number> {
  await visit(page, path)
  let filled = await fillAll(page.locator('main'), canaries, most)
  await page.waitForTimeout(400)
  const names = new Set<string>()
  for (const button of await page.locator('main').getByRole('button', { name: OPENERS }).all()) names.add(((await button.getAttribute('aria-label', QUICK).catch(() => null)) ?? (await button.innerText(QUICK).catch(() => ''))).trim())
  for (const name of names) {
    if (name === '' || LEAVE_ALONE.test(name) || canaries.all.length >= most) continue
    await visit(page, path)
    await page.locator('main').getByRole('button', { name, exact: true }).first().click(QUICK).catch(() => undefined)
    const sheet = page.getByRole('dialog').last()
    if (!(await sheet.isVisible().catch(() => false))) continue
    filled += await fillAll(sheet, canaries, most)
    await page.waitForTimeout(400)
    await save(sheet)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }
  return filled
}
