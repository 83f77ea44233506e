/** Everything one pupil's review of one week rests on, read once for screen, paper and print view alike. */
import type { Memory } from '../../data/store/memory.ts'
import { expectationFor } from '../../data/readings/mentoring.ts'
import { FRIDAY, isPresent, presentFrom } from '../../data/readings/presentCase.ts'
import { sessionsOfWeek } from '../../data/readings/pupilSessions.ts'
import { readWeek, type WeekReading } from '../../data/readings/reviewing.ts'
import type { Arrival } from '../../domain/mornings/arrival.ts'
import { previousWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, dateOf, mediumDate, minutesOf, type Instant, type SchoolDate, type TimeOfDay } from '../../domain/time/clock.ts'
import { morningOf, weekdaysOf, type Morning } from '../../domain/mornings/morning.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { percentMet } from '../../domain/week/reportScore.ts'
import { changedNumbers, ofWeek, reviewState, startingReview, type NumberChange, type ReviewState } from '../../domain/week/reviewState.ts'
import { nextWeek } from '../../domain/week/reviewWeek.ts'
import type { PlannedSession } from '../../domain/week/sessionWeek.ts'
import type { Settings } from '../../domain/setting.ts'
import { progressOf, type Progress } from '../../domain/week/targetProgress.ts'
import { reviewId, type Outcome, type TargetScore, type WeeklyReview, type WeekNumbers } from '../../domain/week/weeklyReview.ts'

type Kept<K extends 'weeklyReview' | 'target' | 'note' | 'dailyAction'> = Readonly<Row<K>>
export type MorningOfWeek = Morning & { arrival: Arrival | undefined; expectedAt: TimeOfDay | undefined }

export type ReviewFacts = {
  pupilId: string
  pupil: DeskPupil
  mentorName: string
  weekStart: SchoolDate
  /** Undefined while nobody has written in it. */
  row: Kept<'weeklyReview'> | undefined
  /** The row, or the review as it starts: last week's open actions in its plan. */
  review: WeeklyReview
  state: ReviewState
  /** Frozen ones once signed, else as the facts stand. */
  numbers: WeekNumbers
  changes: NumberChange[]
  lastWeek: WeeklyReview | undefined
  mornings: MorningOfWeek[]
  targets: Kept<'target'>[]
  nextWeek: SchoolDate | undefined
  nextTargets: Kept<'target'>[]
  notes: { id: string; by: string; f: Row<'note'>['f'] }[]
  dailyActions: { id: string; by: string; f: Row<'dailyAction'>['f'] }[]
  sessions: PlannedSession[]
  trend: { label: string; value: Outcome | null }[]
  /** Arrivals on time and scores met over the last weeks, in percent; null where there is nothing to count. */
  weeks: { label: string; onTime: number | null; onTimeText: string; met: number | null; metText: string }[]
  /** What the scores say of one target, frozen with the other numbers; undefined where they say nothing. */
  scoreOf: (targetId: string) => TargetScore | undefined
  /** How far the pupil is, of a target that computes itself. */
  progressOf: (target: Kept<'target'>) => Progress | undefined
}

export type FactsSource = {
  memory: Memory
  calendar: SchoolCalendar
  settings: Settings
  staffName: (id: string) => string
  week: WeekReading
  now: Instant
}
const TREND_WEEKS = 6

export function reviewFacts({ memory, calendar, settings, staffName, week, now }: FactsSource, pupilId: string, mentorId: string | undefined): ReviewFacts | undefined {
  const pupil = memory.get('deskPupil', pupilId)?.f
  if (!pupil) return undefined
  const { weekStart } = week
  const reviewOf = (monday: SchoolDate | undefined): Kept<'weeklyReview'> | undefined => (monday === undefined ? undefined : memory.get('weeklyReview', reviewId(pupilId, monday)))
  const row = reviewOf(weekStart)
  const before = previousWeek(calendar, weekStart)
  // A case begins afresh: nothing is carried over from the one before it.
  const isOfCase = isPresent(memory, pupilId)
  const lastWeek = before !== undefined && isOfCase(addDays(before, FRIDAY)) === isOfCase(weekStart) ? reviewOf(before)?.f : undefined
  const live = week.numbersOf(pupilId)
  const numbers = row?.f.signed?.numbers ?? live
  const written = ofWeek(weekStart, memory.ofPupil('note', pupilId), memory.ofPupil('dailyAction', pupilId))
  const targetsOf = (monday: SchoolDate | undefined): Kept<'target'>[] =>
    memory.ofPupil('target', pupilId).filter(({ f }) => f.weekStart === monday).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const next = nextWeek(calendar, weekStart)
  const moment = { today: dateOf(now), minutes: minutesOf(now) }
  const scoreOf = (targetId: string): TargetScore | undefined => (numbers.ofTargets ?? live.ofTargets)?.find(({ target }) => target === targetId)
  const mornings = weekdaysOf(weekStart).map((date): MorningOfWeek => {
    const arrival = week.arrivalOn(pupilId, date)
    const expectation = expectationFor(memory, pupilId, date)
    return { ...morningOf(date, arrival, expectation, calendar, settings, moment), arrival, expectedAt: arrival?.expectedAt ?? expectation?.time }
  })
  return {
    pupilId, pupil, weekStart, row, lastWeek, nextWeek: next,
    mentorName: mentorId === undefined ? '' : staffName(mentorId),
    review: row?.f ?? startingReview(pupilId, weekStart, lastWeek),
    state: reviewState(row?.f, () => live),
    numbers,
    changes: row?.f.signed ? changedNumbers(row.f.signed.numbers, live) : [],
    mornings, scoreOf,
    progressOf: ({ id, f }) => progressOf(f, { mornings, scores: scoreOf(id) }),
    targets: targetsOf(weekStart),
    nextTargets: next === undefined ? [] : targetsOf(next).filter(({ f }) => f.result !== 'retired'),
    ...written,
    sessions: sessionsOfWeek(memory, calendar, pupilId, weekStart),
    weeks: lastWeeks(calendar, weekStart, presentFrom(memory, pupilId)).map((monday) => {
      const past = monday === weekStart ? live : readWeek(memory, { calendar, settings }, monday, now).numbersOf(pupilId)
      const met = percentMet({ marks: past.marks ?? 0, met: past.marksMet ?? 0 })
      return {
        label: dayAndMonth(monday), onTime: past.expectedMornings === 0 ? null : Math.round((past.onTime * 100) / past.expectedMornings), onTimeText: `${past.onTime} of ${past.expectedMornings}`,
        met: met ?? null, metText: met === undefined ? '–' : `${met}%`,
      }
    }),
    trend: lastWeeks(calendar, weekStart, presentFrom(memory, pupilId)).map((monday) => ({ label: dayAndMonth(monday), value: reviewOf(monday)?.f.outcome ?? null })),
  }
}

/** `from`: where the pupil was mentored before, those weeks are not of this case. */
function lastWeeks(calendar: SchoolCalendar, weekStart: SchoolDate, from: SchoolDate | undefined): SchoolDate[] {
  const weeks = [weekStart]
  for (let monday = previousWeek(calendar, weekStart); monday !== undefined && weeks.length < TREND_WEEKS && (from === undefined || weekStart < from || addDays(monday, FRIDAY) >= from); monday = previousWeek(calendar, monday)) weeks.unshift(monday)
  return weeks
}

/** `7 Dec` */
const dayAndMonth = (date: SchoolDate): string => mediumDate(date).replace(/^(\d+ \p{L}{3}).*/u, '$1')
