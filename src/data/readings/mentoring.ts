/** Readings that several screens need, from the open records: the arrival of a day, the desk of a day, what waits to be raised. */
import { arrivalOf, hasArrived, type Arrival, type Session } from '../../domain/mornings/arrival.ts'
import { toRaise, type ToRaise } from '../../domain/week/blueReport.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { commitmentOn, isElsewhere, type Commitment } from '../../domain/week/commitment.ts'
import { coveredBy } from '../../domain/cases/cover.ts'
import { deskEntries, type DeskEntry } from '../../domain/mornings/deskList.ts'
import { groupBy } from '../../domain/group.ts'
import { expectationOn, isOpen, type Expectation } from '../../domain/cases/mentorship.ts'
import { deskHints } from '../../domain/pupil.ts'
import { absenceOn, type PlannedAbsence } from '../../domain/mornings/plannedAbsence.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import { usualArrival } from '../../domain/mornings/usualArrival.ts'
import { beside } from './beside.ts'
import type { Memory } from '../store/memory.ts'
import { isPresent, presentFrom } from './presentCase.ts'

type ArrivalRows = readonly Readonly<Row<'arrivalEvent'>>[]
const NOBODY: ReadonlyMap<string, Arrival> = new Map()

const sessionsAmong = beside((rows: ArrivalRows): Partial<Record<Session, Map<string, Arrival>>> => {
  const sessions: Partial<Record<Session, Map<string, Arrival>>> = {}
  for (const [session, inSession] of groupBy(rows, (row) => row.f.session)) {
    const arrivals = new Map<string, Arrival>()
    for (const [pupilId, events] of groupBy(inSession, (row) => row.f.pupilId)) {
      const arrival = arrivalOf(events)
      if (arrival) arrivals.set(pupilId, arrival)
    }
    sessions[session] = arrivals
  }
  return sessions
})

export const arrivalsOn = (memory: Memory, date: SchoolDate, session: Session = 'am'): ReadonlyMap<string, Arrival> =>
  sessionsAmong(memory.onDay('arrivalEvent', date))[session] ?? NOBODY

const cameAmong = beside((rows: ArrivalRows): ReadonlySet<string> => {
  const taps = groupBy(rows.filter(({ f }) => f.session === 'am'), ({ f }) => f.pupilId)
  return new Set([...taps].flatMap(([pupilId, events]) => (hasArrived(events) ? [pupilId] : [])))
})
/** Who came in the morning of a day, where nothing else about it is asked. */
export const cameOn = (memory: Memory, date: SchoolDate): ReadonlySet<string> => cameAmong(memory.onDay('arrivalEvent', date))

/** When each pupil usually comes, from their mornings of those days; see `usualArrival`. */
export function usualOn(memory: Memory, days: readonly SchoolDate[]): ReadonlyMap<string, number> {
  const came = groupBy(days.flatMap((date) => [...arrivalsOn(memory, date).values()]), (one) => one.pupilId)
  return new Map([...came].map(([pupilId, mornings]) => [pupilId, usualArrival(mornings) ?? 0]))
}

/** The arrival that stands for a pupil on a day, or undefined. */
export const arrivalFor = (memory: Memory, pupilId: string, date: SchoolDate, session: Session = 'am'): Arrival | undefined =>
  arrivalOf(memory.ofPupil('arrivalEvent', pupilId).filter((row) => row.f.date === date && row.f.session === session))

/** Every arrival that stands for a pupil, newest day first. */
export const arrivalsOf = (memory: Memory, pupilId: string): Arrival[] => arrivalsAmong(memory.ofPupil('arrivalEvent', pupilId))
export function arrivalsAmong(events: ArrivalRows): Arrival[] {
  const days = groupBy(events, (row) => `${row.f.date}|${row.f.session}`)
  return [...days.values()].flatMap((rows) => arrivalOf(rows) ?? []).sort((a, b) => (a.date < b.date ? 1 : -1))
}

const hintsAmong = beside((pupils: readonly Readonly<Row<'deskPupil'>>[]) => deskHints(pupils.map(({ id, f }) => ({ id, pupil: f }))))
/** The facts of one kind by pupil, worked out once for a list that stays the same. */
const byPupil = <K extends 'expectation' | 'plannedAbsence' | 'commitment'>() => beside((rows: readonly Readonly<Row<K>>[]) => groupBy(rows.map((row) => row.f), (one) => one.pupilId))
const [expectationsAmong, absencesAmong, commitmentsAmong] = [byPupil<'expectation'>(), byPupil<'plannedAbsence'>(), byPupil<'commitment'>()]
const NONE: readonly never[] = []
export const expectationsOf = (memory: Memory, pupilId: string): readonly Expectation[] => expectationsAmong(memory.all('expectation')).get(pupilId) ?? NONE

