/**
 * "Weekly targets should be SMART and based on returned subject information": a target that rests on the mornings or on the
 * scores of the sheet computes itself. It says how far the pupil is; a person gives the result.
 */
import type { Morning } from '../mornings/morning.ts'
import { percentMet, type ScoreCount } from './reportScore.ts'
import type { Target } from './target.ts'

export type Progress = { value: number; words: string; isReached: boolean }
/** `scores`: those about this target, of its week. */
export type Measured = { mornings: readonly Pick<Morning, 'kind' | 'date'>[]; scores?: Pick<ScoreCount, 'marks' | 'met'> | undefined }

const JUDGED = new Set<Morning['kind']>(['on-time', 'late-to-mentor', 'late', 'after-close', 'not-arrived'])

/** Undefined for a target that only a person can judge, and while there is nothing to go by. */
export function progressOf({ evidence, measure, threshold = 1, by }: Pick<Target, 'evidence' | 'measure' | 'threshold' | 'by'>, { mornings, scores }: Measured): Progress | undefined {
  if (evidence === 'arrivals') {
    const judged = mornings.filter(({ kind, date }) => date <= by && JUDGED.has(kind))
    const onTime = judged.filter(({ kind }) => kind === 'on-time').length
    return judged.length === 0 ? undefined : reached(measure, onTime, judged.length, threshold, `${onTime} of ${judged.length} ${judged.length === 1 ? 'morning' : 'mornings'} on time`)
  }
  if (evidence !== 'scores' || !scores || scores.marks === 0) return undefined
  return reached(measure, scores.met, scores.marks, threshold, `${scores.met} of ${scores.marks} met (${percentMet(scores) ?? 0}%)`)
}

function reached(measure: Target['measure'], done: number, of: number, threshold: number, words: string): Progress {
  const value = measure === 'percent' ? Math.round((done * 100) / of) : done
  return { value, words, isReached: measure === 'yes-no' ? done === of : value >= threshold }
}
