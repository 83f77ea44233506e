/**
 * The school's year as the deputy types it: terms, the holidays within them, INSET days, closures and early finishes. What
 * cannot be is said with the field it stands in, before anything is counted by it.
 */
import { dayKind, schoolCalendar, type DayException, type EarlyFinish, type SchoolCalendar, type Term } from './calendar.ts'
import { addDays, mediumDate, SchoolDate, shortDate, spokenTime, TimeOfDay, weekdayOf } from './clock.ts'

export type FieldProblem = { field: 'name' | 'from' | 'to' | 'at'; words: string }
type Stored<T> = { id: string; f: T }
const isDate = (text: string): boolean => SchoolDate.safeParse(text).success
const LONGEST_TERM_DAYS = 200
const NAME_LIMIT = 60

const nameProblem = (name: string): FieldProblem[] =>
  name.trim() === '' ? [{ field: 'name', words: 'Give it a name.' }] : name.trim().length > NAME_LIMIT ? [{ field: 'name', words: `Keep the name to ${NAME_LIMIT} characters.` }] : []

/** Why a term cannot be: `days` are the exceptions that lie in it now, and would not any more. */
export function termProblems(draft: Term, terms: readonly Stored<Term>[], days: readonly DayException[], id?: string): FieldProblem[] {
  const problems = nameProblem(draft.name)
  if (!isDate(draft.from)) problems.push({ field: 'from', words: 'Give the first day.' })
  if (!isDate(draft.to)) problems.push({ field: 'to', words: 'Give the last day.' })
  if (!isDate(draft.from) || !isDate(draft.to)) return problems
  if (draft.to < draft.from) return [...problems, { field: 'to', words: 'The last day comes after the first.' }]
  if (draft.to > addDays(draft.from, LONGEST_TERM_DAYS)) problems.push({ field: 'to', words: 'This is longer than half a year. Is the year right?' })
  const other = terms.find((one) => one.id !== id && one.f.from <= draft.to && draft.from <= one.f.to)
  if (other) problems.push({ field: draft.from >= other.f.from && draft.from <= other.f.to ? 'from' : 'to', words: `It overlaps ${other.f.name} (${mediumDate(other.f.from)} to ${mediumDate(other.f.to)}).` })
  const before = terms.find((one) => one.id === id)?.f
  const outside = before && days.find(({ date, kind }) => kind === 'holiday' && before.from <= date && date <= before.to && (date < draft.from || draft.to < date))
  if (outside) problems.push({ field: outside.date < draft.from ? 'from' : 'to', words: `${outside.name} on ${mediumDate(outside.date)} would lie outside its term. Change that first.` })
  return problems
}

/** Two that overlap, such as may come of two who plan at once: each day is a school day once all the same, and a person puts it right. */
export function overlapsAmong(terms: readonly Stored<Term>[]): { one: Term; other: Term }[] {
  const sorted = schoolCalendar(terms.map(({ f }) => f), []).terms
  return sorted.flatMap((one, at) => sorted.slice(at + 1).filter((other) => other.from <= one.to).map((other) => ({ one, other })))
}

/** Days that belong together: a half-term is a week of them. */
export type DaysDraft = { kind: DayException['kind'] | 'early-finish'; name: string; from: string; to: string; at: string }
export const DAY_WORDS: Record<DaysDraft['kind'], string> = { holiday: 'Half-term or holiday', inset: 'INSET day', closure: 'Closure', 'bank-holiday': 'Bank holiday', 'early-finish': 'Early finish' }
export const DAY_HINTS: Record<DaysDraft['kind'], string> = {
  holiday: 'Within a term: no pupil is expected.', inset: 'Staff are in, pupils are not.', closure: 'Snow, a burst pipe, an election.', 'bank-holiday': 'A bank holiday within a term.',
  'early-finish': 'A school day: records, lists and reports at the end of the day are due by then.',
}

/** The weekdays of a draft. */
export function daysOf({ from, to }: Pick<DaysDraft, 'from' | 'to'>): SchoolDate[] {
  const days: SchoolDate[] = []
  for (let day = from; day <= to && days.length < 60; day = addDays(day, 1)) if (weekdayOf(day) <= 5) days.push(day)
  return days
}

export type SchoolTimes = { registerClose: TimeOfDay; dayEnds: TimeOfDay }
/** Why these days cannot be. `calendar` is the school's without what is being changed. */
export function daysProblems({ kind, name, from, to, at }: DaysDraft, calendar: SchoolCalendar, times: SchoolTimes): FieldProblem[] {
  const problems = nameProblem(name)
  if (!isDate(from)) problems.push({ field: 'from', words: 'Give the first day.' })
  if (!isDate(to)) problems.push({ field: 'to', words: 'Give the last day.' })
  if (kind === 'early-finish' && !TimeOfDay.safeParse(at).success) problems.push({ field: 'at', words: 'Give the time at which school finishes.' })
  else if (kind === 'early-finish' && at >= times.dayEnds) problems.push({ field: 'at', words: `The school day ends at ${spokenTime(times.dayEnds)} anyway.` })
  else if (kind === 'early-finish' && at <= times.registerClose) problems.push({ field: 'at', words: `The register closes at ${spokenTime(times.registerClose)}. A day without a morning is a closure.` })
  if (!isDate(from) || !isDate(to)) return problems
  if (to < from) return [...problems, { field: 'to', words: 'The last day comes after the first.' }]
  const days = daysOf({ from, to })
  if (days.length === 0) return [...problems, { field: 'from', words: 'There is no school on a weekend anyway.' }]
  const term = calendar.terms.find((one) => one.from <= from && from <= one.to)
  if (!term) problems.push({ field: 'from', words: 'This day lies outside every term: no pupil is expected anyway.' })
  else if (to > term.to) problems.push({ field: 'to', words: `It lies outside its term: ${term.name} ends on ${mediumDate(term.to)}.` })
  const taken = days.find((day) => calendar.exceptions.has(day) || calendar.finishes.has(day))
  if (taken) problems.push({ field: taken === days[0] ? 'from' : 'to', words: `${shortDate(taken)} is ${calendar.exceptions.get(taken)?.name ?? 'an early finish'} already.` })
  return problems
}

export type DayStretch = { key: string; kind: DaysDraft['kind']; name: string; from: SchoolDate; to: SchoolDate; at: string; ids: string[] }
/** The single days as a person reads them: neighbours of one kind and name are one, over a weekend too. */
export function stretchesOf(days: readonly Stored<DayException>[], finishes: readonly Stored<EarlyFinish>[]): DayStretch[] {
  const found: DayStretch[] = []
  for (const { id, f } of [...days].sort((a, b) => (a.f.date < b.f.date ? -1 : 1))) {
    const last = found.at(-1)
    if (last && last.kind === f.kind && last.name === f.name && daysOf({ from: addDays(last.to, 1), to: f.date }).length <= 1) {
      last.to = f.date
      last.ids.push(id)
    } else found.push({ key: id, kind: f.kind, name: f.name, from: f.date, to: f.date, at: '', ids: [id] })
  }
  return [...found, ...finishes.map(({ id, f }): DayStretch => ({ key: id, kind: 'early-finish', name: f.name, from: f.date, to: f.date, at: f.at, ids: [id] }))].sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** How many days pupils are expected in a term. */
export const schoolDaysIn = (calendar: SchoolCalendar, { from, to }: Pick<Term, 'from' | 'to'>): number => allDays(from, to).filter((day) => dayKind(calendar, day).kind === 'school').length
function allDays(from: SchoolDate, to: SchoolDate): SchoolDate[] {
  const days: SchoolDate[] = []
  for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day)
  return days
}
