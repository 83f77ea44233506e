/**
 * One mentor's sealed database on this tablet: packs, log, outbox, drafts and meta, every row ciphertext.
 *
 * Durability is chosen for each write: what a person did is `strict` (acknowledged only when the disk has it), what a pull
 * brought is `relaxed` (the server still has it). Dexie takes durability per instance, not per transaction, and mixing a
 * native transaction with Dexie's tables is not supported; so there are two Dexie instances, that is two connections, on the
 * same database. IndexedDB orders transactions by database and store, not by connection, so both see one history.
 */
import type Dexie from 'dexie'
import type { Table } from 'dexie'
import { backupsOf, databasesThere, discard } from './backup.ts'
import { ConnectionSilent, healerFor, PATIENCE, tabletWait, withHealing } from './healing.ts'
import type { Healer } from './healing.ts'
import { sealedRowsOnly } from './sealedGuard.ts'
import { inTransaction } from './transaction.ts'
import { makeReady, type PutOff } from './upgrade.ts'
import type { Sealed, SealedBody } from '../vault/sealing.ts'
import { declare, SEALED_VERSIONS, type Edge, type Shape, type Version } from './versions.ts'

export type PartitionedRow = Sealed & { t: string }
export type KeyedRow = Omit<Sealed, 't'>
export type OutboxRow = Omit<SealedBody, 't'> & { n: number }

export interface VaultTables {
  /** Snapshots of a shelf's two months; `t` finds those of the same two months. */
  packs: Table<PartitionedRow, string>
  /** Changes newer than their pack. */
  log: Table<PartitionedRow, string>
  outbox: Table<OutboxRow, number>
  drafts: Table<KeyedRow, string>
  meta: Table<KeyedRow, string>
}
export type VaultTable = keyof VaultTables
export type Durability = 'strict' | 'relaxed'

type Work<T> = (tables: VaultTables) => PromiseLike<T>

export interface VaultDatabase {
  readonly vaultId: string
  /** An upgrade did not succeed: all goes on in the shape there was, and the next opening tries again. */
  readonly putOff?: PutOff | undefined
  /** One snapshot of the named tables. */
  read<T>(tables: readonly VaultTable[], work: Work<T>): Promise<T>
  /**
   * All or nothing; resolves after the transaction is complete. Seal before calling, and await nothing in `work` but these
   * tables. `work` may run again after a lost connection, so put rows and do not add them.
   */
  write<T>(durability: Durability, tables: readonly VaultTable[], work: Work<T>): Promise<T>
  /** Asks the database a small question and heals it if there is no answer: on `visibilitychange`, before anyone types. */
  probe(): Promise<'well' | 'healed'>
  close(): void
  /** Closes and deletes. The keys must be gone first (`removeVault`): deleted rows stay on the disk. */
  erase(): Promise<void>
}

/** The edge: which IndexedDB, how time passes, and which versions of the database this app knows. */
export interface DatabasePorts extends Edge {
  wait?: (milliseconds: number) => Promise<void>
  versions?: readonly Version[]
}

const nameOf = (vaultId: string): string => `blue-report-${vaultId}`
// Without its meta nobody knows whose database it is.
const sealedShape = (versions: readonly Version[] = SEALED_VERSIONS): Shape => ({ versions, heart: 'meta', mayWrite: sealedRowsOnly })

export async function openVaultDatabase(vaultId: string, { wait = tabletWait, versions, ...edge }: DatabasePorts = {}): Promise<VaultDatabase> {
  const shape = sealedShape(versions)
  const { version, putOff } = await makeReady(nameOf(vaultId), shape, edge, wait)
  const connect = (durability: Durability) => declare(nameOf(vaultId), shape, version, edge, { durability }) as Dexie & VaultTables
  const connections = { strict: connect('strict'), relaxed: connect('relaxed') }
  let closed = false

  const isShut = () => closed
  const healers: Record<Durability, Healer> = {
    strict: healerFor(connections.strict, isShut, wait),
    relaxed: healerFor(connections.relaxed, isShut, wait),
  }

  const run = <T>(mode: 'r' | 'rw', durability: Durability, tables: readonly VaultTable[], work: Work<T>): Promise<T> =>
    withHealing(() => inTransaction(connections[durability], mode, tables, () => work(connections[durability])), healers[durability])

  async function answers(durability: Durability): Promise<boolean> {
    const question = connections[durability].meta.count().then(
      () => true,
      () => false,
    )
    return Promise.race([question, wait(PATIENCE / 4).then(() => false)])
  }

  function close(): void {
    closed = true
    for (const dexie of Object.values(connections)) dexie.close({ disableAutoOpen: true })
  }

  const database: VaultDatabase = {
    vaultId,
    putOff,
    read: (tables, work) => run('r', 'strict', tables, work),
    write: (durability, tables, work) => run('rw', durability, tables, work),
    async probe() {
      let found: 'well' | 'healed' = 'well'
      for (const durability of ['strict', 'relaxed'] as const) {
        await withHealing(async () => {
          if (await answers(durability)) return
          found = 'healed'
          throw new ConnectionSilent()
        }, healers[durability])
      }
      return found
    },
    close,
    async erase() {
      close()
      await eraseVaultDatabase(vaultId, edge)
    },
  }

  // The first to open makes the tables; the second finds them as they should be.
  await withHealing(() => connections.strict.open(), healers.strict)
  await withHealing(() => connections.relaxed.open(), healers.relaxed)
  return database
}

export const photosNameOf = (vaultId: string): string => `blue-report-photos-${vaultId}`

/** Deletes the database, its pictures, and what an upgrade may have left beside it. The keys must be gone first. */
export async function eraseVaultDatabase(vaultId: string, edge: Edge = {}): Promise<void> {
  const name = nameOf(vaultId)
  const there = (await databasesThere(edge)) ?? new Map<string, number>()
  for (const one of [name, photosNameOf(vaultId), ...backupsOf(name, there)]) await discard(one, sealedShape(), edge)
}
