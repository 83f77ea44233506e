/** The words a mentor chooses from when writing a target. */
import { RESULT_WORDS, type Target } from '../../domain/target.ts'

export const MEASURES: { value: Target['measure']; label: string }[] = [
  { value: 'count', label: 'Number of times' },
  { value: 'percent', label: 'Percentage' },
  { value: 'minutes', label: 'Minutes' },
  { value: 'yes-no', label: 'Done or not done' },
]
export const RESULTS: { value: Target['result']; label: string }[] = (Object.keys(RESULT_WORDS) as Target['result'][]).map((value) => ({ value, label: value === 'open' ? 'Open' : RESULT_WORDS[value] }))

export const EVIDENCE: { value: NonNullable<Target['evidence']>; label: string }[] = [
  { value: 'arrivals', label: 'From the mornings' },
  { value: 'scores', label: 'From the sheet’s scores' },
  { value: 'by-hand', label: 'The mentor judges' },
]
export const SCOPES = ['in every lesson', 'in English', 'in Maths', 'in Science', 'every morning'] as const
export const SOURCES = ['Teacher’s reply', 'Head of Year', 'Last week’s blue report', 'Weekly review'] as const
