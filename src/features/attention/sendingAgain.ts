/**
 * A change that was put aside, as it would go now. It cites what its author had before them and never what stands since:
 * the server then sets the two beside each other, and nobody's newer words are replaced in silence.
 */
import type { Change } from '../../data/store/commit.ts'
import { isOwn } from '../../domain/change.ts'
import type { Json, Op } from '../../domain/protocol.ts'
import { isKind, RECORDS, stampOf, type Kind, type Row, type Stamp } from '../../domain/records.ts'
import { SETTLED_BY } from '../../domain/sync/conflict.ts'
import { recordOfAgain } from '../../domain/sync/sentAgain.ts'

type Fields = Record<string, Json>
/** `stands`: all of it is there already. `since`: what was written since its author looked; `own`: so much of that by this tablet, whose later word takes the place of its earlier one. */
export type Again = { way: 'goes'; change: Change; since: string[]; own: string[] } | { way: 'stands' } | { way: 'cannot' }
type Put = {
  /** Of the record that holds it. */
  id: string
  op: Op | undefined
  /** Its fields, with what was edited in them. */
  f: Fields
  row: (t: Kind, id: string) => Readonly<Row> | undefined
  /** A change of that stamp that was put aside too. */
  putAside: (stamp: Stamp) => Op | undefined
  clientId: string
}

export function changeAgain({ id, op, f, row, putAside, clientId }: Put): Again {
  if (!op || !isKind(op.t) || SETTLED_BY[op.t] !== undefined) return { way: 'cannot' }
  const { nature, blank } = RECORDS[op.t]
  const recordId = recordOfAgain(id, op) ?? op.id
  const there = row(op.t, recordId)
  if (!there) return op.kind === 'add' ? goes({ kind: 'add', t: op.t, id: recordId, f }) : { way: 'cannot' }
  if (nature === 'fact') return op.kind === 'void' ? goes({ kind: 'void', t: op.t, id: recordId }) : { way: op.kind === 'add' ? 'stands' : 'cannot' }

  const stood = there.f as Fields
  const empty = ((blank as ((f: Row['f']) => Row['f']) | undefined)?.(there.f) ?? {}) as Fields
  const isEmpty = (field: string, value: Json | undefined): boolean => value === undefined || (field in empty && same(empty[field], value))
  // To begin a record says nothing of what it leaves empty.
  const sent = Object.fromEntries(Object.entries(f).filter(([field, value]) => !same(stood[field], value) && !(op.kind === 'add' && isEmpty(field, value))))
  if (op.kind !== 'void' && Object.keys(sent).length === 0) return { way: 'stands' }
  const seen = seenBy(op, putAside)
  const since = Object.keys(op.kind === 'void' ? stood : sent).filter((field) => !isEmpty(field, stood[field]) && stampOf(there, field) !== (seen[field] ?? null))
  const saw = { ...there, s: seen }
  return goes(op.kind === 'void' ? { kind: 'void', t: op.t, id: recordId, saw } : { kind: 'patch', t: op.t, id: recordId, f: sent, saw }, since, since.filter((field) => isOwn(stampOf(there, field) ?? '', clientId)))
}

const goes = (change: unknown, since: string[] = [], own: string[] = []): Again => ({ way: 'goes', change: change as Change, since, own })
const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Where its author wrote over words of their own that were put aside as well, what had stood before those. */
function seenBy(op: Op, putAside: Put['putAside']): Record<string, Stamp> {
  const before = (field: string, base: Stamp | null | undefined, passed: readonly Stamp[] = []): Stamp | null => {
    const earlier = base == null || passed.includes(base) ? undefined : putAside(base)
    return earlier?.t === op.t && earlier.id === op.id && earlier.f && field in earlier.f ? before(field, earlier.base?.[field], [...passed, base ?? '']) : (base ?? null)
  }
  return Object.fromEntries(Object.entries(op.base ?? {}).flatMap(([field, base]) => {
    const stamp = before(field, base)
    return stamp === null ? [] : [[field, stamp]]
  }))
}
