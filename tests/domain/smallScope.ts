/**
 * Every way in which three tablets can write up to two changes each into two fields of one record, by what each author
 * had before them and by whose clock is ahead; and every order in which a server can come to hear of them.
 */
import { opIdOf } from '../../src/domain/change.ts'
import { mergeHeld, timeOf, timeOfOp, type Held } from '../../src/domain/sync/heldRow.ts'
import { hlcOf, type Hlc } from '../../src/domain/sync/hlc.ts'
import type { Json, Op } from '../../src/domain/protocol.ts'
import { stampOf, type Stamp } from '../../src/domain/records.ts'

export const FIELDS = ['outcome', 'nextStep'] as const // one of which the later is shown, one that is prose
export type Field = (typeof FIELDS)[number]
/** One change, its tablet's n-th, to one field; and the change its author saw there (undefined: what was there first). */
export type Write = { tablet: string; n: number; field: Field; saw: Write | undefined; clock: number; value: Json }

const TABLETS = ['a', 'b', 'c'] as const
/** The tablets' clocks, as a time for each tablet's first and second change. Causality may contradict any of them. */
export const CLOCKS: Record<string, Record<string, [number, number]>> = {
  apart: { a: [10, 11], b: [20, 21], c: [30, 31] },
  'apart the other way': { a: [30, 31], b: [20, 21], c: [10, 11] },
  alike: { a: [10, 10], b: [10, 10], c: [10, 10] },
  crossed: { a: [10, 33], b: [20, 32], c: [30, 31] },
}
export type ValueOf = (tablet: string, n: number) => Json
export const different: ValueOf = (tablet, n) => `${tablet}${n}`
/** Two of the three write the same. */
export const twoAgree: ValueOf = (tablet, n) => (tablet === 'b' ? `b${n}` : `s${n}`)

const PLANS: readonly Field[][] = [[], ...FIELDS.map((one) => [one]), ...FIELDS.flatMap((one) => FIELDS.map((two) => [one, two]))]

export function* histories(clocks: Record<string, [number, number]>, valueOf: ValueOf): Generator<Write[]> {
  // Which tablet does what makes no difference but by its clock, and the clocks are tried both ways round.
  for (const [i, a] of PLANS.entries()) for (const [j, b] of PLANS.slice(i).entries()) for (const c of PLANS.slice(i + j)) {
    const writes = [a, b, c].flatMap((plan, index): Write[] => {
      const tablet = TABLETS[index] as string
      return plan.map((field, at) => ({ tablet, n: at + 1, field, saw: undefined, clock: clocks[tablet]?.[at] ?? 0, value: valueOf(tablet, at + 1) }))
    })
    yield* withSight(writes, 0)
  }
}
/** Each author saw what was there first (or their own), or any one change of another tablet to that field. */
function* withSight(writes: Write[], at: number): Generator<Write[]> {
  const mine = writes[at]
  if (!mine) {
    yield writes
    return
  }
  const own = writes.find((one) => one.tablet === mine.tablet && one.n < mine.n && one.field === mine.field)
  for (const saw of [own, ...writes.filter((one) => one.tablet !== mine.tablet && one.field === mine.field)]) {
    mine.saw = saw
    yield* withSight(writes, at + 1)
  }
  mine.saw = own
}

/**
 * What a server holds at the end of each order in which it may hear them: each tablet in its own order, and nobody saw
 * what it has not heard. There is none where the sights go round in a ring.
 */
export function* endings(writes: readonly Write[], heard: readonly Write[] = [], server: Server = start()): Generator<{ order: readonly Write[]; server: Server }> {
  if (heard.length === writes.length) yield { order: heard, server }
  for (const one of mayComeNext(writes, heard)) yield* endings(writes, [...heard, one], hear(server, one))
}
export const mayComeNext = (writes: readonly Write[], heard: readonly Write[]): Write[] =>
  writes.filter((one) => !heard.includes(one) && (!one.saw || heard.includes(one.saw)) && !writes.some((earlier) => earlier.tablet === one.tablet && earlier.n < one.n && !heard.includes(earlier)))

export const stampOfWrite = ({ tablet, n }: Pick<Write, 'tablet' | 'n'>): Stamp => opIdOf(tablet, n)
const FIRST: Stamp = 'school:1'
const ID = 'review:p1:2026-12-07'
const common = { t: 'weeklyReview', id: ID, bucket: 'pupil:p1', seen: 0, skew: 0, sv: 1, wall: 0 } as const

export type Server = { held: Held; kept: { field: string; value: Json }[]; times: Map<Stamp, Hlc>; last: Map<string, Hlc> }
export function start(): Server {
  const op: Op = { ...common, n: 1, kind: 'add', hlc: hlcOf(1, 0), f: { outcome: null, nextStep: '' } }
  const { held } = mergeHeld(undefined, op, { stamp: FIRST, clientId: 'school', time: hlcOf(1, 0), by: 'school', at: 1 })
  return { held: held as Held, kept: [], times: new Map([[FIRST, hlcOf(1, 0)]]), last: new Map() }
}

/** What `server/sync/apply.ts` does with one operation, without its database. */
export function hear({ held, kept, times, last }: Server, write: Write): Server {
  const { tablet, n, field, saw, clock, value } = write
  const stamp = stampOfWrite(write)
  const base = saw ? stampOfWrite(saw) : FIRST
  const op: Op = { ...common, n, kind: 'patch', hlc: hlcOf(clock, 0), f: { [field]: value }, base: { [field]: base } }
  const seen = stampOf(held.row, field) === base ? timeOf(held, field) : (times.get(base) ?? '')
  const time = times.get(stamp) ?? timeOfOp(op, last.get(tablet), [seen], 1e9)
  const merged = mergeHeld(held, op, { stamp, clientId: tablet, time, by: tablet, at: clock })
  return { held: merged.held ?? held, kept: [...kept, ...merged.losers], times: new Map(times).set(stamp, time), last: new Map(last).set(tablet, time) }
}

export const shownIn = ({ held }: Server, field: Field): { value: Json; stamp: Stamp | null } => ({ value: (held.row.f as Record<string, Json>)[field] ?? null, stamp: stampOf(held.row, field) })
/** The changes of a field that no later author of it had before them, and those that somebody had. */
export function heads(writes: readonly Write[], field: Field): { unseen: Write[]; seen: Write[] } {
  const those = writes.filter((one) => one.field === field)
  const isSeen = (one: Write): boolean => those.some((other) => other.saw === one || (other.tablet === one.tablet && other.n > one.n))
  return { unseen: those.filter((one) => !isSeen(one)), seen: those.filter(isSeen) }
}
