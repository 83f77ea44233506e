/**
 * "Mentees should report to their Mentor in the student reception at 8.45 each morning": all at once. A queue to rehearse
 * with, twenty pupils with the noise of a real one: somebody is marked already, somebody is not on the list, two bear one
 * name, two speak at once, and the last one is late.
 */
import { minutesFromTime, timeFromMinutes, type TimeOfDay } from '../time/clock.ts'
import type { DeskEntry } from './deskList.ts'

export type Noise = 'marked-already' | 'not-on-the-list' | 'other-mentors' | 'late'
export type AtDesk = { entry: DeskEntry; noise: Noise | undefined }
/** Who stands at the desk together; `at`: the clock has moved on by then. */
export type QueueStep = { pupils: readonly AtDesk[]; at?: TimeOfDay }
/** `marked`: who has a mark before the first one comes. */
export type RehearsalQueue = { steps: readonly QueueStep[]; pupils: number; marked: DeskEntry | undefined }

export const QUEUE_LENGTH = 20
/** With fewer there is no queue. */
const FEWEST = 8
const LATE_BY = 7

/** `dice`: 0 to 1. Undefined where too few are expected that day. */
export function rehearsalQueue(entries: readonly DeskEntry[], registerStart: TimeOfDay, dice: () => number): RehearsalQueue | undefined {
  const expected = shuffled(entries.filter((one) => one.expected && !one.arrival), dice)
  if (expected.length < FEWEST) return undefined
  const [stranger] = shuffled(entries.filter((one) => !one.expected && !one.arrival && !one.absence), dice)
  const twins = sameName(expected)
  const [marked, late, left, right, ...rest] = mixed(expected.filter((one) => !twins.includes(one)))
  const steps: QueueStep[] = [
    ...twins.map(alone),
    ...(stranger ? [{ pupils: [{ entry: stranger, noise: 'not-on-the-list' as const }] }] : []),
    ...(marked ? [{ pupils: [{ entry: marked, noise: 'marked-already' as const }] }] : []),
    ...(left && right ? [{ pupils: [asHeard(left), asHeard(right)] }] : []),
  ]
  const room = QUEUE_LENGTH - count(steps) - (late ? 1 : 0)
  const queue = shuffled([...steps, ...rest.slice(0, room).map(alone)], dice)
  if (late) queue.push({ pupils: [{ entry: late, noise: 'late' }], at: timeFromMinutes(minutesFromTime(registerStart) + LATE_BY) })
  return { steps: queue, pupils: count(queue), marked }
}

const asHeard = (entry: DeskEntry): AtDesk => ({ entry, noise: entry.mine ? undefined : 'other-mentors' })
const alone = (entry: DeskEntry): QueueStep => ({ pupils: [asHeard(entry)] })
const count = (steps: readonly QueueStep[]): number => steps.reduce((sum, { pupils }) => sum + pupils.length, 0)

/** One of another mentor's, then mine, then the others: a queue of mine alone would rehearse half of it. */
function mixed(entries: readonly DeskEntry[]): DeskEntry[] {
  const others = entries.filter((one) => !one.mine)
  return [...others.slice(0, 1), ...entries.filter((one) => one.mine), ...others.slice(1)]
}

function sameName(entries: readonly DeskEntry[]): DeskEntry[] {
  for (const one of entries) {
    const other = entries.find(({ pupilId, pupil }) => pupilId !== one.pupilId && pupil.preferredName === one.pupil.preferredName)
    if (other) return [one, other]
  }
  return []
}

function shuffled<T>(list: readonly T[], dice: () => number): T[] {
  const mixedUp = [...list]
  for (let last = mixedUp.length - 1; last > 0; last--) {
    const pick = Math.floor(dice() * (last + 1))
    ;[mixedUp[last], mixedUp[pick]] = [mixedUp[pick] as T, mixedUp[last] as T]
  }
  return mixedUp
}
