/**
 * "…pupils becoming aware of when their progress is leading to them being withdrawn": whether mentoring helped, each pupil
 * held against their own beginning and no other's. What is not known is said, never taken for nothing; what would have come
 * by itself is said too.
 */
import { addDays, daysBetween, type SchoolDate } from '../time/clock.ts'
import { firstFrom } from '../time/dayList.ts'

export const MEASURES = ['attendance', 'late-marks', 'points', 'punctuality', 'scores'] as const
export type Measure = (typeof MEASURES)[number]
export type MeasureWords = { title: string; unit: string; /** The span it begins from, and the one it is held against. */ before: string; during: string; better: 'higher' | 'lower'; digits: 0 | 1; /** A change up to this is called none. */ same: number }
const SIMS = { before: 'Six school weeks before', during: 'While mentored' }
/** At the desk there is nothing before mentoring, so the first two weeks are the beginning. */
const DESK = { before: 'First two weeks', during: 'Last two weeks' }
export const MEASURE_WORDS: Record<Measure, MeasureWords> = {
  attendance: { title: 'Attendance', unit: '% of sessions', ...SIMS, better: 'higher', digits: 1, same: 0.5 },
  'late-marks': { title: 'Late marks', unit: 'in 100 sessions', ...SIMS, better: 'lower', digits: 1, same: 0.5 },
  points: { title: 'Behaviour points', unit: 'in a school week', ...SIMS, better: 'lower', digits: 1, same: 0.2 },
  punctuality: { title: 'Minutes late to the mentor', unit: 'on a morning', ...DESK, better: 'lower', digits: 1, same: 0.5 },
  scores: { title: 'Scores met', unit: '% on the blue report', ...DESK, better: 'higher', digits: 0, same: 2 },
}

export const SPANS = ['before', 'during', 'after6', 'after12'] as const
export type SpanName = (typeof SPANS)[number]
export type Span = { from: SchoolDate; to: SchoolDate }
/** Six school weeks: a holiday in between says nothing of anybody. */
export const SPAN_DAYS = 30
export const DESK_DAYS = 14

/** `not-yet`: its last day is still to come. `too-short`: mentored for less than a beginning and an end. */
export type NotKnown = 'no-data' | 'not-yet' | 'too-short' | 'not-measured'
export type Reading = { value: number } | { missing: NotKnown }
export const isKnown = (reading: Reading): reading is { value: number } => 'value' in reading
export const NOT_KNOWN_WORDS: Record<NotKnown, string> = { 'no-data': 'no data', 'not-yet': 'not yet', 'too-short': 'too short', 'not-measured': 'not measured' }

/** The spans of one time of mentoring by SIMS; `days`: the school days up to now, in order. A span that is not over is not counted. */
export function simsSpans(from: SchoolDate, until: SchoolDate | undefined, today: SchoolDate, days: readonly SchoolDate[]): Record<SpanName, Span | NotKnown> {
  const begins = firstFrom(days, from)
  const first = days[Math.max(0, begins - SPAN_DAYS)]
  const to = until === undefined || until > today ? today : until
  const after = (nth: number): Span | NotKnown => {
    if (until === undefined) return 'not-yet'
    const at = firstFrom(days, addDays(until, 1)) + nth * SPAN_DAYS
    const [start, end] = [days[at], days[at + SPAN_DAYS - 1]]
    return start !== undefined && end !== undefined && end < today ? { from: start, to: end } : 'not-yet'
  }
  return {
    before: begins === 0 || first === undefined ? 'no-data' : { from: first, to: addDays(from, -1) },
    during: to < from ? 'not-yet' : { from, to }, after6: after(0), after12: after(1),
  }
}
/** At the desk: the first two weeks against the last two, which must not overlap. */
export function deskSpans(from: SchoolDate, until: SchoolDate | undefined, today: SchoolDate): Record<SpanName, Span | NotKnown> {
  const to = until === undefined || until > today ? today : until
  const isLong = daysBetween(from, to) + 1 >= 2 * DESK_DAYS
  return {
    before: isLong ? { from, to: addDays(from, DESK_DAYS - 1) } : 'too-short', during: isLong ? { from: addDays(to, 1 - DESK_DAYS), to } : 'too-short',
    after6: 'not-measured', after12: 'not-measured',
  }
}

export type Readings = Record<Measure, Record<SpanName, Reading>>
/** One time of mentoring, without a name. */
export type ImpactCase = {
  key: string
  pupilId: string
  year: number | undefined
  from: SchoolDate
  until: SchoolDate | undefined
  weeks: number
  mentors: number
  minutes: number
  endReason: string
  flags: Readonly<Record<string, boolean | undefined>>
  readings: Readings
}

export type Held = {
  /** Of so many, this many have both numbers; of fewer than the school's least nothing more is said. */
  of: number
  known: number
  before: number
  then: number
  better: number
  same: number
  worse: number
}
/** Every pupil against their own beginning: who lacks either number is left out of both, and counted. */
export function holdAgainst(cases: readonly Pick<ImpactCase, 'readings'>[], measure: Measure, span: Exclude<SpanName, 'before'>): Held {
  const { better, same } = MEASURE_WORDS[measure]
  const held: Held = { of: cases.length, known: 0, before: 0, then: 0, better: 0, same: 0, worse: 0 }
  for (const { readings } of cases) {
    const [before, then] = [readings[measure].before, readings[measure][span]]
    if (!isKnown(before) || !isKnown(then)) continue
    held.known++
    held.before += before.value
    held.then += then.value
    const gain = better === 'higher' ? then.value - before.value : before.value - then.value
    held[Math.abs(gain) <= same ? 'same' : gain > 0 ? 'better' : 'worse']++
  }
  return held.known === 0 ? held : { ...held, before: held.before / held.known, then: held.then / held.known }
}
/** Why the others lack a number, each counted once. */
export function lacking(cases: readonly Pick<ImpactCase, 'readings'>[], measure: Measure, span: Exclude<SpanName, 'before'>): Partial<Record<NotKnown, number>> {
  const counts: Partial<Record<NotKnown, number>> = {}
  for (const { readings } of cases) {
    const missing = [readings[measure][span], readings[measure].before].find((one): one is { missing: NotKnown } => !isKnown(one))
    if (missing) counts[missing.missing] = (counts[missing.missing] ?? 0) + 1
  }
  return counts
}

export const sayValue = (value: number, measure: Measure): string => value.toFixed(MEASURE_WORDS[measure].digits)
export const CAUTION = 'Pupils are chosen when things are at their worst, and most would get somewhat better without any help. So a part of every gain here would have come by itself. Hold it against those who were thought of and not mentored, and against the weeks after mentoring ended, before calling it the work of mentoring.'