export function deskOn(memory: Memory, date: SchoolDate, me: string, settings: Settings): DeskEntry[] {
  const arrivals = arrivalsOn(memory, date)
  const pupils = memory.all('deskPupil')
  const [expectations, absences, commitments] = [expectationsAmong(memory.all('expectation')), absencesAmong(memory.all('plannedAbsence')), commitmentsAmong(memory.all('commitment'))]
  return deskEntries(
    {
      pupils, hints: hintsAmong(pupils), expectationsOf: (pupilId) => expectations.get(pupilId) ?? NONE, arrivalOf: (pupilId) => arrivals.get(pupilId),
      absenceOf: (pupilId) => absenceOn(absences.get(pupilId) ?? NONE, date), commitmentOf: (pupilId) => commitmentOn(commitments.get(pupilId) ?? NONE, date), covered: coveredBy(memory.all('cover').map((row) => row.f), me, date),
    },
    date, me, settings,
  )
}

export const absenceFor = (memory: Memory, pupilId: string, date: SchoolDate): PlannedAbsence | undefined =>
  absenceOn(absencesAmong(memory.all('plannedAbsence')).get(pupilId) ?? NONE, date)

export const commitmentFor = (memory: Memory, pupilId: string, date: SchoolDate): Commitment | undefined =>
  commitmentOn(commitmentsAmong(memory.all('commitment')).get(pupilId) ?? NONE, date)

/** What holds on a day. Who is known to be away is not expected, unless they came; who has something else to do then, not even so. */
export function expectationFor(memory: Memory, pupilId: string, date: SchoolDate): Expectation | undefined {
  const expectation = expectationOn(expectationsOf(memory, pupilId), date)
  if (!expectation) return undefined
  const commitment = commitmentFor(memory, pupilId, date)
  const isAway = isElsewhere(commitment) || (absenceFor(memory, pupilId, date) !== undefined && !arrivalFor(memory, pupilId, date))
  return isAway ? { ...expectation, weekdays: [] } : commitment?.time === undefined ? expectation : { ...expectation, time: commitment.time }
}

/** The same for each of several days, pupil by pupil. A board asks for hundreds, and nearly all are never away and have nothing else to do. */
export function expectationsOver(memory: Memory, dates: readonly SchoolDate[]): (pupilId: string) => (Expectation | undefined)[] {
  const [expectations, absences, commitments] = [expectationsAmong(memory.all('expectation')), absencesAmong(memory.all('plannedAbsence')), commitmentsAmong(memory.all('commitment'))]
  return (pupilId) => {
    if (absences.has(pupilId) || commitments.has(pupilId)) return dates.map((date) => expectationFor(memory, pupilId, date))
    const all = expectations.get(pupilId) ?? NONE
    return dates.map((date) => expectationOn(all, date))
  }
}

/** What waits to be raised with a pupil, the longest-waiting first; what an earlier case left stays in the log. */
export const raiseFor = (memory: Memory, pupilId: string, today: SchoolDate): ToRaise[] =>
  toRaise(presentNotes(memory, pupilId), memory.ofPupil('noteOutcome', pupilId), today, dateOf)

function presentNotes(memory: Memory, pupilId: string): readonly Readonly<Row<'note'>>[] {
  const notes = memory.ofPupil('note', pupilId)
  if (presentFrom(memory, pupilId) === undefined) return notes
  const isOfCase = isPresent(memory, pupilId)
  return notes.filter(({ f }) => isOfCase(dateOf(f.occurredAt)))
}

/** The same for who covers: the agenda that was left for them, without the notes themselves. */
export function agendaFor(memory: Memory, pupilId: string, today: SchoolDate): ToRaise[] {
  const items = memory.ofPupil('agendaItem', pupilId).map(({ by, at, f: { noteId, occurredAt, type, text } }) =>
    ({ id: noteId, by, at, f: { pupilId, type, text, occurredAt, enteredAt: occurredAt, raise: true } }))
  return toRaise([...new Map(items.map((one) => [one.id, one])).values()], memory.ofPupil('noteOutcome', pupilId), today, dateOf)
}

/** The pupil's open mentorship: the newest where history left several. */
export const mentorshipOf = (memory: Memory, pupilId: string): Readonly<Row<'mentorship'>> | undefined =>
  memory.ofPupil('mentorship', pupilId).filter((row) => isOpen(row.f.state)).sort((a, b) => (a.f.startedOn < b.f.startedOn ? 1 : -1))[0]

/** The mentoring that ended last, of a pupil whom nobody mentors now. */
export const closedOf = (memory: Memory, pupilId: string): Readonly<Row<'mentorship'>> | undefined =>
  mentorshipOf(memory, pupilId) ? undefined : memory.ofPupil('mentorship', pupilId).filter(({ f }) => f.state === 'closed').sort((a, b) => ((a.f.endedOn ?? a.f.startedOn) < (b.f.endedOn ?? b.f.startedOn) ? 1 : -1))[0]

/** The pupils of a mentor's caseload, or of everyone where `mentorId` is undefined, with their open mentorships. */
export const caseloadOf = (memory: Memory, mentorId?: string): Readonly<Row<'mentorship'>>[] =>
  memory.all('mentorship').filter((row) => isOpen(row.f.state) && (mentorId === undefined || row.f.mentorId === mentorId))
