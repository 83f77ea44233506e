/**
 * An export held against what is known: whose rows they are (UPN, then admission number, then name with date of birth;
 * a name alone is only ever proposed), which of them are new, and what SIMS says otherwise than before.
 */
import type { SchoolDate } from '../../domain/clock.ts'
import { groupBy } from '../../domain/group.ts'
import { markedOf, simsFactId, type FieldValue, type PupilField, type PupilIdentity, type SimsFact, type SimsSet } from '../../domain/sims.ts'
import type { Lesson } from '../../domain/timetable.ts'
import { folded } from '../../ui/cells.ts'
import { compareTimetables, type KnownTimetable } from './comparingTimetables.ts'
import type { Problem, ReadRow, Reading, Who } from './reading.ts'

/** A pupil of ours: the values as they stand here, and what SIMS last said, where it has said anything. */
export type KnownPupil = { id: string; values: Partial<Record<PupilField, FieldValue>>; identity?: PupilIdentity | undefined }
export type KnownFact = { id: string; fact: SimsFact }
export type Known = { pupils: readonly KnownPupil[]; facts: readonly KnownFact[]; timetables?: readonly KnownTimetable[] }

/** Someone whom only the name tells: a person says whether it is them. `alike`: what fits besides the name. */
export type Link = { pupilId: string; who: Who; alike: ('form' | 'year')[]; line: number }
/** `corrected`: somebody changed it here since SIMS last spoke, so a person is asked. */
export type FieldChange = { pupilId: string; field: PupilField; was: FieldValue | null; now: FieldValue; corrected: boolean }
type Fresh<F> = F extends SimsFact ? Omit<F, 'batch'> : never
export type NewFact = { id: string; fact: Fresh<SimsFact> }
export type Plan = {
  set: SimsSet
  rows: number
  problems: Problem[]
  /** Rows of pupils who are not mentored: nothing of them is kept. */
  others: number
  leavers: number
  registrations: number
  /** Rows that were taken in before. */
  before: number
  newest: SchoolDate | undefined
  links: Link[]
  changes: FieldChange[]
  identities: { pupilId: string; f: PupilIdentity }[]
  facts: NewFact[]
  /** Whole, where they are not what stands here. */
  timetables: { pupilId: string; lessons: Lesson[] }[]
  /** Taken in before, of days that this export covers, and not in it any more. */
  gone: KnownFact[]
}

type Of = { pupil: KnownPupil; row: ReadRow; linked: boolean }

export async function compare(set: SimsSet, reading: Reading, known: Known, dated: boolean, digest: (text: string) => Promise<string>): Promise<Plan> {
  const problems = [...reading.problems]
  const links = new Map<string, Link>()
  const found: Of[] = []
  let others = 0
  const who = finder(known.pupils)
  for (const row of reading.rows) {
    const answer = who(row.who)
    if (answer === 'nobody') others++
    else if ('problem' in answer) problems.push({ line: row.line, text: answer.problem })
    else {
      found.push({ pupil: answer.pupil, row, linked: answer.alike === undefined })
      if (answer.alike && !links.has(answer.pupil.id)) links.set(answer.pupil.id, { pupilId: answer.pupil.id, who: row.who, alike: answer.alike, line: row.line })
    }
  }
  const plan: Plan = {
    set, rows: reading.rows.length + reading.problems.length + reading.leavers + reading.registrations, problems, others, leavers: reading.leavers, registrations: reading.registrations, before: 0, newest: reading.newest,
    links: [...links.values()], changes: [], identities: [], facts: [], timetables: [], gone: [],
  }
  if (set === 'pupils') comparePupils(found, plan)
  else if (set === 'timetable') compareTimetables(found, known.timetables ?? [], plan)
  else await compareFacts(found, known, dated, plan, digest)
  for (const { pupil, row } of set === 'pupils' ? [] : found) learn(pupil, row.who, {}, plan)
  plan.problems.sort((a, b) => a.line - b.line)
  return plan
}

