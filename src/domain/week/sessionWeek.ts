/**
 * "…times and venues where they are expected to attend that week": the sessions of a pupil on the days of a week, each
 * as its changes and its attendance have left it. A day without school has none.
 */
import { isSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, daysBetween, spokenTime, weekdayName, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import { SESSION_OUTCOME_WORDS, sessionTitle, type Session, type SessionAttendance, type SessionChange, type SessionFacts, type SessionKind, type SessionOutcome, type Stored } from './session.ts'

export type PlannedSession = {
  /** The session and the day of its plan: what a mark and a missed time cite. */
  id: string
  sessionId: string
  pupilId: string
  on: SchoolDate
  /** The day it takes place: another than `on` where it was moved. */
  date: SchoolDate
  starts: TimeOfDay
  ends: TimeOfDay
  kind: SessionKind
  subject: string
  venue: string
  leads: string
  weekly: boolean
  state: 'planned' | 'moved' | 'cancelled'
  /** Why it was cancelled beforehand; empty where nobody said. */
  reason: string
  /** The mark that stands, and whose it is. */
  mark: Stored<SessionAttendance> | undefined
}

export const sessionDayId = (sessionId: string, on: SchoolDate): string => `${sessionId}.${on}`

/** A pupil's sessions of a week (its Monday), by day and time; cancelled ones are among them and say so. */
export const sessionsOf = (weekStart: SchoolDate, pupilId: string, facts: SessionFacts, calendar: SchoolCalendar): PlannedSession[] =>
  sessionsBetween(weekStart, addDays(weekStart, 6), pupilId, facts, calendar)

/** The same from one day to another, both included. */
export function sessionsBetween(from: SchoolDate, until: SchoolDate, pupilId: string, { sessions, changes, attendance }: SessionFacts, calendar: SchoolCalendar): PlannedSession[] {
  const isAsked = ({ f }: { f: { pupilId: string } }): boolean => f.pupilId === pupilId
  const moved = changes.filter(isAsked)
  const movedInto = moved.flatMap(({ f }) => (f.type === 'moved' && f.date >= from && f.date <= until ? [{ sessionId: f.sessionId, on: f.on }] : []))

  const found = new Map<string, PlannedSession>()
  for (const { id: sessionId, f } of sessions) {
    if (f.pupilId !== pupilId) continue
    const days = [...plannedDays(f, from, until), ...movedInto.flatMap((one) => (one.sessionId === sessionId && isPlannedOn(f, one.on) ? [one.on] : []))]
    for (const on of days) {
      const one = onDay(sessionId, f, on, lastSaid(moved, sessionId, on)?.f, lastSaid(attendance, sessionId, on))
      if (one.date >= from && one.date <= until && isSchoolDay(calendar, one.date)) found.set(one.id, one)
    }
  }
  return [...found.values()].sort(byTime)
}

/** The last word on one day of a session. A board asks for hundreds of pupils, so nothing is sorted into maps for one day. */
function lastSaid<T extends { sessionId: string; on: SchoolDate; entered: number }>(facts: readonly Stored<T>[], sessionId: string, on: SchoolDate): Stored<T> | undefined {
  let last: Stored<T> | undefined
  for (const fact of facts) {
    if (fact.f.on !== on || fact.f.sessionId !== sessionId) continue
    if (!last || fact.f.entered > last.f.entered || (fact.f.entered === last.f.entered && fact.id > last.id)) last = fact
  }
  return last
}

const byTime = (a: PlannedSession, b: PlannedSession): number => compare(a.date, b.date) || compare(a.starts, b.starts) || compare(a.id, b.id)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function onDay(sessionId: string, plan: Session, on: SchoolDate, change: SessionChange | undefined, mark: Stored<SessionAttendance> | undefined): PlannedSession {
  const { pupilId, kind, subject, weekly } = plan
  const moved = change?.type === 'moved' ? change : undefined
  const { starts, ends, venue, leads } = moved ?? plan
  return {
    id: sessionDayId(sessionId, on), sessionId, pupilId, on, date: moved?.date ?? on, starts, ends, kind, subject, venue, leads, weekly, mark,
    state: change?.type === 'cancelled' ? 'cancelled' : moved ? 'moved' : 'planned', reason: change?.type === 'cancelled' ? change.reason : '',
  }
}

export const isPlannedOn = ({ from, until, weekly }: Pick<Session, 'from' | 'until' | 'weekly'>, date: SchoolDate): boolean =>
  date === from || (weekly && date > from && date <= until && daysBetween(from, date) % 7 === 0)

/** The days of the plan within a stretch, school days or not. */
export function plannedDays(plan: Pick<Session, 'from' | 'until' | 'weekly'>, from: SchoolDate, until: SchoolDate): SchoolDate[] {
  if (!plan.weekly) return plan.from >= from && plan.from <= until ? [plan.from] : []
  const last = plan.until < until ? plan.until : until
  const days: SchoolDate[] = []
  const behind = daysBetween(plan.from, from)
  for (let day = addDays(plan.from, 7 * Math.max(0, Math.ceil(behind / 7))); day <= last; day = addDays(day, 7)) days.push(day)
  return days
}

/** It takes place, as far as anyone knows. */
export const isHeld = ({ state, mark }: Pick<PlannedSession, 'state' | 'mark'>): boolean => state !== 'cancelled' && mark?.f.outcome !== 'cancelled'

/** Which the pupil was expected at and did not come to; whoever cancelled it, it is not the pupil's doing. */
export const missedSessions = (sessions: readonly PlannedSession[]): PlannedSession[] => sessions.filter((one) => one.state !== 'cancelled' && one.mark?.f.outcome === 'did-not-come')

/** "Thu 13.10 to 13.40, Library" */
export const whenAndWhere = ({ date, starts, ends, venue }: Pick<PlannedSession, 'date' | 'starts' | 'ends' | 'venue'>): string => `${weekdayName(date).slice(0, 3)} ${spokenTime(starts)} to ${spokenTime(ends)}, ${venue}`
/** "Catch-up, Maths: Thu 13.10 to 13.40, Library, with Ms Okafor" */
export const saySession = (one: Pick<PlannedSession, 'kind' | 'subject' | 'date' | 'starts' | 'ends' | 'venue' | 'leads'>): string =>
  `${sessionTitle(one)}: ${whenAndWhere(one)}${one.leads.trim() ? `, with ${one.leads.trim()}` : ''}`

/** "Came", "Cancelled: trip"; empty while nothing is known. */
export const sessionResult = ({ state, reason, mark }: Pick<PlannedSession, 'state' | 'reason' | 'mark'>): string =>
  state === 'cancelled' ? (reason ? `Cancelled: ${reason}` : 'Cancelled') : mark ? SESSION_OUTCOME_WORDS[mark.f.outcome] : ''

export type SessionCount = { held: number; came: number }
/** Sessions that took place with a mark on them, and how many of them the pupil came to. */
export function attendedOf(sessions: readonly PlannedSession[]): SessionCount {
  const outcomes = sessions.filter(isHeld).flatMap(({ mark }): SessionOutcome[] => (mark ? [mark.f.outcome] : []))
  return { held: outcomes.length, came: outcomes.filter((one) => one !== 'did-not-come').length }
}
