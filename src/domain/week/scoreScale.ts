/**
 * "…based on returned subject information": how a teacher scores a lesson on the blue report. Schools differ, and the
 * direction flips: 1 is best at one and worst at the next, others tick or use letters. So a scale says its marks in
 * order, which end is good, and which mark is just enough.
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'

const Mark = z.string().min(1).max(3)
export const ScoreScale = z
  .object({
    /** In the order they are printed. */
    marks: z.array(z.object({ mark: Mark, words: z.string().max(40) })).min(2).max(8),
    /** Which end of that order is the good one. */
    best: z.enum(['first', 'last']),
    /** It and every better one count as met. */
    enough: Mark,
  })
  .refine(({ marks, enough }) => new Set(marks.map(({ mark }) => mark)).size === marks.length && marks.some(({ mark }) => mark === enough), 'Marks differ, and one of them is enough')
export type ScoreScale = z.infer<typeof ScoreScale>

/** The school's sheet: `lesson`: one mark for each lesson. `target`: one for each target in each lesson. */
export const SheetDesign = z.object({
  /** From this week on; earlier weeks keep the design they were written with. */
  from: SchoolDate,
  scale: ScoreScale,
  per: z.enum(['lesson', 'target']),
})
export type SheetDesign = z.infer<typeof SheetDesign>

/** Drawn as shapes on paper, whose fonts have neither. */
export const TICK = '✓'
export const CROSS = '✗'

const numbers = (words: readonly string[]): ScoreScale['marks'] => words.map((said, at) => ({ mark: String(at + 1), words: said }))
const FOUR = ['Outstanding', 'Good', 'Needs to improve', 'Serious concern'] as const
export type PresetName = 'one-best' | 'four-best' | 'ticks' | 'letters'
export const PRESETS: Record<PresetName, { label: string; scale: ScoreScale }> = {
  'one-best': { label: '1 to 4, 1 is best', scale: { marks: numbers(FOUR), best: 'first', enough: '2' } },
  'four-best': { label: '1 to 4, 4 is best', scale: { marks: numbers(FOUR.toReversed()), best: 'last', enough: '3' } },
  ticks: { label: 'Tick or cross', scale: { marks: [{ mark: TICK, words: 'Met' }, { mark: CROSS, words: 'Not met' }], best: 'first', enough: TICK } },
  letters: {
    label: 'Letters A to E, A is best',
    scale: { marks: [{ mark: 'A', words: 'Excellent' }, { mark: 'B', words: 'Good' }, { mark: 'C', words: 'Satisfactory' }, { mark: 'D', words: 'Below what is expected' }, { mark: 'E', words: 'Serious concern' }], best: 'first', enough: 'B' },
  },
}
export const DEFAULT_DESIGNS: SheetDesign[] = [{ from: '2000-01-03', scale: PRESETS['one-best'].scale, per: 'lesson' }]

/** The design a week is written with. */
export function designOn(designs: readonly SheetDesign[], weekStart: SchoolDate): SheetDesign {
  let first: SheetDesign | undefined
  let latest: SheetDesign | undefined
  // Asked for each of thousands of marks, so nothing is sorted.
  for (const one of designs) {
    if (first === undefined || one.from < first.from) first = one
    if (one.from <= weekStart && (latest === undefined || one.from >= latest.from)) latest = one
  }
  return latest ?? first ?? { from: weekStart, scale: PRESETS['one-best'].scale, per: 'lesson' }
}

/** 0 for the best mark, counting up towards the worst; undefined for a mark that is none of the scale's. */
export function rankOf({ marks, best }: ScoreScale, mark: string): number | undefined {
  const at = marks.findIndex((one) => one.mark === mark)
  return at === -1 ? undefined : best === 'first' ? at : marks.length - 1 - at
}
export function isMet(scale: ScoreScale, mark: string): boolean {
  const rank = rankOf(scale, mark)
  return rank !== undefined && rank <= (rankOf(scale, scale.enough) ?? 0)
}
export const wordsOfMark = ({ marks }: ScoreScale, mark: string): string => marks.find((one) => one.mark === mark)?.words ?? ''

/** `1 is best; 2 or better is enough`, beneath a grid. */
export function directionWords(scale: ScoreScale): string {
  const best = scale.marks.find(({ mark }) => rankOf(scale, mark) === 0)?.mark ?? ''
  return best === scale.enough ? `${best} is enough` : `${best} is best; ${scale.enough} or better is enough`
}

export const [FEWEST_MARKS, MOST_MARKS, MARK_WORDS_LIMIT] = [2, 8, 40]
export type ScaleProblem = 'mark' | 'same-mark' | 'words' | 'enough'
export const SCALE_PROBLEM_WORDS: Record<ScaleProblem, string> = {
  mark: 'Each mark is one to three letters or digits.', 'same-mark': 'Two marks are the same.', words: `Keep what a mark means to ${MARK_WORDS_LIMIT} characters.`, enough: 'Say which mark is just enough.',
}
/** Why a scale as it is typed cannot be saved. */
export function scaleProblem({ marks, enough }: ScoreScale): ScaleProblem | undefined {
  if (marks.some(({ mark }) => !Mark.safeParse(mark.trim()).success)) return 'mark'
  if (new Set(marks.map(({ mark }) => mark.trim())).size < marks.length) return 'same-mark'
  if (marks.some(({ words }) => words.length > MARK_WORDS_LIMIT)) return 'words'
  return marks.some(({ mark }) => mark.trim() === enough) ? undefined : 'enough'
}
