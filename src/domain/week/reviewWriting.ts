/**
 * "Action plans can be briefly recorded on Weekly review sheets or planners": what a mentor writes into a review, what
 * does not fit, and which fields an edit has changed, so that saving touches nothing else.
 */
import type { Row, Stamp } from '../records.ts'
import { REVIEW_FIELDS, type PlannedAction, type WeeklyReview } from './weeklyReview.ts'

export type ReviewValues = Pick<WeeklyReview, (typeof REVIEW_FIELDS)[number]>

export const PROSE_LIMIT = 20_000
export const PLAN_LINES = 5
export const PLAN_LIMITS = { who: 60, what: 300, byWhen: 60 } as const
export const INITIALS_LIMIT = 8
export const AMENDMENT_LIMIT = 300

/** The words of a review in the order of the form, for "this is still missing". */
export const REVIEW_FIELD_WORDS: Record<'outcome' | 'wentWell' | 'nextStep', string> = {
  outcome: 'the outcome of the week', wentWell: 'what went well', nextStep: 'the next step',
}

export const isEmptyLine = ({ who, what, byWhen }: PlannedAction): boolean => !who.trim() && !what.trim() && !byWhen.trim()

/** A plain copy of what a form holds, without the lines nobody has written in. */
export const valuesOf = (review: ReviewValues): ReviewValues => ({
  outcome: review.outcome, wentWell: review.wentWell, nextStep: review.nextStep, pupilComment: review.pupilComment,
  actionPlan: review.actionPlan.filter((line) => !isEmptyLine(line)).map(({ who, what, byWhen, done }) => ({ who, what, byWhen, done })),
  planInPlanner: review.planInPlanner,
})

/** Why it cannot be saved yet; nothing a person typed is ever cut. */
export function tooLong({ wentWell, nextStep, pupilComment, actionPlan }: ReviewValues): 'prose' | 'plan' | undefined {
  if ([wentWell, nextStep, pupilComment].some((text) => text.length > PROSE_LIMIT)) return 'prose'
  const isOver = actionPlan.some((line) => (['who', 'what', 'byWhen'] as const).some((field) => line[field].length > PLAN_LIMITS[field]))
  return isOver || actionPlan.length > PLAN_LINES ? 'plan' : undefined
}

/** Only what differs, as a patch. */
export function changedFields(values: ReviewValues, from: ReviewValues): Partial<ReviewValues> {
  const [now, before] = [valuesOf(values), valuesOf(from)]
  return Object.fromEntries(REVIEW_FIELDS.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(before[field])).map((field) => [field, now[field]]))
}

type ReviewRow = Readonly<Row<'weeklyReview'>>

/**
 * The record the editor stands on when somebody else's change arrives while it is being written in: their word where
 * this mentor has not typed, and where they have, still what they were looking at (`starting` while there was no record).
 */
export function rebased(opened: ReviewRow | null, starting: WeeklyReview, latest: ReviewRow, typed: readonly string[]): ReviewRow {
  const stamp = (row: ReviewRow | null, field: string): Stamp | undefined => (typeof row?.s === 'string' ? row.s : row?.s[field])
  const fields = Object.keys(latest.f) as (keyof WeeklyReview)[]
  const looking = opened?.f ?? starting
  return {
    ...latest,
    f: Object.fromEntries(fields.map((field) => [field, typed.includes(field) ? looking[field] : latest.f[field]])) as WeeklyReview,
    s: Object.fromEntries(fields.flatMap((field) => {
      const seen = stamp(typed.includes(field) ? opened : latest, field)
      return seen === undefined ? [] : [[field, seen]]
    })),
  }
}
