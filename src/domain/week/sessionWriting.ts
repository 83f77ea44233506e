/**
 * Planning a session: what the form still needs, in the order of the form; on which days of a repeat there is no school;
 * and what "copy last week" would add.
 */
import { dayKind, isSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, SchoolDate, shortDate, spokenTime, TimeOfDay } from '../time/clock.ts'
import { SESSION_LIMITS, type Session, type SessionKind } from './session.ts'
import { isHeld, plannedDays, type PlannedSession } from './sessionWeek.ts'

/** How far ahead a repeat may be planned. */
export const LONGEST_REPEAT_DAYS = 365
export type SessionDraft = Omit<Session, 'kind' | 'override'> & { kind: SessionKind | '' }
export type SessionProblem = 'kind' | 'subject' | 'date' | 'until' | 'starts' | 'ends' | 'venue' | 'leads'

export const SESSION_PROBLEM_WORDS: Record<SessionProblem, string> = {
  kind: 'Choose what sort of session it is.',
  subject: `Keep it to ${SESSION_LIMITS.subject} characters.`,
  date: 'Choose a day with school on it.',
  until: 'Choose the last day, on or after the first and within a year.',
  starts: 'Give the time it begins.',
  ends: 'Give an end after the beginning.',
  venue: `Say where, in up to ${SESSION_LIMITS.venue} characters.`,
  leads: `Keep it to ${SESSION_LIMITS.leads} characters.`,
}

export function problemsInSession(draft: SessionDraft, calendar: SchoolCalendar): SessionProblem[] {
  const isDate = (text: string): boolean => SchoolDate.safeParse(text).success
  const hasTimes = TimeOfDay.safeParse(draft.starts).success
  const fits = (text: string, most: number): boolean => text.trim().length <= most
  const checks: [SessionProblem, boolean][] = [
    ['kind', draft.kind !== ''],
    ['subject', fits(draft.subject, SESSION_LIMITS.subject)],
    ['date', isDate(draft.from) && isSchoolDay(calendar, draft.from)],
    ['until', !draft.weekly || (isDate(draft.until) && isDate(draft.from) && draft.until >= draft.from && draft.until <= addDays(draft.from, LONGEST_REPEAT_DAYS))],
    ['starts', hasTimes],
    ['ends', TimeOfDay.safeParse(draft.ends).success && (!hasTimes || draft.ends > draft.starts)],
    ['venue', draft.venue.trim() !== '' && fits(draft.venue, SESSION_LIMITS.venue)],
    ['leads', fits(draft.leads, SESSION_LIMITS.leads)],
  ]
  return checks.flatMap(([problem, isFine]) => (isFine ? [] : [problem]))
}

/** "Friday 27 November is an INSET day" in words of the calendar; undefined on a school day. */
export function noSchoolWords(calendar: SchoolCalendar, date: string): string | undefined {
  if (!SchoolDate.safeParse(date).success) return undefined
  const day = dayKind(calendar, date)
  return day.kind === 'school' ? undefined : `No school on ${shortDate(date)}: ${day.name}.`
}

/** The days of a repeat: those with school, and those it leaves out by itself. */
export function daysOfRepeat(plan: Pick<Session, 'from' | 'until' | 'weekly'>, calendar: SchoolCalendar): { held: SchoolDate[]; left: SchoolDate[] } {
  const days = plannedDays(plan, plan.from, plan.weekly ? plan.until : plan.from)
  return { held: days.filter((day) => isSchoolDay(calendar, day)), left: days.filter((day) => !isSchoolDay(calendar, day)) }
}

export type Copied = Omit<Session, 'override'>
/**
 * Last week's single sessions again on the same weekday; what repeats is there already, and so is what was copied before.
 * `left`: those whose day has no school.
 */
export function copiesOfWeek(last: readonly PlannedSession[], there: readonly PlannedSession[], calendar: SchoolCalendar, days = 7): { copies: Copied[]; left: PlannedSession[] } {
  const again = last.filter((one) => !one.weekly && isHeld(one)).map((one) => ({ one, date: addDays(one.date, days) }))
  const isNew = ({ one, date }: (typeof again)[number]): boolean => !there.some((other) => other.pupilId === one.pupilId && other.date === date && other.starts === one.starts && other.kind === one.kind && other.subject === one.subject)
  return {
    copies: again.filter((copy) => isNew(copy) && isSchoolDay(calendar, copy.date)).map(({ one: { pupilId, kind, subject, starts, ends, venue, leads }, date }) => ({ pupilId, kind, subject, from: date, until: date, weekly: false, starts, ends, venue, leads })),
    left: again.filter(({ date }) => !isSchoolDay(calendar, date)).map(({ one }) => one),
  }
}

/** What was planned of late, that used most first: its venues, or its times. */
function usedMost<T extends Pick<Session, 'until'>>(sessions: Iterable<T>, since: SchoolDate, most: number, wordOf: (one: T) => string): string[] {
  const counts = new Map<string, number>()
  for (const one of sessions) if (one.until >= since) counts.set(wordOf(one), (counts.get(wordOf(one)) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most).map(([word]) => word)
}
export const recentVenues = (sessions: Iterable<Pick<Session, 'venue' | 'until'>>, since: SchoolDate, most = 8): string[] => usedMost(sessions, since, most, ({ venue }) => venue.trim())

export type UsedTime = Pick<Session, 'starts' | 'ends'> & { words: string }
export const recentTimes = (sessions: Iterable<Pick<Session, 'starts' | 'ends' | 'until'>>, since: SchoolDate, most = 5): UsedTime[] =>
  usedMost(sessions, since, most, ({ starts, ends }) => `${starts} ${ends}`).map((word) => {
    const [starts = '', ends = ''] = word.split(' ')
    return { starts, ends, words: `${spokenTime(starts)} to ${spokenTime(ends)}` }
  })
