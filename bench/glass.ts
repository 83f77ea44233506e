/** A thumb on the glass, and what the page answers: when the disk has it, when the page says so, when a frame shows it. */
import type { CDPSession, Page } from '@playwright/test'

/** No thumb comes and goes within the same frame. */
export const ON_GLASS_MS = 70

/** In ms since the thumb was lifted. `durable` is null where the tap had nothing to save. */
export type Tapped = { durable: number | null; changed: number; painted: number }
export type Aim = { x: number; y: number }

/** Runs in every page before its own scripts: says when the disk has what was written, the `complete` of a transaction that writes. */
export function tellDurable(): void {
  const begin = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction')?.value as (this: IDBDatabase, ...given: Parameters<IDBDatabase['transaction']>) => IDBTransaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const opened = begin.call(this, stores, mode, options)
    if (mode === 'readwrite') opened.addEventListener('complete', () => dispatchEvent(new Event('bench-durable')))
    return opened
  }
}

/**
 * Runs in the page: takes aim at the tile of `name`, or at the next that has no mark, and awaits its answer. A tile that has
 * a mark already answers elsewhere: by who stands at the desk.
 */
export function aim(name?: string): Aim | undefined {
  const hasMark = (tile: Element): boolean => /Arrived \d/.test(tile.textContent)
  const said = (tile: Element): string => tile.textContent.replace(/\s+/g, ' ').trim()
  const isWanted = (tile: Element): boolean => (name === undefined ? !hasMark(tile) : said(tile).startsWith(name) && !/^\p{Ll}/u.test(said(tile).slice(name.length)))
  for (const tile of document.querySelectorAll<HTMLElement>('main ul li > button:first-child')) {
    if (!isWanted(tile)) continue
    tile.scrollIntoView({ block: 'center' })
    const box = tile.getBoundingClientRect()
    const at = { x: box.x + box.width / 3, y: box.y + box.height / 2 }
    const there = document.elementFromPoint(at.x, at.y)
    if (!there || !tile.contains(there)) continue
    const saves = !hasMark(tile)
    const answers = saves ? tile : (document.querySelector('[data-at-desk]')?.parentElement?.parentElement ?? tile)
    const before = answers.textContent
    const watched = window as unknown as { tapped: Promise<Tapped> }
    watched.tapped = new Promise((resolve) => {
      let up = Number.NaN
      let durable = Number.NaN
      tile.addEventListener('pointerup', (event) => (up = event.timeStamp), { capture: true, once: true })
      addEventListener('bench-durable', () => (durable = performance.now() - up), { once: true })
      new MutationObserver((_changes, observer) => {
        if (saves ? !hasMark(tile) : answers.textContent === before) return
        observer.disconnect()
        const changed = performance.now() - up
        requestAnimationFrame(() => setTimeout(() => resolve({ durable: saves ? durable : null, changed, painted: performance.now() - up }), 0))
      }).observe(answers, { subtree: true, childList: true, characterData: true })
    })
    return at
  }
  return undefined
}

export const answerOf = (page: Page): Promise<Tapped> => page.evaluate(() => (window as unknown as { tapped: Promise<Tapped> }).tapped)

export async function touch(glass: CDPSession, page: Page, { x, y }: Aim): Promise<void> {
  await glass.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: Math.round(x), y: Math.round(y) }] })
  await page.waitForTimeout(ON_GLASS_MS)
  await glass.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}