type Answer = 'nobody' | { problem: string } | { pupil: KnownPupil; alike?: Link['alike'] }

function finder(pupils: readonly KnownPupil[]): (who: Who) => Answer {
  const by = (key: (identity: PupilIdentity) => string | undefined) =>
    new Map(pupils.flatMap((one): [string, KnownPupil][] => {
      const value = one.identity && key(one.identity)
      return value === undefined ? [] : [[value, one]]
    }))
  const upns = by(({ upn }) => upn)
  const numbers = by(({ admissionNo }) => admissionNo)
  const surnames = groupBy(pupils.flatMap((pupil) => surnamesOf(pupil).map((name) => ({ name, pupil }))), ({ name }) => name)
  return (who) => {
    const byUpn = who.upn === undefined ? undefined : upns.get(who.upn)
    const byNumber = who.admissionNo === undefined ? undefined : numbers.get(who.admissionNo)
    if (byUpn && byNumber && byUpn !== byNumber) return { problem: 'The UPN is one pupil’s and the admission number another’s.' }
    const sure = byUpn ?? byNumber
    if (sure) return { pupil: sure }
    const named = [...new Set(who.surnames.flatMap((name) => surnames.get(folded(name)) ?? []).map(({ pupil }) => pupil).filter((pupil) => hasForename(pupil, who.forenames) && !contradicts(pupil, who)))]
    const born = named.filter(({ identity }) => who.born !== undefined && identity?.born === who.born)
    if (born.length === 1 && born[0]) return { pupil: born[0] }
    const near = named.map((pupil) => ({ pupil, alike: alikeIn(pupil, who) })).filter(({ alike }) => alike.length > 0)
    const best = near.filter(({ alike }) => alike.length === Math.max(...near.map((one) => one.alike.length)))
    if (best.length > 1) return { problem: 'More than one mentee has this name, and no number tells them apart.' }
    return best[0] ?? 'nobody'
  }
}

const textOf = (pupil: KnownPupil, field: PupilField): string => folded(String(pupil.values[field] ?? ''))
const surnamesOf = (pupil: KnownPupil): string[] => [...new Set([textOf(pupil, 'surname'), textOf(pupil, 'legalSurname')])].filter((name) => name !== '')
const hasForename = (pupil: KnownPupil, forenames: readonly string[]): boolean => forenames.some((name) => [textOf(pupil, 'preferredName'), textOf(pupil, 'legalForename')].includes(folded(name)))
/** Another number than the one this pupil is known by: somebody else of that name. */
const contradicts = ({ identity }: KnownPupil, who: Who): boolean =>
  (identity?.upn !== undefined && who.upn !== undefined) || (identity?.admissionNo !== undefined && who.admissionNo !== undefined) || (identity?.born !== undefined && who.born !== undefined && identity.born !== who.born)
const alikeIn = (pupil: KnownPupil, who: Who): Link['alike'] => [
  ...(who.form !== undefined && folded(who.form) === textOf(pupil, 'form') ? ['form' as const] : []),
  ...(who.year !== undefined && who.year === pupil.values.year ? ['year' as const] : []),
]

function comparePupils(found: readonly Of[], plan: Plan): void {
  const seen = new Set<string>()
  for (const { pupil, row } of found) {
    if (row.told.set !== 'pupils') continue
    if (seen.has(pupil.id)) {
      plan.problems.push({ line: row.line, text: 'This pupil stands in the file twice; the first line was taken.' })
      continue
    }
    seen.add(pupil.id)
    const { said } = row.told
    const fields = Object.entries(said) as [PupilField, FieldValue][]
    for (const [field, now] of fields) {
      const was = pupil.values[field] ?? null
      const last = pupil.identity?.said[field]
      if (was === now) continue
      // SIMS says what it said before: what a person put right here since stands.
      if (last === now) plan.before++
      else plan.changes.push({ pupilId: pupil.id, field, was, now, corrected: last !== undefined && last !== was })
    }
    learn(pupil, row.who, said, plan)
  }
}

