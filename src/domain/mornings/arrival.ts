/**
 * "Mentees should report to their Mentor in the student reception at 8.45 each morning, and Mentors will give them their
 * registration mark."
 * An arrival is never edited: taps, undos and amendments are facts, and the arrival is what they add up to. Two taps or
 * two tablets make one arrival: the earliest is shown, all are kept. An amendment keeps the original mark, the new one,
 * the reason, the date, and the name and role of who made it, as the register's law asks.
 */
import { z } from '../schema.ts'
import { SchoolDate, TimeOfDay, type Instant } from '../time/clock.ts'
import { MentorMark } from './registration.ts'
import { Role } from '../staff.ts'

const common = {
  pupilId: z.string(),
  date: SchoolDate,
  session: z.enum(['am', 'eod']),
  /** When it was put in, in the school's time (UTC ms): the date an amendment must keep. Rows without it go by their own. */
  entered: z.number().optional(),
}
const madeBy = { name: z.string().max(80), role: Role }

export const ArrivalEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('arrived'),
    ...common,
    /** The school's wall-clock time of arrival, to the minute. */
    at: TimeOfDay,
    /** What the tablet's clock said when it was tapped, and the best estimate of the true time (UTC ms). */
    deviceTime: z.number(),
    estimatedTrueTime: z.number(),
    skewKnown: z.boolean(),
    expectedAt: TimeOfDay,
    mark: MentorMark,
    minutesLate: z.int().min(0),
    minutesLateToMentor: z.int().min(0),
    reason: z.string().max(200).optional(),
  }),
  /** Undo within seconds of the tap. */
  z.object({ type: z.literal('undone'), ...common, event: z.string() }),
  z.object({
    type: z.literal('amended'),
    ...common,
    from: z.object({ mark: MentorMark, at: TimeOfDay }),
    to: z.object({ mark: MentorMark, at: TimeOfDay, minutesLate: z.int().min(0), minutesLateToMentor: z.int().min(0) }),
    reason: z.string().min(1).max(200),
    ...madeBy,
  }),
  /** The arrival was put down in error: not this pupil, not this day. */
  z.object({ type: z.literal('withdrawn'), ...common, reason: z.string().min(1).max(200), ...madeBy }),
  /** The attendance office confirms a `U`. */
  z.object({ type: z.literal('confirmed'), ...common, mark: MentorMark, ...madeBy }),
])
export type ArrivalEvent = z.infer<typeof ArrivalEvent>
export type Arrived = Extract<ArrivalEvent, { type: 'arrived' }>
export type Session = ArrivalEvent['session']

/** An event as stored: with its id, its author and when its tablet says it was made. */
export type StoredArrivalEvent = { id: string; by: string; at: Instant; f: ArrivalEvent }

export type Arrival = {
  pupilId: string
  date: SchoolDate
  session: Session
  at: TimeOfDay
  expectedAt: TimeOfDay
  mark: MentorMark
  minutesLate: number
  minutesLateToMentor: number
  reason: string | undefined
  markedBy: string
  clockVerified: boolean
  amended: boolean
  officeConfirmed: boolean
  /** The tap that stands; undo cites it. */
  tap: string
  /** Everything that happened to this arrival, oldest first; nothing is left out. */
  history: readonly StoredArrivalEvent[]
}

const enteredAt = ({ f, at }: StoredArrivalEvent): Instant => f.entered ?? at

/**
 * Oldest first; of the same moment, the same order on every tablet. Nobody amends, confirms or takes back a mark that is
 * not there yet, so where a tablet's clock was slow such an event still comes after the first tap.
 */
export function inOrder(events: readonly StoredArrivalEvent[]): StoredArrivalEvent[] {
  const sorted = [...events].sort((a, b) => enteredAt(a) - enteredAt(b) || (a.id < b.id ? -1 : 1))
  const first = sorted.findIndex(({ f }) => f.type === 'arrived')
  return [...sorted.slice(first, first + 1), ...sorted.slice(0, Math.max(first, 0)), ...sorted.slice(first + 1)]
}

/** The arrival that a pupil's events of one day and session add up to, or undefined when none stands. */
export function arrivalOf(events: readonly StoredArrivalEvent[]): Arrival | undefined {
  // Nearly every arrival is one tap.
  const history = events.length > 1 ? inOrder(events) : events
  const undone = new Set<string>()
  for (const { f } of history) if (f.type === 'undone') undone.add(f.event)
  let shown: Arrival | undefined
  let firstTap: StoredArrivalEvent | undefined
  for (const event of history) {
    const { f } = event
    if (f.type === 'arrived' && !undone.has(event.id)) {
      if (shown && (shown.amended || !isEarlier(f, firstTap))) continue
      firstTap = event
      shown = fromTap(event, f, history)
    } else if (f.type === 'amended' && shown) {
      shown = { ...shown, ...f.to, amended: true, officeConfirmed: false }
    } else if (f.type === 'withdrawn') {
      shown = undefined
      firstTap = undefined
    } else if (f.type === 'confirmed' && shown?.mark === f.mark) {
      shown = { ...shown, officeConfirmed: true }
    }
  }
  return shown
}

/** Whether one stands at all. A board asks this of thousands of mornings, and nearly every one is a single tap. */
export const hasArrived = (events: readonly StoredArrivalEvent[]): boolean =>
  events.length === 1 ? events[0]?.f.type === 'arrived' : arrivalOf(events) !== undefined

const isEarlier = (tap: Arrived, than: StoredArrivalEvent | undefined): boolean => than?.f.type !== 'arrived' || tap.at < than.f.at

const fromTap = ({ id, by }: StoredArrivalEvent, tap: Arrived, history: readonly StoredArrivalEvent[]): Arrival => ({
  pupilId: tap.pupilId,
  date: tap.date,
  session: tap.session,
  at: tap.at,
  expectedAt: tap.expectedAt,
  mark: tap.mark,
  minutesLate: tap.minutesLate,
  minutesLateToMentor: tap.minutesLateToMentor,
  reason: tap.reason,
  markedBy: by,
  clockVerified: tap.skewKnown,
  amended: false,
  officeConfirmed: false,
  tap: id,
  history,
})
