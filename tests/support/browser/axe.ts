/** Whether everybody can use a screen: axe in light and its colours in dark, and text at double size without sideways scrolling. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { SIZES } from './tablet.ts'

/** Dark colours change nothing but colours. */
const RULES = { light: {}, dark: { runOnly: { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] } } }

async function violations(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const found = await new AxeBuilder({ page }).options({ ...RULES[colorScheme], resultTypes: ['violations'] }).setLegacyMode(true).analyze()
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${(failureSummary ?? '').replaceAll('\n', ' ')}`))
}

/** What is wider than the window, were the text twice as large. */
async function overflow(page: Page, width: number, height: number): Promise<string[]> {
  await page.setViewportSize({ width, height })
  return page.evaluate(async () => {
    const root = document.documentElement
    root.style.fontSize = '200%'
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const over = root.scrollWidth - root.clientWidth
    const isWide = (one: Element): boolean => one.getBoundingClientRect().right > root.clientWidth + 1
    const innermost = over > 1 ? [...document.querySelectorAll('body *')].filter((one) => isWide(one) && one.getClientRects().length > 0 && ![...one.children].some(isWide)) : []
    const widest = innermost.sort((a, b) => b.getBoundingClientRect().width - a.getBoundingClientRect().width).slice(0, 3).map((one) => `<${one.tagName.toLowerCase()} class="${one.className.toString().slice(0, 120)}"> ${one.textContent?.trim().slice(0, 40)}`)
    root.style.fontSize = ''
    return over > 1 ? [`${over} px too wide: ${widest.join(' | ')}`] : []
  })
}

/** The browser changes its colours a moment after it was told to: a page read in between has the text of one and the ground of the other. */
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.waitForFunction((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, colorScheme)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

export async function problemsOf(page: Page, screen: string): Promise<string[]> {
  const before = page.viewportSize() ?? SIZES.landscape
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await wear(page, colorScheme)
    found.push(...(await violations(page, colorScheme)).map((one) => `${screen}, ${colorScheme}: ${one}`))
  }
  await wear(page, 'light')
  for (const { width, height } of [SIZES.portrait, SIZES.phone]) found.push(...(await overflow(page, width, height)).map((one) => `${screen}, ${width} wide: ${one}`))
  await page.setViewportSize(before)
  return found
}
