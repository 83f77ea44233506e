/** What must come over the school's network before anybody sees anything: read from the network log of a real visit. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext } from '@playwright/test'
import { chooseThePin, passphraseField, shown, unlockCold, usernameField, watchPages } from '../appSteps.ts'
import { inNewBrowser } from '../browser.ts'
import type { Demo } from '../demo.ts'
import { engineSize } from '../engineSize.ts'
import type { Figure } from '../figure.ts'
import type { Claim } from '../setting.ts'

const KB = 1000

/** Every script the page or its workers ask for, in order; what the service worker puts by for later is not among them. */
function scriptsOf(context: BrowserContext): string[] {
  const paths: string[] = []
  context.on('request', (request) => {
    const path = new URL(request.url()).pathname
    if (path.endsWith('.js') && request.serviceWorker() === null && path !== '/sw.js' && !paths.includes(path)) paths.push(path)
  })
  return paths
}

const gzipped = ({ folder }: Demo, path: string): number => gzipSync(readFileSync(join(folder, path))).length / KB
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const listOf = (demo: Demo, paths: readonly string[]): string[] => paths.map((path) => `${gzipped(demo, path).toFixed(1)} kB ${path}`)

type Visit = { before: string[]; after: string[] }

/** `before`: asked for before the first screen was built; `after`: until the network rests. */
async function firstVisit({ origin }: Demo): Promise<Visit> {
  return inNewBrowser(async ({ page, context }) => {
    await watchPages(context)
    const scripts = scriptsOf(context)
    await page.goto(origin)
    await shown(page, usernameField)
    await page.waitForLoadState('networkidle')
    const early = await page.evaluate(() => {
      const asked = performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= window.benchWatch.builtAt())
      return asked.map(({ name }) => new URL(name).pathname)
    })
    return { before: scripts.filter((path) => early.includes(path)), after: scripts.filter((path) => !early.includes(path)) }
  })
}

/** The caches are set aside: every file is asked of the network, as if this tablet had only the records. */
async function coldUnlock(demo: Demo): Promise<string[]> {
  await demo.start()
  return demo.onTabletOf('mentor1', async ({ page, context }) => {
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    await session.send('Network.setBypassServiceWorker', { bypass: true })
    const scripts = scriptsOf(context)
    await page.goto(demo.origin)
    await shown(page, passphraseField)
    await unlockCold(page, demo.passphrase)
    await chooseThePin(page)
    return [...scripts]
  })
}

export const firstLoad: Claim = {
  claim: 4,
  title: 'First-load JavaScript, gzip',
  async measure(bench) {
    const demo = await bench.demo()
    await demo.start()
    bench.say('A first visit')
    const visit = await firstVisit(demo)
    bench.say('A cold unlock')
    const unlocked = await coldUnlock(demo)
    const row = (what: string, paths: readonly string[], goal = true): Figure => ({
      what, unit: 'kB', runs: [sum(paths.map((path) => gzipped(demo, path)))], ...(goal ? { goal: { most: 170 } } : {}),
    })
    return {
      figures: [
        row('before the sign-in screen', visit.before),
        row('and then, while the secret is typed', visit.after, false),
        row('cold unlock to Arrivals: everything, the worker too', unlocked),
        { what: 'of it the sync engine, beyond Dexie', unit: 'kB', runs: [(await engineSize()) / KB], goal: { most: 15 } },
      ],
      lists: {
        'Before the sign-in screen': listOf(demo, visit.before),
        'While the secret is typed': listOf(demo, visit.after),
        'Cold unlock to Arrivals': listOf(demo, unlocked),
      },
    }
  },
}
