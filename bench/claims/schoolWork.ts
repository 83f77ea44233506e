/** First sync, cold open and a day's work with our real server (HTTP, SQLite): a caseload of 6,000 and a school of 72,000. */
import { copyOf, inBrowser, newFolder, removeFolder } from '../browser.ts'
import type { Figure } from '../figure.ts'
import type { OpenedSchool, Store } from '../pages/school.ts'
import { ask, openBench, type PagesServer } from '../pagesServer.ts'
import { running, seed } from '../peers/server.ts'
import { plainServer } from '../plainServer.ts'
import { eachRun, type Claim } from '../setting.ts'
import { generate, type Scope } from '../workload.ts'

type Brought = { ms: number; disk: number } & OpenedSchool

/** In a browser of its own: the first sync, and then, in another process on the same profile, the cold open. */
async function bring(pages: PagesServer, store: Store, scope: Scope): Promise<Brought> {
  const profile = await newFolder()
  const brought = await inBrowser(profile, async ({ page }) => {
    await openBench(page, pages)
    return ask(page, 'bringFirst', store, scope)
  })
  const opened = store === 'idb' ? { derive: 0, open: Number.NaN, today: Number.NaN, compared: Number.NaN, round: Number.NaN } : await inBrowser(profile, async ({ page }) => {
    await openBench(page, pages)
    return ask(page, 'openSchool', store, scope)
  })
  await removeFolder(profile)
  return { ...brought, ...opened }
}

async function ours(pages: PagesServer, planted: string, scope: Scope): Promise<Brought & { day: number; long: number }> {
  const folder = await copyOf(planted)
  const server = await running(folder)
  pages.behind(server.answers)
  const brought = await bring(pages, 'product', scope)
  const sent = scope === 'mentor' ? await work(pages) : { day: Number.NaN, long: Number.NaN }
  pages.behind(undefined)
  await server.stop()
  await removeFolder(folder)
  return { ...brought, ...sent }
}

/** Two tablets of one mentor: what one does away from the server, until the other has stored it. */
async function work(pages: PagesServer): Promise<{ day: number; long: number }> {
  const [first, second] = [await newFolder(), await newFolder()]
  const took = await inBrowser(first, ({ page: one }) => inBrowser(second, async ({ page: two }) => {
    for (const page of [one, two]) {
      await openBench(page, pages)
      await ask(page, 'bringFirst', 'product', 'mentor')
    }
    const once = async (size: 'day' | 'long'): Promise<number> => {
      await ask(one, 'workAway', size)
      await ask(two, 'awaitWork', size)
      const started = await ask(one, 'sendWork')
      return ((await ask(two, 'whenArrived')) ?? Number.NaN) - started
    }
    return { day: await once('day'), long: await once('long') }
  }))
  await Promise.all([first, second].map(removeFolder))
  return took
}

export const schoolWork: Claim = {
  claim: 7,
  title: 'From a real server: a caseload (6,000) and a whole school (72,000)',
  async measure(bench) {
    const pages = await bench.pages()
    const figures: Figure[] = []
    for (const scope of ['mentor', 'school'] as const) {
      const data = generate(scope)
      const planted = await newFolder()
      await seed(planted, data)
      const plain = plainServer(data)
      const runs = await eachRun(bench, scope === 'mentor' ? 'A caseload' : 'A whole school', async () => {
        const product = await ours(pages, planted, scope)
        pages.behind(plain)
        return { product, dexie: await bring(pages, 'dexie', scope), idb: await bring(pages, 'idb', scope) }
      })
      await removeFolder(planted)
      const of = (store: Store, what: keyof Brought): number[] => runs.map((run) => run[store][what])
      const beside = (what: keyof Brought) => ({ what: 'bare Dexie, in clear', runs: of('dexie', what) })
      const many = scope === 'mentor' ? '6,000' : '72,000'
      figures.push(
        { what: `first sync of ${many}, until committed`, unit: 'ms', runs: of('product', 'ms'), floor: beside('ms'), goal: { most: scope === 'mentor' ? 400 : 1900 } },
        { what: `the same, against IndexedDB alone`, unit: 'ms', runs: of('product', 'ms'), floor: { what: 'bare IndexedDB, in clear', runs: of('idb', 'ms') } },
        { what: `cold open with ${many}, from the key to today’s list`, unit: 'ms', runs: of('product', 'open'), floor: beside('open'), goal: { most: 600 } },
        { what: `the key from the passphrase, before it`, unit: 'ms', runs: of('product', 'derive') },
        { what: `today among ${many}, p50`, unit: 'ms', runs: of('product', 'today'), floor: beside('today'), goal: { most: 0.2 } },
        { what: `the first round after opening, with all ${many} compared by digest`, unit: 'ms', runs: of('product', 'compared'), floor: { what: 'a round without it', runs: of('product', 'round') } },
        { what: `on the disk, ${many}`, unit: 'MB', runs: of('product', 'disk'), floor: beside('disk'), ...(scope === 'school' ? { goal: { most: 20 } } : {}) },
      )
      if (scope === 'mentor')
        figures.push(
          { what: 'a day’s work (40 arrivals, 60 notes) stored at the second tablet', unit: 'ms', runs: runs.map((run) => run.product.day), goal: { most: 96 } },
          { what: '2,000 changes stored at the second tablet', unit: 'ms', runs: runs.map((run) => run.product.long), goal: { most: 926 }, note: 'The floors sync from a list that was compressed beforehand; ours from the real server. The last two goals are twice what bare Dexie took in the comparison of stores.' },
        )
    }
    return { figures }
  },
}
