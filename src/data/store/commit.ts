/**
 * The only write. A change is finished (id, stamp, fields), sealed, and then stored by one strict transaction; what is
 * in memory follows the disk, never leads it. The outbox is the log of local work: a saved change is one sealed
 * operation, and opening lays the unacknowledged ones over what the server last said.
 */
import { isRefusedShape, RecordGone } from './commitErrors.ts'
import { bucketOf, RECORDS, stampOf, type FieldsOf, type Kind, type Row } from '../../domain/records.ts'
import { fitsKind } from '../../domain/change.ts'
import { nextHlc } from '../../domain/sync/hlc.ts'
import { SCHEMA_VERSION, type Json, type Op } from '../../domain/protocol.ts'
import type { Drafts } from './drafts.ts'
import type { Memory } from './memory.ts'
import type { Outbox } from './outbox.ts'

export type Change = {
  [K in Kind]:
    | { kind: 'add'; t: K; id: string; f: FieldsOf<K> }
    /** `saw`: the record as the editor opened it; what has changed since is then a conflict, not overwritten. */
    | { kind: 'patch'; t: K; id: string; f: Partial<FieldsOf<K>>; saw?: Readonly<Row<K>> | undefined }
    | { kind: 'void'; t: K; id: string; saw?: Readonly<Row<K>> | undefined }
}[Kind]

export type Commit = (changes: readonly Change[], options?: { clearDraft?: string }) => Promise<void>

type Ports = { memory: Memory; outbox: Outbox; drafts: Drafts; wall: () => number; skew: () => number | null; seen: () => number; newGroup: () => string }

/** `idle` resolves when nothing is being saved. */
export function makeCommit({ memory, outbox, drafts, wall, skew, seen, newGroup }: Ports): { commit: Commit; idle: () => Promise<unknown> } {
  // One at a time, so that numbers are contiguous and a second tap sees the first.
  let last: Promise<unknown> = Promise.resolve()
  const commit: Commit = (changes, options) => {
    const mine = last.then(() => outbox.inTurn(() => write(changes, options?.clearDraft)))
    last = mine.catch(() => undefined)
    return mine
  }
  return { commit, idle: () => last }

  async function write(changes: readonly Change[], clearDraft: string | undefined): Promise<void> {
    const group = changes.length > 1 ? newGroup() : undefined
    let hlc = outbox.lastHlc()
    const first = outbox.nextN()
    const ops = changes.map((change, index): Op => {
      hlc = nextHlc(hlc, wall())
      const row = memory.get(change.t, change.id)
      const f = change.kind === 'void' ? undefined : (change.f as Record<string, Json>)
      const base = change.kind === 'patch' ? baseOf(Object.keys(change.f), change.saw ?? row, memory) : change.kind === 'void' && row && RECORDS[change.t].nature === 'record' ? baseOf(Object.keys(row.f), change.saw ?? row, memory) : undefined
      const bucket = memory.whereIs(change) ?? (change.kind === 'add' ? bucketOf(change.t, change.f, change.id) : change.saw?.b)
      if (bucket === undefined) throw new RecordGone(change.t)
      const op: Op = {
        n: first + index,
        kind: change.kind,
        t: change.t,
        id: change.id,
        bucket,
        seen: seen(),
        hlc,
        wall: wall(),
        skew: skew(),
        sv: SCHEMA_VERSION,
        ...(group === undefined ? {} : { g: group }),
        ...(f === undefined ? {} : { f }),
        ...(base === undefined ? {} : { base }),
      }
      const fits = fitsKind(op, change.kind === 'patch')
      if (!fits.fits) throw isRefusedShape(change.t, fits.field)
      return op
    })
    const save = (): Promise<void> => outbox.append(ops, clearDraft)
    await (clearDraft === undefined ? save() : drafts.whileSaving(clearDraft, save))
    memory.putPending(ops)
  }
}

function baseOf(fields: readonly string[], saw: Readonly<Row> | undefined, memory: Memory): Record<string, string | null> {
  const stamps = fields.map((field) => [field, stampOf(saw, field)] as const)
  return Object.fromEntries(stamps.map(([field, stamp]) => [field, stamp === null ? null : memory.stampNow(stamp)]))
}
