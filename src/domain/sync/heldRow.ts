/**
 * A record as the server keeps it: the row, and beside each field when it was set by the corrected clock. Whoever had a
 * value before them when they wrote is later than it, even if their tablet's clock says otherwise; so the value that is
 * shown in the end does not depend on the order in which tablets happened to be heard.
 */
import { mergeOp, type MergeContext, type Merged } from '../change.ts'
import type { Join } from '../people/joining.ts'
import { effectiveHlc, type Hlc } from './hlc.ts'
import type { Op } from '../protocol.ts'
import { stampOf, type Row, type Stamp } from '../records.ts'

/** One time where all fields share it. `joins`: what the joined texts among its fields are made of. */
export type Held = { row: Row; times: Hlc | Record<string, Hlc>; joins?: Record<string, Join> }

export const timeOf = (held: Held | undefined, field: string): Hlc => (typeof held?.times === 'string' ? held.times : (held?.times[field] ?? ''))

/** `previous`: the tablet's own operation before this one. `seen`: when the values were set that its author looked at. */
export function timeOfOp(op: Pick<Op, 'hlc' | 'skew'>, previous: Hlc | undefined, seen: readonly Hlc[], receivedAt: number): Hlc {
  const before = [...seen, ...(previous === undefined ? [] : [previous])].toSorted()
  return effectiveHlc(op.hlc, op.skew, before.at(-1), receivedAt)
}

/** `held` is undefined where nothing of the record changed. */
export function mergeHeld(before: Held | undefined, op: Op, context: Omit<MergeContext, 'timeOf'>): Merged & { held: Held | undefined } {
  const merged = mergeOp(before?.row, op, { ...context, timeOf: (field) => timeOf(before, field) })
  return { ...merged, held: merged.changed ? { row: merged.row, times: timesAfter(merged, before, context), ...joinsAfter(merged, before) } : undefined }
}

/** This operation's time where it set the field, a joined text's own where it is one, else what it was. */
function timesAfter({ row, joined }: Merged, before: Held | undefined, { stamp, time }: { stamp: Stamp; time: Hlc }): Held['times'] {
  if (typeof row.s === 'string') return row.s === stamp ? time : timeOf(before, '')
  return Object.fromEntries(Object.entries(row.s).map(([field, by]) => [field, by === stamp ? time : (joined.get(field)?.time ?? timeOf(before, field))]))
}
/** Those that still stand. */
function joinsAfter({ row, joined }: Merged, before: Held | undefined): Pick<Held, 'joins'> {
  const joins: Record<string, Join> = {}
  for (const [field, join] of Object.entries(before?.joins ?? {})) if (stampOf(row, field) === stampOf(before?.row, field)) joins[field] = join
  for (const [field, { origin, parts }] of joined) joins[field] = { origin, parts }
  return Object.keys(joins).length === 0 ? {} : { joins }
}
