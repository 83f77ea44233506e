/** Readings of a week that several screens need: its numbers per pupil, and how far each review is. */
import { computed, type ComputedRef } from 'vue'
import type { Arrival } from '../../domain/mornings/arrival.ts'
import { ofWeek, reviewState, type ReviewState } from '../../domain/week/reviewState.ts'
import { schoolDaysOfWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { contactsBetween } from '../../domain/home/contactLog.ts'
import { addDays, dateOf, minutesFromTime, minutesOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { isExpected, isOpen } from '../../domain/cases/mentorship.ts'
import { weekdaysOf } from '../../domain/mornings/morning.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import { countScores, type ScoreCount } from '../../domain/week/reportScore.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import { attendedOf } from '../../domain/week/sessionWeek.ts'
import { organisedOver } from '../../domain/cases/startCheck.ts'
import { reviewId, weekNumbers, type TargetScore, type WeekNumbers } from '../../domain/week/weeklyReview.ts'
import { arrivalsOn, expectationFor } from './mentoring.ts'
import { scoresOfTarget, scoresOfWeek, targetsOfWeek } from './scoring.ts'
import type { Memory } from '../store/memory.ts'
import { sessionsOfWeek } from './pupilSessions.ts'

export type WeekReading = {
  weekStart: SchoolDate
  arrivalOn: (pupilId: string, date: SchoolDate) => Arrival | undefined
  /** Over the school days begun so far; today counts once the pupil has come or the register has closed. */
  numbersOf: (pupilId: string) => WeekNumbers
  /** Its mornings, notes and daily actions alone: what a list says of each of hundreds. */
  glanceOf: (pupilId: string) => WeekNumbers
  /** Expected on at least one morning of the whole week. */
  isExpectedThisWeek: (pupilId: string) => boolean
}
type School = { calendar: SchoolCalendar; settings: Pick<Settings, 'registerClose' | 'periods' | 'laterPeriods' | 'sheetDesigns'> }

export function readWeek(memory: Memory, { calendar, settings }: School, weekStart: SchoolDate, now: Instant): WeekReading {
  const days = schoolDaysOfWeek(calendar, weekStart)
  const arrivals = new Map(weekdaysOf(weekStart).map((day) => [day, arrivalsOn(memory, day)]))
  const today = dateOf(now)
  const isClosed = minutesOf(now) > minutesFromTime(settings.registerClose)
  const arrivalOn = (pupilId: string, date: SchoolDate): Arrival | undefined => arrivals.get(date)?.get(pupilId)
  // Over the lessons that have been, as the week’s list of blue reports counts them.
  const scoresOf = (pupilId: string): { scores: ScoreCount; ofTargets: TargetScore[] } => {
    const week = scoresOfWeek(memory, { calendar, settings }, pupilId, weekStart, today)
    return {
      scores: countScores(week.begun),
      ofTargets: targetsOfWeek(memory, pupilId, weekStart).flatMap((target) => {
        const count = scoresOfTarget(week, target)
        return count && count.marks > 0 ? [{ target: target.id, lessons: count.lessons, returned: count.returned, marks: count.marks, met: count.met }] : []
      }),
    }
  }
  const count = (pupilId: string, more: Partial<Parameters<typeof weekNumbers>[3]> = {}): WeekNumbers => {
    const begun = days.filter((day) => day < today || (day === today && (isClosed || arrivalOn(pupilId, day) !== undefined)))
    const written = ofWeek(weekStart, memory.ofPupil('note', pupilId), memory.ofPupil('dailyAction', pupilId))
    return weekNumbers(
      begun,
      (day) => expectationFor(memory, pupilId, day),
      begun.flatMap((day) => arrivalOn(pupilId, day) ?? []),
      { notes: written.notes.length, dailyActions: written.dailyActions.length, ...more },
    )
  }
  return {
    weekStart,
    arrivalOn,
    glanceOf: (pupilId) => count(pupilId),
    numbersOf: (pupilId) => count(pupilId, {
      ...organisedOver(memory.ofPupil('startCheck', pupilId), days), sessions: attendedOf(sessionsOfWeek(memory, calendar, pupilId, weekStart)), ...scoresOf(pupilId),
      contacts: contactsBetween(memory.ofPupil('contactEntry', pupilId), weekStart, addDays(weekStart, 6)),
    }),
    isExpectedThisWeek: (pupilId) => days.some((day) => isExpected(expectationFor(memory, pupilId, day), day)),
  }
}

export type ReviewLine = {
  pupilId: string
  pupil: DeskPupil
  mentorId: string
  row: Readonly<Row<'weeklyReview'>> | undefined
  /** As the facts stand now. Counted when asked for, as is the state: a list shows a part of a school. */
  readonly glance: WeekNumbers
  readonly state: ReviewState
  /** A review is due for everyone who was expected on a morning of the week. */
  due: boolean
}

/** The reviews of a week of a mentor's caseload, or of everyone this tablet holds where `mentorId` is undefined, by name. */
export function reviewsOfWeek(memory: Memory, week: WeekReading, mentorId?: string): ReviewLine[] {
  const lastDay = addDays(week.weekStart, 6)
  const byPupil = new Map<string, string>()
  for (const { f } of memory.all('mentorship')) {
    const ran = f.startedOn <= lastDay && (isOpen(f.state) || (f.state === 'closed' && (f.endedOn ?? '') >= week.weekStart))
    if (ran && (mentorId === undefined || f.mentorId === mentorId) && (isOpen(f.state) || !byPupil.has(f.pupilId))) byPupil.set(f.pupilId, f.mentorId)
  }
  return [...byPupil]
    .flatMap(([pupilId, mentor]): ReviewLine[] => {
      const pupil = memory.get('deskPupil', pupilId)?.f
      if (!pupil) return []
      const row = memory.get('weeklyReview', reviewId(pupilId, week.weekStart))
      // Worked out once, though the row's words, its colour and the count of the whole list each ask for it.
      let state: ComputedRef<ReviewState> | undefined
      return [{
        pupilId, pupil, mentorId: mentor, row, due: week.isExpectedThisWeek(pupilId),
        get glance() {
          return week.glanceOf(pupilId)
        },
        get state() {
          return (state ??= computed(() => reviewState(row?.f, () => week.numbersOf(pupilId)))).value
        },
      }]
    })
    .sort((a, b) => collator.compare(fullName(a.pupil), fullName(b.pupil)))
}
const collator = new Intl.Collator('en-GB')

export const unsigned = (lines: readonly ReviewLine[]): ReviewLine[] => lines.filter(({ due, row }) => due && !row?.f.signed)
