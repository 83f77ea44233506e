/** Readings for handing over and receiving, from the open records: a mentor's marks of a day, and the desk as the office has it. */
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { DeskEntry } from '../../domain/mornings/deskList.ts'
import { groupBy } from '../../domain/group.ts'
import { handingOf, type Handing } from '../../domain/mornings/handOver.ts'
import { isOnTheWay, type Sending } from '../../domain/mornings/onTheWay.ts'
import { handOverLines, type HandOverLine } from '../../domain/mornings/handOverLines.ts'
import { officeArrival } from '../../domain/mornings/officeArrival.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import { clockOffset, tick } from '../clock.ts'
import { deskOn } from './mentoring.ts'
import type { Memory } from '../store/memory.ts'

type OfPupil = <K extends 'arrivalEvent' | 'handOver'>(kind: K) => ReadonlyMap<string, readonly Readonly<Row<K>>[]>
const morningOf = (memory: Memory, date: SchoolDate): OfPupil => (kind) =>
  groupBy(memory.onDay(kind, date).filter((row) => row.f.session === 'am'), (row) => row.f.pupilId)

/** Live. Sync counts by the tablet's own clock, which a rehearsal does not move. */
export const areOnTheWay = (sending: Sending): boolean => isOnTheWay(sending, tick.value - clockOffset())

/** The marks of a day that this person put down or changed. */
export function handOverOn(memory: Memory, date: SchoolDate, me: string, settings: Settings): HandOverLine[] {
  const of = morningOf(memory, date)
  const [events, facts] = [of('arrivalEvent'), of('handOver')]
  return handOverLines({
    entries: deskOn(memory, date, me, settings), me,
    eventsOf: (pupilId) => (events.get(pupilId) ?? []).map(({ id, by, at, f, seq }) => ({ id, by, at, f, isSent: seq > 0 })),
    factsOf: (pupilId) => facts.get(pupilId) ?? [],
  })
}

export type OfficeEntry = DeskEntry & { handing: Handing; facts: readonly Readonly<Row<'handOver'>>[]; ahead: boolean }

/** Everyone of a day as the office has them: what has come by sync, and over it what a code or a voice brought first. */
export function officeDeskOn(memory: Memory, date: SchoolDate, me: string, settings: Settings): OfficeEntry[] {
  const of = morningOf(memory, date)
  const [events, facts] = [of('arrivalEvent'), of('handOver')]
  return deskOn(memory, date, me, settings).map((entry) => {
    const own = facts.get(entry.pupilId) ?? []
    const handing = handingOf(own)
    return { ...entry, ...officeArrival(events.get(entry.pupilId) ?? [], handing.received, entry.expectedAt, settings), handing, facts: own }
  })
}
