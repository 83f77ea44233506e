/**
 * "Mentees should report to their Mentor in the student reception": how one try at the rehearsal's queue goes. Right is a
 * mark for whoever stands at the desk; a mark for somebody else is wrong until it is taken back. Times are given, in ms.
 */
import { z } from '../schema.ts'
import type { AtDesk, RehearsalQueue } from './rehearsalQueue.ts'

export type Run = {
  step: number
  startedAt: number
  /** Since when the next one has been waiting. */
  since: number
  marked: ReadonlySet<string>
  done: readonly { pupilId: string; ms: number }[]
  /** Marked though they did not stand there, and not taken back. */
  wrong: ReadonlySet<string>
  wrongTaps: number
  /** Told that they are marked already, and they were not. */
  sentAway: number
}

export const Tried = z.object({
  pupils: z.int().min(0), ms: z.number().min(0), medianMs: z.number().min(0), taps: z.int().min(0),
  /** Marks for somebody who did not stand there; `notUndone`: how many of them still stand at the end. */
  wrong: z.int().min(0), notUndone: z.int().min(0),
  leftUnmarked: z.int().min(0), sentAway: z.int().min(0),
})
export type Tried = z.infer<typeof Tried>

export const beginRun = (marked: ReadonlySet<string>, now: number): Run =>
  ({ step: 0, startedAt: now, since: now, marked, done: [], wrong: new Set(), wrongTaps: 0, sentAway: 0 })

/** Who stands at the desk now and has not been dealt with. */
export function atDesk({ step, done }: Run, { steps }: RehearsalQueue): readonly AtDesk[] {
  const finished = new Set(done.map(({ pupilId }) => pupilId))
  return (steps[step]?.pupils ?? []).filter(({ entry }) => !finished.has(entry.pupilId))
}
export const isOver = ({ step }: Run, { steps }: RehearsalQueue): boolean => step >= steps.length

/** The marks have changed: somebody was marked, or a mark was taken back. */
export function afterMarks(run: Run, queue: RehearsalQueue, marked: ReadonlySet<string>, now: number): Run {
  let next: Run = { ...run, marked, wrong: new Set([...run.wrong].filter((id) => marked.has(id))) }
  for (const pupilId of marked) {
    if (run.marked.has(pupilId)) continue
    next = atDesk(next, queue).some(({ entry }) => entry.pupilId === pupilId)
      ? dealtWith(next, queue, pupilId, now)
      : { ...next, wrong: new Set([...next.wrong, pupilId]), wrongTaps: next.wrongTaps + 1 }
  }
  return next
}

/** The mentor says to whoever stands there: "you are marked already". */
export function afterWord(run: Run, queue: RehearsalQueue, pupilId: string, now: number): Run {
  if (!atDesk(run, queue).some(({ entry }) => entry.pupilId === pupilId)) return run
  return run.marked.has(pupilId) ? dealtWith(run, queue, pupilId, now) : { ...run, sentAway: run.sentAway + 1 }
}

function dealtWith(run: Run, queue: RehearsalQueue, pupilId: string, now: number): Run {
  const next = { ...run, done: [...run.done, { pupilId, ms: now - run.since }], since: now }
  return atDesk(next, queue).length === 0 ? { ...next, step: next.step + 1 } : next
}

export function triedOf(run: Run, queue: RehearsalQueue, taps: number): Tried {
  const times = run.done.map(({ ms }) => ms).sort((a, b) => a - b)
  const [low = 0, high = low] = [times[Math.floor((times.length - 1) / 2)], times[Math.floor(times.length / 2)]]
  return {
    pupils: run.done.length, ms: run.since - run.startedAt, medianMs: (low + high) / 2, taps, wrong: run.wrongTaps, notUndone: run.wrong.size, sentAway: run.sentAway,
    leftUnmarked: queue.steps.flatMap(({ pupils }) => pupils).filter(({ entry }) => !run.marked.has(entry.pupilId)).length,
  }
}
export const mistakesOf = ({ wrong, leftUnmarked, sentAway }: Tried): number => wrong + leftUnmarked + sentAway
