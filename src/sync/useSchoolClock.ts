/**
 * The school's time as every screen shows it and judges by it: the tablet's clock, with what is known of its error put
 * right. Features take the time from here and from nowhere else.
 */
import { computed, type ComputedRef } from 'vue'
import { now } from '../data/clock.ts'
import { clockError, schoolTick } from '../data/moment.ts'
import { dateOf, type Instant, type SchoolDate } from '../domain/time/clock.ts'
import { useSync } from './useSync.ts'

export type SchoolClock = {
  /** Live, once a second. */
  tick: ComputedRef<Instant>
  /** Its minute: for what need not be worked out every second. */
  minute: ComputedRef<Instant>
  today: ComputedRef<SchoolDate>
  /** The moment of an act. */
  now: () => Instant
}

const MINUTE = 60_000

export function useSchoolClock(): SchoolClock {
  const sync = useSync()
  const tick = computed(() => schoolTick(sync.status.skew))
  return {
    tick,
    minute: computed(() => Math.floor(tick.value / MINUTE) * MINUTE),
    today: computed(() => dateOf(tick.value)),
    now: () => now() + (clockError(sync.status.skew) ?? 0),
  }
}
