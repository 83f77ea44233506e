/** Readings of the blue report's scores, from the open records: by lesson, by day, by week, by target. */
import { byFinish, schoolDaysOfWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { groupBy } from '../../domain/group.ts'
import type { AbsenceReason } from '../../domain/mornings/plannedAbsence.ts'
import type { Row } from '../../domain/records.ts'
import { countScores, isBlank, lessonOf, type Lesson, type NotScored, type ScoreCount } from '../../domain/week/reportScore.ts'
import { periodsOn, type Period } from '../../domain/time/period.ts'
import { designOn, type SheetDesign } from '../../domain/week/scoreScale.ts'
import type { Settings } from '../../domain/setting.ts'
import { beside } from './beside.ts'
import { absenceFor } from './mentoring.ts'
import type { Memory } from '../store/memory.ts'

export type ScoreSchool = { calendar: SchoolCalendar; settings: Pick<Settings, 'periods' | 'laterPeriods' | 'sheetDesigns'> }
export type WeekScores = {
  design: SheetDesign
  /** Those that the week's sheet has. */
  periods: readonly Period[]
  days: SchoolDate[]
  /** Every lesson of the week's school days, by day and period. */
  all: Lesson[]
  /** Those that could have come back by now: of earlier days all, of today what is there already. */
  begun: Lesson[]
}

const byDay = beside((rows: readonly Readonly<Row<'reportScore'>>[]) => groupBy(rows.map((row) => row.f), ({ date, period }) => `${date} ${period}`))

/** A day somebody is known to be away has nothing to come back, unless a teacher wrote all the same. */
const AWAY: Partial<Record<AbsenceReason, NotScored>> = { trip: 'trip', exam: 'exam' }

export function scoresOfWeek(memory: Memory, { calendar, settings }: ScoreSchool, pupilId: string, weekStart: SchoolDate, today: SchoolDate): WeekScores {
  const design = designOn(settings.sheetDesigns, weekStart)
  const periods = periodsOn(settings, weekStart)
  const cells = byDay(memory.ofPupil('reportScore', pupilId))
  const days = schoolDaysOfWeek(calendar, weekStart)
  const all = days.flatMap((date) => {
    const away = absenceFor(memory, pupilId, date)
    return periods.map(({ key, from }) => {
      const found = cells.get(`${date} ${key}`) ?? []
      const lesson = lessonOf({ date, period: key }, design.scale, found.find(({ target }) => target === undefined), found.filter(({ target }) => target !== undefined))
      if (away && isBlank(lesson)) return { ...lesson, none: AWAY[away.reason] ?? ('absent' as const) }
      // A lesson after an early finish was not given.
      return isBlank(lesson) && from >= byFinish(calendar, date, '23:59') ? { ...lesson, none: 'no-lesson' as const } : lesson
    })
  })
  return { design, periods, days, all, begun: all.filter((lesson) => lesson.date < today || (lesson.date === today && !isBlank(lesson))) }
}

/**
 * The scores that speak of one target: those given to it, or, where a lesson has one score, all of them for a target that
 * rests on scores. Undefined where they say nothing of it.
 */
export function scoresOfTarget({ design, begun }: WeekScores, { id, f }: Pick<Row<'target'>, 'id' | 'f'>): ScoreCount | undefined {
  const inTime = begun.filter(({ date }) => date <= f.by)
  if (design.per === 'target') return countScores(inTime, id)
  return f.evidence === 'scores' ? countScores(inTime) : undefined
}

/** What came back of one school day. */
export const scoresOfDay = (memory: Memory, school: ScoreSchool, pupilId: string, date: SchoolDate): Lesson[] =>
  scoresOfWeek(memory, school, pupilId, weekBeginning(date), date).all.filter((lesson) => lesson.date === date)

/** The targets of a week that the blue report shows, in the order they were set. */
export const targetsOfWeek = (memory: Memory, pupilId: string, weekStart: SchoolDate): Readonly<Row<'target'>>[] =>
  memory.ofPupil('target', pupilId).filter(({ f }) => f.weekStart === weekStart && f.result !== 'retired').sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(0, 3)
