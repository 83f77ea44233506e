/**
 * "Mentoring support should be withdrawn gradually with pupils becoming aware of when their progress is leading to them
 * being withdrawn from the mentoring system." What people decided about it, each a fact; the stage a pupil is at is worked
 * out from the days that hold and from these. Nothing moves a pupil but a person.
 */
import { z } from '../schema.ts'
import { addDays, SchoolDate, type Instant } from '../time/clock.ts'
import { expectationOn, type Expectation } from './mentorship.ts'
import { Role } from '../staff.ts'
import { STAGE_NAME_LIMIT, stageOf, type WithdrawalStage } from './withdrawalStage.ts'

export const WITHDRAWAL_REASON_LIMIT = 500
const about = { pupilId: z.string(), decidedAt: z.number() }
const decided = {
  ...about,
  reason: z.string().max(WITHDRAWAL_REASON_LIMIT),
  /** What the decision rested on, as it read then. */
  evidence: z.array(z.string().max(200)).max(12),
  name: z.string().max(80),
  role: Role,
}
const moved = { ...decided, from: SchoolDate, stage: z.string().max(STAGE_NAME_LIMIT), weekdays: z.array(z.int().min(1).max(5)) }

export const ToldHow = z.enum(['letter', 'telephone', 'email', 'in-person'])
export type ToldHow = z.infer<typeof ToldHow>
export const TOLD_HOW_WORDS: Record<ToldHow, string> = { letter: 'By letter', telephone: 'By telephone', email: 'By e-mail', 'in-person': 'In person' }

export const WithdrawalEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('moved-on'), ...moved }),
  z.object({ type: z.literal('stepped-back'), ...moved }),
  z.object({ type: z.literal('not-yet'), ...decided, lookAgain: SchoolDate }),
  /** Home was told of a step. */
  z.object({ type: z.literal('home-told'), ...about, decisionId: z.string(), how: ToldHow, on: SchoolDate }),
])
export type WithdrawalEvent = z.infer<typeof WithdrawalEvent>
export type StoredWithdrawal = { id: string; by: string; at: Instant; f: WithdrawalEvent }
export type Moved = Extract<WithdrawalEvent, { type: 'moved-on' | 'stepped-back' }>
export type NotYet = Extract<WithdrawalEvent, { type: 'not-yet' }>

/** How a word with the mentor went, at the stage that has no mornings. */
export const CheckInHow = z.enum(['well', 'mixed', 'hard'])
export type CheckInHow = z.infer<typeof CheckInHow>
export const CHECK_IN_WORDS: Record<CheckInHow, string> = { well: 'Going well', mixed: 'Up and down', hard: 'A hard week' }
export const CHECK_IN_LIMIT = 300
export const CheckIn = z.object({
  pupilId: z.string(),
  on: SchoolDate,
  how: CheckInHow,
  line: z.string().max(CHECK_IN_LIMIT),
  entered: z.number(),
})
export type CheckIn = z.infer<typeof CheckIn>

export const isMoved = (f: WithdrawalEvent): f is Moved => f.type === 'moved-on' || f.type === 'stepped-back'
const movedIn = (events: readonly WithdrawalEvent[]): Moved[] => events.filter(isMoved)
/** The step of this mentoring to be celebrated. None before the first, and none after a step back: a letter that said one would not be true. */
export function stepForward(events: readonly WithdrawalEvent[], startedOn: SchoolDate): Moved | undefined {
  const last = movedIn(events).filter(({ from }) => from >= startedOn).sort((a, b) => a.decidedAt - b.decidedAt).at(-1)
  return last?.type === 'moved-on' ? last : undefined
}

/** Whether the last step that had begun by a day was to no mornings at all. */
export function isCheckInOnly(expectations: Iterable<Expectation>, events: readonly WithdrawalEvent[], date: SchoolDate): boolean {
  if ((expectationOn(expectations, date)?.weekdays.length ?? 1) > 0) return false
  const last = movedIn(events).filter(({ from }) => from <= date).reduce<Moved | undefined>((found, one) => (!found || one.from > found.from || (one.from === found.from && one.decidedAt >= found.decidedAt) ? one : found), undefined)
  return last !== undefined && last.weekdays.length === 0
}

export type AtStage = { index: number; stage: WithdrawalStage; /** Its first day. */ since: SchoolDate }

/** The stage a pupil is at on a day, and since when: another time of day changes nothing, a pause begins afresh. */
export function stageOn(stages: readonly WithdrawalStage[], expectations: readonly Expectation[], events: readonly WithdrawalEvent[], date: SchoolDate): AtStage | undefined {
  const indexOn = (day: SchoolDate): number | undefined => {
    const held = expectationOn(expectations, day)
    return held && stageOf(stages, held.weekdays, isCheckInOnly(expectations, events, day))
  }
  const index = indexOn(date)
  const stage = index === undefined ? undefined : stages[index]
  if (index === undefined || !stage) return undefined
  const begins = [...new Set(expectations.map(({ from }) => from).filter((from) => from <= date))].sort()
  let since = begins.at(-1) ?? date
  for (const day of begins.toReversed()) {
    const isGap = day < since && indexOn(addDays(since, -1)) !== index
    if (isGap || indexOn(day) !== index) break
    since = day
  }
  return { index, stage, since }
}

/** The last word on the next step that still holds: whoever said "not yet" is not asked again before the day they named. */
export function notYetUntil(events: readonly WithdrawalEvent[], today: SchoolDate): NotYet | undefined {
  const last = events.filter((f) => f.type !== 'home-told').reduce<Exclude<WithdrawalEvent, { type: 'home-told' }> | undefined>((found, one) => (found && found.decidedAt > one.decidedAt ? found : one), undefined)
  return last?.type === 'not-yet' && last.lookAgain > today ? last : undefined
}

/** Steps of which nobody has put down yet that home was told; those of a while ago are not asked about for ever. */
export function homeToTell(events: readonly StoredWithdrawal[], today: SchoolDate, days = 28): (StoredWithdrawal & { f: Moved })[] {
  const told = new Set(events.flatMap(({ f }) => (f.type === 'home-told' ? [f.decisionId] : [])))
  const steps = events.filter((one): one is StoredWithdrawal & { f: Moved } => isMoved(one.f)).sort((a, b) => b.f.decidedAt - a.f.decidedAt)
  // Of two steps the later is what home needs to know.
  return steps.slice(0, 1).filter(({ id, f }) => !told.has(id) && addDays(f.from, days) >= today)
}

export const EVENT_WORDS: Record<WithdrawalEvent['type'], string> = {
  'moved-on': 'A step forward', 'stepped-back': 'More support for a while', 'not-yet': 'Next step looked at: not yet', 'home-told': 'Home was told',
}
