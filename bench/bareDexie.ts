/** The floor for a store: Dexie alone, in clear, one table for each kind, as plainly as it can be written. */
import Dexie, { type Table } from 'dexie'
import { groupBy } from '../src/domain/group.ts'
import type { Peer } from './peer.ts'
import type { TimelineRow, TodayRow, WorkArrival, Workload } from './workload.ts'

const TABLES = { pupils: 'id, mentorId', arrivals: 'id, pupilId, [mentorId+date]', notes: 'id, pupilId', reviews: 'id, pupilId', targets: 'id, pupilId', contacts: 'id, pupilId' }
const TIMELINE = ['arrivals', 'notes', 'reviews', 'targets', 'contacts'] as const

type Database = Dexie & { [K in keyof Workload]: Table<Workload[K][number], string> }
function database(durability: 'strict' | 'relaxed'): Database {
  const dexie = new Dexie('bare-dexie', { chromeTransactionDurability: durability })
  dexie.version(1).stores(TABLES)
  return dexie as Database
}

// As with us: what a person does is strict, what could be fetched again is relaxed.
let strict: Database | undefined
let relaxed: Database | undefined
const opened = (one: Database | undefined): Database => {
  if (!one) throw new Error('The store is not open')
  return one
}

export const bareDexie: Peer = {
  name: 'bare Dexie',
  note: 'in clear; strict for an arrival, relaxed for the load',
  async open() {
    strict = database('strict')
    relaxed = database('relaxed')
    await strict.open()
    await relaxed.open()
  },
  async load(data) {
    const to = opened(relaxed)
    await to.transaction('rw', Object.keys(TABLES), () => Promise.all((Object.keys(TABLES) as (keyof Workload)[]).map((one) => to.table<unknown>(one).bulkPut(data[one]))))
  },
  async markArrival(arrival: WorkArrival) {
    await opened(strict).arrivals.put(arrival)
  },
  async today(mentor, date) {
    const from = opened(strict)
    const [pupils, arrivals] = await Promise.all([
      from.pupils.where('mentorId').equals(mentor).toArray(),
      from.arrivals.where('[mentorId+date]').equals([mentor, date]).toArray(),
    ])
    const came = new Map(arrivals.map((one) => [one.pupilId, one]))
    return pupils.map(({ id, name }): TodayRow => ({ pupilId: id, name, at: came.get(id)?.at ?? '', status: came.get(id)?.status ?? 'none' }))
  },
  async timeline(pupilId) {
    const from = opened(strict)
    const rows = await Promise.all(TIMELINE.map((one) => from.table<TimelineRow>(one).where('pupilId').equals(pupilId).toArray()))
    return rows.flat().sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  },
  async close() {
    strict?.close()
    relaxed?.close()
  },
}

/** Pages of a plain server, the next one asked for while one is stored. */
export async function firstSyncOfDexie(): Promise<void> {
  await bareDexie.open({ scope: 'school' })
  const to = opened(relaxed)
  const page = async (n: number): Promise<{ kind: keyof Workload; row: unknown }[]> => (await fetch(`/plain/${n}`)).json() as Promise<{ kind: keyof Workload; row: unknown }[]>
  let next = page(0)
  for (let n = 1; ; n++) {
    const rows = await next
    if (rows.length === 0) return
    next = page(n)
    const byKind = groupBy(rows, ({ kind }) => kind)
    await to.transaction('rw', Object.keys(TABLES), () => Promise.all([...byKind].map(([kind, some]) => to.table<unknown>(kind).bulkPut(some.map(({ row }) => row)))))
  }
}
