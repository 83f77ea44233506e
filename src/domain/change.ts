/**
 * A change a mentor saved, and how two changes to one record merge. Causality first: an author who saw the value wins
 * over it whatever the clocks say; clocks only choose which of two concurrent values is shown. Nothing is discarded:
 * what is not shown is handed back as a loser to keep.
 */
import type { z } from 'zod'
import { isJoined, type Joined } from './people/joining.ts'
import { RECORDS, stampOf, type FieldRule, type Kind, type Row, type Stamp } from './records.ts'
import type { Json, Op } from './protocol.ts'
import { signingOf } from './sync/signing.ts'

export const opIdOf = (clientId: string, n: number): Stamp => `${clientId}:${n}`

/** What an author had seen, after their tablet took a new name: its own unsent operations are called otherwise now. */
export const renamedBase = (base: Record<string, string | null>, stamps: ReadonlyMap<Stamp, Stamp>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(base).map(([field, stamp]) => [field, stamp === null ? null : (stamps.get(stamp) ?? stamp)]))

export type Loser = { field: string; value: Json; stamp: Stamp; concurrentWith: Stamp | null }
/** `told`: those of the losers that two people must hear of, because only a person can decide. */
export type Merged = { row: Row; outcome: 'applied' | 'merged' | 'conflict'; losers: Loser[]; told: Loser[]; changed: boolean; joined: ReadonlyMap<string, Joined> }

/** When each shown field was set, by the server's corrected clock; compared only between concurrent values. */
export type FieldTimes = (field: string, stamp: Stamp) => string
/**
 * `isFromAdd`: whether the operation of this stamp began its record. `isUnseen`: whether an author who did not say what
 * they saw cannot have seen it.
 */
type Beginnings = { isFromAdd?: (stamp: Stamp) => boolean; isUnseen?: (stamp: Stamp) => boolean }
/** `joined`: all texts in one, where all authors only added to what stood there. */
export type MergeContext = { stamp: Stamp; clientId: string; time: string; timeOf: FieldTimes; by: string; at: number; joined?: (field: string) => Joined | undefined } & Beginnings

/**
 * One operation over the row as it stands. Used by the server to merge and by the tablet to lay unsent work over what
 * the server last said. `row` undefined: the record is new.
 */
export function mergeOp(row: Row | undefined, op: Op, context: MergeContext): Merged {
  if (!row) {
    const fresh: Row = { t: op.t as Kind, id: op.id, b: op.bucket, f: (op.f ?? {}) as Row['f'], s: context.stamp, seq: 0, by: context.by, at: context.at }
    return { row: op.kind === 'void' ? { ...fresh, void: context.stamp } : fresh, outcome: 'applied', losers: [], told: [], joined: NONE, changed: true }
  }
  if (op.kind === 'void') return takenBack(row, op, context)
  // What was taken back stays taken back; what somebody wrote into it meanwhile is kept beside it, and both are told.
  if (row.void !== undefined) {
    const losers = Object.entries(op.f ?? {}).map(([field, value]): Loser => ({ field, value, stamp: context.stamp, concurrentWith: row.void ?? null }))
    return { row, outcome: 'conflict', losers, told: worthTelling(losers), joined: NONE, changed: false }
  }
  const f: Record<string, Json> = { ...(row.f as Record<string, Json>) }
  const s: Record<string, Stamp> = typeof row.s === 'string' ? Object.fromEntries(Object.keys(row.f).map((field) => [field, row.s as Stamp])) : { ...row.s }
  const blank = (RECORDS[row.t].blank as ((f: Row['f']) => Row['f']) | undefined)?.(row.f) as Record<string, Json> | undefined
  const isBlank = (field: string, value: Json): boolean => blank !== undefined && field in blank && same(blank[field] ?? null, value)
  const losers: Loser[] = []
  const told: Loser[] = []
  const joins = new Map<string, Joined>()
  let outcome = 'applied' as Merged['outcome']
  let changed = false
  const { isSigned, isSigning, isSeen, blind, takenUnder } = signingOf(row, op, { isOwn: (one) => isOwn(one, context.clientId), isUnseen: context.isUnseen })
  for (const [field, value] of Object.entries(op.f ?? {})) {
    const current = stampOf(row, field)
    const rule = ruleOf(row.t, field)
    // It does not stand over words that its signer cannot have seen.
    if (blind?.field === field) {
      const loser: Loser = { field, value, stamp: context.stamp, concurrentWith: blind.unseen }
      losers.push(loser)
      told.push(loser)
      outcome = 'conflict'
      continue
    }
    const underSignature = isSigned(field) || isSigning(field)
    // Where the record was begun with nothing in this field, nobody's words stand there to be seen; a signature has seen that there are none.
    const saw = current === null || isSeen(field, current) || (!isSigned(field) && isBlank(field, f[field] ?? null) && !isBlank(field, value) && (context.isFromAdd?.(current) ?? false))
    const agree = same(f[field] ?? null, value) || (rule === 'prose' && isSpacing(f[field] ?? null, value))
    // Two who wrote the same unseen: it stands under the later of them, whichever came first; and what is signed, under the signature.
    if (!saw && agree && (isSigned(field) || (!isSigning(field) && !isLater(context.time, context.stamp, context.timeOf(field, current), current)))) continue
    // To begin a record that another began already says nothing of what was left empty.
    if (!saw && !agree && op.kind === 'add' && !isSigning(field) && isBlank(field, value)) continue
    if (!saw && !agree) {
      const joined = rule === 'prose' && !underSignature ? context.joined?.(field) : undefined
      if (joined !== undefined) {
        if (outcome === 'applied') outcome = 'merged'
        // The parts of a text that was joined before are kept already.
        if (!isJoined(current)) losers.push({ field, value: f[field] ?? null, stamp: current, concurrentWith: joined.stamp })
        losers.push({ field, value, stamp: context.stamp, concurrentWith: joined.stamp })
        joins.set(field, joined)
        changed = true
        f[field] = joined.text
        s[field] = joined.stamp
        continue
      }
      outcome = rule === 'latest' && !underSignature && outcome !== 'conflict' ? 'merged' : 'conflict'
      const stays = isSigned(field) || isSigning(field) ? isSigned(field) : rule === 'once' ? f[field] !== null : !isLater(context.time, context.stamp, context.timeOf(field, current), current)
      const loser: Loser = stays ? { field, value, stamp: context.stamp, concurrentWith: current } : { field, value: f[field] ?? null, stamp: current, concurrentWith: context.stamp }
      losers.push(loser)
      if (rule === 'prose' || underSignature || (rule === 'once' && loser.value !== null)) told.push(loser)
      if (stays) continue
    }
    if (!same(f[field] ?? null, value)) changed = true
    f[field] = value
    s[field] = context.stamp
  }
  for (const field of takenUnder) s[field] = context.stamp
  return { row: { ...row, f: f as Row['f'], s }, outcome, losers, told, joined: joins, changed: changed || outcome === 'applied' }
}

