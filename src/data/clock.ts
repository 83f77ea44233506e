/**
 * The one place of the app that asks what time it is. `now` is the school's time as this tablet tells it; `wall` is the
 * clock that sync measures against the server's. They differ only while a person rehearses another moment. In a demo both
 * stand where the demo server's clock stands.
 */
import { readonly, shallowRef, type Ref } from 'vue'
import type { Instant } from '../domain/time/clock.ts'

let base = 0
let moved = 0
const second = shallowRef(Date.now())

export const wall = (): Instant => Date.now() + base
export const now = (): Instant => wall() + moved

/** The school's time, live: changes once a second while somebody looks. */
export const tick: Readonly<Ref<Instant>> = readonly(second)

/**
 * How often this tablet's clock was seen to jump: somebody set it, or the tablet slept, which from here look alike. What
 * was measured of it before holds no longer.
 */
const jumps = shallowRef(0)
export const clockJumps: Readonly<Ref<number>> = readonly(jumps)
const JUMP_MS = 2000
/** The wall's clock against the one that only counts: steady while nobody touches either. */
const between = (): number => Date.now() - performance.now()

/** Starts the second hand; the returned function stops it. */
export function startClock(offset = 0, demo = 0): () => void {
  moveClock(offset, demo)
  let steady = between()
  const timer = setInterval(() => {
    const found = between()
    if (Math.abs(found - steady) > JUMP_MS) jumps.value++
    steady = found
    second.value = now()
  }, 1000)
  return () => clearInterval(timer)
}

/** `ms`: what is added to the tablet's clock; `demo`: how much of it is the demo server's own clock. */
export function moveClock(ms: number, demo = 0): void {
  base = demo
  moved = ms - demo
  second.value = now()
}
/** A demo's clock begins anew with its server, and so may go back without anybody having set it. */
export const isDemoClock = (): boolean => base !== 0
/** How far a rehearsal has moved the school's time from sync's. */
export const clockOffset = (): number => moved
