/** 500 cases and three years behind them: nobody waits for a screen, whoever they are. */
import type { Page } from '@playwright/test'
import { chooseThePin, unlockCold } from '../appSteps.ts'
import { plantBigSchool } from '../bigSchool.ts'
import { slowDown } from '../browser.ts'
import { startDemo, type Demo } from '../demo.ts'
import type { Figure } from '../figure.ts'
import { eachRun, type Claim } from '../setting.ts'
import { summary } from '../stats.ts'

const SLOWER = 4
const GOAL_MS = 300
const ANYBODY = 'p129'
const WEEK = '2026-11-30'

const OF_A_PUPIL = ['', '/home', '/expected', '/withdrawal', '/case', '/closing', '/feedback', '/sanctions', '/sessions', '/targets/new', '/notes/new', '/start-letter']
const pupilScreens = OF_A_PUPIL.map((screen) => `/pupils/${ANYBODY}${screen}`)
const WEEKLY = ['/reviews', `/reviews/${WEEK}/${ANYBODY}`, '/blue-reports', `/blue-reports/${WEEK}/${ANYBODY}`, '/sessions', '/records', '/next-week', '/missed', '/paper']
const SCREENS: Record<string, readonly string[]> = {
  lead: ['/arrivals', `/arrivals/${ANYBODY}`, '/today', '/caseload', ...WEEKLY, '/lead', '/caseloads', '/year-turn', '/identify/9', '/impact', '/sims', '/devices', '/close', '/office', '/cover', ...pupilScreens],
  mentor1: ['/arrivals', `/arrivals/${ANYBODY}`, '/today', '/caseload', ...WEEKLY, '/close', ...pupilScreens],
  dht: ['/today', '/caseload', '/identify/9', '/impact', '/reviews', '/records', '/rules', '/sims', `/pupils/${ANYBODY}`, `/pupils/${ANYBODY}/opened`],
}
const FROM = '/tablet'

/** `there`: how much of what stands in sight in the end stood there in the first frame, from 0 to 1. */
type Went = { first: number; whole: number; there: number; chars: number }
/** A frame shows a screen if it shows this much of what a person will see on it; else the screen is there with its last change. */
const SHOWS = 0.9
const shown = ({ first, whole, there }: Went): number => (there >= SHOWS ? first : Math.max(first, whole))

/** From asking for the address, in the app, to the first frame that shows anything of the screen, and to the last change of it. */
async function goTo(page: Page, to: string): Promise<Went> {
  // Somebody is there, so the tablet does not lock itself.
  await page.keyboard.press('Shift')
  return page.evaluate(async (address) => {
    const calm = 400
    const longest = 6000
    const main = (): Element | null => document.querySelector('main')
    const frame = (): Promise<number> => new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => drawn(performance.now()), 0)))
    let changed = Number.NaN
    const watching = new MutationObserver(() => (changed = performance.now()))
    const before = main()?.firstElementChild
    const asked = performance.now()
    watching.observe(document.getElementById('app') ?? document.body, { subtree: true, childList: true, characterData: true })
    history.pushState({}, '', address)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
    const isThere = (): boolean => {
      const now = main()
      return now?.firstElementChild !== before && (now?.textContent ?? '').trim().length > 0 && now?.querySelector('[aria-busy="true"]') == null
    }
    /** The words within the window, however often each stands there; a clock's digits are one word. */
    const inSight = (): Map<string, number> => {
      const words = new Map<string, number>()
      const texts = document.createTreeWalker(main() ?? document.body, NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        // A row that the browser has left undone below the fold would be laid out only to be measured here.
        if ((text.nodeValue ?? '').trim() === '' || text.parentElement?.checkVisibility({ contentVisibilityAuto: true }) === false) continue
        range.selectNodeContents(text)
        const { top, bottom, width } = range.getBoundingClientRect()
        if (width === 0 || bottom <= 0 || top >= innerHeight) continue
        for (const word of (text.nodeValue ?? '').replaceAll(/\d+/g, '0').split(/\s+/)) if (word !== '') words.set(word, (words.get(word) ?? 0) + 1)
      }
      return words
    }
    let first = await frame()
    while (!isThere() && first - asked < longest) first = await frame()
    if (!isThere()) throw new Error(`${address} does not show itself`)
    const early = inSight()
    while (performance.now() - changed < calm && performance.now() - asked < longest) await frame()
    watching.disconnect()
    const late = [...inSight()]
    const all = late.reduce((sum, [, many]) => sum + many, 0)
    const there = all === 0 ? 1 : late.reduce((sum, [word, many]) => sum + Math.min(many, early.get(word) ?? 0), 0) / all
    return { first: first - asked, whole: changed - asked, there, chars: (main()?.textContent ?? '').length }
  }, to)
}

async function walk(demo: Demo, username: string): Promise<Map<string, Went>> {
  return demo.onTabletOf(username, async ({ page }) => {
    await demo.kill()
    await page.goto(demo.origin)
    await unlockCold(page, demo.passphrase)
    await chooseThePin(page, '[aria-label="Lock the tablet"]')
    // The screens' own files are fetched once, and the years before are opened.
    for (const screen of SCREENS[username] ?? []) {
      await goTo(page, FROM)
      await goTo(page, screen)
    }
    await slowDown(page, SLOWER)
    const went = new Map<string, Went>()
    for (const screen of SCREENS[username] ?? []) {
      await goTo(page, FROM)
      went.set(screen, await goTo(page, screen))
    }
    return went
  })
}

const named = (screen: string): string => screen.replace(ANYBODY, '…').replace(WEEK, 'a week')

export const bigSchool: Claim = {
  claim: 12,
  title: `A school of 500 cases and three years, on a processor ${SLOWER} times slower`,
  async measure(bench) {
    let planted: Awaited<ReturnType<typeof plantBigSchool>> | undefined
    const demo = await startDemo(bench.app, async (data) => (planted = await plantBigSchool(data)))
    try {
      const figures: Figure[] = []
      const lists: Record<string, string[]> = {}
      for (const username of Object.keys(SCREENS)) {
        const runs = await eachRun(bench, `Every screen of ${username}`, () => walk(demo, username))
        const slowest = runs.map((went) => Math.max(...[...went.values()].map(shown)))
        figures.push(
          { what: `${username}: the slowest of ${runs[0]?.size ?? 0} screens, to the frame that shows what is in sight`, unit: 'ms', runs: slowest, goal: { most: GOAL_MS } },
          { what: `${username}: the slowest, until nothing of it changes any more`, unit: 'ms', runs: runs.map((went) => Math.max(...[...went.values()].map(({ whole }) => whole))) },
        )
        lists[`${username}, shown and whole, ms; of what is in sight in the first frame, and characters`] = [...(runs[0]?.keys() ?? [])]
          .map((screen) => {
            const middle = (of: (went: Went) => number): number => summary(runs.flatMap((went) => { const one = went.get(screen); return one ? [of(one)] : [] })).median
            return { screen, shown: middle(shown), whole: middle(({ whole }) => whole), there: middle(({ there }) => there), chars: middle(({ chars }) => chars) }
          })
          .sort((a, b) => b.shown - a.shown)
          .map((one) => `${one.shown.toFixed(0)}, ${one.whole.toFixed(0)} ${named(one.screen)} (${(100 * one.there).toFixed(0)} %, ${one.chars})`)
      }
      const [slowest] = figures
      if (slowest && planted) slowest.note = `${planted.rows.toLocaleString('en-GB')} records, ${planted.cases} cases of which ${planted.open} are open; no network.`
      return { figures, lists }
    } finally {
      await demo.close()
    }
  },
}
