/** The words a mentor chooses from when writing a target. */
import { RESULT_WORDS, type Target } from '../../domain/week/target.ts'

export const RESULTS: { value: Target['result']; label: string }[] = (Object.keys(RESULT_WORDS) as Target['result'][]).map((value) => ({ value, label: value === 'open' ? 'Open' : RESULT_WORDS[value] }))

export const SCOPES = ['in every lesson', 'in English', 'in Maths', 'in Science', 'every morning'] as const
