/** Readings of what was missed, what was sanctioned and who reports at the end of the day, from the open records. */
import { codedOn, type Coded } from '../../domain/mornings/absenceCode.ts'
import { arrivalOf } from '../../domain/mornings/arrival.ts'
import { minutesOf, dateOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import type { SchoolCalendar } from '../../domain/time/calendar.ts'
import { currentOrder, daysSoFar, endOfDayOrder, isRepeated, missedReports, sinceSchoolDays, type EndOfDayEvidence, type EndOfDayOrder } from '../../domain/tasks/endOfDay.ts'
import { groupBy } from '../../domain/group.ts'
import { caseOfDay, casesOf } from '../../domain/cases/mentoringCase.ts'
import { missedOne, type Missed, type MissedEvent, type MissedKey } from '../../domain/mornings/missed.ts'
import { morningOf } from '../../domain/mornings/morning.ts'
import { recentSchoolDays } from '../../domain/time/recentDays.ts'
import { issued, sanctionFor, type IssuedSanction } from '../../domain/conduct/sanction.ts'
import { toldOf, type Told } from '../../domain/conduct/safeguarding.ts'
import { missedSessions } from '../../domain/week/sessionWeek.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import { beside } from './beside.ts'
import type { Memory } from '../store/memory.ts'
import { arrivalFor, expectationFor } from './mentoring.ts'
import { sessionsFor } from './pupilSessions.ts'

type Unexplained = Extract<MissedEvent, { type: 'unexplained' }>
export type SchoolNow = { calendar: SchoolCalendar; settings: Settings }

/** What the office has put down for a pupil's morning, oldest first. */
export const officeCodesFor = (memory: Memory, pupilId: string, date: SchoolDate): Coded[] => codedOn(memory.ofPupil('absenceCode', pupilId), date)

export const missedFor = (memory: Memory, pupilId: string, { what, date, session }: MissedKey): Missed =>
  missedOne(pupilId, { what, date, ...(session === undefined ? {} : { session }) }, memory.ofPupil('missedEvent', pupilId), officeCodesFor(memory, pupilId, date))

const issuedAmong = beside((events: readonly Readonly<Row<'sanctionEvent'>>[]) => beside((sanctions: readonly Readonly<Row<'sanction'>>[]): readonly IssuedSanction[] => issued(sanctions, events)))
export const sanctionsOf = (memory: Memory, pupilId: string): readonly IssuedSanction[] => issuedAmong(memory.ofPupil('sanctionEvent', pupilId))(memory.ofPupil('sanction', pupilId))

/** The unexplained fact a sanction may cite: it is the last word on its missed time, and nothing has answered it yet. */
export function unanswered(memory: Memory, pupilId: string, factId: string): Unexplained | undefined {
  const f = memory.get('missedEvent', factId)?.f
  if (f?.type !== 'unexplained' || f.pupilId !== pupilId) return undefined
  const missed = missedFor(memory, pupilId, f)
  return missed.state !== 'unexplained' || missed.latest?.id !== factId || sanctionFor(sanctionsOf(memory, pupilId), missed) ? undefined : f
}

export function ordersOf(memory: Memory, pupilId: string, today: SchoolDate): EndOfDayOrder[] {
  const reports = memory.ofPupil('endOfDayReport', pupilId)
  if (reports.length === 0) return []
  const decisions = memory.ofPupil('endOfDayDecision', pupilId)
  const cases = casesOf(memory.ofPupil('mentorship', pupilId).map(({ f }) => f))
  return reports.map((order) => endOfDayOrder(order, decisions, today, cases[caseOfDay(cases, dateOf(order.f.entered))]?.until))
}
export const orderOf = (memory: Memory, pupilId: string, today: SchoolDate): EndOfDayOrder | undefined => currentOrder(ordersOf(memory, pupilId, today))

/** What a pupil missed today and in the last school days, newest first, whatever has become of it. */
export function missedOf(memory: Memory, { calendar, settings }: SchoolNow, pupilId: string, now: Instant): Missed[] {
  const moment = { today: dateOf(now), minutes: minutesOf(now) }
  const days = [moment.today, ...recentSchoolDays(calendar, moment.today, settings.missedBackDays)]
  // Sorted into days once: a list asks this for many pupils.
  const taps = groupBy(memory.ofPupil('arrivalEvent', pupilId).filter(({ f }) => f.session === 'am' && f.date >= (days.at(-1) ?? moment.today)), ({ f }) => f.date)
  const mornings = days.filter((date) => arrivalOf(taps.get(date) ?? []) === undefined && morningOf(date, undefined, expectationFor(memory, pupilId, date), calendar, settings, moment).kind === 'not-arrived')
  const reports = ordersOf(memory, pupilId, moment.today).flatMap((order) =>
    missedReports(order, (date) => arrivalFor(memory, pupilId, date, 'eod') !== undefined, calendar, moment, settings.endOfDayCloses, settings.dayEnds, settings.missedBackDays))
  // Somebody was there and saw that the pupil was not: nothing is concluded from a session without a mark.
  const sessions = missedSessions(sessionsFor(memory, calendar, pupilId, days.at(-1) ?? moment.today, moment.today))
  return [
    ...mornings.map((date): MissedKey => ({ what: 'arrival', date })),
    ...sessions.map(({ id, date }): MissedKey => ({ what: 'session', date, session: id })),
    ...[...new Set(reports)].map((date): MissedKey => ({ what: 'end-of-day', date })),
  ]
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
    .map((key) => missedFor(memory, pupilId, key))
}

/** What there is to see when an order is reviewed. */
export function evidenceOf(memory: Memory, calendar: SchoolCalendar, order: EndOfDayOrder, today: SchoolDate): EndOfDayEvidence {
  const { pupilId, from: since } = order
  const reported = (date: SchoolDate): boolean => arrivalFor(memory, pupilId, date, 'eod') !== undefined
  const days = daysSoFar(order, reported, calendar, today)
  const missed = days.filter((date) => !reported(date))
  const explained = missed.filter((date) => missedFor(memory, pupilId, { what: 'end-of-day', date }).state === 'explained').length
  return { days: days.length, reported: days.length - missed.length, explained, sanctions: sanctionsOf(memory, pupilId).filter(({ f, state }) => state !== 'withdrawn' && f.date >= since).length, since }
}

/** "…and if this continues." */
export function isRepeating(memory: Memory, { calendar, settings }: SchoolNow, pupilId: string, today: SchoolDate): boolean {
  return isRepeated(sanctionsOf(memory, pupilId), sinceSchoolDays(calendar, today, settings.repeatDays), settings.repeatCount)
}

export const toldFor = (memory: Memory, pupilId: string): Told => toldOf(memory.ofPupil('safeguarding', pupilId).map((row) => row.f))
