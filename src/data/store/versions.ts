/**
 * Every shape this tablet's databases ever had, oldest first; the last is what this app works on. A shape that was shipped
 * is never edited, a new one is added below it. What a version adds, the app must be able to do without: where the
 * upgrade fails, the tablet goes on in the shape it had.
 */
import Dexie from 'dexie'
import type { Transaction } from 'dexie'
import { NewerDatabase } from './healing.ts'
import { guardWrites } from './sealedGuard.ts'
import type { WriteCheck } from './sealedGuard.ts'

export type Version = {
  number: number
  /** Keys and indexes in Dexie's words, of the tables that are new or change. No table is ever taken away. */
  stores: Readonly<Record<string, string>>
  /** What becomes of the rows that are there. Await nothing but this transaction. */
  change?: (transaction: Transaction) => PromiseLike<unknown>
  /** What `change` makes anew, because the server has it too. Every other table must come out as it went in. */
  remakes?: readonly ('packs' | 'log')[]
}

export type Shape = {
  versions: readonly Version[]
  /** The table without which nothing else here can be read: where it is empty, the database was lost. */
  heart: string
  mayWrite: WriteCheck
}

export const SEALED_VERSIONS: readonly Version[] = [
  { number: 1, stores: { packs: 'k, t', log: 'k, t', outbox: 'n', drafts: 'k', meta: 'k' } },
  // Nothing looks different, but an app that takes a bucket's packs away would leave its rows on a shelf (decision 32).
  { number: 2, stores: {} },
]
/** Pictures, in a database of their own: see decision 22. */
export const PHOTO_VERSIONS: readonly Version[] = [{ number: 1, stores: { pictures: 'k', states: 'k' } }]
export const TABLET_VERSIONS: readonly Version[] = [{ number: 1, stores: { vaults: 'vaultId', tablet: 'key' } }]

/** Which IndexedDB. */
export type Edge = { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange }

export const latestOf = ({ versions }: Shape): number => versions.at(-1)?.number ?? 0

type Declared = { durability?: 'strict' | 'relaxed'; during?: (version: Version, transaction: Transaction) => PromiseLike<unknown> }

/** A connection to a database in the shape of one version; `during` runs in the upgrading transaction, once for each version. */
export function declare(name: string, shape: Shape, upTo: number, edge: Edge, { durability = 'strict', during }: Declared = {}): Dexie {
  const { versions, mayWrite } = shape
  const dexie = new Dexie(name, { ...edge, chromeTransactionDurability: durability, cache: 'disabled' })
  for (const version of versions.filter(({ number }) => number <= upTo)) {
    const declared = dexie.version(version.number).stores(version.stores)
    if (during) declared.upgrade((transaction) => during(version, transaction))
  }
  dexie.use(guardWrites(mayWrite))
  // Dexie would open a newer database and mend its shape to the older one. Asked at every opening: another window may have updated.
  const newest = latestOf(shape) * 10 + 9
  dexie.on('ready', () => {
    if (dexie.backendDB().version > newest) throw new NewerDatabase()
  }, true)
  return dexie
}
