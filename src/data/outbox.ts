/**
 * The sealed operations of this tablet, numbered without a gap. What the server has not acknowledged is held open here;
 * acknowledged ones stay sealed on the disk as a journal, against a server restored from an older backup. The last
 * row is never removed, so numbers and the clock go on from it.
 */
import { readonly, shallowRef, type Ref } from 'vue'
import type { Hlc } from '../domain/hlc.ts'
import type { Op } from '../domain/protocol.ts'
import type { OutboxRow, VaultDatabase } from './database.ts'
import type { Vault } from './vault/vault.ts'

export type Waiting = { count: number; oldest: number | null }

export type Outbox = {
  nextN: () => number
  lastHlc: () => Hlc | undefined
  /** Adds the operations in one strict transaction, with the draft they came from cleared; numbers never repeat. */
  append: (ops: readonly Op[], clearDraft?: string) => Promise<void>
  /** What the server has not yet acknowledged, live. */
  readonly waiting: Readonly<Ref<Waiting>>
  /** The unacknowledged operations after `n`, in order. */
  unsent: (after: number, limit: number) => Op[]
  acknowledge: (upTo: number) => void
  /** Takes the journal after `n` up again, for a server that lost it. Returns what is unacknowledged then. */
  rewind: (to: number) => Promise<Op[]>
  /** Removes acknowledged operations made before `before` (UTC ms), but never the last row. */
  prune: (before: number) => Promise<void>
}

/** Another window of this tablet saved in the meantime. Nothing was stored; the records must be read again. */
export class OutboxTaken extends Error {
  override name = 'OutboxTaken'
}

export async function openOutbox(db: VaultDatabase, vault: Vault, acknowledged: number): Promise<Outbox> {
  const open = async (rows: readonly OutboxRow[]): Promise<Op[]> =>
    (await vault.openMany('outbox', rows.map((row) => ({ key: String(row.n), sealed: row })))) as Op[]
  const after = (n: number): Promise<OutboxRow[]> => db.read(['outbox'], ({ outbox }) => outbox.where('n').above(n).toArray())

  let ackN = acknowledged
  let unacknowledged = await open(await after(ackN))
  const lastRow = await db.read(['outbox'], ({ outbox }) => outbox.orderBy('n').last())
  let last = unacknowledged.at(-1) ?? (lastRow ? (await open([lastRow]))[0] : undefined)
  const waiting = shallowRef<Waiting>({ count: 0, oldest: null })
  const recount = (): void => {
    waiting.value = { count: unacknowledged.length, oldest: unacknowledged[0]?.wall ?? null }
  }
  recount()

  return {
    // The acknowledged number counts too: a server knows it even where this tablet's journal was lost.
    nextN: () => Math.max(last?.n ?? 0, ackN) + 1,
    lastHlc: () => last?.hlc,
    waiting: readonly(waiting),
    async append(ops, clearDraft) {
      const sealed = await Promise.all(ops.map((op) => vault.seal('outbox', String(op.n), op)))
      const draftKey = clearDraft === undefined ? undefined : await vault.tag('draft', clearDraft)
      const rows = sealed.map(({ k, iv, ct, dv, sv }): OutboxRow => ({ n: Number(k), iv, ct, dv, sv }))
      await db.write('strict', ['outbox', 'drafts'], async ({ outbox, drafts }) => {
        const there = await outbox.bulkGet(rows.map((row) => row.n))
        if (there.some((row, index) => row !== undefined && !sameBytes(row.iv, rows[index]?.iv))) throw new OutboxTaken()
        await outbox.bulkPut(rows)
        if (draftKey !== undefined) await drafts.delete(draftKey)
      })
      unacknowledged = [...unacknowledged, ...ops]
      last = ops.at(-1) ?? last
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
      ackN = Math.min(ackN, to)
      unacknowledged = await open(await after(ackN))
      recount()
      return unacknowledged
    },
    async prune(before) {
      const end = Math.min(ackN, (last?.n ?? 0) - 1)
      const rows = await db.read(['outbox'], ({ outbox }) => outbox.where('n').belowOrEqual(end).limit(500).toArray())
      const old = (await open(rows)).filter((op) => op.wall < before).map((op) => op.n)
      if (old.length > 0) await db.write('relaxed', ['outbox'], ({ outbox }) => outbox.bulkDelete(old))
    },
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array | undefined): boolean => b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index])