/** A record that is taken back stays so; what somebody wrote into it unseen by whoever took it back is kept, and both are told. */
function takenBack(row: Row, op: Op, { stamp, clientId, isUnseen }: MergeContext): Merged {
  if (row.void !== undefined) return { row, outcome: 'applied', losers: [], told: [], joined: NONE, changed: false }
  const losers = Object.entries(row.f as Record<string, Json>).flatMap(([field, value]): Loser[] => {
    const current = stampOf(row, field)
    if (RECORDS[row.t].nature === 'fact' || current === null || isOwn(current, clientId)) return []
    const saw = op.base ? op.base[field] === current : !isUnseen?.(current)
    return saw ? [] : [{ field, value, stamp: current, concurrentWith: stamp }]
  })
  return { row: { ...row, void: stamp }, outcome: losers.length > 0 ? 'conflict' : 'applied', losers, told: worthTelling(losers), joined: NONE, changed: true }
}
/** Texts, where there are any: the rest was set beside them. */
function worthTelling(losers: readonly Loser[]): Loser[] {
  const texts = losers.filter(({ value }) => typeof value === 'string')
  return [...(texts.length > 0 ? texts : losers)]
}

/** Set by this tablet's own earlier operation; a text that was joined is nobody's own. */
export const isOwn = (stamp: Stamp, clientId: string): boolean => stamp.startsWith(`${clientId}:`) && !isJoined(stamp)
const NONE: ReadonlyMap<string, Joined> = new Map()

export const ruleOf = (t: Kind, field: string): FieldRule => (RECORDS[t].rules as Record<string, FieldRule> | undefined)?.[field] ?? 'latest'
const isLater = (time: string, stamp: Stamp, thanTime: string, thanStamp: Stamp): boolean => time > thanTime || (time === thanTime && stamp > thanStamp)
/** Texts that differ in their spaces alone are no conflict. */
const isSpacing = (a: Json, b: Json): boolean => typeof a === 'string' && typeof b === 'string' && a.replaceAll(/\s+/g, ' ').trim() === b.replaceAll(/\s+/g, ' ').trim()
const same = (a: Json, b: Json): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Whether an operation's fields fit its kind: the whole schema for a new record, the changed fields for an edit. */
export function fitsKind(op: Op, exists: boolean): { fits: true } | { fits: false; field: string } {
  const schema = RECORDS[op.t as Kind].schema as z.ZodType & { partial?: () => z.ZodType }
  if (op.kind === 'void') return { fits: true }
  const tried = exists && schema.partial ? schema.partial().safeParse(op.f ?? {}) : schema.safeParse(op.f)
  return tried.success ? { fits: true } : { fits: false, field: String(tried.error.issues[0]?.path[0] ?? '') }
}
