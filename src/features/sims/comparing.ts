/**
 * An export held against what is known: whose rows they are (UPN, then admission number, then name with date of birth;
 * a name alone is only ever proposed), which of them are new, and what SIMS says otherwise than before.
 */
import type { RollShape } from '../../domain/cases/candidate.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { markedOf, simsFactId, type FieldValue, type PupilField, type PupilIdentity, type SimsFact, type SimsSet } from '../../domain/school/sims.ts'
import type { Lesson } from '../../domain/time/timetable.ts'
import { compareRegister, type CodeChange, type KnownCode } from './comparingRegister.ts'
import { compareTimetables, type KnownTimetable } from './comparingTimetables.ts'
import { findCandidates, rollIn, type CandidateChange, type Looking } from './findingCandidates.ts'
import type { Problem, ReadRow, Reading, Who } from './reading.ts'
import { finder, type KnownPupil, type Link, type Of } from './whose.ts'

export type KnownFact = { id: string; fact: SimsFact }
export type Known = { pupils: readonly KnownPupil[]; facts: readonly KnownFact[]; timetables?: readonly KnownTimetable[]; codes?: readonly KnownCode[]; looking?: Looking }

/** `corrected`: somebody changed it here since SIMS last spoke, so a person is asked. */
export type FieldChange = { pupilId: string; field: PupilField; was: FieldValue | null; now: FieldValue; corrected: boolean }
type Fresh<F> = F extends SimsFact ? Omit<F, 'batch'> : never
export type NewFact = { id: string; fact: Fresh<SimsFact> }
export type Plan = {
  set: SimsSet
  rows: number
  problems: Problem[]
  /** Rows of pupils who are not mentored: of them only what the school's sentences find is kept. */
  others: number
  leavers: number
  passedOver: number
  /** Rows that were taken in before. */
  before: number
  newest: SchoolDate | undefined
  links: Link[]
  changes: FieldChange[]
  identities: { pupilId: string; f: PupilIdentity }[]
  facts: NewFact[]
  /** Whole, where they are not what stands here. */
  timetables: { pupilId: string; lessons: Lesson[] }[]
  /** Of mornings, where SIMS says something that is not known here. */
  codes: CodeChange[]
  /** Taken in before, of days that this export covers, and not in it any more. */
  gone: KnownFact[]
  /** Whom the school's sentences find, or find no more, among those whom nobody mentors. */
  candidates: CandidateChange[]
  /** Found, and not named well enough in this file to be put on a list. */
  unnamed: number
  roll: RollShape[]
  /** Of mentees: asked only when it is told who is picked. */
  sexes: { pupilId: string; sex: 'F' | 'M' }[]
  /** Known by a number, of a year that this export of pupils covers, and not in it: most likely they have left. */
  missing: { pupilId: string; since: SchoolDate | null }[]
}

export async function compare(set: SimsSet, reading: Reading, known: Known, dated: boolean, today: SchoolDate, digest: (text: string) => Promise<string>): Promise<Plan> {
  const problems = [...reading.problems]
  const links = new Map<string, Link>()
  const found: Of[] = []
  const strangers: ReadRow[] = []
  const who = finder(known.pupils)
  for (const row of reading.rows) {
    const answer = who(row.who)
    if (answer === 'nobody') strangers.push(row)
    else if ('problem' in answer) problems.push({ line: row.line, text: answer.problem })
    else {
      found.push({ pupil: answer.pupil, row, linked: answer.alike === undefined })
      if (answer.alike && !links.has(answer.pupil.id)) links.set(answer.pupil.id, { pupilId: answer.pupil.id, who: row.who, alike: answer.alike, line: row.line })
    }
  }
  const plan: Plan = {
    set, rows: reading.rows.length + reading.problems.length + reading.leavers + reading.passedOver, problems, others: strangers.length, leavers: reading.leavers, passedOver: reading.passedOver, before: 0, newest: reading.newest,
    links: [...links.values()], changes: [], identities: [], facts: [], timetables: [], codes: [], gone: [], candidates: [], unnamed: 0, roll: rollIn(reading, today, known.looking?.roll ?? []), sexes: [], missing: [],
  }
  if (set === 'pupils') {
    comparePupils(found, plan)
    plan.missing = missingIn(reading, found, known.pupils, today)
  }
  else if (set === 'timetable') compareTimetables(found, known.timetables ?? [], plan)
  else if (set === 'register') await compareRegister(found, known.codes ?? [], plan, digest)
  else await compareFacts(found, known, dated, plan, digest)
  for (const { pupil, row } of set === 'pupils' ? [] : found) learn(pupil, row.who, {}, plan)
  if (known.looking) Object.assign(plan, findCandidates(set, reading, { strangers, known: found.filter(({ linked }) => linked) }, known.looking, today))
  plan.problems.sort((a, b) => a.line - b.line)
  return plan
}

function comparePupils(found: readonly Of[], plan: Plan): void {
  const seen = new Set<string>()
  for (const { pupil, row } of found) {
    if (row.told.set !== 'pupils') continue
    if (seen.has(pupil.id)) {
      plan.problems.push({ line: row.line, text: 'This pupil stands in the file twice; the first line was taken.' })
      continue
    }
    seen.add(pupil.id)
    const { said, sex } = row.told
    if (sex !== undefined && sex !== pupil.sex) plan.sexes.push({ pupilId: pupil.id, sex })
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

/** Only of a year of which this export has others, so that one of a single year makes nobody a leaver. */
function missingIn(reading: Reading, found: readonly Of[], pupils: readonly KnownPupil[], today: SchoolDate): Plan['missing'] {
  const years = new Set(reading.rows.flatMap(({ told }) => (told.set === 'pupils' && told.said.year !== undefined ? [told.said.year] : [])))
  const there = new Set(found.map(({ pupil }) => pupil.id))
  return pupils.flatMap(({ id, values, identity }): Plan['missing'] => {
    if (identity?.upn === undefined && identity?.admissionNo === undefined) return []
    const isMissing = !there.has(id)
    if (isMissing === (identity.missingSince !== undefined && identity.missingSince !== null)) return []
    return isMissing ? (values.year !== undefined && years.has(values.year) ? [{ pupilId: id, since: today }] : []) : [{ pupilId: id, since: null }]
  })
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
