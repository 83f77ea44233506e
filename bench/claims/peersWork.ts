/** Our store at the work by which stores were compared, beside Dexie alone. */
import { copyOf, inBrowser, newFolder, removeFolder } from '../browser.ts'
import type { Figure } from '../figure.ts'
import type { PeerName, Worked } from '../pages/peers.ts'
import { ask, openBench, type PagesServer } from '../pagesServer.ts'
import { eachRun, type Claim } from '../setting.ts'

type Run = Worked & { reopen: number }

async function once(pages: PagesServer, peer: PeerName): Promise<Run> {
  const profile = await newFolder()
  const worked = await inBrowser(profile, async ({ page }) => {
    await openBench(page, pages)
    return ask(page, 'workPeer', peer)
  })
  const later = await copyOf(profile)
  const reopen = await inBrowser(later, async ({ page }) => {
    await openBench(page, pages)
    return ask(page, 'reopenPeer', peer)
  })
  await Promise.all([profile, later].map(removeFolder))
  return { ...worked, reopen }
}

const ROWS: [keyof Run, string][] = [
  ['load', 'first sync of 6,000 records, until committed'],
  ['mark50', 'marking an arrival among 6,000, p50'],
  ['mark95', 'marking an arrival among 6,000, p95'],
  ['today50', 'today, p50'],
  ['today95', 'today, p95'],
  ['timeline50', 'a pupil’s timeline, p50'],
  ['timeline95', 'a pupil’s timeline, p95'],
  ['reopen', 'new browser, from opening to today'],
]

export const peersWork: Claim = {
  claim: 6,
  title: 'Our store at the comparison’s work (one mentor, 6,000 records)',
  async measure(bench) {
    const pages = await bench.pages()
    const runs = await eachRun(bench, 'The comparison’s work', async (run) => {
      // Whoever goes first finds a colder machine, so they take turns.
      const first: PeerName = run % 2 === 0 ? 'product' : 'dexie'
      const second: PeerName = first === 'product' ? 'dexie' : 'product'
      const done = { [first]: await once(pages, first), [second]: await once(pages, second) } as Record<PeerName, Run>
      return done
    })
    return {
      figures: ROWS.map(([key, what]): Figure => ({
        what, unit: 'ms', runs: runs.map((run) => run.product[key]), floor: { what: 'bare Dexie', runs: runs.map((run) => run.dexie[key]) },
        ...(key === 'reopen' ? { note: 'Opening again: ours includes the derivation of the key from the passphrase; bare Dexie keeps everything in clear.' } : {}),
      })),
    }
  },
}