/** What the pupil is known by from now on. */
function learn(pupil: KnownPupil, who: Who, said: PupilIdentity['said'], plan: Plan): void {
  const known = plan.identities.find((one) => one.pupilId === pupil.id)?.f ?? pupil.identity
  const f: PupilIdentity = {
    ...known,
    ...(who.upn === undefined ? {} : { upn: who.upn }), ...(who.admissionNo === undefined ? {} : { admissionNo: who.admissionNo }), ...(who.born === undefined ? {} : { born: who.born }),
    said: { ...known?.said, ...said },
  }
  if (known && JSON.stringify(sorted(known)) === JSON.stringify(sorted(f))) return
  plan.identities = [...plan.identities.filter((one) => one.pupilId !== pupil.id), { pupilId: pupil.id, f }]
}
const sorted = ({ upn, admissionNo, born, said }: PupilIdentity): unknown => [upn, admissionNo, born, Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1))]

async function compareFacts(found: readonly Of[], known: Known, dated: boolean, plan: Plan, digest: (text: string) => Promise<string>): Promise<void> {
  const facts = found.map(({ pupil, row }) => ({ ...row.told, pupilId: pupil.id, batch: '' }) as SimsFact)
  const ids = await Promise.all(markedOf(facts).map(async (mark) => simsFactId(await digest(mark))))
  const there = new Set(known.facts.map(({ id }) => rootOf(id)))
  const latest = latestBySubject(known.facts)
  const inFile = new Set<string>()
  facts.forEach((fact, at) => {
    const id = ids[at] as string
    inFile.add(id)
    const { batch: _, ...rest } = fact
    if (there.has(id) || (!dated && isUnchanged(fact, latest))) plan.before++
    else plan.facts.push({ id, fact: rest })
  })
  if (plan.set !== 'behaviour') return
  const days = facts.flatMap((fact) => ('date' in fact ? [fact.date] : [])).sort()
  const [from, to] = [days[0], days.at(-1)]
  const covered = new Set(facts.map(({ pupilId }) => pupilId))
  plan.gone = known.facts.filter(({ id, fact }) => fact.set === 'behaviour' && covered.has(fact.pupilId) && from !== undefined && to !== undefined && fact.date >= from && fact.date <= to && !inFile.has(rootOf(id)))
}

/** A row that was taken in again after it had been undone goes by a longer id. */
export const rootOf = (id: string): string => id.split(':').slice(0, 2).join(':')

const subjectOf = (fact: SimsFact): string => JSON.stringify([fact.set, fact.pupilId, ...(fact.set === 'grades' ? [fact.subject, fact.aspect] : [])])
const valuesOf = (fact: SimsFact): string =>
  JSON.stringify(fact.set === 'grades' ? [fact.result, fact.target] : fact.set === 'attendance' ? [fact.possible, fact.present, fact.authorised, fact.unauthorised, fact.late] : [])
const dayOf = (fact: SimsFact): SchoolDate => ('to' in fact ? fact.to : fact.date)

function latestBySubject(facts: readonly KnownFact[]): Map<string, SimsFact> {
  const latest = new Map<string, SimsFact>()
  for (const { fact } of facts) {
    const before = latest.get(subjectOf(fact))
    if (!before || dayOf(before) <= dayOf(fact)) latest.set(subjectOf(fact), fact)
  }
  return latest
}
/** An export without dates says nothing new where it says what stood there last. */
function isUnchanged(fact: SimsFact, latest: ReadonlyMap<string, SimsFact>): boolean {
  const last = latest.get(subjectOf(fact))
  return last !== undefined && fact.set !== 'behaviour' && valuesOf(last) === valuesOf(fact)
}
