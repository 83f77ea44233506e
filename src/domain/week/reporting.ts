/**
 * "If pupil punctuality is of concern, then pupils will be instructed to report to their Mentors at 8.30" and "Mentoring
 * support should be withdrawn gradually": what a person decided about when a pupil reports, from which day, and why. The
 * desk follows the expectation that is put down with it; the reason stays with the case.
 */
import { z } from '../schema.ts'
import { dayKind, isSchoolDay, nextSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, SchoolDate, TimeOfDay, weekBeginning, weekdayOf } from '../time/clock.ts'
import { expectationOn, type Expectation } from '../cases/mentorship.ts'
import type { Settings } from '../setting.ts'
import { Role } from '../staff.ts'

export const DecisionKind = z.enum(['earlier', 'continued', 'back', 'days', 'not-now'])
export type DecisionKind = z.infer<typeof DecisionKind>
export const DECISION_WORDS: Record<DecisionKind, string> = {
  earlier: 'Start of day moved to the earlier time', continued: 'Earlier start goes on', back: 'Back to the usual time',
  days: 'Days at reception changed', 'not-now': 'Punctuality looked at: no change for now',
}
export const REASON_LIMIT = 500

export const ReportingDecision = z.object({
  pupilId: z.string(),
  kind: DecisionKind,
  /** The day it holds from; of `not-now` the day it was looked at. */
  from: SchoolDate,
  /** When an earlier start is looked at again. */
  reviewOn: SchoolDate.optional(),
  time: TimeOfDay,
  weekdays: z.array(z.int().min(1).max(5)),
  reason: z.string().max(REASON_LIMIT),
  name: z.string().max(80),
  role: Role,
  decidedAt: z.number(),
})
export type ReportingDecision = z.infer<typeof ReportingDecision>

/**
 * The expectations to add so that a change holds from a day on: one for that day, and one for every later day on which
 * something else was to begin, with the change in it. Empty when nobody expects the pupil then.
 */
export function expectationsAfter(existing: readonly Expectation[], change: Partial<Pick<Expectation, 'time' | 'weekdays' | 'mentorId'>>, from: SchoolDate, decidedAt: number, isPause = ({ weekdays }: Expectation): boolean => weekdays.length === 0): Expectation[] {
  const later = [...new Set(existing.map((one) => one.from).filter((day) => day > from))].sort()
  return [from, ...later].flatMap((day) => {
    const now = expectationOn(existing, day)
    // A pause that is planned stays a pause.
    if (!now || (day > from && isPause(now))) return []
    const next = { ...now, ...change, from: day, decidedAt }
    return day > from && isSame(now, next) ? [] : [next]
  })
}
const isSame = (a: Expectation, b: Expectation): boolean => a.time === b.time && a.mentorId === b.mentorId && a.weekdays.join() === b.weekdays.join()

export type EarlyStart = {
  isEarly: boolean
  /** The first day of the earlier start that runs now. */
  since: SchoolDate | undefined
  /** The next change of time already decided. */
  next: { from: SchoolDate; time: TimeOfDay } | undefined
  /** When it is looked at again; `due`: that day has come and nobody has answered. */
  review: { on: SchoolDate; due: boolean } | undefined
}

/** How a pupil's start of day stands. Nothing ends it but a person's answer. */
export function earlyStart(expectations: readonly Expectation[], decisions: readonly ReportingDecision[], today: SchoolDate, { registerStart }: Pick<Settings, 'registerStart'>): EarlyStart {
  const days = [...new Set(expectations.map((one) => one.from))].sort()
  const isEarlyOn = (day: SchoolDate): boolean => (expectationOn(expectations, day)?.time ?? registerStart) < registerStart
  const timeToday = expectationOn(expectations, today)?.time
  let since: SchoolDate | undefined
  for (const day of days.filter((one) => one <= today).reverse()) {
    if (!isEarlyOn(day)) break
    since = day
  }
  const isEarly = isEarlyOn(today)
  const next = days.filter((day) => day > today).map((day) => ({ from: day, time: expectationOn(expectations, day)?.time })).find(({ time }) => time !== undefined && time !== timeToday)
  const last = lastDecision(decisions.filter(({ kind }) => kind === 'earlier' || kind === 'continued' || kind === 'back'))
  const on = last?.kind === 'back' ? undefined : last?.reviewOn
  return {
    isEarly, since: isEarly ? since : undefined,
    next: next?.time === undefined ? undefined : { from: next.from, time: next.time },
    review: on === undefined || !(isEarly || next) ? undefined : { on, due: isEarly && on <= today },
  }
}

const lastDecision = (decisions: readonly ReportingDecision[]): ReportingDecision | undefined =>
  decisions.reduce<ReportingDecision | undefined>((last, one) => (last && last.decidedAt > one.decidedAt ? last : one), undefined)

/** The school day on which something that begins on `from` is looked at again, so many school days later. */
export function reviewDay(calendar: SchoolCalendar, from: SchoolDate, schoolDays: number): SchoolDate {
  let day = from
  for (let left = schoolDays; left > 0; left--) day = nextSchoolDay(calendar, day) ?? nextWeekday(day)
  return day
}
const nextWeekday = (date: SchoolDate): SchoolDate => addDays(date, weekdayOf(date) < 5 ? 1 : 8 - weekdayOf(date))
/** A school day, or a weekday of a year nobody has entered yet. */
function mayBeSchool(calendar: SchoolCalendar, date: SchoolDate): boolean {
  const isBeyond = calendar.terms.every((term) => term.to < date)
  return isSchoolDay(calendar, date) || (isBeyond && dayKind(calendar, date).kind === 'holiday')
}
/** The first school day of the next week that has one: where a change usually begins. */
export const nextWeekStarts = (calendar: SchoolCalendar, today: SchoolDate): SchoolDate =>
  nextSchoolDay(calendar, addDays(weekBeginning(today), 6)) ?? addDays(weekBeginning(today), 7)

/** Why a change cannot begin or be looked at on these days. What has begun is history, so it begins tomorrow at the earliest. */
export function daysProblem(calendar: SchoolCalendar, today: SchoolDate, from: SchoolDate, reviewOn?: SchoolDate): 'from-missing' | 'from-past' | 'from-no-school' | 'review-missing' | 'review-early' | 'review-no-school' | undefined {
  if (!SchoolDate.safeParse(from).success) return 'from-missing'
  if (from <= today) return 'from-past'
  if (!mayBeSchool(calendar, from)) return 'from-no-school'
  if (reviewOn === undefined) return undefined
  if (!SchoolDate.safeParse(reviewOn).success) return 'review-missing'
  if (reviewOn <= from) return 'review-early'
  return mayBeSchool(calendar, reviewOn) ? undefined : 'review-no-school'
}
