/**
 * "…identify pupils needing to be mentored and put on blue report, using data (… progress … or behavioural data from SIMS)":
 * by which sentences the school looks. Each is a measure with a number or two that the DHT sets; what a sentence finds is
 * told with its own figure, and a person decides.
 */
import { z } from '../schema.ts'
import type { SimsSet } from '../school/sims.ts'

export const Measure = z.enum(['behaviour-points', 'behaviour-entries', 'few-achievement-points', 'attendance', 'unauthorised', 'late', 'grades'])
export type Measure = z.infer<typeof Measure>

/** `limit`: from where on it is found. `span`: the weeks it is counted over, or by how many grades a subject is below. */
export const CandidateRule = z.object({ measure: Measure, isOn: z.boolean(), limit: z.int().min(0).max(500), span: z.int().min(0).max(52) })
export type CandidateRule = z.infer<typeof CandidateRule>

type Range = readonly [least: number, most: number]
type MeasureWords = { set: SimsSet; sentence: string; limit: Range; span?: Range; /** Fewer is what is looked for. */ low?: boolean }
export const MEASURES: Record<Measure, MeasureWords> = {
  'behaviour-points': { set: 'behaviour', sentence: '{limit} behaviour points or more in {span} weeks', limit: [1, 500], span: [1, 26] },
  'behaviour-entries': { set: 'behaviour', sentence: '{limit} behaviour entries or more in {span} weeks', limit: [1, 200], span: [1, 26] },
  'few-achievement-points': { set: 'behaviour', sentence: 'not more than {limit} achievement points in {span} weeks', limit: [0, 100], span: [1, 26], low: true },
  attendance: { set: 'attendance', sentence: 'attendance below {limit}%', limit: [1, 100], low: true },
  unauthorised: { set: 'attendance', sentence: '{limit} unauthorised absences (half days) or more', limit: [1, 200] },
  late: { set: 'attendance', sentence: '{limit} late marks or more', limit: [1, 200] },
  grades: { set: 'grades', sentence: '{span} grades or more below target in {limit} subjects or more', limit: [1, 12], span: [1, 5] },
}
export const DEFAULT_CANDIDATE_RULES: CandidateRule[] = [
  { measure: 'behaviour-points', isOn: true, limit: 11, span: 3 },
  { measure: 'behaviour-entries', isOn: false, limit: 8, span: 4 },
  { measure: 'few-achievement-points', isOn: false, limit: 0, span: 6 },
  { measure: 'attendance', isOn: true, limit: 90, span: 0 },
  { measure: 'unauthorised', isOn: false, limit: 10, span: 0 },
  { measure: 'late', isOn: true, limit: 8, span: 0 },
  { measure: 'grades', isOn: true, limit: 3, span: 2 },
]
/** One sentence for each measure. */
export const CandidateRules = z.array(CandidateRule).max(Measure.options.length)
  .refine((rules) => new Set(rules.map(({ measure }) => measure)).size === rules.length && rules.every(fitsMeasure), 'each measure once, within its range')

const isIn = (value: number, [least, most]: Range): boolean => Number.isInteger(value) && value >= least && value <= most
export const fitsMeasure = ({ measure, limit, span }: Pick<CandidateRule, 'measure' | 'limit' | 'span'>): boolean => {
  const { limit: limits, span: spans } = MEASURES[measure]
  return isIn(limit, limits) && (spans === undefined || isIn(span, spans))
}

/** What a sentence found: the figure itself, so that a higher limit needs no new export. */
export const Reason = z.object({ measure: Measure, span: z.int().min(0).max(52), value: z.number().min(-1000).max(10_000) })
export type Reason = z.infer<typeof Reason>
