/**
 * "Mentees should report to their Mentor in the student reception at 8.45 each morning": how one morning of one pupil
 * reads at a glance, in a sign and a word. A day the pupil is not expected is not a missed one, and a morning that has
 * not ended yet is not missed either.
 */
import type { Arrival } from './arrival.ts'
import { isSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, minutesFromTime, weekdayName, type SchoolDate } from '../time/clock.ts'
import { isExpected, type Expectation } from '../cases/mentorship.ts'
import type { Settings } from '../setting.ts'

export type MorningKind = 'on-time' | 'late-to-mentor' | 'late' | 'after-close' | 'not-arrived' | 'to-come' | 'not-expected' | 'no-school'
export type Morning = {
  date: SchoolDate
  kind: MorningKind
  /** One word or number for a small cell: "on time", "7 min". */
  word: string
  /** The whole, for a screen reader: "Tuesday: late, 7 min". */
  sentence: string
}
export type Moment = { today: SchoolDate; minutes: number }

const WORDS: Record<MorningKind, [word: string, said: string]> = {
  'on-time': ['on time', 'on time'],
  'late-to-mentor': ['', 'late to mentor'],
  late: ['', 'late for the register'],
  'after-close': ['U', 'arrived after the register closed'],
  'not-arrived': ['none', 'no arrival'],
  'to-come': ['to come', 'still to come'],
  'not-expected': ['–', 'not expected'],
  'no-school': ['closed', 'no school'],
}

export function morningOf(date: SchoolDate, arrival: Arrival | undefined, expectation: Expectation | undefined, calendar: SchoolCalendar, settings: Pick<Settings, 'registerClose'>, moment: Moment): Morning {
  const kind = kindOf(date, arrival, expectation, calendar, settings, moment)
  const [word, said] = WORDS[kind]
  const minutes = kind === 'late' ? arrival?.minutesLate : kind === 'late-to-mentor' ? arrival?.minutesLateToMentor : undefined
  return minutes === undefined
    ? { date, kind, word, sentence: `${weekdayName(date)}: ${said}` }
    : { date, kind, word: `${minutes} min`, sentence: `${weekdayName(date)}: ${said}, ${minutes} min` }
}

function kindOf(date: SchoolDate, arrival: Arrival | undefined, expectation: Expectation | undefined, calendar: SchoolCalendar, settings: Pick<Settings, 'registerClose'>, { today, minutes }: Moment): MorningKind {
  if (arrival) {
    if (arrival.mark === 'U') return 'after-close'
    if (arrival.mark === 'L') return 'late'
    return arrival.minutesLateToMentor > 0 ? 'late-to-mentor' : 'on-time'
  }
  if (!isSchoolDay(calendar, date)) return 'no-school'
  if (!isExpected(expectation, date)) return 'not-expected'
  return date < today || (date === today && minutes > minutesFromTime(settings.registerClose)) ? 'not-arrived' : 'to-come'
}

/** Monday to Friday of a week, school days or not. */
export const weekdaysOf = (weekStart: SchoolDate): SchoolDate[] => [0, 1, 2, 3, 4].map((offset) => addDays(weekStart, offset))
