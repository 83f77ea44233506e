/**
 * "Mentors should complete their electronic records by the end of Monday lunch for the previous week."
 * What a complete week is, rule by rule. Each rule says when it was fulfilled, by the clock of the act; so the state at the
 * deadline is a function of facts, and work that was done in time and arrives late puts the board right.
 */
import type { Instant } from '../time/clock.ts'

export type RuleName = 'review' | 'plan' | 'results' | 'next-targets' | 'action' | 'missed' | 'sessions' | 'check-in'
export type Rule = { name: RuleName; sentence: string; /** What one thing takes, in minutes. */ minutes: number; missing: (count: number) => string }
const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`

export const RULES: readonly Rule[] = [
  { name: 'review', sentence: 'Log of weekly reviews', minutes: 3, missing: () => 'The weekly review is not signed' },
  { name: 'plan', sentence: 'Action plans can be briefly recorded on Weekly review sheets or planners', minutes: 1, missing: () => 'No action plan, and no tick for the planner' },
  { name: 'results', sentence: 'Targets set', minutes: 1, missing: (many) => `${count(many, 'target has', 'targets have')} no result` },
  { name: 'next-targets', sentence: 'Weekly targets should be SMART', minutes: 2, missing: () => 'No target is set for the next week' },
  { name: 'action', sentence: 'Daily Mentor actions should be noted on the back of blue reports', minutes: 1, missing: () => 'No daily action is noted' },
  { name: 'missed', sentence: 'If pupils do not attend for mentoring, Mentors should investigate', minutes: 2, missing: (many) => `${count(many, 'missed time is', 'missed times are')} not looked into` },
  { name: 'sessions', sentence: 'times and venues where they are expected to attend', minutes: 1, missing: (many) => `${count(many, 'session has', 'sessions have')} no attendance` },
  { name: 'check-in', sentence: 'Mentoring support should be withdrawn gradually', minutes: 1, missing: () => 'No check-in is noted' },
]

/** When each thing a rule asks for was done; undefined where it was not. A rule that asks nothing has no things. */
export type Done = Record<RuleName, readonly (Instant | undefined)[]>
export type Missing = { rule: Rule; things: number; minutes: number; words: string }
/** `nearly`: the review is signed and something else is left; `missing`: not even that. */
export type RecordState = 'none-due' | 'complete' | 'to-do' | 'late' | 'nearly' | 'missing'
export const RECORD_STATE_WORDS: Record<RecordState, string> = { 'none-due': 'Nothing due', complete: 'Complete', 'to-do': 'To do', late: 'Complete, late', nearly: 'Something is left', missing: 'Missing' }
export type RecordsOfWeek = {
  state: RecordState
  missing: Missing[]
  things: number
  minutes: number
  /** The last of it was done then; undefined while something is missing. */
  completeAt: Instant | undefined
}

/** What is missing at a moment: a thing done after it was not done yet. */
export const missingAt = (done: Done, at: Instant): Missing[] =>
  RULES.flatMap((rule) => {
    const things = done[rule.name].reduce<number>((count, one) => (one === undefined || one > at ? count + 1 : count), 0)
    return things === 0 ? [] : [{ rule, things, minutes: things * rule.minutes, words: rule.missing(things) }]
  })

/** `done` undefined: the pupil was expected on no morning of the week, and no check-in either. `deadline` undefined: the week had no school. */
export function recordsOfWeek(done: Done | undefined, deadline: Instant | undefined, now: Instant): RecordsOfWeek {
  if (!done || deadline === undefined) return { state: 'none-due', missing: [], things: 0, minutes: 0, completeAt: undefined }
  const missing = missingAt(done, now)
  const things = missing.reduce((sum, one) => sum + one.things, 0)
  const completeAt = things > 0 ? undefined : Math.max(0, ...Object.values(done).flat().map((one) => one ?? 0))
  const state = completeAt !== undefined ? (completeAt <= deadline ? 'complete' : 'late') : now <= deadline ? 'to-do' : missing.some(({ rule }) => rule.name === 'review') ? 'missing' : 'nearly'
  return { state, missing, things, minutes: missing.reduce((sum, one) => sum + one.minutes, 0), completeAt }
}

/** Finished in time and heard of later: in time all the same. */
export const isReceivedLate = ({ state, receivedAt }: Pick<RecordsOfWeek, 'state'> & { receivedAt: Instant | undefined }, deadline: Instant | undefined): boolean =>
  state === 'complete' && receivedAt !== undefined && deadline !== undefined && receivedAt > deadline

/** "3 things, about 6 minutes" */
export const sayThings = ({ things, minutes }: Pick<RecordsOfWeek, 'things' | 'minutes'>): string =>
  things === 0 ? 'Nothing is missing' : `${count(things, 'thing', 'things')}, about ${count(minutes, 'minute', 'minutes')}`

export type BoardCounts = Record<RecordState, number> & { things: number; minutes: number }
export function countRecords(records: readonly RecordsOfWeek[]): BoardCounts {
  const counts: BoardCounts = { 'none-due': 0, complete: 0, 'to-do': 0, late: 0, nearly: 0, missing: 0, things: 0, minutes: 0 }
  for (const one of records) {
    counts[one.state]++
    counts.things += one.things
    counts.minutes += one.minutes
  }
  return counts
}

type Row = { mentor: string; records: readonly RecordsOfWeek[] }
/** Four sentences for whoever asks how the week's records stand. `afterwards`: complete in time, and received after the deadline. */
export function digest(rows: readonly Row[], weekWords: string, unsent: readonly string[] | undefined, afterwards = 0): string[] {
  const all = rows.flatMap(({ records }) => records)
  const counts = countRecords(all)
  const due = all.length - counts['none-due']
  const behind = rows.map(({ mentor, records }) => ({ mentor, counts: countRecords(records) })).filter((one) => one.counts.things > 0).sort((a, b) => b.counts.things - a.counts.things)
  const byRule = RULES.map((rule) => ({ rule, pupils: all.filter(({ missing }) => missing.some((one) => one.rule.name === rule.name)).length })).sort((a, b) => b.pupils - a.pupils)[0]
  return [
    `For ${weekWords} the records of ${count(due, 'pupil', 'pupils')} are due: ${counts.complete} complete in time${afterwards === 0 ? '' : ` (${afterwards} received after the deadline)`}, ${counts.late} complete but late, ${counts['to-do'] + counts.nearly + counts.missing} not complete.`,
    behind.length === 0 ? 'No mentor has anything left to do.' : `Left to do: ${behind.slice(0, 3).map((one) => `${one.mentor} ${sayThings(one.counts)}`).join('; ')}${behind.length > 3 ? `; and ${behind.length - 3} more` : ''}.`,
    byRule && byRule.pupils > 0 ? `Most often: ${byRule.rule.missing(1).toLowerCase()} (${count(byRule.pupils, 'pupil', 'pupils')}).` : 'No rule is left open.',
    unsent === undefined ? 'Which tablets hold unsent work could not be asked just now.' : unsent.length === 0 ? 'No tablet is known to hold unsent work.' : `${unsent.join('; ')}.`,
  ]
}
