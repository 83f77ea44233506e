/**
 * "Weekly targets should be SMART": what a target still needs while it is written, how many a week holds, and when its
 * wording has become another version. Every screen that writes targets asks here.
 */
import { EARLIER_KEPT, targetSentence, type EarlierWording, type Target } from './target.ts'
import type { Instant, SchoolDate } from '../time/clock.ts'

/** A target on its way: the measure not yet chosen, the number not yet typed. */
export type TargetDraft = Pick<Target, 'weekStart' | 'behaviour' | 'scope' | 'by' | 'source' | 'pupilWording'> & {
  measure: Target['measure'] | null
  threshold?: number | undefined
  evidence?: Target['evidence'] | undefined
}
export type TargetField = 'behaviour' | 'measure' | 'threshold' | 'scope' | 'by' | 'source' | 'pupilWording'

/** What to say beside a field that `missingInTarget` names. */
export const TARGET_NEEDS: Record<TargetField, string> = {
  behaviour: 'Say what the pupil does, in up to 200 characters.',
  measure: 'Choose how it is counted.',
  threshold: 'Say how much is enough, as a number from 0 to 1,000 (up to 100 for a percentage).',
  scope: 'Say where it counts in up to 120 characters.',
  by: 'Choose the day by which it is done, in this week or later.',
  source: 'Say what it rests on: a teacher’s reply, the Head of Year, last week’s report. Up to 300 characters.',
  pupilWording: 'Keep the pupil’s wording to 200 characters.',
}
/** What a mentor chooses from. */
export const MEASURE_CHOICES: { value: Target['measure']; label: string }[] = [
  { value: 'count', label: 'Number of times' },
  { value: 'percent', label: 'Percentage' },
  { value: 'minutes', label: 'Minutes' },
  { value: 'yes-no', label: 'Done or not done' },
]
export const EVIDENCE_CHOICES: { value: NonNullable<Target['evidence']>; label: string }[] = [
  { value: 'arrivals', label: 'From the mornings' },
  { value: 'scores', label: 'From the sheet’s scores' },
  { value: 'by-hand', label: 'The mentor judges' },
]
export const SOURCES = ['Teacher’s reply', 'Head of Year', 'Last week’s blue report', 'Weekly review'] as const

const LONGEST = { behaviour: 200, scope: 120, source: 300, pupilWording: 200 } as const

/** The fields that are empty or do not fit yet, in the order of the form; none when it may be saved. */
export function missingInTarget(draft: TargetDraft): TargetField[] {
  const fits = (field: keyof typeof LONGEST, needed: boolean): boolean => {
    const { length } = draft[field].trim()
    return length <= LONGEST[field] && (!needed || length > 0)
  }
  const checks: [TargetField, boolean][] = [
    ['behaviour', fits('behaviour', true)],
    ['measure', draft.measure !== null],
    ['threshold', draft.measure === null || draft.measure === 'yes-no' || isEnough(draft.threshold, draft.measure)],
    ['scope', fits('scope', false)],
    ['by', /^\d{4}-\d{2}-\d{2}$/.test(draft.by) && draft.by >= draft.weekStart],
    ['source', fits('source', true)],
    ['pupilWording', fits('pupilWording', false)],
  ]
  return checks.flatMap(([field, isFine]) => (isFine ? [] : [field]))
}
const isEnough = (threshold: number | undefined, measure: Target['measure']): boolean =>
  threshold !== undefined && Number.isFinite(threshold) && threshold >= 0 && threshold <= (measure === 'percent' ? 100 : 1000)

/** More than three targets in a week are none. */
export const MOST_OPEN_TARGETS = 3
export const openTargets = <T extends { f: Pick<Target, 'weekStart' | 'result'> }>(targets: readonly T[], weekStart: SchoolDate): T[] =>
  targets.filter(({ f }) => f.weekStart === weekStart && f.result === 'open')

/** `but`: the target being edited, which does not count against itself. */
export const isWeekFull = (targets: readonly { id: string; f: Pick<Target, 'weekStart' | 'result'> }[], weekStart: SchoolDate, but?: string): boolean =>
  openTargets(targets, weekStart).filter(({ id }) => id !== but).length >= MOST_OPEN_TARGETS

/** The version after an edit: one more when what is printed on the blue report has changed. */
export const versionAfter = (before: Target, after: Wording): number => (wordingOf(before) === wordingOf(after) ? before.version : before.version + 1)

/** The earlier wordings after an edit: what was printed until now joins them when it changes. */
export function earlierAfter(before: Target, after: Wording, until: Instant, who: string): EarlierWording[] | undefined {
  if (versionAfter(before, after) === before.version) return before.earlier
  const replaced: EarlierWording = { version: before.version, sentence: targetSentence(before), pupilWording: before.pupilWording, by: before.by, until, who }
  return [...(before.earlier ?? []), replaced].slice(-EARLIER_KEPT)
}

type Wording = Pick<Target, 'behaviour' | 'measure' | 'threshold' | 'scope' | 'by' | 'pupilWording'>
const wordingOf = (target: Wording): string => [targetSentence(target), target.by, target.pupilWording].join('\n')
