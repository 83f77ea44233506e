/**
 * "…and Mentors will give them their registration mark": before the register closes. Whether marks that wait are on the way,
 * or wait for the network and are better handed over: said from when the server last answered, not from hope.
 */
import type { Instant } from '../time/clock.ts'

/** So long a mark may wait before nobody should count on it going by itself. */
const PATIENCE_MS = 10_000
/** A tablet that is awake meets the server every minute. */
const SILENCE_MS = 90_000

/** Moments by the tablet's own clock. `reached`: whether the server answered when it was last tried. */
export type Sending = { reached: boolean; oldest: Instant | null; lastOkAt: Instant | null }

export function isOnTheWay({ reached, oldest, lastOkAt }: Sending, now: Instant): boolean {
  if (!reached || lastOkAt === null || now - lastOkAt > SILENCE_MS) return false
  return oldest === null || now - oldest <= PATIENCE_MS
}
