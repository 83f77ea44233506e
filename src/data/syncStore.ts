/** What sync may do to the open records: read what is unsent, and apply what the server said, each in one transaction. */
import type { Op, PullReply } from '../domain/protocol.ts'
import type { Row } from '../domain/records.ts'
import type { VaultDatabase } from './database.ts'
import type { Memory } from './memory.ts'
import { FRESH, writeMeta, type SyncState } from './meta.ts'
import type { Outbox } from './outbox.ts'
import { logKey, packKey, partitionOf, samePartition, sealLog, sealPacks, type Partition } from './packs.ts'
import type { Vault } from './vault/vault.ts'

export type Snapshot = Extract<PullReply, { puts: unknown }>

export type SyncStore = {
  state: () => SyncState
  unsent: (after: number, limit: number) => Op[]
  pending: () => { pending: number; oldest: number | null }
  /** Applies one page, unless the tablet has moved on since it was asked for. Resolves to whether it was applied. */
  applyPage: (page: Snapshot, at: number) => Promise<boolean>
  /** The server was restored: start over from its word, and send again what it lost. */
  restart: (epoch: string, lastN: number) => Promise<void>
  /** Folds a long log into packs, when there is time. */
  fold: () => Promise<void>
}

const LONG_LOG = 400

type Parts = { db: VaultDatabase; vault: Vault; memory: Memory; outbox: Outbox; loadOlder: () => Promise<void> }

export function makeSyncStore({ db, vault, memory, outbox, loadOlder }: Parts, initial: SyncState): SyncStore {
  let state = initial
  // A first sync is staged: its pages show at once, and reach the disk as packs together with the cursor at the end.
  let staged: Row[] | undefined
  let logRows = 0

  const cursorNow = (): string => JSON.stringify(state.cursor)

  async function store(next: SyncState, write: { packs?: Row[]; log?: readonly Row[]; gone: Row[]; goneBuckets: readonly string[]; anew?: boolean }): Promise<SyncState> {
    const { packs, partitions } = await sealPacks(vault, write.packs ?? [])
    const log = await sealLog(vault, write.log ?? [])
    const kept = next.packs.filter((one) => !write.goneBuckets.includes(one[0]) && !partitions.some((other) => samePartition(one, other)))
    const dropped = next.packs.filter(([bucket]) => write.goneBuckets.includes(bucket))
    const droppedKeys = await Promise.all(dropped.map((one) => packKey(vault, one)))
    const goneKeys = await Promise.all(write.gone.map((row) => logKey(vault, row)))
    const periods = [...(write.packs ?? []), ...(write.log ?? [])].map((row) => partitionOf(row)[1])
    const stored: SyncState = {
      ...next,
      packs: [...(write.anew ? [] : kept), ...partitions.map((one): [string, string] => [one[0], one[1]])],
      periods: [...new Set([...(write.anew ? [] : next.periods), ...periods])],
    }
    const meta = await vault.seal('meta', 'sync', stored)
    await db.write('relaxed', ['packs', 'log', 'meta'], async (tables) => {
      if (write.anew) await Promise.all([tables.packs.clear(), tables.log.clear()])
      await tables.packs.bulkDelete(droppedKeys)
      await tables.log.bulkDelete(goneKeys)
      await tables.packs.bulkPut(packs)
      await tables.log.bulkPut(log)
      await tables.meta.put(meta)
    })
    logRows += log.length
    return stored
  }

  return {
    state: () => state,
    unsent: outbox.unsent,
    pending: () => ({ pending: outbox.waiting.value.count, oldest: outbox.waiting.value.oldest }),

    async applyPage(page, at) {
      if (JSON.stringify(page.from) !== cursorNow()) return false
      const rows = page.puts as Row[]
      const first = state.cursor.seq === 0
      if (page.dropBuckets.length > 0) await loadOlder()
      let gone = [...memory.serverRows()].filter((row) => page.dropBuckets.includes(row.b))
      const next: SyncState = {
        ...state, epoch: page.epoch, cursor: page.cursor, ackN: Math.max(state.ackN, page.lastN), scopeV: page.scopeV, leaseUntil: page.leaseUntil, lastOkAt: at,
      }
      if (first) {
        staged = [...(staged ?? []), ...rows]
        if (page.more) state = next
        else {
          // The whole of what this person may see: whatever else lies here is of an earlier life of the server.
          const seen = new Set(staged.map((row) => `${row.t}|${row.id}`))
          gone = [...memory.serverRows()].filter((row) => !seen.has(`${row.t}|${row.id}`))
          state = await store(next, { packs: staged, gone: [], goneBuckets: [], anew: true })
          staged = undefined
        }
      } else state = await store(next, { log: rows, gone, goneBuckets: page.dropBuckets })
      memory.putServerRows(rows)
      memory.dropRows(gone)
      outbox.acknowledge(state.ackN)
      memory.acknowledge(state.ackN)
      return true
    },

    async restart(epoch, lastN) {
      const next = { ...FRESH, epoch, ackN: Math.min(state.ackN, lastN), leaseUntil: state.leaseUntil, lastOkAt: state.lastOkAt, packs: state.packs, periods: state.periods }
      await writeMeta(db, vault, 'sync', next)
      state = next
      staged = undefined
      memory.putPending((await outbox.rewind(lastN)).filter((op) => !memory.hasPending(op)))
    },

    async fold() {
      if (logRows < LONG_LOG) return
      await loadOlder()
      const log = await db.read(['log'], ({ log }) => log.toCollection().primaryKeys())
      const rows = [...memory.serverRows()]
      const keys = new Map(await Promise.all(rows.map(async (row) => [await logKey(vault, row), row] as const)))
      const touched: Partition[] = []
      for (const key of log) {
        const row = keys.get(key)
        if (row && !touched.some((one) => samePartition(one, partitionOf(row)))) touched.push(partitionOf(row))
      }
      const packed = rows.filter((row) => touched.some((one) => samePartition(one, partitionOf(row))))
      state = await store(state, { packs: packed, gone: log.flatMap((key) => keys.get(key) ?? []), goneBuckets: [] })
      logRows = 0
    },
  }
}
