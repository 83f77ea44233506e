/**
 * "…and Mentors will give them their registration mark": the arrival as the office has it. What a code or a voice brought
 * stands until the mentor's own record has come by sync; it then is one mark, not two.
 */
import { arrivalOf, type Arrival, type Arrived, type StoredArrivalEvent } from './arrival.ts'
import type { TimeOfDay } from '../time/clock.ts'
import type { Received, StoredHandOver } from './handOver.ts'
import { proposeMark, type RegisterTimes } from './registration.ts'

/** `ahead`: the office holds more than has come by sync. */
export type OfficeArrival = { arrival: Arrival | undefined; ahead: boolean }

export function officeArrival(events: readonly StoredArrivalEvent[], received: StoredHandOver<Received> | undefined, expectedAt: TimeOfDay, register: RegisterTimes): OfficeArrival {
  if (!received || received.f.how === 'sync' || hasComeBySync(events, received.f)) return { arrival: arrivalOf(events), ahead: false }
  const { f } = received
  if (f.mark === null || f.at === null) return { arrival: undefined, ahead: true }
  const arrival = arrivalOf([...events, asTap(received, { mark: f.mark, at: f.at }, expectedAt, register)])
  if (!arrival || !f.amended) return { arrival, ahead: true }
  return { arrival: { ...arrival, at: f.at, mark: f.mark, ...minutes(f.at, expectedAt, register), amended: true, officeConfirmed: isConfirmedSince(events, f) }, ahead: true }
}

const hasComeBySync = (events: readonly StoredArrivalEvent[], { from, events: count = 1 }: Received): boolean =>
  events.filter(({ by, f }) => (from === undefined ? f.type === 'arrived' : by === from)).length >= count

const isConfirmedSince = (events: readonly StoredArrivalEvent[], { mark, entered }: Received): boolean =>
  events.some(({ f, at }) => f.type === 'confirmed' && f.mark === mark && (f.entered ?? at) >= entered)

const minutes = (at: TimeOfDay, expectedAt: TimeOfDay, register: RegisterTimes): Pick<Arrived, 'minutesLate' | 'minutesLateToMentor'> => {
  const { minutesLate, minutesLateToMentor } = proposeMark(at, expectedAt, register)
  return { minutesLate, minutesLateToMentor }
}

function asTap({ id, by, at, f }: StoredHandOver<Received>, told: Pick<Arrived, 'mark' | 'at'>, expectedAt: TimeOfDay, register: RegisterTimes): StoredArrivalEvent {
  return {
    id: `received:${id}`, by: f.from ?? by, at,
    f: {
      type: 'arrived', pupilId: f.pupilId, date: f.date, session: f.session, entered: f.entered, expectedAt, ...told,
      deviceTime: f.entered, estimatedTrueTime: f.entered, skewKnown: f.clockVerified ?? true, ...minutes(told.at, expectedAt, register),
    },
  }
}
