/**
 * "Mentees should report to their Mentor in the student reception at 8.45 each morning" and "complete their electronic
 * records by the end of Monday lunch for the previous week": which mornings, and which Monday, is the school calendar's
 * word. Terms and exceptions are an editable list; a day outside every term is a holiday.
 */
import { z } from '../schema.ts'
import { addDays, instantAt, longDate, minutesFromTime, SchoolDate, timeFromMinutes, TimeOfDay, weekBeginning, weekdayOf, type Instant } from './clock.ts'

export const Term = z.object({ name: z.string().max(60), from: SchoolDate, to: SchoolDate })
export type Term = z.infer<typeof Term>
export const DayException = z.object({ date: SchoolDate, kind: z.enum(['holiday', 'inset', 'closure', 'bank-holiday']), name: z.string().max(80) })
export type DayException = z.infer<typeof DayException>
/** A school day that ends before its time: what is due at its end, or after it, is due when it finishes. */
export const EarlyFinish = z.object({ date: SchoolDate, at: TimeOfDay, name: z.string().max(80) })
export type EarlyFinish = z.infer<typeof EarlyFinish>
export type SchoolCalendar = { terms: readonly Term[]; exceptions: ReadonlyMap<SchoolDate, DayException>; finishes: ReadonlyMap<SchoolDate, EarlyFinish> }
export type DayKind = { kind: 'school' | 'weekend' | DayException['kind']; name: string }

/**
 * Two people who plan at once, or a tablet that comes back late, can leave two terms that overlap and two words on one
 * day. The server takes them in, since what was once accepted is accepted for ever; every tablet and the server read them
 * alike, in whatever order they came: a day in two terms is a school day once and belongs to the term that began first; of
 * two words on one day closure goes before bank holiday, holiday and INSET; of two early finishes the earlier holds. The
 * screen says so until a person puts it right (`overlapsAmong`), and lets nobody enter another (`termProblems`).
 */
export function schoolCalendar(terms: readonly Term[], exceptions: readonly DayException[], finishes: readonly EarlyFinish[] = []): SchoolCalendar {
  return {
    terms: [...terms].sort((a, b) => inOrder([a.from, a.to, a.name], [b.from, b.to, b.name])),
    exceptions: firstOfDay([...exceptions].sort((a, b) => BEFORE_OTHERS.indexOf(a.kind) - BEFORE_OTHERS.indexOf(b.kind) || inOrder([a.name], [b.name]))),
    finishes: firstOfDay([...finishes].sort((a, b) => inOrder([a.at, a.name], [b.at, b.name]))),
  }
}
const BEFORE_OTHERS: readonly DayException['kind'][] = ['closure', 'bank-holiday', 'holiday', 'inset']
function inOrder(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, index) => text !== b[index])
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1
}
const firstOfDay = <T extends { date: SchoolDate }>(sorted: readonly T[]): Map<SchoolDate, T> => new Map(sorted.toReversed().map((one) => [one.date, one]))

/** When something is due that is usually due at `time`: on a day that finishes earlier, when it finishes. */
export const byFinish = (calendar: SchoolCalendar, date: SchoolDate, time: TimeOfDay): TimeOfDay => {
  const at = calendar.finishes.get(date)?.at
  return at !== undefined && at < time ? at : time
}
/** What is so long before or after the end of the school day moves with it. */
export function withFinish(calendar: SchoolCalendar, date: SchoolDate, time: TimeOfDay, dayEnds: TimeOfDay): TimeOfDay {
  const at = calendar.finishes.get(date)?.at
  return at === undefined || at >= dayEnds ? time : timeFromMinutes(Math.max(0, minutesFromTime(time) - (minutesFromTime(dayEnds) - minutesFromTime(at))))
}

/** A screen of hundreds of pupils asks the same few hundred days of one calendar thousands of times. */
const known = new WeakMap<SchoolCalendar, Map<SchoolDate, DayKind>>()

/** What sort of day it is, with the words a screen shows ("INSET day", "Half-term", "Saturday"). */
export function dayKind(calendar: SchoolCalendar, date: SchoolDate): DayKind {
  let days = known.get(calendar)
  if (!days) known.set(calendar, (days = new Map<SchoolDate, DayKind>()))
  let day = days.get(date)
  if (!day) days.set(date, (day = kindOf(calendar, date)))
  return day
}
function kindOf(calendar: SchoolCalendar, date: SchoolDate): DayKind {
  const exception = calendar.exceptions.get(date)
  if (exception) return { kind: exception.kind, name: exception.name }
  const weekday = weekdayOf(date)
  if (weekday > 5) return { kind: 'weekend', name: weekday === 6 ? 'Saturday' : 'Sunday' }
  const term = calendar.terms.find((one) => one.from <= date && date <= one.to)
  if (term) return { kind: 'school', name: term.name }
  // A school that has just begun is not on holiday; it has told nobody its terms.
  return { kind: 'holiday', name: calendar.terms.length > 0 ? 'School holiday' : 'No term dates yet' }
}

/** `Friday 27 November 2026, INSET day`; a school day and a Saturday say all there is to say themselves. */
export const dayTitle = (date: SchoolDate, { kind, name }: DayKind): string => (kind === 'school' || kind === 'weekend' ? longDate(date) : `${longDate(date)}, ${name}`)

export const isSchoolDay = (calendar: SchoolCalendar, date: SchoolDate): boolean => dayKind(calendar, date).kind === 'school'

/** The nearest school day after (or before) a date, within a year; undefined where the calendar ends. */
export const nextSchoolDay = (calendar: SchoolCalendar, date: SchoolDate): SchoolDate | undefined => step(calendar, date, 1)
export const previousSchoolDay = (calendar: SchoolCalendar, date: SchoolDate): SchoolDate | undefined => step(calendar, date, -1)

function step(calendar: SchoolCalendar, date: SchoolDate, by: 1 | -1): SchoolDate | undefined {
  for (let day = addDays(date, by), tries = 0; tries < 366; day = addDays(day, by), tries++) if (isSchoolDay(calendar, day)) return day
  return undefined
}

export const schoolDaysOfWeek = (calendar: SchoolCalendar, weekStart: SchoolDate): SchoolDate[] =>
  [0, 1, 2, 3, 4].map((offset) => addDays(weekStart, offset)).filter((day) => isSchoolDay(calendar, day))

/**
 * When the records of a week are due: the end of Monday lunch, or of lunch on the first school day after it.
 * A week with no school day has no record due. `lunchEnds` may differ from day to day, as a school changes its rule.
 */
export function recordsDue(calendar: SchoolCalendar, weekStart: SchoolDate, lunchEnds: TimeOfDay | ((day: SchoolDate) => TimeOfDay)): Instant | undefined {
  if (schoolDaysOfWeek(calendar, weekStart).length === 0) return undefined
  const due = nextSchoolDay(calendar, addDays(weekStart, 6))
  return due === undefined ? undefined : instantAt(due, byFinish(calendar, due, typeof lunchEnds === 'string' ? lunchEnds : lunchEnds(due)))
}

/** The last week with a school day before the week of `date`: after half-term that is the week before it. */
export function previousWeek(calendar: SchoolCalendar, date: SchoolDate): SchoolDate | undefined {
  const last = previousSchoolDay(calendar, weekBeginning(date))
  return last === undefined ? undefined : weekBeginning(last)
}
