/**
 * "…using data (… progress … or behavioural data from SIMS)": what the school's sentences find in one export, and whether it
 * is still looked for after the DHT has changed a number.
 */
import { MEASURES, type CandidateRule, type Reason } from './candidateRule.ts'
import { addDays, type SchoolDate } from '../time/clock.ts'
import { attendancePercent, type SimsAttendance, type SimsEntry, type SimsGrade } from '../school/sims.ts'

const finds = ({ measure, limit }: Pick<CandidateRule, 'measure' | 'limit'>, value: number): boolean =>
  measure === 'attendance' ? value < limit : MEASURES[measure].low ? value <= limit : value >= limit
/** Whether what was found is still looked for: the sentence is on, counts the same stretch, and its limit is passed. */
export const isFoundBy = (rules: readonly CandidateRule[], { measure, span, value }: Reason): boolean =>
  rules.some((rule) => rule.isOn && rule.measure === measure && (MEASURES[measure].span === undefined || rule.span === span) && finds(rule, value))

type Body<T> = Omit<T, 'pupilId' | 'batch'>
export type PupilFacts = { entries?: readonly Body<SimsEntry>[]; attendance?: Body<SimsAttendance>; grades?: readonly Body<SimsGrade>[] }

/** What the sentences find in what one export says of one pupil. `until`: the last day that the export speaks of. */
export function reasonsIn(rules: readonly CandidateRule[], facts: PupilFacts, until: SchoolDate): Reason[] {
  return rules.flatMap((rule): Reason[] => {
    const value = rule.isOn ? measured(rule, facts, until) : undefined
    return value !== undefined && finds(rule, value) ? [{ measure: rule.measure, span: rule.span, value }] : []
  })
}

function measured({ measure, span }: CandidateRule, { entries, attendance, grades }: PupilFacts, until: SchoolDate): number | undefined {
  if (MEASURES[measure].set === 'behaviour') {
    if (!entries) return undefined
    const since = addDays(until, -7 * span)
    const lately = entries.filter(({ date }) => date > since && date <= until)
    const behaviour = lately.filter(({ type }) => type === 'behaviour')
    if (measure === 'behaviour-entries') return behaviour.length
    const of = measure === 'behaviour-points' ? behaviour : lately.filter(({ type }) => type === 'achievement')
    return of.reduce((sum, { points }) => sum + Math.abs(points), 0)
  }
  if (measure === 'grades') return grades?.filter(({ result, target }) => (gradesBelow(result, target) ?? 0) >= span).length
  if (!attendance || attendance.possible === 0) return undefined
  const percent = attendancePercent(attendance)
  return measure === 'attendance' ? percent && Math.round(percent * 10) / 10 : measure === 'late' ? attendance.late : attendance.unauthorised
}

const LETTERS = ['A*', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'U']
/** A grade on its ladder: 9 to 1, or A* to U, with or without a sign. */
function rankOf(grade: string): { ladder: 'numbers' | 'letters'; at: number } | undefined {
  const [, stem = '', sign = ''] = /^(\d(?:\.\d)?|A\*|[A-GU])([+\-−=]?)$/i.exec(grade.trim()) ?? []
  const fine = sign === '+' ? 0.3 : sign === '-' || sign === '−' ? -0.3 : 0
  if (/^\d/.test(stem)) return { ladder: 'numbers', at: Number(stem) + fine }
  const letter = LETTERS.indexOf(stem.toUpperCase())
  return letter < 0 ? undefined : { ladder: 'letters', at: LETTERS.length - letter + fine }
}
/** By how many grades a result is below its target, in whole grades; undefined where the two cannot be compared. */
export function gradesBelow(result: string, target: string): number | undefined {
  const [is, aim] = [rankOf(result), rankOf(target)]
  return is && aim && is.ladder === aim.ladder ? Math.floor(aim.at - is.at + 0.01) : undefined
}

/** How far beyond its limit, for the order of the list: 1 is at the limit. */
export function weightOf(rules: readonly CandidateRule[], reason: Reason): number {
  const limit = rules.find(({ measure }) => measure === reason.measure)?.limit ?? 0
  if (reason.measure === 'attendance') return (100 - reason.value) / Math.max(1, 100 - limit)
  return MEASURES[reason.measure].low ? 1 : reason.value / Math.max(1, limit)
}
