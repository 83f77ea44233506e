/** One claim's figure: what was measured in each run, beside the least it could have been in the same runs. */
import { summary } from './stats.ts'

export type Unit = 'ms' | 'kB' | 'MB' | 'taps'
/** `most`: in the figure's unit. `timesFloor`: how many times its floor it may be. */
export type Goal = { most?: number; timesFloor?: number }

export type Figure = {
  what: string
  unit: Unit
  /** One value for each run. */
  runs: readonly number[]
  floor?: { what: string; runs: readonly number[] }
  goal?: Goal
  /** What a reader must know to believe it. */
  note?: string
}

export type Verdict = 'PASS' | 'over' | ''

/** The median of the runs' own ratios: both were measured in the same run, so what disturbed one disturbed both. */
export function ratioOf({ runs, floor }: Figure): number | undefined {
  if (!floor || floor.runs.length === 0) return undefined
  if (floor.runs.length !== runs.length) return summary(runs).median / summary(floor.runs).median
  return summary(runs.map((value, run) => value / (floor.runs[run] ?? Number.NaN))).median
}

export function verdictOf(figure: Figure): Verdict {
  if (!figure.goal) return ''
  const { most = Infinity, timesFloor = Infinity } = figure.goal
  return summary(figure.runs).median <= most && (ratioOf(figure) ?? 0) <= timesFloor ? 'PASS' : 'over'
}

export type Measured = { claim: number; title: string; figures: Figure[]; lists?: Record<string, string[]> }
