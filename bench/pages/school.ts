/** A whole school's records on one tablet, from a real server, beside the floors; and one caseload as its history grows. */
import { firstSyncOfIdb } from '../bareIdb.ts'
import { bareDexie, firstSyncOfDexie } from '../bareDexie.ts'
import { listServer } from '../listServer.ts'
import { deriveKey, product, theRecords } from '../product.ts'
import { rowsOf } from '../productRows.ts'
import { servedProduct } from '../servedProduct.ts'
import { p50 } from '../stats.ts'
import { syncOnce } from '../../src/sync/engine.ts'
import { DAYS, day, generate, marks, mentorId, offlineWork, oracle, saidToday, withHistory, type Scope } from '../workload.ts'

export type Store = 'product' | 'dexie' | 'idb'
const LAST = day(DAYS - 1)
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}
const times = async (n: number, work: (i: number) => Promise<unknown>): Promise<number> => {
  const taken: number[] = []
  for (let i = 0; i < n; i++) taken.push(await timed(() => work(i)))
  return p50(taken)
}

async function checkToday(scope: Scope): Promise<void> {
  if (saidToday(await product.today(mentorId(0), LAST)) !== oracle(generate(scope)).today(mentorId(0), LAST)) throw new Error('A wrong answer to today')
}

/** Into an empty browser; what is on the disk afterwards, in MB. */
export async function bringFirst(store: Store, scope: Scope): Promise<{ ms: number; disk: number }> {
  if (store === 'product') await servedProduct.open({ scope })
  const ms = await timed(() => (store === 'product' ? servedProduct.firstSync(0) : store === 'dexie' ? firstSyncOfDexie() : firstSyncOfIdb()))
  if (store === 'product') await checkToday(scope)
  return { ms, disk: ((await navigator.storage.estimate()).usage ?? Number.NaN) / 1e6 }
}

export type OpenedSchool = { derive: number; open: number; today: number; compared: number; round: number }
/**
 * In a new browser: the key from the passphrase, and from there to today's list; then the first round, in which all that is held is
 * compared with the server's digest, and one more, in which it is not.
 */
export async function openSchool(store: 'product' | 'dexie', scope: Scope): Promise<OpenedSchool> {
  const derive = store === 'product' ? await timed(deriveKey) : 0
  const peer = store === 'product' ? product : bareDexie
  const open = await timed(async () => {
    await peer.open({ scope })
    await peer.today(mentorId(0), LAST)
  })
  if (store === 'product') await checkToday(scope)
  const today = await times(60, (i) => peer.today(mentorId(scope === 'school' ? i % 12 : 0), day(DAYS - 1 - (i % 8))))
  if (store === 'dexie') return { derive, open, today, compared: Number.NaN, round: Number.NaN }
  await theRecords().loadOlder()
  return { derive, open, today, compared: await timed(() => servedProduct.firstSync(0)), round: await timed(() => servedProduct.push()) }
}

const worked = (size: 'day' | 'long') => offlineWork(size === 'day' ? 40 : 1000, size === 'day' ? 60 : 1000, size === 'day' ? 61 : 70)
/** On the first tablet, away from the server. */
export async function workAway(size: 'day' | 'long'): Promise<void> {
  await servedProduct.offline()
  await servedProduct.work(worked(size))
}
let arrival: Promise<number> | undefined
/** On the second: notes when all of it is stored. */
export function awaitWork(size: 'day' | 'long'): void {
  arrival = servedProduct.listen(worked(size)).then(() => Date.now())
}
export const whenArrived = (): Promise<number | undefined> => Promise.resolve(arrival)
export async function sendWork(): Promise<number> {
  const started = Date.now()
  await servedProduct.push()
  return started
}

/** One mentor's pupils with `terms` terms of history: makes the tablet. */
export async function makeHistory(terms: number): Promise<void> {
  await product.open({ scope: 'mentor' })
  await product.load(withHistory(terms))
  await product.close()
}

export type Grown = { open: number; today: number; mark: number; page: number }
/** A page of twenty rows is what a poke brings. */
export async function liveWithHistory(terms: number): Promise<Grown> {
  await deriveKey()
  const open = await timed(async () => {
    await product.open({ scope: 'mentor' })
    await product.today(mentorId(0), LAST)
  })
  const { seq } = theRecords().sync.state().cursor
  const known = rowsOf(withHistory(terms))
  const fresh = rowsOf({ ...generate('mentor'), pupils: [], arrivals: marks(400, 100), notes: [], reviews: [], targets: [], contacts: [] })
  const page = await times(20, (i) => syncOnce({
    store: theRecords().sync, wall: Date.now,
    net: listServer([...known.slice(0, seq), ...fresh.slice(0, 20 * (i + 1)).map((row, n) => ({ ...row, seq: seq + n + 1 }))]),
  }))
  const today = await times(60, (i) => product.today(mentorId(0), day(DAYS - 1 - (i % 8))))
  const arrivals = marks(100, 120)
  const mark = await times(100, (i) => product.markArrival(arrivals[i] as (typeof arrivals)[number]))
  return { open, today, mark, page }
}
