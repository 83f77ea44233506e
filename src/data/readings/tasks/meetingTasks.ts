/** What a meeting about a year left with an owner and a day. */
import { dateOf, shortDate, shortMoment } from '../../../domain/time/clock.ts'
import { toldOf } from '../../../domain/conduct/safeguarding.ts'
import { candidateOf, meetingTasksOf } from '../identifying.ts'
import { randomId } from '../../records.ts'
import { mayWriteFor } from '../standing.ts'
import type { At, Found } from './at.ts'

const tasksOf = ({ memory, me, today, now }: At, pupilId: string, to: string): Found[] =>
  meetingTasksOf(memory, pupilId, today).filter(({ f, done }) => !done && f.owner === me.id).map(({ id, f }) => ({
    key: id, due: f.due, to, what: f.text, why: `Decided in the year’s meeting on ${shortDate(dateOf(f.entered))}`,
    ...(f.about === 'candidate' || mayWriteFor(memory, me, 'meetingTaskDone', pupilId) ? { done: () => ({ kind: 'add' as const, t: 'meetingTaskDone' as const, id: randomId(), f: { pupilId, about: f.about, taskId: id, at: now } }) } : {}),
  }))
export const yearMeetingTasks = (at: At, pupilId: string): Found[] => tasksOf(at, pupilId, `/pupils/${pupilId}`)

const meetingOf = ({ memory }: At, pupilId: string): string => `/identify/${memory.get('candidate', pupilId)?.f.year ?? ''}`
export const candidateTasks = (at: At, pupilId: string): Found[] => tasksOf(at, pupilId, meetingOf(at, pupilId))
/** Whoever watches looks again on the day they named. */
export function candidatesToLookAt(at: At, pupilId: string): Found[] {
  const { memory, me, settings, today } = at
  if (!memory.ofPupil('candidateDecision', pupilId).some(({ by, f }) => by === me.id && f.choice === 'watch')) return []
  const decision = candidateOf(memory, pupilId, settings, today)?.decision
  if (decision?.f.choice !== 'watch' || decision.f.lookAgain === undefined || decision.by !== me.id) return []
  return [{ key: decision.id, due: decision.f.lookAgain, to: meetingOf(at, pupilId), what: 'Look again at a candidate', why: `Watched since ${shortDate(decision.f.date)}: ${decision.f.reason}` }]
}
/** A text about a candidate was stopped, and nobody has said that a DSL was told. */
export function dslToTellOfCandidate(at: At, pupilId: string): Found[] {
  const mine = at.memory.ofPupil('safeguarding', pupilId).filter(({ by }) => by === at.me.id).map(({ f }) => f)
  const { openSince } = toldOf(mine)
  return openSince === undefined ? [] : [{
    key: String(openSince), to: meetingOf(at, pupilId), what: 'Tell a DSL', why: `Since ${shortMoment(openSince)}; nobody has put down that it was done`,
    done: () => ({ kind: 'add', t: 'safeguarding', id: randomId(), f: { pupilId, about: 'candidate', step: 'told', at: at.now, from: 'card' } }),
  }]
}
