/**
 * The moment of an act, for records that must say when they were made: what the school's clock says, what the tablet's
 * says, and how far the tablet is known to be off. In a rehearsal the school's time is moved on purpose, so the
 * distance to the server says nothing about it.
 */
import type { Instant } from '../domain/time/clock.ts'
import type { Moment } from '../domain/mornings/marking.ts'
import { clockOffset, now, tick, wall } from './clock.ts'

/** `skew`: the server's clock minus this tablet's, in ms; null where it was never measured. The answer is null then too. */
export const clockError = (skew: number | null): number | null => (skew === null || clockOffset() === 0 ? skew : 0)

/** The school's time, live, with the tablet's known error put right: what is shown and judged by. */
export const schoolTick = (skew: number | null): Instant => tick.value + (clockError(skew) ?? 0)

/** When it is put in, and never before what it answers: a clock may have been set back, or both fall in one moment. */
export const enteredAfter = (skew: number | null, earlier: Instant | undefined): Instant => Math.max(momentOf(skew).entered, (earlier ?? -1) + 1)

export const momentOf = (skew: number | null): Moment => ({ now: now(), wall: wall(), skew, entered: now() + (clockError(skew) ?? 0) })
