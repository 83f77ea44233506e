/**
 * The sealed operations of this tablet, numbered without a gap. What the server has not acknowledged is held open here;
 * acknowledged ones stay sealed on the disk as a journal, against a server restored from an older backup. The last
 * row is never removed, so numbers and the clock go on from it.
 */
import { readonly, shallowRef, type Ref } from 'vue'
import { withoutContent } from '../../domain/sync/erasure.ts'
import type { Hlc } from '../../domain/sync/hlc.ts'
import type { Op } from '../../domain/protocol.ts'
import type { KeyedRow, OutboxRow, VaultDatabase, VaultTables } from './database.ts'
import { inOneTurn } from './inOneTurn.ts'
import type { RecordKey } from './memory.ts'
import { sameBytes } from './sameBytes.ts'
import type { Vault } from '../vault/vault.ts'

export type Waiting = { count: number; oldest: number | null }

/** `check` throws, inside the transaction, where another window was faster. */
type Renumbered = { ops: Op[]; alongside: KeyedRow[]; check: (tables: VaultTables) => Promise<void> }

export type Outbox = {
  nextN: () => number
  lastHlc: () => Hlc | undefined
  /** One after another: nothing is numbered while operations get other numbers. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Rejects with `OutboxTaken` where the disk holds newer operations than this window knows. Ask it in turn. */
  check: () => Promise<void>
  /** Adds the operations in one strict transaction, with the draft they came from cleared; numbers never repeat. */
  append: (ops: readonly Op[], clearDraft?: string) => Promise<void>
  /** The newest row as this window knows it. */
  newest: () => { iv: Uint8Array } | undefined
  /** What the server has not yet acknowledged, live. */
  readonly waiting: Readonly<Ref<Waiting>>
  /** The unacknowledged operations after `n`, in order. */
  unsent: (after: number, limit: number) => Op[]
  acknowledge: (upTo: number) => void
  /** Takes the journal after `n` up again, for a server that lost it. Returns what is unacknowledged then. */
  rewind: (to: number) => Promise<Op[]>
  /** Numbers everything after `after` from 1, in one transaction with the rows that name the tablet anew. Nothing unsent is dropped. */
  renumber: (after: number, anew: (ops: readonly Op[]) => Promise<Renumbered>) => Promise<Op[]>
  /** Empties the operations on these records; their numbers stay, and the unsent ones go as they are then. */
  scrub: (keys: readonly RecordKey[]) => Promise<void>
  /** All that lies on the disk, acknowledged or not. */
  journal: () => Promise<Op[]>
  /** Removes what was acknowledged up to `n`, from the front only, and never the last row: a journal with a hole in it could not be sent again. */
  prune: (n: number) => Promise<void>
}

/** Another window of this tablet saved in the meantime. Nothing was stored; the records must be read again. */
export class OutboxTaken extends Error {
  override name = 'OutboxTaken'
}

