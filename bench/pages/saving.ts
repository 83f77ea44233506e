/** Saving one arrival, three ways in turn: our commit, a bare Dexie put, a bare IndexedDB put; all strict, all the same fields. */
import Dexie from 'dexie'
import { product } from '../product.ts'
import { arrivalFields } from '../productRows.ts'
import { generate, marks } from '../workload.ts'

const WARM_UP = 20
/** A tap comes to a page at rest, not to one that has just written. */
const REST_MS = 12
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, REST_MS))

async function timed(work: () => Promise<unknown>): Promise<number> {
  await rest()
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function bareDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('bare-indexeddb', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('arrivals', { keyPath: 'id' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(new Error('IndexedDB did not open'))
  })
}

const barePut = (database: IDBDatabase, record: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    const transaction = database.transaction('arrivals', 'readwrite', { durability: 'strict' })
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(new Error('The put was aborted'))
    transaction.objectStore('arrivals').put(record)
  })

export type Saved = { commit: number[]; dexie: number[]; indexedDb: number[] }

export async function saveArrivals(times: number): Promise<Saved> {
  await product.open({ scope: 'mentor' })
  await product.load(generate('mentor'))
  const dexie = new Dexie('bare-put', { chromeTransactionDurability: 'strict' })
  dexie.version(1).stores({ arrivals: 'id' })
  const table = dexie.table('arrivals')
  await dexie.open()
  const bare = await bareDatabase()

  const saved: Saved = { commit: [], dexie: [], indexedDb: [] }
  const all = marks(times + WARM_UP)
  for (const [at, arrival] of all.entries()) {
    const record = { id: arrival.id, t: 'arrivalEvent', f: arrivalFields(arrival) }
    const ways: [keyof Saved, () => Promise<unknown>][] = [
      ['commit', () => product.markArrival(arrival)],
      ['dexie', () => table.put(record)],
      ['indexedDb', () => barePut(bare, record)],
    ]
    // Each way begins as often as the others.
    for (let turn = 0; turn < ways.length; turn++) {
      const [way, work] = ways[(at + turn) % ways.length] as (typeof ways)[number]
      const took = await timed(work)
      if (at >= WARM_UP) saved[way].push(took)
    }
  }
  return saved
}
