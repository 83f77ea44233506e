/**
 * "Weekly targets should be SMART and based on returned subject information / feedback from HOYs. Mentors should record
 * targets on blue report and electronic logs."
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'

/** The beginnings a school has approved: verbs that can be seen. */
export const STEM_LIMIT = 100
export const STEMS_LIMIT = 60
export const DEFAULT_STEMS = ['gets the planner signed', 'hands in homework on the day', 'arrives with full equipment', 'reports to reception on time', 'starts work without a reminder'] as const

/** A wording that was replaced; paper printed before shows it. */
export const EarlierWording = z.object({ version: z.int().min(1), sentence: z.string().max(400), pupilWording: z.string().max(200), by: SchoolDate, until: z.number(), who: z.string() })
export type EarlierWording = z.infer<typeof EarlierWording>
export const EARLIER_KEPT = 20

export const Target = z.object({
  pupilId: z.string(),
  weekStart: SchoolDate,
  /** What the pupil does: a verb that can be seen ("gets the planner signed"). */
  behaviour: z.string().min(1).max(200),
  /** How it is counted. */
  measure: z.enum(['count', 'percent', 'minutes', 'yes-no']),
  /** How much is enough, in the measure's unit; for `yes-no` absent. */
  threshold: z.number().min(0).max(1000).optional(),
  /** Where it counts: subjects, lessons, mornings. */
  scope: z.string().max(120),
  by: SchoolDate,
  /** What it rests on: a teacher's reply, the Head of Year, last week's report. */
  source: z.string().max(300),
  /** The same in the pupil's own words, for the blue report. */
  pupilWording: z.string().max(200),
  result: z.enum(['open', 'met', 'partly', 'not-met', 'retired']),
  /** When the result was set (UTC ms); absent in records of an earlier version. */
  resultAt: z.number().optional(),
  /** What it computes itself from; absent or `by-hand` where only a person can judge it. */
  evidence: z.enum(['arrivals', 'scores', 'by-hand']).optional(),
  /** Oldest first. */
  earlier: z.array(EarlierWording).max(EARLIER_KEPT).optional(),
  /** Counts up each time the wording changes; paper printed before shows an older one. */
  version: z.int().min(1),
})
export type Target = z.infer<typeof Target>

export const MEASURE_WORDS: Record<Target['measure'], string> = { count: 'times', percent: '%', minutes: 'minutes', 'yes-no': '' }
export const RESULT_WORDS: Record<Target['result'], string> = { open: 'This week', met: 'Met', partly: 'Partly met', 'not-met': 'Not met', retired: 'Retired' }

/** One sentence for screen and paper: "gets the planner signed, at least 4 times, in English and Maths". */
export function targetSentence(target: Pick<Target, 'behaviour' | 'measure' | 'threshold' | 'scope'>): string {
  const unit = MEASURE_WORDS[target.measure]
  const enough = target.measure === 'yes-no' || target.threshold === undefined ? '' : target.measure === 'count' && target.threshold === 1 ? 'at least once' : `at least ${target.threshold}${unit === '%' ? '%' : ` ${unit}`}`
  return [target.behaviour, enough, target.scope].filter(Boolean).join(', ')
}