export async function openOutbox(db: VaultDatabase, vault: Vault, acknowledged: number): Promise<Outbox> {
  const open = async (rows: readonly OutboxRow[]): Promise<Op[]> =>
    (await vault.openMany('outbox', rows.map((row) => ({ key: String(row.n), sealed: row })))) as Op[]
  const seal = async (ops: readonly Op[]): Promise<OutboxRow[]> => {
    const sealed = await Promise.all(ops.map((op) => vault.seal('outbox', String(op.n), op)))
    return sealed.map(({ k, iv, ct, dv, sv }): OutboxRow => ({ n: Number(k), iv, ct, dv, sv }))
  }
  const [after, lastRow] = await db.read(['outbox'], async ({ outbox }) => [await outbox.where('n').above(acknowledged).toArray(), await outbox.orderBy('n').last()] as const)

  let ackN = acknowledged
  let unacknowledged = await open(after)
  const newest = unacknowledged.at(-1) ?? (lastRow ? (await open([lastRow]))[0] : undefined)
  let last = newest && { n: newest.n, hlc: newest.hlc }
  /** The newest row as this window knows it; another one on the disk is another window's. */
  let lastIv = lastRow?.iv
  const waiting = shallowRef<Waiting>({ count: 0, oldest: null })
  const recount = (): void => {
    waiting.value = { count: unacknowledged.length, oldest: unacknowledged[0]?.wall ?? null }
  }
  recount()
  const inTurn = inOneTurn()
  const isOurs = (row: OutboxRow | undefined): boolean => sameBytes(row?.iv, lastIv)

  return {
    // The acknowledged number counts too: a server knows it even where this tablet's journal was lost.
    nextN: () => Math.max(last?.n ?? 0, ackN) + 1,
    lastHlc: () => last?.hlc,
    newest: () => lastIv && { iv: lastIv },
    waiting: readonly(waiting),
    inTurn,
    async check() {
      if (!isOurs(await db.read(['outbox'], ({ outbox }) => outbox.orderBy('n').last()))) throw new OutboxTaken()
    },
    async append(ops, clearDraft) {
      const rows = await seal(ops)
      const draftKey = clearDraft === undefined ? undefined : await vault.tag('draft', clearDraft)
      const ours = (newestNow: OutboxRow | undefined): void => {
        // A healed connection may bring this here twice; then the newest row is already this one.
        if (!isOurs(newestNow) && !sameBytes(newestNow?.iv, rows.at(-1)?.iv)) throw new OutboxTaken()
      }
      // Asked and put in one breath: the disk answers in order, so the question sees what stood before, and its "no" takes
      // everything back. Waiting for the answer first would cost every tap a second way to the disk.
      await db.write('strict', draftKey === undefined ? ['outbox'] : ['outbox', 'drafts'], ({ outbox, drafts }) =>
        Promise.all([outbox.orderBy('n').last().then(ours), outbox.bulkPut(rows), draftKey === undefined ? undefined : drafts.delete(draftKey)]))
      unacknowledged = [...unacknowledged, ...ops]
      last = ops.at(-1) ?? last
      lastIv = rows.at(-1)?.iv ?? lastIv
      recount()
    },
    unsent: (n, limit) => unacknowledged.filter((op) => op.n > n).slice(0, limit),
    acknowledge(upTo) {
      if (upTo <= ackN) return
      ackN = upTo
      unacknowledged = unacknowledged.filter((op) => op.n > upTo)
      recount()
    },
    async rewind(to) {
      const target = Math.min(ackN, to)
      const ops = await open(await db.read(['outbox'], ({ outbox }) => outbox.where('n').above(target).toArray()))
      ackN = target
      unacknowledged = ops
      recount()
      return ops
    },
    async renumber(n, anew) {
      const old = await open(await db.read(['outbox'], ({ outbox }) => outbox.where('n').above(n).toArray()))
      const { ops, alongside, check } = await anew(old)
      const rows = await seal(ops)
      await db.write('strict', ['outbox', 'meta'], async (tables) => {
        const { outbox, meta } = tables
        await check(tables)
        const newestNow = await outbox.orderBy('n').last()
        if (!isOurs(newestNow) && !sameBytes(newestNow?.iv, rows.at(-1)?.iv)) throw new OutboxTaken()
        await outbox.clear()
        await outbox.bulkPut(rows)
        await meta.bulkPut(alongside)
      })
      ackN = 0
      unacknowledged = ops
      last = last && { n: ops.length, hlc: last.hlc }
      lastIv = rows.at(-1)?.iv
      recount()
      return ops
    },
    async scrub(keys) {
      const gone = new Set(keys.map(({ t, id }) => `${t}|${id}`))
      const rows = await db.read(['outbox'], ({ outbox }) => outbox.toArray())
      const about = (await open(rows)).filter((op) => gone.has(`${op.t}|${op.id}`) && (op.f !== undefined || op.base !== undefined))
      if (about.length === 0) return
      const empty = about.map(withoutContent)
      const emptied = await seal(empty)
      await db.write('strict', ['outbox'], ({ outbox }) => outbox.bulkPut(emptied))
      lastIv = emptied.find((row) => row.n === last?.n)?.iv ?? lastIv
      unacknowledged = unacknowledged.map((op) => empty.find(({ n }) => n === op.n) ?? op)
    },
    journal: async () => open(await db.read(['outbox'], ({ outbox }) => outbox.orderBy('n').toArray())),
    prune: (n) =>
      inTurn(async () => {
        const end = Math.min(n, ackN, (last?.n ?? 0) - 1)
        if (end <= 0) return
        await db.write('relaxed', ['outbox'], async ({ outbox }) => {
          // Another window may have given other numbers meanwhile.
          if (isOurs(await outbox.orderBy('n').last())) await outbox.where('n').belowOrEqual(end).delete()
        })
      }),
  }
}
