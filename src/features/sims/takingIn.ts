/** What taking an export in writes, and what undoing it takes back: changes to commit, and nothing else. */
import type { Change } from '../../data/store/commit.ts'
import type { Memory } from '../../data/store/memory.ts'
import { groupBy } from '../../domain/group.ts'
import { stampOf, type Row } from '../../domain/records.ts'
import type { DeskPupil, Pupil } from '../../domain/pupil.ts'
import { DESK_FIELDS, type FieldValue, type PupilField } from '../../domain/school/sims.ts'
import type { WeekLetter } from '../../domain/time/timetable.ts'
import type { FieldChange, Plan } from './comparing.ts'
import type { Link } from './whose.ts'
import { codeChanges, isKept, keyOfCode, type Author } from './takingRegister.ts'
import { candidateChanges, undoingCandidates } from './takingCandidates.ts'

/** `links`: pupils whom only the name told, and a person confirmed. `ours`: what SIMS says otherwise and is not taken over (`pupil|field`, `pupil|date`). */
export type Choices = { links: ReadonlySet<string>; ours: ReadonlySet<string>; withdraw: boolean; /** Which of the two weeks this one is. */ thisWeek?: WeekLetter | null }
export const keyOfChange = ({ pupilId, field }: Pick<FieldChange, 'pupilId' | 'field'>): string => `${pupilId}|${field}`

/** What of a plan is taken: who was proposed only counts once a person confirmed it. */
function taken(plan: Plan, { links, ours, withdraw }: Choices): Pick<Plan, 'identities' | 'changes' | 'facts' | 'timetables' | 'codes' | 'gone' | 'candidates' | 'roll' | 'sexes' | 'missing'> {
  const proposed = new Set(plan.links.map(({ pupilId }) => pupilId))
  const isSure = ({ pupilId }: { pupilId: string }): boolean => !proposed.has(pupilId) || links.has(pupilId)
  return {
    identities: plan.identities.filter(isSure),
    changes: plan.changes.filter((change) => isSure(change) && !ours.has(keyOfChange(change))),
    facts: plan.facts.filter(({ fact }) => isSure(fact)),
    timetables: plan.timetables.filter(isSure),
    codes: plan.codes.filter((code) => isSure(code) && !ours.has(keyOfCode(code))),
    gone: withdraw ? plan.gone : [],
    candidates: plan.candidates,
    roll: plan.roll,
    missing: plan.missing,
    sexes: plan.sexes.filter(isSure),
  }
}

/** As a plan is first shown: what a person put down stands until somebody says otherwise. */
export const firstChoices = (plan: Plan): Choices => ({
  links: new Set(plan.links.filter(isPlain).map(({ pupilId }) => pupilId)),
  ours: new Set([...plan.changes.filter(({ corrected }) => corrected).map(keyOfChange), ...plan.codes.filter(isKept).map(keyOfCode)]),
  withdraw: false,
})
/** Form and year fit as well as the name: most likely the same pupil, and still for a person to say. */
const isPlain = ({ alike }: Link): boolean => alike.length === 2

/** `again`: an export of this kind was undone before, so rows that it brought come under longer ids. */
type Taking = { batch: string; again: boolean; memory: Memory; author: Author }

export function changesOf(plan: Plan, choices: Choices, { batch, again, memory, author }: Taking): Change[] {
  const { identities, changes, facts, timetables, codes, gone, sexes } = taken(plan, choices)
  return [
    ...identities.map(({ pupilId, f }): Change => (memory.get('pupilIdentity', pupilId) ? { kind: 'patch', t: 'pupilIdentity', id: pupilId, f } : { kind: 'add', t: 'pupilIdentity', id: pupilId, f })),
    ...pupilChanges(changes, memory),
    ...changes.map(({ pupilId, field, was, now }): Change => ({ kind: 'add', t: 'simsChange', id: `simschange:${batch}:${pupilId}:${field}`, f: { pupilId, batch, field, was, now } })),
    ...facts.map(({ id, fact }): Change => ({ kind: 'add', t: 'simsFact', id: again ? `${id}:${batch}` : id, f: { ...fact, batch } })),
    ...timetables.map(({ pupilId, lessons }): Change => ({ kind: 'add', t: 'timetable', id: `timetable:${batch}:${pupilId}`, f: { pupilId, batch, lessons } })),
    ...codeChanges(codes, batch, memory, author),
    ...gone.map(({ id }): Change => ({ kind: 'void', t: 'simsFact', id })),
    ...sexes.filter(({ pupilId }) => memory.get('pupil', pupilId)).map(({ pupilId, sex }): Change => ({ kind: 'patch', t: 'pupil', id: pupilId, f: { sex } })),
    ...plan.missing.map(({ pupilId, since }): Change => ({ kind: 'patch', t: 'pupilIdentity', id: pupilId, f: { missingSince: since } })),
    ...candidateChanges(plan, batch, memory),
  ]
}

