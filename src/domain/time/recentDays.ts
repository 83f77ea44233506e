/** The days a mark may still be put down for afterwards: the last school days, newest first, today not among them. */
import { previousSchoolDay, type SchoolCalendar } from './calendar.ts'
import type { SchoolDate } from './clock.ts'

export function recentSchoolDays(calendar: SchoolCalendar, today: SchoolDate, count: number): readonly SchoolDate[] {
  const lists = known.get(calendar) ?? new Map<string, readonly SchoolDate[]>()
  known.set(calendar, lists)
  const held = lists.get(`${today} ${count}`)
  if (held) return held
  const days: SchoolDate[] = []
  for (let day = previousSchoolDay(calendar, today); day !== undefined && days.length < count; day = previousSchoolDay(calendar, day)) days.push(day)
  lists.set(`${today} ${count}`, days)
  return days
}

/** The same for every pupil of a list, and asked again for each. */
const known = new WeakMap<SchoolCalendar, Map<string, readonly SchoolDate[]>>()
