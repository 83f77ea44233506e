/**
 * The one place of the app that asks what time it is. `now` is the school's time as this tablet tells it, moved by the
 * rehearsal in the demo; `wall` is the tablet's own clock, which sync measures against the server and never moves.
 */
import { readonly, shallowRef, type Ref } from 'vue'
import type { Instant } from '../domain/clock.ts'

let offset = 0
const second = shallowRef(Date.now())

export const wall = (): Instant => Date.now()
export const now = (): Instant => Date.now() + offset

/** The school's time, live: changes once a second while somebody looks. */
export const tick: Readonly<Ref<Instant>> = readonly(second)

/** Starts the second hand; the returned function stops it. */
export function startClock(initialOffset = 0): () => void {
  moveClock(initialOffset)
  const timer = setInterval(() => {
    second.value = now()
  }, 1000)
  return () => clearInterval(timer)
}

/** The rehearsal: `ms` added to the tablet's clock for everything but sync. */
export function moveClock(ms: number): void {
  offset = ms
  second.value = now()
}
export const clockOffset = (): number => offset
