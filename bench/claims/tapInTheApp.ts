/** A thumb on a tile of the real list, with no server: from lifting it to the tile that says so. */
import type { Page } from '@playwright/test'
import { chooseThePin, firstTile, passphraseField, shown, unlockCold } from '../appSteps.ts'
import type { Figure } from '../figure.ts'
import { aim, answerOf, ON_GLASS_MS, tellDurable, touch, type Tapped } from '../glass.ts'
import { eachRun, type Bench } from '../setting.ts'
import { p50, p95 } from '../stats.ts'

const TAPS = 20
/** As a queue comes: not so slowly that the list settles between two taps. */
const PAUSE_MS = 250
async function tapTiles(page: Page): Promise<Tapped[]> {
  const glass = await page.context().newCDPSession(page)
  const tapped: Tapped[] = []
  while (tapped.length < TAPS) {
    const at = await page.evaluate(aim, undefined)
    if (!at) break
    await page.waitForTimeout(PAUSE_MS)
    await touch(glass, page, at)
    tapped.push(await answerOf(page))
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
  const of = (part: keyof Tapped): number[][] => tapped.map((run) => run.flatMap((tap) => tap[part] ?? []))
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
