/**
 * "Mentors should note anything pertinent from staff/blue report": what a teacher wrote on the sheet for one lesson. One
 * record for each cell, under the cell's own name, so that two people who enter the same sheet without a network merge
 * cell by cell. A blank is not a zero: it has no record, or one that says nothing.
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'
import { isMet, type ScoreScale } from './scoreScale.ts'

export const NotScored = z.enum(['absent', 'trip', 'exam', 'no-lesson', 'not-filled-in', 'sheet-lost'])
export type NotScored = z.infer<typeof NotScored>
export const NOT_SCORED: Record<NotScored, { words: string; sign: string; /** There was a lesson to come back from. */ wasLesson: boolean }> = {
  absent: { words: 'Absent', sign: 'abs', wasLesson: false },
  trip: { words: 'On a trip', sign: 'trip', wasLesson: false },
  exam: { words: 'In an exam', sign: 'exam', wasLesson: false },
  'no-lesson': { words: 'No lesson', sign: 'none', wasLesson: false },
  'not-filled-in': { words: 'Not filled in', sign: 'blank', wasLesson: true },
  'sheet-lost': { words: 'Sheet lost', sign: 'lost', wasLesson: true },
}

export const COMMENT_LIMIT = 600
export const TEACHER_INITIALS_LIMIT = 8
export const Said = z.union([z.strictObject({ mark: z.string().min(1).max(3) }), z.strictObject({ none: NotScored })])
export type Said = z.infer<typeof Said>

export const ReportScore = z.object({
  pupilId: z.string(),
  date: SchoolDate,
  /** The key of the period. */
  period: z.string().max(6),
  /** The target it is about; absent for the lesson as a whole, which also holds the reason, the initials and the comment. */
  target: z.string().optional(),
  /** One field, because a lesson has a mark or a reason and never both. Null: blank again. */
  said: Said.nullable().optional(),
  /** Like the mark absent until somebody wrote it: an empty field would stand against what another tablet put there. */
  initials: z.string().max(TEACHER_INITIALS_LIMIT).optional(),
  comment: z.string().max(COMMENT_LIMIT).optional(),
})
export type ReportScore = z.infer<typeof ReportScore>

export type Cell = Pick<ReportScore, 'date' | 'period' | 'target'>
export const scoreId = (pupilId: string, { date, period, target }: Cell): string => ['score', pupilId, date, period, ...(target === undefined ? [] : [target])].join(':')
export const dayOfScore = (id: string): SchoolDate => id.split(':')[2] ?? ''
/** A cell in which nothing is written yet. */
export const emptyScore = (pupilId: string, { date, period, target }: Cell): ReportScore => ({ pupilId, date, period, ...(target === undefined ? {} : { target }) })

export type LessonMark = { target: string | undefined; mark: string; isMet: boolean }
export type Lesson = {
  date: SchoolDate
  period: string
  marks: LessonMark[]
  /** Why there is no mark, where somebody said why. */
  none: NotScored | undefined
  initials: string
  comment: string
}

/** One lesson as its cells say. A reason stands over marks: it was said of the whole lesson. */
export function lessonOf(cell: Pick<Cell, 'date' | 'period'>, scale: ScoreScale, whole: ReportScore | undefined, perTarget: readonly ReportScore[]): Lesson {
  const none = whole?.said && 'none' in whole.said ? whole.said.none : undefined
  const marks = none ? [] : [...(whole ? [whole] : []), ...perTarget].flatMap(({ said, target }) => (said && 'mark' in said ? [{ target, mark: said.mark, isMet: isMet(scale, said.mark) }] : []))
  return { date: cell.date, period: cell.period, marks, none, initials: whole?.initials ?? '', comment: whole?.comment ?? '' }
}
export const isBlank = ({ marks, none }: Pick<Lesson, 'marks' | 'none'>): boolean => marks.length === 0 && none === undefined
const isExcused = ({ none }: Pick<Lesson, 'none'>): boolean => none !== undefined && !NOT_SCORED[none].wasLesson

/** `lessons`: those that could come back. `marks`: one for each lesson, or for each target in each. */
export type ScoreCount = { lessons: number; returned: number; excused: number; marks: number; met: number }

/** Of all marks, or of those about one target. */
export function countScores(lessons: readonly Lesson[], target?: string): ScoreCount {
  const taught = lessons.filter((one) => !isExcused(one))
  const marks = taught.map((one) => (target === undefined ? one.marks : one.marks.filter((mark) => mark.target === target)))
  return {
    lessons: taught.length, excused: lessons.length - taught.length, returned: marks.filter((some) => some.length > 0).length,
    marks: marks.flat().length, met: marks.flat().filter((mark) => mark.isMet).length,
  }
}

/** Undefined where nothing came back: no percentage can be made of it. */
export const percentMet = ({ marks, met }: Pick<ScoreCount, 'marks' | 'met'>): number | undefined => (marks === 0 ? undefined : Math.round((met * 100) / marks))
/** What stands beside every percentage. */
export const returnedWords = ({ returned, lessons }: Pick<ScoreCount, 'returned' | 'lessons'>): string => `${returned} of ${lessons} ${lessons === 1 ? 'lesson' : 'lessons'} returned`
export const percentWords = (count: Pick<ScoreCount, 'marks' | 'met'>): string => {
  const percent = percentMet(count)
  return percent === undefined ? 'No score yet' : `${percent}% met`
}
