/** What a mentor does on the screens, and when the screens let them: measured in the page, not by the one who drives it. */
import type { BrowserContext, Page } from '@playwright/test'

const PIN = '294817'

export const firstTile = 'section ul li > button'
export const usernameField = 'input[autocomplete="username"]'
export const passphraseField = 'input[autocomplete="current-password"]'
export const pinPad = '[role="group"] button[aria-label="Rub out the last digit"]'

type Watch = { whenUsable: (selector: string) => Promise<number>; lastPress: () => number; builtAt: () => number }
declare global {
  interface Window {
    benchWatch: Watch
  }
}

/** Runs in every page before its own scripts. Moments are the page's own, in ms since it was asked for. */
function watch(): void {
  let pressed = Number.NaN
  const press = (event: Event): void => {
    pressed = event.timeStamp
  }
  for (const kind of ['pointerup', 'keyup'] as const) addEventListener(kind, press, { capture: true })

  const isUsable = (selector: string): boolean => {
    const found = document.querySelector<HTMLElement & { disabled?: boolean }>(selector)
    if (!found || found.disabled) return false
    const box = found.getBoundingClientRect()
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return there !== null && found.contains(there)
  }
  let built = Number.NaN
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('#app input')) return
    built = performance.now()
    observer.disconnect()
  }).observe(document, { subtree: true, childList: true })

  window.benchWatch = {
    lastPress: () => pressed,
    /** The moment the first screen's first field was put into the page. */
    builtAt: () => built,
    /** The moment after the frame in which it is there, enabled and not covered. */
    whenUsable: (selector) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isUsable(selector)) requestAnimationFrame(look)
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
        }
        look()
      }),
  }
}
export async function watchPages(context: BrowserContext): Promise<void> {
  await context.addInitScript(watch)
}

/** When it is usable, in ms since the page was asked for. */
export const shown = (page: Page, selector: string): Promise<number> => page.evaluate((what) => window.benchWatch.whenUsable(what), selector)
export const lastPress = (page: Page): Promise<number> => page.evaluate(() => window.benchWatch.lastPress())

/** From the end of the press to the moment the next thing is usable. */
export async function pressUntil(page: Page, button: string, selector: string): Promise<number> {
  const usable = shown(page, selector)
  await page.getByRole('button', { name: button, exact: true }).tap()
  const at = await usable
  return at - (await lastPress(page))
}

export async function signIn(page: Page, origin: string, username: string, passphrase: string): Promise<void> {
  await page.goto(origin)
  await page.fill(usernameField, username)
  await page.fill(passphraseField, passphrase)
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap()
  await shown(page, pinPad)
}

/** Typed twice; resolves with the time from the second one's last press to the first tile, or to what else is waited for. */
export async function chooseThePin(page: Page, until = firstTile): Promise<number> {
  await page.keyboard.type(PIN)
  await page.getByRole('button', { name: 'Next', exact: true }).tap()
  await page.getByRole('button', { name: 'Rub out the last digit' }).waitFor()
  await page.keyboard.type(PIN)
  return pressUntil(page, 'Keep this PIN', until)
}

/** From pressing Unlock to the screen that asks for a PIN. */
export async function unlockCold(page: Page, passphrase: string): Promise<number> {
  await page.fill(passphraseField, passphrase)
  return pressUntil(page, 'Unlock', pinPad)
}

/** Locks, types the PIN, and resolves with the time from its last press to the first tile. */
export async function unlockWarm(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Lock the tablet', exact: true }).tap()
  await shown(page, pinPad)
  await page.keyboard.type(PIN)
  return pressUntil(page, 'Unlock', firstTile)
}
