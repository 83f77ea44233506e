/** Readings that several screens need, from the open records: the arrival of a day, the desk of a day, what waits to be raised. */
import { arrivalOf, type Arrival, type Session } from '../domain/arrival.ts'
import { toRaise, type ToRaise } from '../domain/blueReport.ts'
import { dateOf, type SchoolDate } from '../domain/clock.ts'
import { deskEntries, type DeskEntry } from '../domain/deskList.ts'
import { groupBy } from '../domain/group.ts'
import { expectationOn, isOpen, type Expectation } from '../domain/mentorship.ts'
import type { Row } from '../domain/records.ts'
import type { Settings } from '../domain/setting.ts'
import type { Memory } from './memory.ts'

export function arrivalsOn(memory: Memory, date: SchoolDate, session: Session = 'am'): Map<string, Arrival> {
  const events = groupBy(
    memory.onDay('arrivalEvent', date).filter((row) => row.f.session === session),
    (row) => row.f.pupilId,
  )
  const arrivals = new Map<string, Arrival>()
  for (const [pupilId, rows] of events) {
    const arrival = arrivalOf(rows)
    if (arrival) arrivals.set(pupilId, arrival)
  }
  return arrivals
}

/** The arrival that stands for a pupil on a day, or undefined. */
export const arrivalFor = (memory: Memory, pupilId: string, date: SchoolDate, session: Session = 'am'): Arrival | undefined =>
  arrivalOf(memory.ofPupil('arrivalEvent', pupilId).filter((row) => row.f.date === date && row.f.session === session))

/** Every arrival that stands for a pupil, newest day first. */
export function arrivalsOf(memory: Memory, pupilId: string): Arrival[] {
  const days = groupBy(memory.ofPupil('arrivalEvent', pupilId), (row) => `${row.f.date}|${row.f.session}`)
  return [...days.values()].flatMap((rows) => arrivalOf(rows) ?? []).sort((a, b) => (a.date < b.date ? 1 : -1))
}

export function deskOn(memory: Memory, date: SchoolDate, me: string, settings: Settings): DeskEntry[] {
  const arrivals = arrivalsOn(memory, date)
  return deskEntries(
    {
      pupils: memory.all('deskPupil'),
      expectationsOf: (pupilId) => memory.ofPupil('expectation', pupilId).map((row) => row.f),
      arrivalOf: (pupilId) => arrivals.get(pupilId),
    },
    date, me, settings,
  )
}

export const expectationFor = (memory: Memory, pupilId: string, date: SchoolDate): Expectation | undefined =>
  expectationOn(memory.ofPupil('expectation', pupilId).map((row) => row.f), date)

/** What waits to be raised with a pupil, the longest-waiting first. */
export const raiseFor = (memory: Memory, pupilId: string, today: SchoolDate): ToRaise[] =>
  toRaise(memory.ofPupil('note', pupilId), memory.ofPupil('noteOutcome', pupilId), today, dateOf)

/** The pupil's open mentorship: the newest where history left several. */
export const mentorshipOf = (memory: Memory, pupilId: string): Readonly<Row<'mentorship'>> | undefined =>
  memory.ofPupil('mentorship', pupilId).filter((row) => isOpen(row.f.state)).sort((a, b) => (a.f.startedOn < b.f.startedOn ? 1 : -1))[0]

/** The pupils of a mentor's caseload, or of everyone where `mentorId` is undefined, with their open mentorships. */
export const caseloadOf = (memory: Memory, mentorId?: string): Readonly<Row<'mentorship'>>[] =>
  memory.all('mentorship').filter((row) => isOpen(row.f.state) && (mentorId === undefined || row.f.mentorId === mentorId))
