/**
 * "…report to their Mentor in the student reception at 8.45 each morning".
 * When the tablet stands at reception: then, left alone, it keeps the first-name list and its buttons, and locks the rest.
 * From the start of the morning until a while after the register closes, on days when pupils come.
 */
import { dayKind, type SchoolCalendar } from '../time/calendar.ts'
import { dateOf, minutesFromTime, minutesOf, type Instant } from '../time/clock.ts'
import type { Settings } from '../setting.ts'

export type ReceptionTimes = Pick<Settings, 'morningFrom' | 'registerClose' | 'deskStaysMinutes'>

export function receptionIsOpen(now: Instant, times: ReceptionTimes, calendar: SchoolCalendar): boolean {
  const minutes = minutesOf(now)
  if (minutes < minutesFromTime(times.morningFrom)) return false
  if (minutes >= minutesFromTime(times.registerClose) + times.deskStaysMinutes) return false
  // An INSET or a closure still has whoever turns up; nobody stands at reception at a weekend or in the holidays.
  const { kind } = dayKind(calendar, dateOf(now))
  return kind === 'school' || kind === 'inset' || kind === 'closure'
}

/** While the queue is there: no update reloads the app, and the screen stays awake. */
export const isMorning = (now: Instant, times: Pick<Settings, 'morningFrom' | 'morningTo'>): boolean =>
  minutesOf(now) >= minutesFromTime(times.morningFrom) && minutesOf(now) < minutesFromTime(times.morningTo)
