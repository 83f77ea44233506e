/**
 * "This should be a positive time": what went well, from the pupil's own data. Each strength is a figure that stands in
 * the records; where there is no data there is no strength, and none is made up.
 */
import type { ScoreCount } from './reportScore.ts'
import { percentMet } from './reportScore.ts'

export const STRENGTHS = 3
export const STRENGTH_LIMIT = 120
export type StrengthSource = {
  mornings: { onTime: number; of: number }
  /** Mornings with everything ready. */
  organised: { organised: number; checked: number }
  scores: ScoreCount
  /** In the pupil's wording. */
  targetsMet: readonly string[]
  targetsJudged: number
  sessions: { came: number; held: number }
  /** Good weeks since mentoring has begun to be withdrawn, at the present stage. */
  goodWeeks: number
}
type Weighed = { share: number; words: string }

/** The strongest three, the strongest first; fewer where less is known. Below a half nothing is called a strength. */
export function strengthsOf({ mornings, organised, scores, targetsMet, targetsJudged, sessions, goodWeeks }: StrengthSource): string[] {
  const found: Weighed[] = []
  const add = (done: number, of: number, words: string): void => {
    if (of > 0 && done * 2 >= of) found.push({ share: done / of, words })
  }
  add(mornings.onTime, mornings.of, mornings.onTime === mornings.of ? `On time on every one of ${plural(mornings.of, 'morning')}` : `On time on ${mornings.onTime} of ${mornings.of} mornings`)
  add(organised.organised, organised.checked, `Everything ready for the day on ${organised.organised} of ${plural(organised.checked, 'morning')}`)
  add(scores.met, scores.marks, `${percentMet(scores) ?? 0}% of ${plural(scores.returned, 'lesson')} went well on the blue report`)
  add(targetsMet.length, targetsJudged, `Met ${targetsMet.length} of ${plural(targetsJudged, 'target')}${example(targetsMet)}`)
  add(sessions.came, sessions.held, `Came to ${sessions.came} of ${plural(sessions.held, 'session')}`)
  if (goodWeeks > 0) found.push({ share: 0.6, words: `${plural(goodWeeks, 'good week')} at this step` })
  return found.sort((a, b) => b.share - a.share).slice(0, STRENGTHS).map(({ words }) => words.slice(0, STRENGTH_LIMIT))
}
const plural = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`
/** The newest one in the pupil's words, where it is short enough to stand beside the figure. */
function example(targets: readonly string[]): string {
  const last = targets.map((one) => one.trim().replace(/\.$/, '')).findLast((one) => one !== '' && one.length <= 60)
  return last === undefined ? '' : `, such as “${last}”`
}
