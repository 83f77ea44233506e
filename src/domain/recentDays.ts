/** The days a mark may still be put down for afterwards: the last school days, newest first, today not among them. */
import { previousSchoolDay, type SchoolCalendar } from './calendar.ts'
import type { SchoolDate } from './clock.ts'

export function recentSchoolDays(calendar: SchoolCalendar, today: SchoolDate, count: number): SchoolDate[] {
  const days: SchoolDate[] = []
  for (let day = previousSchoolDay(calendar, today); day !== undefined && days.length < count; day = previousSchoolDay(calendar, day)) days.push(day)
  return days
}
