/**
 * "Mentors meet with DHT / HOY to identify pupils needing to be mentored" … "Mentoring support should be withdrawn
 * gradually": one pupil's period of mentoring with a mentor, from candidate to closed.
 */
import { z } from '../schema.ts'
import { SchoolDate, TimeOfDay, weekdayOf } from '../time/clock.ts'

export const MentorshipState = z.enum([
  'candidate', 'watched', 'declined', 'agreed', 'preparing', 'active', 'withdrawing', 'closing', 'closed', 'paused', 'reopened',
])
export type MentorshipState = z.infer<typeof MentorshipState>

export const STATE_WORDS: Record<MentorshipState, string> = {
  candidate: 'Candidate', watched: 'Watched', declined: 'Not now', agreed: 'Agreed', preparing: 'Preparing', active: 'Active',
  withdrawing: 'Withdrawing', closing: 'Closing', closed: 'Closed', paused: 'Paused', reopened: 'Reopened',
}

export const Mentorship = z.object({
  pupilId: z.string(),
  mentorId: z.string(),
  state: MentorshipState,
  reason: z.string().max(2000),
  startedOn: SchoolDate,
  endedOn: SchoolDate.optional(),
  endReason: z.string().max(500).optional(),
})
export type Mentorship = z.infer<typeof Mentorship>

/** The states in which the pupil's mentor works with the pupil, and so holds the pupil's records. */
export const isOpen = (state: MentorshipState): boolean => !['candidate', 'watched', 'declined', 'closed'].includes(state)

/**
 * When a pupil is expected at the desk, and by whom: an interval fact in the desk bucket. A later `from` replaces an
 * earlier one from that day on, so last week is judged against the time then expected.
 */
export const Expectation = z.object({
  pupilId: z.string(),
  mentorId: z.string(),
  from: SchoolDate,
  /** The last day it holds; open when absent. */
  until: SchoolDate.optional(),
  time: TimeOfDay,
  /** 1 = Monday … 5 = Friday. Empty: not expected on any day (paused, preparing). */
  weekdays: z.array(z.int().min(1).max(5)),
  /** When it was decided (UTC ms): of two that begin on one day the later decision holds. Rows without it are the oldest. */
  decidedAt: z.number().optional(),
})
export type Expectation = z.infer<typeof Expectation>

/** The expectation in force on a day, whether or not the pupil is expected that weekday. */
export function expectationOn(expectations: Iterable<Expectation>, date: SchoolDate): Expectation | undefined {
  let found: Expectation | undefined
  for (const one of expectations) if (one.from <= date && (!one.until || date <= one.until) && (!found || isAfter(one, found))) found = one
  return found
}
const isAfter = (one: Expectation, than: Expectation): boolean => one.from > than.from || (one.from === than.from && (one.decidedAt ?? 0) >= (than.decidedAt ?? 0))

export const isExpected = (expectation: Expectation | undefined, date: SchoolDate): boolean => expectation?.weekdays.includes(weekdayOf(date)) ?? false
