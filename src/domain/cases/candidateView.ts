/**
 * A candidate as the meeting sees them: what the school's sentences find today, how old the data is, and what was decided,
 * shown again each time. Computed, never stored.
 */
import { newestDecisions, type Candidate, type CandidateDecision, type Choice } from './candidate.ts'
import { isFoundBy, weightOf } from './candidateFinding.ts'
import type { CandidateRule, Reason } from './candidateRule.ts'
import { daysBetween, mediumDate, type Instant, type SchoolDate } from '../time/clock.ts'
import type { SimsSet } from '../school/sims.ts'

export type FoundIn = Extract<SimsSet, 'behaviour' | 'attendance' | 'grades'>
export const FOUND_IN: readonly FoundIn[] = ['behaviour', 'attendance', 'grades']

export const CHOICE_WORDS: Record<Choice, string> = { mentor: 'Mentor', watch: 'Watch', 'not-now': 'Not now' }


type Stored<T> = { id: string; by: string; at: Instant; f: T }
export type StoredDecision = Stored<CandidateDecision>
export type CandidateState = 'open' | Choice
export type CandidateView = {
  id: string
  f: Candidate
  reasons: (Reason & { in: FoundIn; to: SchoolDate })[]
  /** The oldest day up to which any of the reasons is known. */
  dataUntil: SchoolDate | undefined
  decision: StoredDecision | undefined
  earlier: StoredDecision[]
  /** `open`: nobody has decided, or it is time to look again. */
  state: CandidateState
  /** What the sentences found has changed for the worse since it was decided. */
  newSince: boolean
  weight: number
}

/** A candidate as the meeting sees them. `oldest`: data that ends before this day is not shown any more. */
export function candidateView({ id, f }: { id: string; f: Candidate }, decisions: readonly StoredDecision[], rules: readonly CandidateRule[], today: SchoolDate, oldest: SchoolDate): CandidateView {
  const reasons = FOUND_IN.flatMap((set) => {
    const found = f[set]
    return found && found.to >= oldest ? found.reasons.filter((one) => isFoundBy(rules, one)).map((one) => ({ ...one, in: set, to: found.to })) : []
  })
  const [decision, ...earlier] = newestDecisions(decisions)
  const isDue = decision?.f.choice === 'watch' && decision.f.lookAgain !== undefined && decision.f.lookAgain <= today
  return {
    id, f, reasons, decision, earlier,
    dataUntil: reasons.map(({ to }) => to).sort()[0],
    state: decision === undefined || isDue ? 'open' : decision.f.choice,
    newSince: decision !== undefined && reasons.some(({ to }) => to > decision.f.date),
    weight: reasons.reduce((sum, one) => sum + weightOf(rules, one), 0) + (f.byHand ? 1 : 0),
  }
}
/** Whether there is anything to decide or to show again; what is neither is let go. */
export const isKept = ({ f, reasons, decision }: CandidateView): boolean => reasons.length > 0 || f.byHand !== undefined || decision !== undefined
export const byWeight = (a: CandidateView, b: CandidateView): number => b.reasons.length - a.reasons.length || b.weight - a.weight || a.f.surname.localeCompare(b.f.surname, 'en-GB')

/** "Watch since 3 weeks": how long ago a decision was made. */
export function sayAgo(date: SchoolDate, today: SchoolDate): string {
  const days = daysBetween(date, today)
  if (days <= 0) return 'today'
  if (days === 1) return 'since yesterday'
  return days < 14 ? `for ${days} days` : days < 70 ? `for ${Math.floor(days / 7)} weeks` : `since ${mediumDate(date)}`
}
