/**
 * "Mentors should …": each of the policy's sentences is somebody's to do, often by a day. What waits for a person is worked
 * out from what was done and agreed, never stored, so it goes by itself when the thing is done. Only that a person put it
 * off, until when and why, is a fact.
 */
import { z } from '../schema.ts'
import { daysBetween, SchoolDate, shortDate } from '../time/clock.ts'

export const PUT_OFF_REASON_LIMIT = 200
export const TaskPutOff = z.object({
  pupilId: z.string(),
  /** Nobody mentors them: it is kept where no mentor reads it. */
  about: z.literal('candidate').optional(),
  /** Made of what the task is about: another call-back is another task, and is not put off by this. */
  taskId: z.string().min(1).max(200),
  /** It is shown again from this day on. */
  until: SchoolDate,
  reason: z.string().min(1).max(PUT_OFF_REASON_LIMIT),
  entered: z.number(),
})
export type TaskPutOff = z.infer<typeof TaskPutOff>

export type Task = {
  id: string
  pupilId: string | undefined
  /** Of somebody whom nobody mentors. */
  ofCandidate?: true
  /** Whom it is about: "Layla Al-Hashimi, 8C"; empty where it is about several. */
  about: string
  what: string
  /** Why it stands here, from the records. */
  why: string
  to: string
  /** Undefined: it waits, and no day is named. */
  due: SchoolDate | undefined
  /** Within one day the lower comes first; 0 is before everything. */
  weight: number
  mayPutOff: boolean
}
export type Urgency = 'at-once' | 'overdue' | 'today' | 'waits' | 'coming'
export const URGENCY_WORDS: Record<Urgency, string> = { 'at-once': 'At once', overdue: 'Overdue', today: 'Today', waits: 'Open', coming: 'Coming' }
const ORDER: readonly Urgency[] = ['at-once', 'overdue', 'today', 'waits', 'coming']

export function urgencyOf({ due, weight }: Pick<Task, 'due' | 'weight'>, today: SchoolDate): Urgency {
  if (weight === 0) return 'at-once'
  return due === undefined ? 'waits' : due < today ? 'overdue' : due === today ? 'today' : 'coming'
}

export type Ranked = Task & { urgency: Urgency }
export type PutOff = Ranked & { until: SchoolDate; reason: string }
export type Day = {
  /** The ranked list of today. */
  now: Ranked[]
  /** Due later, the next first. */
  coming: Ranked[]
  putOff: PutOff[]
}
/** How far ahead a task is said. */
export const COMING_DAYS = 7

/** What comes first does not hang on the order in which it was found. */
export function rankDay(tasks: readonly Task[], putOffs: readonly Pick<TaskPutOff, 'taskId' | 'until' | 'reason' | 'entered'>[], today: SchoolDate): Day {
  const last = new Map([...putOffs].sort((a, b) => a.entered - b.entered || (a.until < b.until ? -1 : 1)).map((one) => [one.taskId, one]))
  const day: Day = { now: [], coming: [], putOff: [] }
  for (const task of tasks) {
    const ranked = { ...task, urgency: urgencyOf(task, today) }
    const off = task.mayPutOff ? last.get(task.id) : undefined
    if (off && off.until > today) day.putOff.push({ ...ranked, until: off.until, reason: off.reason })
    else if (ranked.urgency !== 'coming') day.now.push(ranked)
    else if (daysBetween(today, task.due ?? today) <= COMING_DAYS) day.coming.push(ranked)
  }
  return { now: day.now.sort(inOrder), coming: day.coming.sort(inOrder), putOff: day.putOff.sort((a, b) => compare(a.until, b.until) || inOrder(a, b)) }
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const inOrder = (a: Ranked, b: Ranked): number =>
  ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency) || (a.urgency === 'coming' ? compare(a.due ?? '', b.due ?? '') : 0) || a.weight - b.weight || compare(a.due ?? '~', b.due ?? '~') || compare(a.about, b.about) || compare(a.id, b.id)

export const sayDue = ({ due, urgency }: Pick<Ranked, 'due' | 'urgency'>, today: SchoolDate): string => {
  if (due === undefined || urgency === 'at-once') return URGENCY_WORDS[urgency]
  if (due === today) return 'Today'
  const late = daysBetween(due, today)
  return urgency === 'overdue' ? `Since ${shortDate(due)}, ${late === 1 ? '1 day' : `${late} days`}` : shortDate(due)
}

export type PutOffProblem = 'until' | 'reason' | 'too-long'
export const PUT_OFF_PROBLEM_WORDS: Record<PutOffProblem, string> = {
  until: 'Choose a day after today.', reason: 'Say in a few words why.', 'too-long': `Keep it to ${PUT_OFF_REASON_LIMIT} characters. Nothing is lost.`,
}
export function problemsInPutOff({ until, reason }: Pick<TaskPutOff, 'until' | 'reason'>, today: SchoolDate): PutOffProblem[] {
  const found: PutOffProblem[] = []
  if (!SchoolDate.safeParse(until).success || until <= today) found.push('until')
  if (reason.trim() === '') found.push('reason')
  if (reason.trim().length > PUT_OFF_REASON_LIMIT) found.push('too-long')
  return found
}
