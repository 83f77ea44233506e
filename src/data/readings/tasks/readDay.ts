/** One person's day from the open records: what waits, ranked, what they wait for, and (for the Lead Mentor) what lapses. */
import { mayWrite } from '../../../domain/permission.ts'
import { fullName } from '../../../domain/pupil.ts'
import { rankDay, type Day, type Task } from '../../../domain/tasks/task.ts'
import type { Awaited } from '../../../domain/tasks/taskWords.ts'
import { caseloadOf, mentorshipOf } from '../mentoring.ts'
import { mayWriteFor } from '../standing.ts'
import type { At, Found } from './at.ts'
import { ABOUT_A_CANDIDATE, ABOUT_A_CASELOAD, ABOUT_A_PERSON, ABOUT_A_PUPIL, AWAITED, AWAITED_BY_LEAD } from './sources.ts'

/** The same list for everybody: a Head of Year's tablet holds the year, a mentor's their own. */
function pupilsOf({ memory, me }: At): Record<'own' | 'known', string[]> {
  const known = caseloadOf(memory).filter(({ f }) => me.role !== 'mentor' || f.mentorId === me.id)
  return { known: [...new Set(known.map(({ f }) => f.pupilId))], own: [...new Set(known.filter(({ f }) => f.mentorId === me.id).map(({ f }) => f.pupilId))] }
}

/** A tablet holds only those candidates on whom its person decides. */
const DECIDES = { own: true, pupilYear: undefined }

/** `done`: what puts a task down as done, for those that are done by saying so. */
export type TheDay = Day & { awaited: Awaited[]; done: ReadonlyMap<string, NonNullable<Found['done']>> }

export function readDay(at: At): TheDay {
  const { memory, me, today } = at
  const pupils = pupilsOf(at)
  const about = (pupilId: string): string => {
    const pupil = (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f
    return pupil ? `${fullName(pupil)}, ${pupil.form}` : 'A pupil'
  }
  const tasks = new Map<string, Task>()
  const waysDone = new Map<string, NonNullable<Found['done']>>()
  const put = (source: { name: string; weight: number; putOff?: true }, found: readonly Found[], pupilId?: string, ofCandidate = false): void => {
    for (const { key, done, ...one } of found) {
      const id = [source.name, pupilId, key].filter(Boolean).join(':').slice(0, 200)
      if (done) waysDone.set(id, done)
      // What stands for a mentor and for the Lead Mentor is one task for who is both.
      if (!tasks.has(id)) tasks.set(id, { id, pupilId, about: pupilId === undefined ? '' : about(pupilId), due: undefined, ...one, weight: source.weight, ...(ofCandidate ? { ofCandidate } : {}), mayPutOff: source.putOff === true && pupilId !== undefined && (ofCandidate ? mayWrite(me, 'taskPutOff', DECIDES) : mayWriteFor(memory, me, 'taskPutOff', pupilId)) })
    }
  }
  for (const source of ABOUT_A_PUPIL.filter((one) => one.for?.(me) ?? true)) for (const pupilId of pupils[source.of]) put(source, source.find(at, pupilId), pupilId)
  const candidates = memory.all('candidate').map(({ id }) => id).filter((id) => !mentorshipOf(memory, id))
  for (const source of ABOUT_A_CANDIDATE.filter((one) => one.for?.(me) ?? true)) for (const id of candidates) put(source, source.find(at, id), id, true)
  for (const source of ABOUT_A_CASELOAD.filter((one) => one.for?.(me) ?? true)) put(source, source.find(at, pupils[source.of]))
  for (const source of ABOUT_A_PERSON.filter((one) => one.for?.(me) ?? true)) put(source, source.find(at))

  const awaited = [
    ...AWAITED.filter((one) => one.for?.(me) ?? true).flatMap((source) => pupils[source.of].flatMap((pupilId) => source.find(at, pupilId).map(({ key, ...one }): Awaited => ({ ...one, id: `${source.name}:${pupilId}:${key}`, about: about(pupilId) })))),
    ...AWAITED_BY_LEAD.filter((one) => one.for(me)).flatMap((source) => source.find(at).map(({ key, ...one }): Awaited => ({ ...one, id: `${source.name}:${key}`, about: '' }))),
  ].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.id < b.id ? -1 : 1))
  return { ...rankDay([...tasks.values()], memory.all('taskPutOff').map(({ f }) => f), today), awaited, done: waysDone }
}
