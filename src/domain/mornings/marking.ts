/**
 * "Mentees should report to their Mentor in the student reception at 8.45 each morning, and Mentors will give them their
 * registration mark."
 * What a tap, another time, an amendment, a withdrawal and the office's word put down. The mark is proposed by the
 * register's table; a mentor may choose another of the three.
 */
import type { Arrival, ArrivalEvent, Arrived } from './arrival.ts'
import { dateOf, timeOf, type Instant, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import { proposeMark, type MentorMark, type RegisterTimes } from './registration.ts'
import type { Actor } from '../staff.ts'

/**
 * The moment of a tap: `now` the school's time as the tablet tells it, `entered` the same with the tablet's known error
 * put right, `wall` the tablet's own clock, `skew` the server's minus the tablet's where known.
 */
export type Moment = { now: Instant; entered: Instant; wall: Instant; skew: number | null }
type Expected = { pupilId: string; date: SchoolDate; expectedAt: TimeOfDay }
type Chosen = { at?: TimeOfDay; mark?: MentorMark; reason?: string }
type Made<T extends ArrivalEvent['type']> = Extract<ArrivalEvent, { type: T }>

const minutesOfMark = (at: TimeOfDay, expectedAt: TimeOfDay, register: RegisterTimes): Pick<Arrived, 'minutesLate' | 'minutesLateToMentor'> => {
  const { minutesLate, minutesLateToMentor } = proposeMark(at, expectedAt, register)
  return { minutesLate, minutesLateToMentor }
}

/** One tap is "arrived now"; `chosen` is what the mentor set by hand instead. */
export function arrivedEvent({ pupilId, date, expectedAt }: Expected, moment: Moment, register: RegisterTimes, chosen: Chosen = {}): Arrived {
  // The tablet's clock put right by what it is known to be off: a mark decides a sanction.
  const at = chosen.at ?? timeOf(moment.entered)
  const reason = chosen.reason?.trim()
  return {
    type: 'arrived', pupilId, date, session: 'am', at, expectedAt,
    entered: moment.entered,
    deviceTime: moment.wall,
    estimatedTrueTime: moment.wall + (moment.skew ?? 0),
    skewKnown: moment.skew !== null,
    mark: chosen.mark ?? proposeMark(at, expectedAt, register).mark,
    ...minutesOfMark(at, expectedAt, register),
    ...(reason ? { reason } : {}),
  }
}

export const undoneEvent = (tap: string, { pupilId, date }: Pick<Expected, 'pupilId' | 'date'>, moment: Moment): Made<'undone'> =>
  ({ type: 'undone', pupilId, date, session: 'am', entered: moment.entered, event: tap })

/** Keeps the original, the new value, the reason, the date, and the name and role of who made it. */
export function amendedEvent(arrival: Arrival, to: { at: TimeOfDay; mark: MentorMark }, reason: string, me: Actor, moment: Moment, register: RegisterTimes): Made<'amended'> {
  return {
    ...aboutArrival(arrival, moment), type: 'amended',
    from: { mark: arrival.mark, at: arrival.at },
    to: { mark: to.mark, at: to.at, ...minutesOfMark(to.at, arrival.expectedAt, register) },
    reason: reason.trim(), name: me.name, role: me.role,
  }
}

export const withdrawnEvent = (arrival: Arrival, reason: string, me: Actor, moment: Moment): Made<'withdrawn'> =>
  ({ ...aboutArrival(arrival, moment), type: 'withdrawn', reason: reason.trim(), name: me.name, role: me.role })

export const confirmedEvent = (arrival: Arrival, me: Actor, moment: Moment): Made<'confirmed'> =>
  ({ ...aboutArrival(arrival, moment), type: 'confirmed', mark: arrival.mark, name: me.name, role: me.role })

const aboutArrival = ({ pupilId, date, session }: Arrival, moment: Moment): Pick<Arrived, 'pupilId' | 'date' | 'session' | 'entered'> =>
  ({ pupilId, date, session, entered: moment.entered })

/** Why a time typed by hand cannot be put down: there is none (an empty field), or it has not come yet. */
export function timeProblem(date: SchoolDate, at: TimeOfDay, now: Instant): 'missing' | 'future' | undefined {
  if (at === '') return 'missing'
  return date > dateOf(now) || (date === dateOf(now) && at > timeOf(now)) ? 'future' : undefined
}
