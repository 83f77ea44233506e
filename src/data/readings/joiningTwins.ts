/** Candidates who stand twice, from the open records, and the changes that make them one: nothing that was decided is lost. */
import { added, twinsAmong, type Twins } from '../../domain/cases/candidateTwins.ts'
import type { Change } from '../store/commit.ts'
import type { Memory } from '../store/memory.ts'
import { mentorshipOf } from './mentoring.ts'

export const twinsIn = (memory: Memory, year: number): Twins[] =>
  twinsAmong(memory.all('candidate').filter(({ f }) => f.year === year).map(({ id, f }) => ({ id, f, identity: memory.get('pupilIdentity', id)?.f, isMentored: mentorshipOf(memory, id) !== undefined })))

/** A copy is named by what it is of, so that two who do this at once write it once. */
const copyOf = (id: string): string => `joined-${id}`
export function joiningTwins(memory: Memory, { stays, goes }: Twins): Change[] {
  const pupilId = stays.id
  const more = added(stays.f, goes.f)
  const identity = memory.get('pupilIdentity', goes.id)
  const known = memory.get('pupilIdentity', pupilId)
  return [
    ...(Object.keys(more).length === 0 ? [] : [{ kind: 'patch' as const, t: 'candidate' as const, id: pupilId, f: more }]),
    ...memory.ofPupil('candidateDecision', goes.id).map(({ id, f }): Change => ({ kind: 'add', t: 'candidateDecision', id: copyOf(id), f: { ...f, pupilId } })),
    ...memory.ofPupil('meetingTask', goes.id).filter(({ f }) => f.about === 'candidate').map(({ id, f }): Change => ({ kind: 'add', t: 'meetingTask', id: copyOf(id), f: { ...f, pupilId } })),
    ...memory.ofPupil('meetingTaskDone', goes.id).filter(({ f }) => f.about === 'candidate').map(({ id, f }): Change => ({ kind: 'add', t: 'meetingTaskDone', id: copyOf(id), f: { ...f, pupilId, taskId: copyOf(f.taskId) } })),
    { kind: 'void', t: 'candidate', id: goes.id },
    ...(identity ? [known ? { kind: 'patch' as const, t: 'pupilIdentity' as const, id: pupilId, f: { ...identity.f, ...known.f } } : { kind: 'add' as const, t: 'pupilIdentity' as const, id: pupilId, f: identity.f }, { kind: 'void' as const, t: 'pupilIdentity' as const, id: goes.id }] : []),
  ]
}
