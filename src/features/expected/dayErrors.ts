/** Why the days of a change do not fit, at the field they belong to. */
import type { daysProblem } from '../../domain/week/reporting.ts'

type Problem = NonNullable<ReturnType<typeof daysProblem>>
const WORDS: Record<Problem, { field: 'from' | 'review'; text: string }> = {
  'from-missing': { field: 'from', text: 'Say from which day.' },
  'from-past': { field: 'from', text: 'It begins tomorrow at the earliest: what has begun is history.' },
  'from-no-school': { field: 'from', text: 'There is no school on that day.' },
  'review-missing': { field: 'review', text: 'Say when it is looked at again.' },
  'review-early': { field: 'review', text: 'That is not after it begins.' },
  'review-no-school': { field: 'review', text: 'There is no school on that day.' },
}
export const errorAt = (problem: Problem | undefined, field: 'from' | 'review'): string | undefined =>
  problem !== undefined && WORDS[problem].field === field ? WORDS[problem].text : undefined
