/** What an export writes of those whom nobody mentors: candidates for the year's meeting, and the numbers of the roll. */
import type { Change } from '../../data/store/commit.ts'
import type { Memory } from '../../data/store/memory.ts'
import { mentorshipOf } from '../../data/readings/mentoring.ts'
import { randomId } from '../../data/records.ts'
import type { Candidate, Found } from '../../domain/cases/candidate.ts'
import { FOUND_IN } from '../../domain/cases/candidateView.ts'
import { addDays, type SchoolDate } from '../../domain/time/clock.ts'
import type { Settings } from '../../domain/setting.ts'
import type { SimsSet } from '../../domain/school/sims.ts'
import type { Plan } from './comparing.ts'
import type { CandidateChange, Looking } from './findingCandidates.ts'

export const lookingIn = (memory: Memory, { candidateRules, candidateDays }: Pick<Settings, 'candidateRules' | 'candidateDays'>, today: SchoolDate): Looking => ({
  rules: candidateRules, oldest: addDays(today, -candidateDays),
  candidates: memory.all('candidate').map(({ id, f }) => ({ id, f, identity: memory.get('pupilIdentity', id)?.f })),
  roll: memory.all('rollShape').map(({ f }) => f),
  mentored: memory.all('deskPupil').flatMap(({ id }) => (mentorshipOf(memory, id) ? [id] : [])),
})

/** With a candidate the identity comes first or last: whom nobody lists any more is known by nothing. */
export function candidateChanges({ set, candidates, roll }: Pick<Plan, 'set' | 'candidates' | 'roll'>, batch: string, memory: Memory): Change[] {
  return [
    ...candidates.flatMap((change): Change[] => (change.isNew ? added(change, set, batch, memory) : changed(change, set, batch, memory))),
    ...roll.map((f): Change => {
      const id = `roll:${f.year}`
      return memory.get('rollShape', id) ? { kind: 'patch', t: 'rollShape', id, f } : { kind: 'add', t: 'rollShape', id, f }
    }),
  ]
}

function added({ id = randomId(), name, found, identity }: CandidateChange, set: SimsSet, batch: string, memory: Memory): Change[] {
  const file = memory.get('pupil', id)?.f
  const groups = file && { sen: file.sen, pupilPremium: file.pupilPremium, eal: file.eal, lookedAfter: file.lookedAfter, ...(file.sex === undefined ? {} : { sex: file.sex }) }
  return [
    { kind: 'add', t: 'candidate', id, f: { ...name, ...inSet(set, found, batch), ...(groups ? { groups } : {}) } },
    ...known(id, identity, memory),
  ]
}
function changed({ id, name, found, groups, identity }: CandidateChange, set: SimsSet, batch: string, memory: Memory): Change[] {
  const there = id === undefined ? undefined : memory.get('candidate', id)
  if (id === undefined || !there) return []
  if (found === null && isLetGo(memory, id, { ...there.f, [set]: null })) return lettingGo(memory, id)
  return [
    { kind: 'patch', t: 'candidate', id, f: { ...name, ...inSet(set, found, batch), ...(groups === undefined ? {} : { groups }) } },
    ...known(id, identity, memory),
  ]
}
const inSet = (set: SimsSet, found: CandidateChange['found'], batch: string): Partial<Candidate> => (found === undefined ? {} : { [set]: found && { ...found, batch } satisfies Found })
function known(id: string, identity: CandidateChange['identity'], memory: Memory): Change[] {
  if (Object.keys(identity).length === 0) return []
  return [memory.get('pupilIdentity', id) ? { kind: 'patch', t: 'pupilIdentity', id, f: identity } : { kind: 'add', t: 'pupilIdentity', id, f: { ...identity, said: {} } }]
}

/** Neither found any more, nor named by a person, nor decided on. */
const isLetGo = (memory: Memory, id: string, f: Candidate): boolean => FOUND_IN.every((set) => !f[set]) && f.byHand === undefined && memory.ofPupil('candidateDecision', id).length === 0
const lettingGo = (memory: Memory, id: string): Change[] => [
  { kind: 'void', t: 'candidate', id },
  // What a mentee is known by stays with the mentee.
  ...(memory.get('pupilIdentity', id) && !memory.get('deskPupil', id) ? [{ kind: 'void' as const, t: 'pupilIdentity' as const, id }] : []),
]

/** Undone, an export has found nobody; the next one finds them again. */
export const undoingCandidates = (batch: string, memory: Memory): Change[] =>
  memory.all('candidate').flatMap(({ id, f }): Change[] => {
    const undone = FOUND_IN.filter((set) => f[set]?.batch === batch)
    if (undone.length === 0) return []
    const none = Object.fromEntries(undone.map((set) => [set, null])) as Partial<Candidate>
    return isLetGo(memory, id, { ...f, ...none }) ? lettingGo(memory, id) : [{ kind: 'patch', t: 'candidate', id, f: none }]
  })
