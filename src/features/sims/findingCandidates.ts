/**
 * "…identify pupils needing to be mentored, using data (… progress … or behavioural data from SIMS)": whom the school's
 * sentences find in an export among those whom nobody mentors. Of everyone else nothing leaves this file but how many.
 */
import type { Candidate, Found, Groups, RollShape } from '../../domain/cases/candidate.ts'
import { reasonsIn, type PupilFacts } from '../../domain/cases/candidateFinding.ts'
import type { CandidateRule } from '../../domain/cases/candidateRule.ts'
import { FOUND_IN, type FoundIn } from '../../domain/cases/candidateView.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { groupBy } from '../../domain/group.ts'
import type { PupilIdentity, SimsSet } from '../../domain/school/sims.ts'
import { folded } from '../../ui/cells.ts'
import type { ReadRow, Reading, Told, Who } from './reading.ts'
import { finder, type KnownPupil, type Of } from './whose.ts'

export type KnownCandidate = { id: string; f: Candidate; identity?: PupilIdentity | undefined }
/** `mentored`: who is, now. `oldest`: what ends before it proposes nobody. */
export type Looking = { rules: readonly CandidateRule[]; candidates: readonly KnownCandidate[]; mentored: readonly string[]; oldest: SchoolDate; roll: readonly RollShape[] }
/** `id`: of who is on the list already, or was mentored once. `found`: `null` where nothing is found any more. */
export type CandidateChange = {
  id: string | undefined
  isNew: boolean
  name: Pick<Candidate, 'preferredName' | 'surname' | 'form' | 'year'>
  found?: Omit<Found, 'batch'> | null
  groups?: Groups
  identity: Omit<PupilIdentity, 'said'>
}
type Person = { who: Who; rows: ReadRow[]; id?: string; values?: KnownPupil['values'] }
type Rows = { strangers: readonly ReadRow[]; known: readonly Of[] }

export function findCandidates(set: SimsSet, reading: Reading, { strangers, known }: Rows, looking: Looking, today: SchoolDate): { candidates: CandidateChange[]; unnamed: number } {
  const mentored = new Set(looking.mentored)
  const listed = new Map(looking.candidates.map((one) => [one.id, one]))
  const nameless = [...listed.values()].filter(({ id }) => !known.some(({ pupil }) => pupil.id === id))
  const whoIs = finder(nameless.map(({ id, f, identity }): KnownPupil => ({ id, values: { preferredName: f.preferredName, surname: f.surname, form: f.form, year: f.year }, identity })))
  const people: Person[] = [
    ...[...groupBy(strangers.filter(({ who }) => keyOf(who) !== undefined), ({ who }) => keyOf(who) ?? '').values()].map((rows): Person => ({ who: whole(rows), rows })),
    ...[...groupBy(known.filter(({ pupil }) => !mentored.has(pupil.id)), ({ pupil }) => pupil.id).values()].map((of): Person => ({ who: whole(of.map(({ row }) => row)), rows: of.map(({ row }) => row), id: of[0]?.pupil.id ?? '', values: of[0]?.pupil.values ?? {} })),
  ]
  const changes = new Map<string, CandidateChange>()
  let unnamed = 0
  for (const person of people) {
    const answer = person.id === undefined ? whoIs(person.who) : undefined
    // Two of one name and form are told apart by nothing: no one’s figures go to another.
    if (typeof answer === 'object' && 'problem' in answer) continue
    const id = person.id ?? (typeof answer === 'object' && (!answer.alike || answer.alike.includes('form')) ? answer.pupil.id : undefined)
    const there = id === undefined ? undefined : listed.get(id)
    const change = changeFor(set, person, id, there, looking, reading.newest ?? today)
    if (change === 'unnamed') unnamed++
    else if (change) changes.set(change.id ?? `new ${changes.size}`, change)
  }
  return { candidates: [...changes.values()], unnamed }
}

function changeFor(set: SimsSet, { who, rows, values }: Person, id: string | undefined, there: KnownCandidate | undefined, { rules, oldest }: Looking, until: SchoolDate): CandidateChange | 'unnamed' | undefined {
  const identity = identityOf(who, there?.identity)
  const name = nameOf(who, rows[0]?.told, values) ?? (there && namesIn(there.f))
  if (set === 'pupils') return there && name ? changed(there, { id: there.id, isNew: false, name, groups: groupsIn(rows[0]?.told, there.f.groups), identity }) : undefined
  if (!isFoundIn(set)) return undefined
  const facts = factsIn(set, rows)
  const to = facts.attendance?.to ?? until
  const reasons = to < oldest ? [] : reasonsIn(rules, facts, to)
  const last = there?.f[set]
  // What a newer export said stands.
  if (last && last.to > to) return undefined
  const found = reasons.length === 0 ? null : { to, reasons }
  if (!there && found === null) return undefined
  if (!name) return found === null ? undefined : 'unnamed'
  return there ? changed(there, { id: there.id, isNew: false, name: namesIn(there.f), found, identity }, last) : { id, isNew: true, name, found, identity }
}

