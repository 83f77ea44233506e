/** From the thumb to the disk: an arrival is saved before a person could notice, and costs little more than the bare write. */
import { inNewBrowser } from '../browser.ts'
import { ask, openBench } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'
import { p50, p95 } from '../stats.ts'
import { tapInTheApp } from './tapInTheApp.ts'

const TIMES = 200

export const tapToDurable: Claim = {
  claim: 1,
  title: 'Tap to durable',
  async measure(bench) {
    const pages = await bench.pages()
    const saved = await eachRun(bench, 'Saving arrivals', () =>
      inNewBrowser(async ({ page }) => {
        await openBench(page, pages)
        return ask(page, 'saveArrivals', TIMES)
      }),
    )
    const dexie = 'a bare Dexie put, strict'
    const indexedDb = 'a bare IndexedDB put, strict'
    return {
      figures: [
        { what: 'saving an arrival (sealed, strict), p50', unit: 'ms', runs: saved.map((run) => p50(run.commit)), floor: { what: dexie, runs: saved.map((run) => p50(run.dexie)) } },
        {
          what: 'saving an arrival (sealed, strict), p95', unit: 'ms', runs: saved.map((run) => p95(run.commit)), goal: { most: 16, timesFloor: 2 },
          floor: { what: dexie, runs: saved.map((run) => p95(run.dexie)) },
        },
        { what: 'the same, p95, against IndexedDB alone', unit: 'ms', runs: saved.map((run) => p95(run.commit)), floor: { what: indexedDb, runs: saved.map((run) => p95(run.indexedDb)) } },
        ...(await tapInTheApp(bench, saved.map((run) => p95(run.dexie)))),
      ],
    }
  },
}
