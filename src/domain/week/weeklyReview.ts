/**
 * "Log of weekly reviews" — "Action plans can be briefly recorded on Weekly review sheets or planners."
 * One review per pupil and week (its id is the pair). Its numbers are computed from facts until it is signed; signing
 * freezes them, and a later difference is shown, never written over.
 */
import { z } from '../schema.ts'
import type { Arrival } from '../mornings/arrival.ts'
import type { ContactCount } from '../home/contactLog.ts'
import type { ScoreCount } from './reportScore.ts'
import { SchoolDate } from '../time/clock.ts'
import { isExpected, type Expectation } from '../cases/mentorship.ts'
import type { SessionCount } from './sessionWeek.ts'

export const OUTCOMES = [-2, -1, 0, 1, 2] as const
export const Outcome = z.union([z.literal(-2), z.literal(-1), z.literal(0), z.literal(1), z.literal(2)])
export type Outcome = z.infer<typeof Outcome>
export const OUTCOME_WORDS: Record<`${Outcome}`, string> = {
  '-2': 'Much harder week', '-1': 'Harder week', '0': 'Steady', '1': 'Better week', '2': 'Much better week',
}

const tally = z.int().min(0)
export const TargetScore = z.object({ target: z.string(), lessons: tally, returned: tally, marks: tally, met: tally })
export type TargetScore = z.infer<typeof TargetScore>

export const WeekNumbers = z.object({
  expectedMornings: z.int().min(0),
  arrivals: z.int().min(0),
  onTime: z.int().min(0),
  lateToMentor: z.int().min(0),
  lateForRegister: z.int().min(0),
  minutesLate: z.int().min(0),
  notes: z.int().min(0),
  dailyActions: z.int().min(0),
  /** Start-of-day checks, and on how many nothing was missing; absent in a week without one. */
  checked: z.int().min(0).optional(),
  organised: z.int().min(0).optional(),
  /** Sessions that took place and were marked, and how many the pupil came to; absent in a week without one. */
  sessions: z.int().min(0).optional(),
  sessionsCame: z.int().min(0).optional(),
  /** The blue report: lessons of the week and those that came back, marks and those that were met; absent while nothing came back. */
  lessons: z.int().min(0).optional(),
  lessonsReturned: z.int().min(0).optional(),
  marks: z.int().min(0).optional(),
  marksMet: z.int().min(0).optional(),
  /** Contacts with home, and how many reached somebody; absent in a review signed before they were counted. */
  contacts: z.int().min(0).optional(),
  contactsReached: z.int().min(0).optional(),
  /** What the scores say of each target of the week that they speak of; absent likewise. */
  ofTargets: z.array(TargetScore).max(20).optional(),
})
export type WeekNumbers = z.infer<typeof WeekNumbers>

export const PlannedAction = z.object({ who: z.string().max(60), what: z.string().max(300), byWhen: z.string().max(60), done: z.boolean() })
export type PlannedAction = z.infer<typeof PlannedAction>

const prose = z.string().max(20_000)
export const WeeklyReview = z.object({
  pupilId: z.string(),
  weekStart: SchoolDate,
  outcome: Outcome.nullable(),
  wentWell: prose,
  nextStep: prose,
  pupilComment: prose,
  actionPlan: z.array(PlannedAction).max(5),
  /** "…or planners": the plan stands in the pupil's planner instead. */
  planInPlanner: z.boolean(),
  /** Set once at sign-off, together; cleared only by an amendment with a reason. */
  signed: z.object({ by: z.string(), name: z.string(), at: z.number(), pupilInitials: z.string().max(8), numbers: WeekNumbers }).nullable(),
  version: z.int().min(1),
  amendedReason: z.string().max(300).optional(),
})
export type WeeklyReview = z.infer<typeof WeeklyReview>
/** What a mentor writes into it, and signs. */
export const REVIEW_FIELDS = ['outcome', 'wentWell', 'nextStep', 'pupilComment', 'actionPlan', 'planInPlanner'] as const

export const reviewId = (pupilId: string, weekStart: SchoolDate): string => `review:${pupilId}:${weekStart}`

export const emptyReview = (pupilId: string, weekStart: SchoolDate): WeeklyReview => ({
  pupilId, weekStart, outcome: null, wentWell: '', nextStep: '', pupilComment: '', actionPlan: [], planInPlanner: false, signed: null, version: 1,
})

/** What a review still needs before it can be signed; empty when it may be. */
export function missingForSignOff(review: WeeklyReview): ('outcome' | 'wentWell' | 'nextStep')[] {
  return [
    ...(review.outcome === null ? (['outcome'] as const) : []),
    ...(review.wentWell.trim() ? [] : (['wentWell'] as const)),
    ...(review.nextStep.trim() ? [] : (['nextStep'] as const)),
  ]
}

/** The week in numbers, over the school days that have begun. `expectationOf` answers for each day what was then expected. */
export function weekNumbers(
  days: readonly SchoolDate[],
  expectationOf: (date: SchoolDate) => Expectation | undefined,
  arrivals: readonly Arrival[],
  counts: { notes: number; dailyActions: number; checked?: number; organised?: number; sessions?: SessionCount; scores?: ScoreCount; contacts?: ContactCount; ofTargets?: TargetScore[] },
): WeekNumbers {
  const came = arrivals.filter((arrival) => days.includes(arrival.date))
  return {
    expectedMornings: days.filter((day) => isExpected(expectationOf(day), day)).length,
    arrivals: came.length,
    onTime: came.filter((one) => one.minutesLateToMentor === 0 && one.mark === '/').length,
    lateToMentor: came.filter((one) => one.mark === '/' && one.minutesLateToMentor > 0).length,
    lateForRegister: came.filter((one) => one.mark !== '/').length,
    minutesLate: came.reduce((sum, one) => sum + one.minutesLateToMentor, 0),
    notes: counts.notes,
    dailyActions: counts.dailyActions,
    ...(counts.checked ? { checked: counts.checked, organised: counts.organised ?? 0 } : {}),
    ...(counts.scores?.returned ? { lessons: counts.scores.lessons, lessonsReturned: counts.scores.returned, marks: counts.scores.marks, marksMet: counts.scores.met } : {}),
    ...(counts.contacts ? { contacts: counts.contacts.made, contactsReached: counts.contacts.reached } : {}),
    ...(counts.ofTargets ? { ofTargets: counts.ofTargets } : {}),
    ...(counts.sessions?.held ? { sessions: counts.sessions.held, sessionsCame: counts.sessions.came } : {}),
  }
}
