/**
 * Keeps the time by which the lease is judged, and the judgement, for as long as a vault is open. The time is kept sealed with
 * the state of sync, once a minute, when it runs out, and at the lock: whoever takes it away takes the records with it.
 */
import { readonly, shallowRef, type Ref } from 'vue'
import { leaseStanding, reckoned, type LeaseStanding } from '../../domain/people/lease.ts'
import type { Instant } from '../../domain/time/clock.ts'
import type { SyncState } from '../store/meta.ts'

const KEPT_EVERY = 60_000

type Ports = {
  state: () => Pick<SyncState, 'leaseUntil' | 'seen' | 'clockError'>
  note: (seen: () => Instant) => Promise<void>
  /** As it was measured since this page began; null where it was not. */
  skew: () => number | null
  wall: () => Instant
  steady: () => number
  mayGoBack: () => boolean
}
export type LeaseNow = { standing: LeaseStanding; until: Instant }
export type KeptLease = {
  readonly now: Readonly<Ref<LeaseNow>>
  /** Once a second while somebody looks. */
  beat: () => void
  /** The server has spoken: its time counts, whatever this tablet thought before. */
  met: () => void
  /** Resolves when what was seen is on the disk, where it is worth writing. */
  keep: () => Promise<void>
  stop: () => void
}

export function keepLease({ state, note, skew, wall, steady, mayGoBack }: Ports): KeptLease {
  let seen = state().seen
  let counted = steady()
  let stopped = false
  let triesFrom = -Infinity
  let keeping: Promise<void> | undefined

  function judged(): LeaseNow {
    const { leaseUntil: until, clockError } = state()
    // What has passed here has passed, whatever the clock was set to meanwhile.
    const passed = Math.max(0, steady() - counted)
    counted += passed
    if (seen > 0) seen += passed
    const measured = skew()
    const read = reckoned(wall(), measured === null ? [clockError, 0] : [measured], seen)
    const clock = mayGoBack() ? Math.max(read, seen) : read
    seen = Math.max(seen, clock)
    return { standing: leaseStanding({ until, seen }, clock), until }
  }
  const now = shallowRef(judged())
  function look(): void {
    const next = judged()
    if (next.standing !== now.value.standing || next.until !== now.value.until) now.value = next
  }
  const isDue = (): boolean => state().leaseUntil > 0 && (seen - state().seen >= KEPT_EVERY || (seen >= state().leaseUntil && state().seen < state().leaseUntil))
  const keep = (): Promise<void> =>
    (keeping ??= (isDue() ? note(() => seen) : Promise.resolve()).finally(() => {
      keeping = undefined
    }))

  return {
    now: readonly(now),
    beat() {
      look()
      if (steady() < triesFrom) return
      // A closed vault is no fault; what another window or a full disk kept from being noted is tried again in a minute.
      keep().catch((error: unknown) => {
        triesFrom = steady() + KEPT_EVERY
        if (!stopped) console.error('The time was not noted', error instanceof Error ? error.name : 'unknown')
      })
    },
    met() {
      ;({ seen } = state())
      counted = steady()
      look()
    },
    keep,
    stop() {
      stopped = true
    },
  }
}
