/** Days of the week as people say them. */
import { addDays, weekdayName, type SchoolDate } from '../../domain/clock.ts'

/** Any Monday: only its weekday names are used. */
const MONDAY: SchoolDate = '2026-01-05'
export const weekdayWord = (weekday: number): string => weekdayName(addDays(MONDAY, weekday - 1))
export const WEEKDAYS = [1, 2, 3, 4, 5] as const

/** "every school day", "on Mondays, Wednesdays and Fridays", "on no day". */
export function daysWords(weekdays: readonly number[]): string {
  if (weekdays.length === 0) return 'on no day'
  if (weekdays.length === 5) return 'every school day'
  const names = [...weekdays].sort((a, b) => a - b).map((day) => `${weekdayWord(day)}s`)
  return `on ${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`
}
