/**
 * For a no-show nothing is written: the office works from its own list of who was expected and has not come, which is
 * complete once this tablet has nothing left to send and has met the server since the register closed.
 */
import type { Instant } from '../time/clock.ts'

/** `lastMet` and `closedAt` by the same clock. */
export const isOfficeTold = ({ waiting, lastMet, closedAt }: { waiting: number; lastMet: Instant | null; closedAt: Instant }): boolean =>
  waiting === 0 && lastMet !== null && lastMet >= closedAt
