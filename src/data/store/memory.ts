/**
 * The records of an open vault, in memory: what the server last said, with this tablet's unsent operations laid over it.
 * Reading inside a computed is live: it runs again when a record of that kind changes. Nothing but sync and commit
 * writes here, and what is handed out is not for changing.
 */
import { readonly, shallowReactive, shallowRef } from 'vue'
import type { Bucket } from '../../domain/bucket.ts'
import { mergeOp, opIdOf } from '../../domain/change.ts'
import { hlcMs } from '../../domain/sync/hlc.ts'
import { understood } from '../../domain/sync/knownShape.ts'
import type { Op } from '../../domain/protocol.ts'
import { isKind, KINDS, type Kind, type Row, type Stamp } from '../../domain/records.ts'
import { upcast } from '../../domain/sync/upcast.ts'
import { createRowIndex, type RowIndex } from './rowIndex.ts'

export type RecordKey = { t: string; id: string }
export const keyOf = ({ t, id }: RecordKey): string => `${t}|${id}`

export type Memory = ReturnType<typeof createMemory>

export function createMemory(name: string, me: string) {
  let clientId = name
  const server = new Map<string, Row>()
  const pending = new Map<string, Op[]>()
  /** Stamps of unsent operations under a name this tablet had to give up, and what they are called now. */
  const renamed = new Map<Stamp, Stamp>()
  /** What the server says in words of a later version: `true` where nothing of it can be shown. */
  const newer = new Map<string, boolean>()
  const newerRows = shallowRef(0)
  const shown = Object.fromEntries(KINDS.map((kind) => [kind, createRowIndex()])) as Record<Kind, RowIndex>
  /** Counts changes per kind; reading it inside a computed is what makes reads live. */
  const version = shallowReactive(Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>)

  const overlay = (base: Row | undefined, ops: readonly Op[]): Row | undefined =>
    ops.reduce<Row | undefined>((row, sent) => {
      const op = upcast(sent)
      // An edit of what this tablet no longer holds has nothing to be shown on; it still goes up.
      if (!row && op.kind !== 'add') return row
      const stamp = opIdOf(clientId, op.n)
      // The tablet never resolves a conflict: its own unsent value is what its mentor sees until the server has spoken.
      const seen = row && op.f ? { ...op, base: Object.fromEntries(Object.keys(op.f).map((field) => [field, typeof row.s === 'string' ? row.s : (row.s[field] ?? null)])) } : op
      return mergeOp(row, seen, { stamp, clientId, time: op.hlc, timeOf: () => '', by: me, at: hlcMs(op.hlc) + (op.skew ?? 0) }).row
    }, base)

  function show(key: RecordKey, named = keyOf(key)): void {
    if (!isKind(key.t)) return
    const unsent = pending.get(named)
    const said = server.get(named)
    const row = unsent ? overlay(said, unsent) : said
    if (row && row.void === undefined && newer.get(named) !== true) shown[key.t].put(row)
    else shown[key.t].remove(key.id)
  }

  function showAll(keys: Iterable<RecordKey>): void {
    const kinds = new Set<string>()
    for (const key of keys) {
      show(key)
      kinds.add(key.t)
    }
    changed(kinds)
  }
  function changed(kinds: Iterable<string>): void {
    newerRows.value = newer.size
    for (const kind of kinds) if (isKind(kind)) version[kind]++
  }

  function hear(row: Row, key: string): void {
    server.set(key, row)
    const known = understood(row)
    if (known !== 'whole') newer.set(key, known === 'not')
    else if (newer.size > 0) newer.delete(key)
    show(row, key)
  }

  const track = (kind: Kind): number => version[kind]

  return {
    get<K extends Kind>(kind: K, id: string): Readonly<Row<K>> | undefined {
      track(kind)
      return shown[kind].get(id) as Row<K> | undefined
    },
    /** The lists are the same lists until a row in them changes. */
    all<K extends Kind>(kind: K): readonly Readonly<Row<K>>[] {
      track(kind)
      return shown[kind].all() as readonly Row<K>[]
    },
    ofPupil<K extends Kind>(kind: K, pupilId: string): readonly Readonly<Row<K>>[] {
      track(kind)
      return shown[kind].ofPupil(pupilId) as readonly Row<K>[]
    },
    onDay<K extends Kind>(kind: K, date: string): readonly Readonly<Row<K>>[] {
      track(kind)
      return shown[kind].onDay(date) as readonly Row<K>[]
    },
    /** What the server last said of a record, without this tablet's unsent work. */
    serverRow: (key: RecordKey): Row | undefined => server.get(keyOf(key)),
    /** Where a record lies, also one that was taken back; undefined where this tablet has nothing of it. */
    whereIs: (key: RecordKey): Bucket | undefined => server.get(keyOf(key))?.b ?? pending.get(keyOf(key))?.[0]?.bucket,
    serverRows: (): Iterable<Row> => server.values(),
    /** How many records a later version wrote something into that this one cannot show. All of it is kept. */
    newer: readonly(newerRows),

    /** What the server says now stands, whatever was said before. */
    putServerRows(rows: Iterable<Row>): void {
      const kinds = new Set<string>()
      for (const row of rows) {
        hear(row, keyOf(row))
        kinds.add(row.t)
      }
      changed(kinds)
    },
    /** Rows from the disk, which may hold an older and a newer one: the newest stands. */
    putStoredRows(rows: Iterable<Row>): void {
      const kinds = new Set<string>()
      for (const row of rows) {
        const key = keyOf(row)
        if ((server.get(key)?.seq ?? -1) > row.seq) continue
        hear(row, key)
        kinds.add(row.t)
      }
      changed(kinds)
    },
    /** A bucket this person may no longer see; unsent operations on it stay in the outbox and still go up. */
    dropRows(keys: Iterable<RecordKey>): void {
      const touched = [...keys]
      for (const key of touched) {
        server.delete(keyOf(key))
        newer.delete(keyOf(key))
      }
      showAll(touched)
    },
    putPending(ops: readonly Op[]): void {
      for (const op of ops) pending.set(keyOf(op), [...(pending.get(keyOf(op)) ?? []), op])
      showAll(ops)
    },
    /** These, and no others, are unsent. */
    resetPending(ops: readonly Op[]): void {
      const touched = [...pending.values()].flatMap((some) => some.slice(0, 1))
      pending.clear()
      for (const op of ops) pending.set(keyOf(op), [...(pending.get(keyOf(op)) ?? []), op])
      showAll([...touched, ...ops])
    },
    /** The tablet goes by a new name to the server. */
    rename(to: string, stamps: ReadonlyMap<Stamp, Stamp>): void {
      clientId = to
      for (const [was, now] of renamed) renamed.set(was, stamps.get(now) ?? now)
      for (const [was, now] of stamps) renamed.set(was, now)
    },
    /** What a stamp that a screen has seen is called now. */
    stampNow: (stamp: Stamp): Stamp => renamed.get(stamp) ?? stamp,
    /** The server has these operations: its word for them now stands alone. */
    acknowledge(upTo: number): void {
      const touched: RecordKey[] = []
      for (const [key, ops] of pending) {
        const left = ops.filter((op) => op.n > upTo)
        if (left.length === ops.length) continue
        if (left.length === 0) pending.delete(key)
        else pending.set(key, left)
        touched.push(...ops.slice(0, 1))
      }
      showAll(touched)
    },
  }
}
