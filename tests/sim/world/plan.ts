/**
 * What befalls a world, as a list of events drawn from the seed. Each event carries its own throws, so that leaving one
 * out (to shorten the story of a failure) changes nothing in the others.
 */
import { Dice } from './dice.ts'

export type EventKind =
  | 'save' | 'sync' | 'wait' | 'kill' | 'power-cut' | 'open' | 'window' | 'clock' | 'weather' | 'disk-full' | 'fold' | 'older' | 'poison'
  | 'hand-over' | 'back-up' | 'restore' | 'put-back' | 'twin' | 'void' | 'reset' | 'prune' | 'time' | 'miss' | 'deadly' | 'close' | 'erase'
export type Event = { index: number; kind: EventKind; tablet: number; steps: number }

/** How often each happens where it happens at all. Most worlds know only some of these faults. */
const USUAL: Partial<Record<EventKind, number>> = { save: 34, sync: 30, wait: 6, open: 8, void: 3, time: 4, older: 2 }
const FAULTS: Partial<Record<EventKind, number>> = {
  kill: 6, 'power-cut': 5, window: 3, clock: 4, weather: 10, 'disk-full': 3, fold: 5, poison: 3, 'hand-over': 7, 'back-up': 4, restore: 3, twin: 3, reset: 2, prune: 2,
}

export type Plan = {
  seed: number
  events: Event[]
  tablets: { person: string; isIdle: boolean }[]
  /** `isSlow`: what is too much for the line is not refused, but never answered. */
  small: { page?: number; push?: number; isSlow?: boolean } | undefined
}

export function planOf(seed: number, length = 70): Plan {
  const dice = new Dice(seed, 'plan')
  const tablets = ['mentor1', 'mentor1', 'lead', 'mentor2', 'hoy9'].slice(0, 3 + dice.under(3)).map((person, index) => ({ person, isIdle: index > 0 && dice.chance(0.2) }))
  const wheel: EventKind[] = Object.entries(USUAL).flatMap(([kind, weight]) => Array<EventKind>(weight).fill(kind as EventKind))
  for (const [kind, weight] of Object.entries(FAULTS)) if (dice.chance(0.55)) wheel.push(...Array<EventKind>(weight).fill(kind as EventKind))
  const small = dice.chance(0.5) ? { page: 2 + dice.under(6), ...(dice.chance(0.5) ? { push: 1 + dice.under(4) } : {}) } : undefined
  const events = Array.from({ length }, (_, index): Event => ({ index, kind: dice.pick(wheel), tablet: dice.under(60), steps: dice.chance(0.2) ? 0 : dice.under(14) }))
  // Throws of its own, so that the worlds that were known before it stay as they were.
  const misses = new Dice(seed, 'misses')
  const isUnlucky = misses.chance(0.4)
  for (const event of events) if ((event.kind === 'wait' || event.kind === 'time') && misses.chance(0.6) && isUnlucky) event.kind = 'miss'
  const later = new Dice(seed, 'later faults')
  const isPutBack = later.chance(0.25)
  const isDeadly = later.chance(0.3)
  for (const event of events) {
    if (event.kind === 'restore' && isPutBack) event.kind = 'put-back'
    if (event.kind === 'wait' && isDeadly && later.chance(0.3)) event.kind = 'deadly'
  }
  for (const [kind, throws] of [['close', 'closings'], ['erase', 'erasings']] as const) {
    const once = new Dice(seed, throws)
    const event = once.chance(0.2) ? once.pick(events) : undefined
    if (event && (event.kind === 'wait' || event.kind === 'time' || event.kind === 'save')) event.kind = kind
  }
  return { seed, events, tablets, small: small && later.chance(0.4) ? { ...small, isSlow: true } : small }
}
