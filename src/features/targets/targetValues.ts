/** What the target form binds to, and the way between it and the record. */
import { weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import type { Target } from '../../domain/week/target.ts'
import type { TargetDraft } from '../../domain/week/targetWriting.ts'

export type TargetValues = Omit<TargetDraft, 'threshold'> & {
  /** As it was typed. */
  threshold: string
  result: Target['result']
  /** The record this draft began from; null for a new target. */
  opened: Readonly<Row<'target'>> | null
}

export const emptyTarget = (week: SchoolDate, by: SchoolDate): TargetValues => ({
  weekStart: weekBeginning(week), behaviour: '', measure: null, threshold: '', scope: '', by, source: '', pupilWording: '', evidence: 'by-hand', result: 'open', opened: null,
})

export const asDraft = (row: Readonly<Row<'target'>>): TargetValues => {
  const { weekStart, behaviour, measure, threshold, scope, by, source, pupilWording, result, evidence = 'by-hand' } = row.f
  return { weekStart, behaviour, measure, threshold: threshold === undefined ? '' : String(threshold), scope, by, source, pupilWording, evidence, result, opened: row }
}

/** "4", "4.5" and "4,5" are numbers; nothing typed is no number yet, and words are none at all. */
export function fieldsOf({ threshold: typed, opened: _opened, result: _result, ...rest }: TargetValues): TargetDraft {
  const text = typed.trim().replace(',', '.')
  return { ...rest, threshold: text === '' ? undefined : Number(text) }
}

/** The fields whose values differ. A threshold that falls away with `yes-no` has nothing to travel and is left standing. */
export const changedFields = (before: Target, after: Target): Partial<Target> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => before[field as keyof Target] !== value))
