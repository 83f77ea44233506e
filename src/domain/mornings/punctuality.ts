/**
 * "If pupil punctuality is of concern": how a pupil's mornings went over the last ten school days, each judged against
 * the time then expected. A prompt stands beside the figures; it never decides.
 */
import type { Arrival } from './arrival.ts'
import { isSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, minutesFromTime, weekdayOf, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import { isExpected, type Expectation } from '../cases/mentorship.ts'
import { recentSchoolDays } from '../time/recentDays.ts'
import type { ReportingDecision } from '../week/reporting.ts'
import type { Settings } from '../setting.ts'

export const ROLLING_DAYS = 10

export type PunctualMorning = { date: SchoolDate; expectedAt: TimeOfDay; arrivedAt: TimeOfDay | undefined; minutes: number }
export type WeekdayPattern = { weekday: number; mornings: number; late: number; average: number }
export type Punctuality = {
  /** The mornings on which the pupil was expected, oldest first. */
  mornings: PunctualMorning[]
  came: number
  late: number
  notArrived: number
  /** Whole minutes late to the mentor over the mornings the pupil came; undefined when there is none. */
  average: number | undefined
  weekdays: WeekdayPattern[]
}
/** What is known of one pupil's days; on a planned absence nobody is expected. */
export type MorningSource = {
  expectationOf: (date: SchoolDate) => Expectation | undefined
  arrivalOf: (date: SchoolDate) => Arrival | undefined
}

/** The last ten school days, oldest first; today counts once it can be judged. */
export function rollingDays(calendar: SchoolCalendar, today: SchoolDate, isTodayJudged: boolean): SchoolDate[] {
  const before = recentSchoolDays(calendar, today, ROLLING_DAYS).toReversed()
  return isTodayJudged && isSchoolDay(calendar, today) ? [...before, today].slice(-ROLLING_DAYS) : before
}

/** The school days of a stretch, both ends counted. */
export function schoolDaysFrom(calendar: SchoolCalendar, from: SchoolDate, to: SchoolDate): SchoolDate[] {
  const days: SchoolDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (isSchoolDay(calendar, day)) days.push(day)
  return days
}

export function punctualityOver(days: readonly SchoolDate[], { expectationOf, arrivalOf }: MorningSource): Punctuality {
  const mornings = days.flatMap((date): PunctualMorning[] => {
    const expectation = expectationOf(date)
    if (!expectation || !isExpected(expectation, date)) return []
    const arrivedAt = arrivalOf(date)?.at
    const minutes = arrivedAt === undefined ? 0 : Math.max(0, minutesFromTime(arrivedAt) - minutesFromTime(expectation.time))
    return [{ date, expectedAt: expectation.time, arrivedAt, minutes }]
  })
  const came = mornings.filter(({ arrivedAt }) => arrivedAt !== undefined)
  return {
    mornings, came: came.length, late: lateOf(came), notArrived: mornings.length - came.length, average: averageOf(came),
    weekdays: [1, 2, 3, 4, 5].flatMap((weekday) => {
      const those = came.filter(({ date }) => weekdayOf(date) === weekday)
      return those.length === 0 ? [] : [{ weekday, mornings: those.length, late: lateOf(those), average: averageOf(those) ?? 0 }]
    }),
  }
}
const lateOf = (mornings: readonly PunctualMorning[]): number => mornings.filter(({ minutes }) => minutes > 0).length
const averageOf = (mornings: readonly PunctualMorning[]): number | undefined =>
  mornings.length === 0 ? undefined : Math.round(mornings.reduce((sum, { minutes }) => sum + minutes, 0) / mornings.length)

type Threshold = Pick<Settings, 'concernLateMornings' | 'concernAverageMinutes'>

/** One late morning is no pattern, however late it was. */
export const isOfConcern = ({ late, average }: Punctuality, { concernLateMornings, concernAverageMinutes }: Threshold): boolean =>
  late >= concernLateMornings || (late > 1 && (average ?? 0) >= concernAverageMinutes)

/** "Late on 4 of 9 mornings, 6 minutes on average." */
export function sayPunctuality({ came, late, average }: Punctuality): string {
  if (came === 0) return 'No arrival in the last ten school days.'
  if (late === 0) return `On time on ${came === 1 ? 'the one morning' : `all ${came} mornings`}.`
  return `Late on ${late} of ${came} ${came === 1 ? 'morning' : 'mornings'}, ${average ?? 0} ${average === 1 ? 'minute' : 'minutes'} on average.`
}

/** Whether somebody looked at it within the ten days and decided to leave it. */
export const isLeftForNow = (decisions: readonly ReportingDecision[], days: readonly SchoolDate[]): boolean =>
  decisions.some(({ kind, from }) => kind === 'not-now' && from >= (days[0] ?? ''))
