/**
 * "Mentors should record…" and others rely on it the same day: work that has not left the tablet when the school day
 * ends is said in amber, and after a whole day in red.
 */
import { dateOf, instantAt, type Instant, type TimeOfDay } from '../time/clock.ts'

export type WaitingAge = 'fresh' | 'amber' | 'red'
const DAY = 24 * 3_600_000

export function waitingAge(oldest: Instant | null, now: Instant, dayEnds: TimeOfDay): WaitingAge {
  if (oldest === null) return 'fresh'
  if (now - oldest >= DAY) return 'red'
  const end = instantAt(dateOf(oldest), dayEnds)
  return oldest < end && now >= end ? 'amber' : 'fresh'
}
