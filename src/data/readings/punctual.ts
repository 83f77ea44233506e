/** One pupil's punctuality as the open records have it. */
import type { Arrival } from '../../domain/mornings/arrival.ts'
import { isSchoolDay, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { dateOf, minutesFromTime, minutesOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { isLeftForNow, isOfConcern, punctualityOver, rollingDays, schoolDaysFrom, type MorningSource, type Punctuality } from '../../domain/mornings/punctuality.ts'
import { earlyStart, type EarlyStart } from '../../domain/week/reporting.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import { beside } from './beside.ts'
import type { Memory } from '../store/memory.ts'
import { arrivalsAmong, expectationFor } from './mentoring.ts'

type School = { calendar: SchoolCalendar; settings: Settings }
export type PunctualityReading = {
  rolling: Punctuality
  early: EarlyStart
  /** The figures ask for a person's look, and nobody has looked yet. */
  asks: 'review' | 'concern' | undefined
}

/** A list of pupils asks it of each of them several times. */
const arrivalsByDay = beside((events: readonly Readonly<Row<'arrivalEvent'>>[]): ReadonlyMap<SchoolDate, Arrival> => new Map(arrivalsAmong(events).filter(({ session }) => session === 'am').map((one) => [one.date, one])))

export function morningsOf(memory: Memory, pupilId: string): MorningSource {
  const arrivals = arrivalsByDay(memory.ofPupil('arrivalEvent', pupilId))
  return { expectationOf: (date) => expectationFor(memory, pupilId, date), arrivalOf: (date) => arrivals.get(date) }
}

export function readPunctuality(memory: Memory, pupilId: string, { calendar, settings }: School, now: Instant): PunctualityReading {
  const today = dateOf(now)
  const source = morningsOf(memory, pupilId)
  const days = rollingDays(calendar, today, isJudged(source, today, settings, now))
  const rolling = punctualityOver(days, source)
  const decisions = memory.ofPupil('reportingDecision', pupilId).map((row) => row.f)
  const early = earlyStart(memory.ofPupil('expectation', pupilId).map((row) => row.f), decisions, today, settings)
  const isConcern = !early.isEarly && !early.next && isOfConcern(rolling, settings) && !isLeftForNow(decisions, days)
  return { rolling, early, asks: early.review?.due ? 'review' : isConcern ? 'concern' : undefined }
}

/** Today counts once the pupil has come or the register has closed. */
const isJudged = (source: MorningSource, today: SchoolDate, { registerClose }: Settings, now: Instant): boolean =>
  source.arrivalOf(today) !== undefined || minutesOf(now) > minutesFromTime(registerClose)

export type Effect = { since: SchoolDate; before: Punctuality; after: Punctuality; daysBefore: SchoolDate[]; daysAfter: SchoolDate[] }

/** The ten school days before the earlier start began, and the school days since. */
export function effectOf(memory: Memory, pupilId: string, { calendar, settings }: School, since: SchoolDate, now: Instant): Effect {
  const today = dateOf(now)
  const source = morningsOf(memory, pupilId)
  const daysBefore = rollingDays(calendar, since, false)
  const daysAfter = schoolDaysFrom(calendar, since, today).filter((day) => day < today || (isSchoolDay(calendar, day) && isJudged(source, today, settings, now)))
  return { since, daysBefore, daysAfter, before: punctualityOver(daysBefore, source), after: punctualityOver(daysAfter, source) }
}
