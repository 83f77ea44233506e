/** "…discuss progress that has been made": how it was at the start, and how it is now. What is not known is said to be so. */
import type { ScoreCount } from '../week/reportScore.ts'
import { percentMet } from '../week/reportScore.ts'

export type ExitSpan = {
  mornings: { onTime: number; of: number }
  /** Whole minutes late to the mentor, over the mornings the pupil came. */
  minutesLate: number | undefined
  scores: Pick<ScoreCount, 'marks' | 'met' | 'returned' | 'lessons'>
  targets: { met: number; judged: number }
  sanctions: number
}
export type ExitRow = { label: string; start: string; now: string; better: boolean | undefined }
export const NOT_KNOWN = 'not known'

/** `weeks`: how many each side looks at; undefined where the mentoring was too short to have a start and an end. */
export type ExitSummary = { weeks: number; rows: ExitRow[]; lacks: string[] }

export function exitSummary(weeks: number, start: ExitSpan, now: ExitSpan): ExitSummary {
  const share = ({ done, of }: { done: number; of: number }): number | undefined => (of === 0 ? undefined : done / of)
  const counted = (label: string, one: (span: ExitSpan) => { done: number; of: number }): ExitRow =>
    rowOf(label, [start, now].map((span) => share(one(span))), [start, now].map((span) => (one(span).of === 0 ? NOT_KNOWN : `${one(span).done} of ${one(span).of}`)), 'more')
  const late = [start, now].map(({ minutesLate }) => minutesLate)
  const percents = [start, now].map(({ scores }) => percentMet(scores))
  const rows = [
    counted('Mornings on time', ({ mornings }) => ({ done: mornings.onTime, of: mornings.of })),
    rowOf('Minutes late, on average', late, late.map((one) => (one === undefined ? NOT_KNOWN : `${one}`)), 'less'),
    rowOf('Scores that met the expectation', percents, percents.map((one) => (one === undefined ? NOT_KNOWN : `${one}%`)), 'more'),
    counted('Targets met', ({ targets }) => ({ done: targets.met, of: targets.judged })),
    rowOf('Sanctions', [start.sanctions, now.sanctions], [`${start.sanctions}`, `${now.sanctions}`], 'less'),
  ]
  return { weeks, rows, lacks: [returned('at the start', start.scores), returned('now', now.scores)].flatMap((one) => one ?? []) }
}

function rowOf(label: string, [before, after]: (number | undefined)[], [start = NOT_KNOWN, now = NOT_KNOWN]: string[], good: 'more' | 'less'): ExitRow {
  const isKnown = before !== undefined && after !== undefined && before !== after
  return { label, start, now, better: isKnown ? (good === 'more' ? after > before : after < before) : undefined }
}
/** Half of the lessons not returned can turn a percentage round. */
const returned = (when: string, { returned: back, lessons }: ExitSpan['scores']): string | undefined =>
  lessons > 0 && back < lessons ? `${back === 0 ? 'None' : `${lessons - back}`} of ${lessons} lessons ${back === 0 ? 'was' : 'were not'} returned ${when}` : undefined

const MOST_WEEKS = 3
/** As many weeks on each side as there are, three at most. */
export const weeksToCompare = (weeksMentored: number): number => Math.min(MOST_WEEKS, Math.floor(weeksMentored / 2))