/** A change that says nothing new is none, so an export taken in twice adds nothing. */
function changed(there: KnownCandidate, change: CandidateChange, last?: Found | null): CandidateChange | undefined {
  const isSame = change.found === undefined || say(change.found) === say(last ? { to: last.to, reasons: last.reasons } : null)
  const knowsMore = Object.entries(change.identity).some(([key, value]) => there.identity?.[key as keyof PupilIdentity] !== value)
  const isOther = say(change.name) !== say(namesIn(there.f)) || (change.groups !== undefined && say(change.groups) !== say(there.f.groups ?? {}))
  return isSame && !isOther && !knowsMore ? undefined : change
}
const say = (value: unknown): string => JSON.stringify(value)

const isFoundIn = (set: SimsSet): set is FoundIn => (FOUND_IN as readonly SimsSet[]).includes(set)
function factsIn(set: FoundIn, rows: readonly ReadRow[]): PupilFacts {
  const told = rows.map((row) => row.told)
  if (set === 'behaviour') return { entries: told.flatMap((one) => (one.set === 'behaviour' ? [one] : [])) }
  if (set === 'grades') return { grades: told.flatMap((one) => (one.set === 'grades' ? [one] : [])) }
  const latest = told.flatMap((one) => (one.set === 'attendance' ? [one] : [])).sort((a, b) => (a.to < b.to ? 1 : -1))[0]
  return latest ? { attendance: latest } : {}
}

/** By what a person stands together in one file. */
const keyOf = ({ upn, admissionNo, surnames, forenames, born, form, year }: Who): string | undefined => {
  if (upn !== undefined || admissionNo !== undefined) return `${upn ?? ''}|${admissionNo ?? ''}`
  const more = born ?? form ?? year
  return surnames.length > 0 && more !== undefined ? folded([...surnames, ...forenames, String(more)].join('|')) : undefined
}
/** What any of the rows says of them. */
const whole = (rows: readonly ReadRow[]): Who => rows.reduce<Who>((who, row) => ({ ...row.who, ...who, surnames: who.surnames.length > 0 ? who.surnames : row.who.surnames, forenames: who.forenames.length > 0 ? who.forenames : row.who.forenames }), { surnames: [], forenames: [] })
const identityOf = ({ upn, admissionNo, born }: Who, known: PupilIdentity | undefined): CandidateChange['identity'] => ({
  ...(known?.upn ?? upn ? { upn: known?.upn ?? upn } : {}), ...(known?.admissionNo ?? admissionNo ? { admissionNo: known?.admissionNo ?? admissionNo } : {}), ...(known?.born ?? born ? { born: known?.born ?? born } : {}),
})
const namesIn = ({ preferredName, surname, form, year }: CandidateChange['name']): CandidateChange['name'] => ({ preferredName, surname, form, year })

function nameOf(who: Who, told: Told | undefined, values: Person['values']): CandidateChange['name'] | undefined {
  const said = { ...values, ...(told?.set === 'pupils' ? told.said : {}) }
  const form = String(said.form ?? who.form ?? '')
  const year = Number(said.year ?? who.year ?? /^0?(\d{1,2})/.exec(form)?.[1])
  const [preferredName, surname] = [String(said.preferredName ?? who.forenames[0] ?? ''), String(said.surname ?? who.surnames[0] ?? '')]
  return preferredName !== '' && surname !== '' && form !== '' && form.length <= 12 && year >= 7 && year <= 13 ? { preferredName: preferredName.slice(0, 60), surname: surname.slice(0, 80), form, year } : undefined
}
function groupsIn(told: Told | undefined, known: Groups | undefined): Groups {
  if (told?.set !== 'pupils') return known ?? {}
  const { sen, pupilPremium, eal, lookedAfter } = told.said as Groups
  return Object.fromEntries(Object.entries({ sen: sen ?? known?.sen, pupilPremium: pupilPremium ?? known?.pupilPremium, eal: eal ?? known?.eal, lookedAfter: lookedAfter ?? known?.lookedAfter, sex: told.sex ?? known?.sex }).filter(([, value]) => value !== undefined))
}

/** How many there are in each year of an export of pupils; a group that no line names is left out. */
export function rollIn({ rows }: Pick<Reading, 'rows'>, on: SchoolDate, known: readonly RollShape[]): RollShape[] {
  const pupils = rows.flatMap(({ told }) => (told.set === 'pupils' && typeof told.said.year === 'number' ? [told] : []))
  return [...groupBy(pupils, ({ said }) => Number(said.year))].map(([year, of]): RollShape => {
    const many = (field: 'sen' | 'pupilPremium' | 'eal' | 'lookedAfter'): Partial<RollShape> =>
      pupils.some(({ said }) => said[field] !== undefined) ? { [field]: of.filter(({ said }) => said[field] !== undefined && said[field] !== false && said[field] !== 'N').length } : {}
    const sexes = pupils.some(({ sex }) => sex !== undefined) ? { girls: of.filter(({ sex }) => sex === 'F').length, boys: of.filter(({ sex }) => sex === 'M').length } : {}
    return { year, on, pupils: of.length, ...many('sen'), ...many('pupilPremium'), ...many('eal'), ...many('lookedAfter'), ...sexes }
  }).filter((one) => !known.some((last) => last.year === one.year && Object.entries({ ...one, on: last.on }).every(([key, value]) => last[key as keyof RollShape] === value)))
}
