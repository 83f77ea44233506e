/** How mentoring ended, and how long it took: counted over those that have ended. */
import { END_REASON_WORDS, END_REASONS } from './closing.ts'
import type { SchoolDate } from '../time/clock.ts'

export type Exit = { name: string; pupils: number }
const OTHER = 'In the school’s own words'

/** A reason that was chosen stands at the beginning; whatever was written before there was a choice is counted as one. */
const CHOSEN: readonly string[] = END_REASONS.map((one) => END_REASON_WORDS[one])
export function exitsOf(reasons: readonly string[], chosen = CHOSEN): Exit[] {
  const wordsOf = (reason: string): string => chosen.find((words) => reason.startsWith(words)) ?? OTHER
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(wordsOf(reason), (counts.get(wordsOf(reason)) ?? 0) + 1)
  return [...counts].map(([name, pupils]) => ({ name, pupils })).sort((a, b) => b.pupils - a.pupils || (a.name < b.name ? -1 : 1))
}
export const hasEnded = ({ until }: { until: SchoolDate | undefined }): boolean => until !== undefined

export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
