/**
 * A copy of a whole database beside it, rows as they are: what is sealed stays sealed. A copy is filled by the very
 * transaction that makes it, so one that exists is whole, wherever the browser was killed.
 */
import type Dexie from 'dexie'
import { declare, type Edge, type Shape } from './versions.ts'

/** The rows of each table, in the order of their keys. */
export type Rows = ReadonlyMap<string, readonly unknown[]>

/** The databases there are, and their version. Undefined where the browser does not say (before Firefox 126). */
export async function databasesThere({ indexedDB = globalThis.indexedDB }: Edge): Promise<Map<string, number> | undefined> {
  if (typeof indexedDB.databases !== 'function') return undefined
  const there = await indexedDB.databases()
  // Dexie counts in tens, and adds one where it mends a shape.
  return new Map(there.flatMap(({ name, version }) => (name !== undefined && version !== undefined && version >= 10 ? [[name, Math.floor(version / 10)] as const] : [])))
}

const BEFORE = '-before-'
export const backupName = (name: string, version: number): string => `${name}${BEFORE}${version}`
export const backupsOf = (name: string, there: ReadonlyMap<string, number>): string[] => [...there.keys()].filter((one) => one.startsWith(name + BEFORE))

/** One snapshot. */
export async function rowsOf(name: string, version: number, shape: Shape, edge: Edge): Promise<Rows> {
  return using(declare(name, shape, version, edge), (dexie) =>
    dexie.transaction('r', dexie.tables, async () => {
      const rows = new Map<string, unknown[]>()
      for (const table of dexie.tables) rows.set(table.name, await table.toArray())
      return rows
    }),
  )
}

/** Makes the database with these rows in it; nothing of that name may be there. */
export async function makeWith(rows: Rows, name: string, version: number, shape: Shape, edge: Edge): Promise<void> {
  const dexie = declare(name, shape, version, edge)
  let reason: () => unknown = () => undefined
  // Not awaited here: Dexie follows what is begun, and a rejection has one place to go.
  dexie.on('populate', (transaction) => {
    reason = () => transaction.idbtrans.error
    for (const [table, some] of rows) void transaction.table(table).bulkAdd(some)
  })
  await using(dexie, (open) => open.open()).catch(because(() => reason()))
}

/** An opening that was cut short says only that; why it happened (quota, connection) is known to its transaction. */
export const because = (reason: () => unknown) => (error: unknown): never => {
  throw reason() ?? error
}

export async function discard(name: string, shape: Shape, edge: Edge): Promise<void> {
  await declare(name, shape, 0, edge).delete({ disableAutoOpen: true })
}

export async function using<T>(dexie: Dexie, work: (dexie: Dexie) => PromiseLike<T>): Promise<T> {
  try {
    return await work(dexie)
  } finally {
    dexie.close({ disableAutoOpen: true })
  }
}
