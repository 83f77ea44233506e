/**
 * The demo school has a clock of its own: opened at any hour, it begins at 8.28 on a school morning and runs from there,
 * and the moments worth seeing are one press away. Pure: the real time and the calendar are arguments.
 */
import { dayKind, isSchoolDay, nextSchoolDay, recordsDue, schoolDaysOfWeek, type SchoolCalendar } from '../time/calendar.ts'
import {
  addDays, dateOf, instantAt, minutesFromTime, shortDate, spokenTime, timeFromMinutes, weekBeginning, weekdayOf, type Instant, type SchoolDate, type TimeOfDay,
} from '../time/clock.ts'
import type { Settings } from '../setting.ts'

const BEGINS: TimeOfDay = '08:28'

/** What to add to the real time so that it is 8.28 on `day`. */
export const demoOffset = ({ realNow, day }: { realNow: Instant; day: SchoolDate }): number => instantAt(day, BEGINS) - realNow

export type RehearsalMoment = { label: string; at: Instant }
type Times = Pick<Settings, 'registerStart' | 'registerClose' | 'lunchEnds' | 'dayEnds'>

/** The moments of the Rehearsal panel, from the demo's own present: this school day, or the next where today is none. */
export function rehearsalMoments(calendar: SchoolCalendar, settings: Times, now: Instant): RehearsalMoment[] {
  const today = dateOf(now)
  const day = isSchoolDay(calendar, today) ? today : (nextSchoolDay(calendar, today) ?? today)
  const named = (date: SchoolDate): string => (date === today ? 'this morning' : shortDate(date))
  const at = (time: TimeOfDay, words: string, date = day): RehearsalMoment => ({ label: `${spokenTime(time)} ${words}`, at: instantAt(date, time) })
  const reviewDay = schoolDaysOfWeek(calendar, weekBeginning(day)).at(-1) ?? day
  const inset = dayOfKind(calendar, today, 'inset')
  const saturday = addDays(today, (6 - weekdayOf(today) + 7) % 7)
  return [
    at(BEGINS, named(day)),
    at(minus(settings.registerStart, 1), 'the queue at reception'),
    at(minus(settings.registerClose, -1), 'the register has closed'),
    at(minus(settings.dayEnds, 5), 'the end of the day'),
    at('14:30', `${shortDate(reviewDay)}, weekly review`, reviewDay),
    ...deadlineMoment(calendar, settings, day),
    ...(inset === undefined ? [] : [at(BEGINS, `${shortDate(inset)}, INSET day`, inset)]),
    at(BEGINS, `${shortDate(saturday)}, a Saturday`, saturday),
  ]
}

/** Fifty minutes before the records of this week are due: 12.30 on Monday, where lunch ends at 13.20. */
function deadlineMoment(calendar: SchoolCalendar, settings: Times, day: SchoolDate): RehearsalMoment[] {
  const due = recordsDue(calendar, weekBeginning(day), settings.lunchEnds)
  if (due === undefined) return []
  const before = minus(settings.lunchEnds, 50)
  return [{ label: `${spokenTime(before)} ${shortDate(dateOf(due))}, records are due at ${spokenTime(settings.lunchEnds)}`, at: instantAt(dateOf(due), before) }]
}

const minus = (time: TimeOfDay, minutes: number): TimeOfDay => timeFromMinutes(minutesFromTime(time) - minutes)

/** The next day of a kind within a year, or else the last one before. */
function dayOfKind(calendar: SchoolCalendar, from: SchoolDate, kind: 'inset'): SchoolDate | undefined {
  const days = [...calendar.exceptions.keys()].filter((date) => dayKind(calendar, date).kind === kind).sort()
  return days.find((date) => date >= from) ?? days.at(-1)
}
