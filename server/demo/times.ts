/** The demo school's bells, and small questions about days. */
import { addDays, instantAt, timeFromMinutes, weekBeginning, weekdayOf, type Instant, type SchoolDate } from '../../src/domain/time/clock.ts'
import { isSchoolDay, schoolDaysOfWeek, type SchoolCalendar } from '../../src/domain/time/calendar.ts'
import type { Chance } from './seeded.ts'

/** When each period begins and ends, minutes since midnight. Lunch ends at 13.20. */
export const PERIODS = [
  { name: 'P1', from: 545, to: 605 },
  { name: 'P2', from: 605, to: 665 },
  { name: 'P3', from: 685, to: 745 },
  { name: 'P4', from: 800, to: 855 },
  { name: 'P5', from: 855, to: 910 },
] as const

/** A moment of a day, to the second. */
export const moment = (date: SchoolDate, minutes: number, seconds = 0): Instant => instantAt(date, timeFromMinutes(minutes)) + seconds * 1000

export const momentBetween = (chance: Chance, date: SchoolDate, from: number, to: number): Instant => moment(date, chance.int(from, to), chance.int(0, 59))

/** The Friday before the week of a date. */
export const previousFriday = (date: SchoolDate): SchoolDate => addDays(weekBeginning(date), -3)

export function schoolDaysBetween(calendar: SchoolCalendar, from: SchoolDate, before: SchoolDate): SchoolDate[] {
  const days: SchoolDate[] = []
  for (let day = from; day < before; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) days.push(day)
  return days
}

export const lastSchoolDayOfWeek = (calendar: SchoolCalendar, week: SchoolDate): SchoolDate => schoolDaysOfWeek(calendar, week).at(-1) ?? addDays(week, 4)

const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
/** The next weekday, on a Friday Monday. */
export const nextWeekdayWord = (date: SchoolDate): string => NAMES[weekdayOf(date) % 5] ?? 'Monday'
