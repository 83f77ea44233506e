/**
 * "Mentors should complete their electronic records by the end of Monday lunch for the previous week."
 * Which week a mentor is reviewing, which weeks stand beside it, and by when it must be done, in words.
 */
import { isSchoolDay, nextSchoolDay, previousWeek, recordsDue, schoolDaysOfWeek, type SchoolCalendar } from '../time/calendar.ts'
import {
  addDays, dateOf, longDate, mediumDate, SchoolDate, spokenTime, timeOf, weekBeginning, weekdayName, weekdayOf, type Instant, type TimeOfDay,
} from '../time/clock.ts'

const THURSDAY = 4

/** This week from Thursday on; before that the last week with a school day, whose records are due. */
export function weekToReview(calendar: SchoolCalendar, today: SchoolDate): SchoolDate {
  const thisWeek = weekBeginning(today)
  const begun = schoolDaysOfWeek(calendar, thisWeek).some((day) => day <= today)
  if (begun && weekdayOf(today) >= THURSDAY) return thisWeek
  return previousWeek(calendar, today) ?? thisWeek
}

/** The Monday of the next week with a school day: after the week before half-term, the week that follows it. */
export function nextWeek(calendar: SchoolCalendar, weekStart: SchoolDate): SchoolDate | undefined {
  const first = nextSchoolDay(calendar, addDays(weekStart, 6))
  return first === undefined ? undefined : weekBeginning(first)
}

/** The Monday of a day somebody asked for, or undefined where it is no day. */
export const weekAsked = (asked: string | undefined): SchoolDate | undefined => {
  const parsed = SchoolDate.safeParse(asked)
  return parsed.success ? weekBeginning(parsed.data) : undefined
}

export const weekLabel = (weekStart: SchoolDate): string => `Week beginning ${longDate(weekStart)}`

export const lastSchoolDayOf = (calendar: SchoolCalendar, weekStart: SchoolDate): SchoolDate =>
  schoolDaysOfWeek(calendar, weekStart).at(-1) ?? addDays(weekStart, 4)

export type Due = { at: Instant | undefined; overdue: boolean; text: string }

/** The deadline of a week's records as a sentence. `unsigned`: the reviews that still need signing. */
export function reviewsDue(calendar: SchoolCalendar, weekStart: SchoolDate, lunchEnds: TimeOfDay | ((day: SchoolDate) => TimeOfDay), now: Instant, unsigned: number): Due {
  const at = recordsDue(calendar, weekStart, lunchEnds)
  if (at === undefined) return { at, overdue: false, text: 'No school day in this week: no review is due.' }
  const day = dateOf(at)
  const monday = addDays(weekStart, 7)
  const moved = day === monday || isSchoolDay(calendar, monday) ? '' : ', the first school day after the week'
  const when = `by the end of ${weekdayName(day)} lunch, ${spokenTime(timeOf(at))} on ${weekdayName(day)} ${mediumDate(day).replace(/ \d{4}$/, '')}${moved}`
  if (now <= at) return { at, overdue: false, text: `Due ${when}.` }
  if (unsigned === 0) return { at, overdue: false, text: `Was due ${when}. Every review is signed.` }
  return { at, overdue: true, text: `Overdue: was due ${when}. ${unsigned === 1 ? '1 review is' : `${unsigned} reviews are`} not signed.` }
}
