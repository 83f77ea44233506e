/** Twenty pupils at once on a slow tablet with no network: the demo's rehearsal, played by a script that reads who stands there. */
import type { Page } from '@playwright/test'
import { chooseThePin, firstTile, passphraseField, shown, unlockCold } from '../appSteps.ts'
import { inNewBrowser, slowDown } from '../browser.ts'
import { aim, answerOf, ON_GLASS_MS, tellDurable, touch, type Tapped } from '../glass.ts'
import { ask, openBench } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'
import { p50, p95 } from '../stats.ts'

const SLOWER = 4
const PUPILS = 20
const PAUSE_MS = 250
const FLOOR_SAVES = 60

/** The first of those who stand at the desk, as the tiles name them. */
const atDesk = (page: Page): Promise<string> => page.locator('[data-at-desk] > span:first-child').first().evaluate((one) => one.textContent.replace(/\s+/g, ' ').trim())

async function playTheQueue(page: Page): Promise<Tapped[]> {
  const glass = await page.context().newCDPSession(page)
  const search = page.getByRole('searchbox')
  const tapped: Tapped[] = []
  while (tapped.length < PUPILS) {
    const name = await atDesk(page)
    let at = await page.evaluate(aim, name)
    // Not on the list: a few letters find them.
    if (!at) {
      await search.fill(name.slice(0, 4))
      await page.waitForTimeout(PAUSE_MS)
      at = await page.evaluate(aim, name)
    }
    if (!at) throw new Error('Whoever stands at the desk is nowhere to be found')
    await page.waitForTimeout(PAUSE_MS)
    await touch(glass, page, at)
    tapped.push(await answerOf(page))
    if (await search.inputValue()) await search.fill('')
  }
  return tapped
}

/** The least a tap can take: a page with one button, which says something else once the thumb is lifted. */
async function bareButton(page: Page): Promise<number[]> {
  await page.setContent('<main><ul><li><button style="width:300px;height:100px">Somebody</button></li></ul></main>')
  const glass = await page.context().newCDPSession(page)
  const times: number[] = []
  while (times.length < PUPILS) {
    await page.locator('button').evaluate((button) => {
      button.textContent = 'Somebody'
      button.onpointerup = () => (button.textContent = 'Somebody: Arrived 1')
    })
    const at = await page.evaluate(aim, undefined)
    if (!at) throw new Error('The bare button is not there')
    await page.waitForTimeout(PAUSE_MS)
    await touch(glass, page, at)
    times.push((await answerOf(page)).painted)
  }
  return times
}

export const rehearsal: Claim = {
  claim: 9,
  title: `Twenty pupils at once: the rehearsal of the queue, the page’s thread ${SLOWER} times slower`,
  async measure(bench) {
    const demo = await bench.demo()
    const pages = await bench.pages()
    const bare = await eachRun(bench, 'A bare button', () =>
      inNewBrowser(async ({ page }) => {
        await slowDown(page, SLOWER)
        return bareButton(page)
      }),
    )
    const saved = await eachRun(bench, 'Bare puts', () =>
      inNewBrowser(async ({ page }) => {
        await openBench(page, pages)
        await slowDown(page, SLOWER)
        return (await ask(page, 'saveArrivals', FLOOR_SAVES)).dexie
      }),
    )
    const played = await eachRun(bench, 'The queue', () =>
      demo.onTabletOf('mentor1', async ({ page, context }) => {
        await context.addInitScript(tellDurable)
        await demo.kill()
        await page.goto(demo.origin)
        await shown(page, passphraseField)
        await unlockCold(page, demo.passphrase)
        await chooseThePin(page)
        await shown(page, firstTile)
        await page.waitForTimeout(4000)
        await page.getByRole('button', { name: /^Rehearsal/ }).click()
        await page.getByRole('button', { name: 'Rehearse the queue' }).click()
        await slowDown(page, SLOWER)
        await page.getByRole('button', { name: 'Start' }).click()
        await page.locator('[data-at-desk]').first().waitFor()
        return playTheQueue(page)
      }),
    )
    const of = (part: 'changed' | 'painted'): number[][] => played.map((run) => run.map((tap) => tap[part]))
    const durable = played.map((run) => run.flatMap((tap) => tap.durable ?? []))
    const button = 'a bare button'
    return {
      figures: [
        { what: 'thumb lifted, to the frame that answers, p50', unit: 'ms', runs: of('painted').map(p50), floor: { what: button, runs: bare.map(p50) } },
        { what: 'thumb lifted, to the frame that answers, p95', unit: 'ms', runs: of('painted').map(p95), goal: { most: 100 }, floor: { what: button, runs: bare.map(p95) } },
        { what: 'the same, to durable, p95', unit: 'ms', runs: durable.map(p95), floor: { what: 'a bare Dexie put, strict', runs: saved.map(p95) } },
        {
          what: 'shown before the disk had it', unit: 'taps', goal: { most: 0 },
          runs: played.map((run) => run.filter((tap) => tap.durable !== null && !(tap.durable <= tap.changed)).length),
          note: `The whole queue of the demo’s rehearsal with no server: ${PUPILS} pupils, one of them marked already, one to be searched for, two at once. Each thumb rests ${ON_GLASS_MS} ms on the glass and comes ${PAUSE_MS} ms after the last answer; the next pupil stands there only once the disk has the mark of the last. The floors are measured as slow.`,
        },
      ],
    }
  },
}
