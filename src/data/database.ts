/**
 * One mentor's sealed database on this tablet: packs, log, outbox, drafts and meta, every row ciphertext.
 *
 * Durability is chosen for each write: what a person did is `strict` (acknowledged only when the disk has it), what a pull
 * brought is `relaxed` (the server still has it). Dexie takes durability per instance, not per transaction, and mixing a
 * native transaction with Dexie's tables is not supported; so there are two Dexie instances, that is two connections, on the
 * same database. IndexedDB orders transactions by database and store, not by connection, so both see one history.
 */
import Dexie from 'dexie'
import type { Table } from 'dexie'
import { ConnectionSilent, healerFor, PATIENCE, tabletWait, withHealing } from './healing.ts'
import type { Healer } from './healing.ts'
import { guardWrites, sealedRowsOnly } from './sealedGuard.ts'
import type { Sealed, SealedBody } from './vault/sealing.ts'

export type PartitionedRow = Sealed & { t: string }
export type KeyedRow = Omit<Sealed, 't'>
export type OutboxRow = Omit<SealedBody, 't'> & { n: number }

export interface VaultTables {
  /** Snapshots of a bucket's half-term; `t` finds those of one half-term. */
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

/** The edge: which IndexedDB, and how time passes. */
export interface DatabasePorts {
  indexedDB?: IDBFactory
  IDBKeyRange?: typeof IDBKeyRange
  wait?: (milliseconds: number) => Promise<void>
}

const nameOf = (vaultId: string): string => `blue-report-${vaultId}`

function sealedDexie(vaultId: string, durability: Durability, ports: DatabasePorts): Dexie & VaultTables {
  const { wait: _wait, ...edge } = ports
  const dexie = new Dexie(nameOf(vaultId), { ...edge, chromeTransactionDurability: durability, cache: 'disabled' })
  dexie.version(1).stores({ packs: 'k, t', log: 'k, t', outbox: 'n', drafts: 'k', meta: 'k' })
  dexie.use(guardWrites(sealedRowsOnly))
  return dexie as Dexie & VaultTables
}

export async function openVaultDatabase(vaultId: string, ports: DatabasePorts = {}): Promise<VaultDatabase> {
  const wait = ports.wait ?? tabletWait
  const connections = { strict: sealedDexie(vaultId, 'strict', ports), relaxed: sealedDexie(vaultId, 'relaxed', ports) }
  let closed = false

  const isShut = () => closed
  const healers: Record<Durability, Healer> = {
    strict: healerFor(connections.strict, isShut, wait),
    relaxed: healerFor(connections.relaxed, isShut, wait),
  }

  async function once<T>(dexie: Dexie & VaultTables, mode: 'r' | 'rw', tables: readonly VaultTable[], work: Work<T>) {
    let reason: () => unknown = () => undefined
    try {
      return await dexie.transaction(mode, [...tables], (transaction) => {
        reason = () => transaction.idbtrans.error
        return work(dexie)
      })
    } catch (error) {
      // Requests that an abort cut short say only that; why it happened (quota, connection) is known to the transaction.
      const isCutShort = error instanceof Error && error.name === 'AbortError'
      throw isCutShort ? (reason() ?? error) : error
    }
  }

  const run = <T>(mode: 'r' | 'rw', durability: Durability, tables: readonly VaultTable[], work: Work<T>): Promise<T> =>
    withHealing(() => once(connections[durability], mode, tables, work), healers[durability])

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
      await connections.strict.delete({ disableAutoOpen: true })
    },
  }

  // The first to open makes or upgrades the tables; the second finds them as they should be.
  await withHealing(() => connections.strict.open(), healers.strict)
  await withHealing(() => connections.relaxed.open(), healers.relaxed)
  return database
}
