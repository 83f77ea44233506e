/**
 * "Log of weekly reviews": how far a review is, and what has changed under it since it was signed. Signing freezes the
 * numbers; a fact that comes later is shown beside them, never written over them.
 */
import { standing, type DailyAction, type Note } from './blueReport.ts'
import { addDays, instantAt, weekBeginning, type Instant, type SchoolDate } from '../time/clock.ts'
import { emptyReview, type PlannedAction, type TargetScore, type WeeklyReview, type WeekNumbers } from './weeklyReview.ts'

export type ReviewState = 'not-started' | 'draft' | 'signed' | 'changed'
export const REVIEW_STATE_WORDS: Record<ReviewState, string> = {
  'not-started': 'Not started', draft: 'Draft', signed: 'Signed', changed: 'Changed after sign-off',
}

type PlainNumber = Exclude<keyof WeekNumbers, 'ofTargets'>
const NUMBER_WORDS: Record<PlainNumber, string> = {
  expectedMornings: 'expected mornings', arrivals: 'arrivals', onTime: 'on time', lateToMentor: 'late to mentor', lateForRegister: 'late for the register',
  minutesLate: 'minutes late', notes: 'notes', dailyActions: 'daily actions', checked: 'start-of-day checks', organised: 'organised mornings', sessions: 'sessions', sessionsCame: 'sessions attended',
  lessons: 'lessons on the blue report', lessonsReturned: 'lessons returned', marks: 'scores', marksMet: 'scores met',
  contacts: 'contacts with home', contactsReached: 'contacts that reached home',
}
/** How many lessons could have come back grows as the week goes on: what came back is what may have changed. */
const GROWS_WITH_THE_WEEK: PlainNumber = 'lessons'
/** Earlier versions signed without them: that they are not there says nothing. */
const COUNTED_LATER = new Set<PlainNumber>(['contacts', 'contactsReached'])

export type NumberChange = { number: keyof WeekNumbers; words: string; from: number; to: number }

/** What the facts say now where it differs from what was signed. */
export const changedNumbers = (frozen: WeekNumbers, live: WeekNumbers): NumberChange[] =>
  [
    ...(Object.keys(NUMBER_WORDS) as PlainNumber[])
      .filter((number) => number !== GROWS_WITH_THE_WEEK && (frozen[number] !== undefined || !COUNTED_LATER.has(number)))
      .map((number) => ({ number, words: NUMBER_WORDS[number], from: frozen[number] ?? 0, to: live[number] ?? 0 })),
    ...(frozen.ofTargets ? targetChanges(frozen.ofTargets, live.ofTargets ?? []) : []),
  ].filter(({ from, to }) => from !== to)

const targetChanges = (frozen: readonly TargetScore[], live: readonly TargetScore[]): NumberChange[] =>
  live.flatMap((now, at) => {
    const then = frozen.find(({ target }) => target === now.target)
    const words = `scores of target ${at + 1}`
    return [{ number: 'ofTargets', words: `${words} met`, from: then?.met ?? 0, to: now.met }, { number: 'ofTargets', words, from: then?.marks ?? 0, to: now.marks }]
  })

export const sayChanges = (changes: readonly NumberChange[]): string =>
  `Changed after sign-off: ${changes.map(({ words, from, to }) => `${words} ${from} → ${to}`).join(', ')}.`

/** `live` is counted only where there is something signed to hold it against. */
export function reviewState(review: WeeklyReview | undefined, live: () => WeekNumbers): ReviewState {
  if (!review) return 'not-started'
  if (!review.signed) return 'draft'
  return changedNumbers(review.signed.numbers, live()).length > 0 ? 'changed' : 'signed'
}
export const isSigned = (state: ReviewState): boolean => state === 'signed' || state === 'changed'

type Stored<T> = { id: string; by: string; at: Instant; f: T }

/** The notes and daily actions that belong to a week, corrected ones once. A note belongs to when it happened. */
export function ofWeek(weekStart: SchoolDate, notes: readonly Stored<Note>[], dailyActions: readonly Stored<DailyAction>[]): { notes: Stored<Note>[]; dailyActions: Stored<DailyAction>[] } {
  const [from, to] = [instantAt(weekStart, '00:00'), instantAt(addDays(weekStart, 7), '00:00')]
  return {
    notes: standing(notes).filter(({ f }) => f.occurredAt >= from && f.occurredAt < to).sort((a, b) => b.f.occurredAt - a.f.occurredAt),
    dailyActions: standing(dailyActions).filter(({ f }) => weekBeginning(f.date) === weekStart).sort((a, b) => (a.f.date < b.f.date ? -1 : 1)),
  }
}

/** What is still to do from the week before. */
export const openActions = (last: WeeklyReview | undefined): PlannedAction[] => (last?.actionPlan ?? []).filter((one) => !one.done)

/** A review before anyone has written in it: last week's open actions stand in its plan. */
export const startingReview = (pupilId: string, weekStart: SchoolDate, last: WeeklyReview | undefined): WeeklyReview => ({
  ...emptyReview(pupilId, weekStart),
  actionPlan: openActions(last).map(({ who, what, byWhen }) => ({ who, what, byWhen, done: false })),
})
