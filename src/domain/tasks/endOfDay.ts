/**
 * "The Lead Mentor should be informed and if this continues, mentees will be expected to report to the Lead Mentor at the
 * end of the school day."
 * An order from a day until its review, which ends there by itself; its own register at the end of the day, kept as
 * arrivals of that session. It keeps a pupil after school, so the four checks are made first.
 */
import { z } from '../schema.ts'
import type { Arrived } from '../mornings/arrival.ts'
import { recentSchoolDays } from '../time/recentDays.ts'
import { isSchoolDay, nextSchoolDay, withFinish, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, minutesFromTime, SchoolDate, shortDate, TimeOfDay, timeOf, type Instant } from '../time/clock.ts'
import type { Moment } from '../mornings/marking.ts'
import { AFTER_SCHOOL_CHECKS, AfterSchoolCheck, type IssuedSanction } from '../conduct/sanction.ts'

export const EndOfDayReport = z.object({
  pupilId: z.string(),
  entered: z.number(),
  from: SchoolDate,
  /** The review date: the last day it holds unless it is continued. */
  until: SchoolDate,
  time: TimeOfDay,
  checks: z.array(AfterSchoolCheck).max(4),
})
export type EndOfDayReport = z.infer<typeof EndOfDayReport>

export const END_REASON_LIMIT = 300
const about = { pupilId: z.string(), reportId: z.string(), entered: z.number() }
export const EndOfDayDecision = z.discriminatedUnion('type', [
  /** From `from` on again, until the next review. */
  z.object({ type: z.literal('continued'), ...about, from: SchoolDate, until: SchoolDate }),
  /** `on` is the first day it holds no more; before its review it says why. */
  z.object({ type: z.literal('ended'), ...about, on: SchoolDate, reason: z.string().max(END_REASON_LIMIT).optional() }),
])
export type EndOfDayDecision = z.infer<typeof EndOfDayDecision>
type Stored<T> = { id: string; by: string; at: Instant; f: T }

export type EndOfDayState = 'to-come' | 'running' | 'review' | 'ended'
export type EndOfDayOrder = {
  id: string
  pupilId: string
  by: string
  time: TimeOfDay
  /** The stretch that holds now, or held last. */
  from: SchoolDate
  until: SchoolDate
  state: EndOfDayState
  /** Why it ended before its review, where somebody ended it. */
  endReason: string | undefined
  /** Ended, and today is its last day. */
  endsToday: boolean
  /** When it was last ordered or decided on (UTC ms). */
  decidedAt: Instant
  /** Whether the pupil reports at the end of this day. */
  holdsOn: (date: SchoolDate) => boolean
}

/** The order as its decisions have left it, seen on a day. `caseUntil`: the last day of the case it was made in; it holds no longer than that. */
export function endOfDayOrder(order: Stored<EndOfDayReport>, decisions: readonly Stored<EndOfDayDecision>[], today: SchoolDate, caseUntil?: SchoolDate): EndOfDayOrder {
  const mine = decisions.filter(({ f }) => f.reportId === order.id).sort((a, b) => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1))
  let stretches: { from: SchoolDate; until: SchoolDate }[] = [{ from: order.f.from, until: order.f.until }]
  let ended: SchoolDate | undefined
  let endReason: string | undefined
  for (const { f } of mine) {
    if (f.type === 'ended') {
      ended = f.on
      endReason = f.reason
    } else {
      stretches = [...stretches, { from: f.from, until: f.until }]
      ended = undefined
      endReason = undefined
    }
  }
  const last = stretches.at(-1) ?? order.f
  if (caseUntil !== undefined && (ended === undefined || ended > caseUntil)) {
    ended = addDays(caseUntil, 1)
    endReason = 'Mentoring has ended'
  }
  const holdsOn = (date: SchoolDate): boolean => (ended === undefined || date < ended) && stretches.some(({ from, until }) => from <= date && date <= until)
  const state = ended !== undefined && ended <= today ? 'ended' : today >= last.until && ended === undefined ? 'review' : today < last.from ? 'to-come' : 'running'
  return { id: order.id, pupilId: order.f.pupilId, by: order.by, time: order.f.time, from: last.from, until: last.until, state, endReason, endsToday: ended !== undefined && state !== 'ended', decidedAt: mine.at(-1)?.f.entered ?? order.f.entered, holdsOn }
}

/** Of several orders for one pupil the one that matters today: not ended before ended, later before earlier. */
export const currentOrder = (orders: readonly EndOfDayOrder[]): EndOfDayOrder | undefined =>
  [...orders].sort((a, b) => Number(a.state === 'ended') - Number(b.state === 'ended') || (a.from < b.from ? 1 : -1))[0]

