/** A thumb on a tile of the real list, with no server: from lifting it to the tile that says so. */
import type { CDPSession, Page } from '@playwright/test'
import { chooseThePin, firstTile, passphraseField, shown, unlockCold } from '../appSteps.ts'
import type { Figure } from '../figure.ts'
import { eachRun, type Bench } from '../setting.ts'
import { p50, p95 } from '../stats.ts'

const TAPS = 20
/** As a queue comes: not so slowly that the list settles between two taps. */
const PAUSE_MS = 250
/** No thumb comes and goes within the same frame. */
const ON_GLASS_MS = 70

type Tapped = { durable: number; changed: number; painted: number }
type Aim = { x: number; y: number }

/** Says when the disk has what was written: the `complete` of a transaction that writes. */
function tellDurable(): void {
  const begin = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction')?.value as (this: IDBDatabase, ...given: Parameters<IDBDatabase['transaction']>) => IDBTransaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const opened = begin.call(this, stores, mode, options)
    if (mode === 'readwrite') opened.addEventListener('complete', () => dispatchEvent(new Event('bench-durable')))
    return opened
  }
}

/** The next tile that nobody has tapped and nothing covers, with its change awaited. */
function aim(): Aim | undefined {
  const tiles = [...document.querySelectorAll<HTMLElement>('section ul li > button:first-child')]
  for (const tile of tiles) {
    if (/Arrived \d/.test(tile.textContent)) continue
    tile.scrollIntoView({ block: 'center' })
    const box = tile.getBoundingClientRect()
    const at = { x: box.x + box.width / 3, y: box.y + box.height / 2 }
    const there = document.elementFromPoint(at.x, at.y)
    if (!there || !tile.contains(there)) continue
    const watched = window as unknown as { tapped: Promise<Tapped> }
    watched.tapped = new Promise((resolve) => {
      let up = Number.NaN
      let durable = Number.NaN
      tile.addEventListener('pointerup', (event) => (up = event.timeStamp), { capture: true, once: true })
      addEventListener('bench-durable', () => (durable = performance.now() - up), { once: true })
      new MutationObserver((_changes, observer) => {
        if (!/Arrived \d/.test(tile.textContent)) return
        observer.disconnect()
        const changed = performance.now() - up
        requestAnimationFrame(() => setTimeout(() => resolve({ durable, changed, painted: performance.now() - up }), 0))
      }).observe(tile, { subtree: true, childList: true, characterData: true })
    })
    return at
  }
  return undefined
}

async function tap(glass: CDPSession, page: Page, { x, y }: Aim): Promise<void> {
  await glass.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: Math.round(x), y: Math.round(y) }] })
  await page.waitForTimeout(ON_GLASS_MS)
  await glass.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

async function tapTiles(page: Page): Promise<Tapped[]> {
  const glass = await page.context().newCDPSession(page)
  const tapped: Tapped[] = []
  while (tapped.length < TAPS) {
    const at = await page.evaluate(aim)
    if (!at) break
    await page.waitForTimeout(PAUSE_MS)
    await tap(glass, page, at)
    tapped.push(await page.evaluate(() => (window as unknown as { tapped: Promise<Tapped> }).tapped))
  }
  return tapped
}

/** `dexie`: the p95 of a bare Dexie put in the same runs. */
export async function tapInTheApp(bench: Bench, dexie: number[]): Promise<Figure[]> {
  const demo = await bench.demo()
  const tapped = await eachRun(bench, 'Tapping tiles', () =>
    demo.onTabletOf('mentor1', async ({ page, context }) => {
      await context.addInitScript(tellDurable)
      await demo.kill()
      await page.goto(demo.origin)
      await shown(page, passphraseField)
      await unlockCold(page, demo.passphrase)
      await chooseThePin(page)
      await shown(page, firstTile)
      // The other screens are fetched three seconds after the first one stands; nobody has tapped by then.
      await page.waitForTimeout(4000)
      return tapTiles(page)
    }),
  )
  const of = (part: keyof Tapped): number[][] => tapped.map((run) => run.map((tap) => tap[part]))
  const floor = { what: 'a bare Dexie put, strict', runs: dexie }
  return [
    { what: 'in the app: thumb lifted, to durable, p50', unit: 'ms', runs: of('durable').map(p50) },
    { what: 'in the app: thumb lifted, to durable, p95', unit: 'ms', runs: of('durable').map(p95), floor, goal: { most: 16 } },
    { what: 'the same, to the tile changed, p50', unit: 'ms', runs: of('changed').map(p50) },
    { what: 'the same, to the tile changed, p95', unit: 'ms', runs: of('changed').map(p95), floor, goal: { most: 16 } },
    {
      what: 'the same, to the frame that shows it, p95', unit: 'ms', runs: of('painted').map(p95),
      note: `In the app: ${TAPS} tiles in each run, on a touch screen of 1180 × 820, no server; each thumb rests ${ON_GLASS_MS} ms on the glass. The browser's own work between the glass and the page is in it. The tile changes only after the disk has the arrival.`,
    },
  ]
}
