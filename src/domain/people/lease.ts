/**
 * How long a tablet shows pupils' records without having met the server: so many school days, so that half-term locks nobody
 * out; sixty days at most. What is saved never asks this, and neither does sending: it is about reading alone.
 *
 * A tablet has no clock that its holder cannot set, so its time is reckoned from what it has seen. That never goes back but at
 * the server's word, and a clock that stands well before it is no clock to measure a lease by.
 */
import { isSchoolDay, nextSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, dateOf, instantAt, type Instant } from '../time/clock.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LONGEST = 60 * DAY
/** As far may a clock be put right, or misread by its hour, before it counts as set back. */
const PUT_RIGHT = 2 * HOUR

/** The first moment after it. Where no calendar has been entered, a week of seven days; where the calendar ends, the sixty. */
export function leaseEnd(calendar: SchoolCalendar, schoolDays: number, now: Instant): Instant {
  if (calendar.terms.length === 0) return now + 7 * DAY
  let day: string | undefined = dateOf(now)
  for (let left = schoolDays; left > 0 && day !== undefined; left--) day = nextSchoolDay(calendar, day)
  return day === undefined || !isSchoolDay(calendar, day) ? now + LONGEST : Math.min(now + LONGEST, instantAt(addDays(day, 1), '00:00'))
}

/** `until`: 0 where the server has not said it yet, and then nothing is closed. `seen`: the latest moment this tablet knows of. */
export type Lease = { until: Instant; seen: Instant }
/** `clock-back`: the clock stands before what this tablet has seen. */
export type LeaseStanding = 'stands' | 'ran-out' | 'clock-back'

export function leaseStanding({ until, seen }: Lease, clock: Instant): LeaseStanding {
  if (until === 0) return 'stands'
  if (Math.max(seen, clock) >= until) return 'ran-out'
  return clock < seen - PUT_RIGHT ? 'clock-back' : 'stands'
}

/**
 * The tablet's clock with one of its possible errors (the server's clock minus it) put right: the earliest that what was seen
 * allows. A clock that is wrong and steady is read rightly so, and one that was put right since is too.
 */
export function reckoned(clock: Instant, errors: readonly number[], seen: Instant): Instant {
  const times = errors.map((error) => clock + error)
  const possible = times.filter((time) => time >= seen - PUT_RIGHT)
  return possible.length > 0 ? Math.min(...possible) : Math.max(...times)
}

/** Whether no school day would begin before it runs out: today is the day to meet the server. */
export function isLastDay(until: Instant, calendar: SchoolCalendar, now: Instant): boolean {
  if (until === 0 || now >= until) return false
  const next = nextSchoolDay(calendar, dateOf(now))
  return next === undefined ? until - now <= DAY : instantAt(next, '00:00') >= until
}