/** Why it cannot end before its review with these words. */
export const endProblem = (reason: string): string | undefined =>
  reason.trim() === '' ? 'Say in a line why it ends before its review.' : reason.trim().length > END_REASON_LIMIT ? `Keep it to ${END_REASON_LIMIT} characters. Nothing is lost.` : undefined

/** A tap at the end of the day. It is no registration mark: `/` says present. */
export function reportedEvent(pupilId: string, date: SchoolDate, expectedAt: TimeOfDay, moment: Moment): Arrived {
  const at = timeOf(moment.now)
  return {
    type: 'arrived', pupilId, date, session: 'eod', at, expectedAt, mark: '/', minutesLate: 0,
    minutesLateToMentor: Math.max(0, minutesFromTime(at) - minutesFromTime(expectedAt)),
    entered: moment.entered, deviceTime: moment.wall, estimatedTrueTime: moment.wall + (moment.skew ?? 0), skewKnown: moment.skew !== null,
  }
}

/** The days of an order that have passed and that nobody reported on. */
export function missedReports(order: Pick<EndOfDayOrder, 'holdsOn'>, reported: (date: SchoolDate) => boolean, calendar: SchoolCalendar, moment: { today: SchoolDate; minutes: number }, closes: TimeOfDay, dayEnds: TimeOfDay, lookBack: number): SchoolDate[] {
  const isOver = moment.minutes > minutesFromTime(withFinish(calendar, moment.today, closes, dayEnds)) && isSchoolDay(calendar, moment.today)
  return [...(isOver ? [moment.today] : []), ...recentSchoolDays(calendar, moment.today, lookBack)].filter((date) => order.holdsOn(date) && !reported(date))
}

/** What a review is decided on: the days of the stretch that have passed, and what came of them. */
export type EndOfDayEvidence = { days: number; reported: number; explained: number; sanctions: number; since: SchoolDate }
/** The days of the stretch so far; today counts once the pupil has reported. */
export function daysSoFar({ from, until, holdsOn }: Pick<EndOfDayOrder, 'from' | 'until' | 'holdsOn'>, reported: (date: SchoolDate) => boolean, calendar: SchoolCalendar, today: SchoolDate): SchoolDate[] {
  const days: SchoolDate[] = []
  for (let day: SchoolDate | undefined = isSchoolDay(calendar, from) ? from : nextSchoolDay(calendar, from); day !== undefined && day <= until && day <= today; day = nextSchoolDay(calendar, day))
    if (holdsOn(day) && (day < today || reported(day))) days.push(day)
  return days
}
export function sayEvidence({ days, reported, explained, sanctions, since }: EndOfDayEvidence): string {
  const came = days === 0 ? 'No day has passed yet.' : `Reported on ${reported} of ${days === 1 ? '1 day' : `${days} days`}${explained === 0 ? '' : `, ${explained} explained`}.`
  return `${came} ${sanctions === 0 ? 'No sanction' : sanctions === 1 ? '1 sanction' : `${sanctions} sanctions`} since ${shortDate(since)}.`
}

/** Whether sanctions repeat: so many within so many school days. What was withdrawn does not count. */
export function isRepeated(history: readonly IssuedSanction[], since: SchoolDate, count: number): boolean {
  return history.filter(({ f, state }) => state !== 'withdrawn' && f.date >= since).length >= count
}

/** The first of the last so many school days, today among them. */
export function sinceSchoolDays(calendar: SchoolCalendar, today: SchoolDate, days: number): SchoolDate {
  return recentSchoolDays(calendar, today, Math.max(0, days - 1)).at(-1) ?? today
}

export type OrderDraft = { from: string; until: string; time: string; checks: AfterSchoolCheck[] }
export type OrderProblem = 'from' | 'until' | 'time' | 'checks'
export const ORDER_PROBLEM_WORDS: Record<OrderProblem, string> = {
  from: 'It begins on a school day from today on.',
  until: 'The review date is a school day on or after the first day.',
  time: 'Give the time of the report.',
  checks: 'Make the four checks first.',
}
export function problemsInOrder(draft: OrderDraft, today: SchoolDate, calendar: SchoolCalendar): OrderProblem[] {
  const isDay = (date: string): boolean => SchoolDate.safeParse(date).success && isSchoolDay(calendar, date)
  const checks: [OrderProblem, boolean][] = [
    ['from', !isDay(draft.from) || draft.from < today],
    ['until', !isDay(draft.until) || draft.until < draft.from],
    ['time', !TimeOfDay.safeParse(draft.time).success],
    ['checks', AFTER_SCHOOL_CHECKS.some((check) => !draft.checks.includes(check))],
  ]
  return checks.flatMap(([problem, stands]) => (stands ? [problem] : []))
}