const isOfDesk = (field: PupilField): boolean => DESK_FIELDS.includes(field)
const NO_FILE: Pupil = { legalForename: '', legalSurname: '', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false }

type PlannedChange = Pick<FieldChange, 'pupilId' | 'field' | 'was' | 'now'>
/** The record as the plan saw it: what somebody has put right since the file was read is kept beside what SIMS says, and not written over. */
const asPlanned = <K extends 'deskPupil' | 'pupil'>(row: Readonly<Row<K>>, changes: readonly PlannedChange[]): Readonly<Row<K>> => ({
  ...row,
  s: Object.fromEntries(changes.flatMap(({ field, was }) => {
    const stamp = stampOf(row, field)
    return stamp === null || ((row.f as Partial<Record<PupilField, FieldValue>>)[field] ?? null) !== was ? [] : [[field, stamp]]
  })),
})

/** One change for each pupil's desk line and one for the file, whatever number of fields. */
function pupilChanges(changes: readonly PlannedChange[], memory: Memory): Change[] {
  return [...groupBy(changes, ({ pupilId }) => pupilId)].flatMap(([id, of]): Change[] => {
    const values = (desk: boolean): Partial<Record<PupilField, FieldValue>> => Object.fromEntries(of.filter(({ field }) => isOfDesk(field) === desk).map(({ field, now }) => [field, now]))
    const desk = values(true) as Partial<DeskPupil>
    const file = values(false) as Partial<Pupil>
    const [atDesk, inFile] = [memory.get('deskPupil', id), memory.get('pupil', id)]
    return [
      ...(Object.keys(desk).length === 0 ? [] : [{ kind: 'patch' as const, t: 'deskPupil' as const, id, f: desk, saw: atDesk && asPlanned(atDesk, of) }]),
      ...(Object.keys(file).length === 0 ? [] : [inFile ? { kind: 'patch' as const, t: 'pupil' as const, id, f: file, saw: asPlanned(inFile, of) } : { kind: 'add' as const, t: 'pupil' as const, id, f: { ...NO_FILE, ...file } }]),
    ]
  })
}

/** Rows go, and a field goes back to what it was where nobody has changed it since. */
export function undoing(batch: string, memory: Memory): Change[] {
  const changed = memory.all('simsChange').filter(({ f }) => f.batch === batch)
  const back = changed.flatMap(({ f: { pupilId, field, was, now } }) => {
    const row = isOfDesk(field) ? memory.get('deskPupil', pupilId)?.f : memory.get('pupil', pupilId)?.f
    const stands = (row as Partial<Record<PupilField, FieldValue>> | undefined)?.[field]
    return was !== null && stands === now ? [{ pupilId, field, was: now, now: was }] : []
  })
  const unsaid = [...groupBy(changed, ({ f }) => f.pupilId)].flatMap(([pupilId, of]): Change[] => {
    const identity = memory.get('pupilIdentity', pupilId)?.f
    if (!identity) return []
    const undone = new Set(of.map(({ f }) => f.field))
    return [{ kind: 'patch', t: 'pupilIdentity', id: pupilId, f: { said: Object.fromEntries(Object.entries(identity.said).filter(([field]) => !undone.has(field as PupilField))) } }]
  })
  return [
    ...pupilChanges(back, memory), ...unsaid,
    ...undoingCandidates(batch, memory),
    ...memory.all('simsFact').filter(({ f }) => f.batch === batch).map(({ id }): Change => ({ kind: 'void', t: 'simsFact', id })),
    ...memory.all('timetable').filter(({ f }) => f.batch === batch).map(({ id }): Change => ({ kind: 'void', t: 'timetable', id })),
  ]
}

/** How many things would change, as a person counts them: rows, fields, confirmed pupils, withdrawn rows. */
export const changeCount = (plan: Plan, choices: Choices): number => Object.values(taken(plan, choices)).reduce((sum, some) => sum + some.length, 0)
