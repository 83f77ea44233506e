/**
 * When sync runs: a moment after a save, when the app comes to the front or the network returns, at the server's poke,
 * every minute while visible, and after a failure with growing, jittered pauses that never give up. `navigator.onLine`
 * is not asked: only the server's answer counts.
 */
const FIRST_PAUSE = 2000
const LONGEST_PAUSE = 5 * 60_000
export const AFTER_SAVE = 1000
export const WHILE_VISIBLE = 60_000

/** Full jitter: anywhere up to the doubled pause; the server's own wish goes first. `random` is 0 to 1. */
export function pauseAfter(failures: number, random: number, retryAfterSeconds?: number): number {
  const ceiling = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 10))
  return (retryAfterSeconds ?? 0) * 1000 + Math.max(500, ceiling * random)
}
