/**
 * When the tablet locks by itself. Idle: at reception only the first-name list stays, elsewhere it locks. Hidden for ten
 * seconds, or asleep (the second hand jumped): it locks. Pure over its ports; `watchForLeaving` listens to the page.
 */
import type { Instant } from '../domain/time/clock.ts'
import type { Phase } from '../data/tablet/session.ts'

export const HIDDEN_MS = 10_000
export const DRIFT_MS = 30_000

export type AutoLockPorts = {
  /** The tablet's own clock: moving the rehearsal's must not lock anything. */
  clock: () => Instant
  phase: () => Phase
  idleSeconds: () => number
  /** Whether the first-name list may stay. */
  atReception: () => boolean
  toDesk: () => void
  lock: () => void
}

export type AutoLock = { touched: () => void; hidden: () => void; shown: () => void; beat: () => void }

export function makeAutoLock({ clock, phase, idleSeconds, atReception, toDesk, lock }: AutoLockPorts): AutoLock {
  let lastTouch = clock()
  let lastBeat = clock()
  let hiddenSince: Instant | undefined

  const isUnlocked = (): boolean => phase() === 'open' || phase() === 'desk' || phase() === 'choose-pin'
  function lockIfUnlocked(): void {
    if (isUnlocked()) lock()
  }

  return {
    touched() {
      lastTouch = clock()
    },
    hidden() {
      hiddenSince ??= clock()
    },
    shown() {
      if (hiddenSince !== undefined && clock() - hiddenSince >= HIDDEN_MS) lockIfUnlocked()
      hiddenSince = undefined
      // Time in the background is hidden time, already judged; it is not sleep.
      lastBeat = clock()
    },
    /** Once a second. */
    beat() {
      const now = clock()
      const slept = Math.abs(now - lastBeat) > DRIFT_MS
      lastBeat = now
      // Hidden pages are woken only once in a while, so that a gap there means nothing.
      if (hiddenSince !== undefined ? now - hiddenSince >= HIDDEN_MS : slept) lockIfUnlocked()
      else if (phase() === 'desk' && !atReception()) lock()
      else if (now - lastTouch >= idleSeconds() * 1000) {
        if (phase() === 'open' && atReception()) toDesk()
        else if (phase() === 'open' || phase() === 'choose-pin') lock()
      }
    },
  }
}

/**
 * Ties the lock to this page and returns how to untie it. The cover goes up in the same turn as the event, before the
 * tablet takes its picture for the app switcher; `isInstalled` pages also cover when they lose focus.
 */
export function watchForLeaving(autoLock: AutoLock, { isInstalled }: { isInstalled: boolean }): () => void {
  const ends = new AbortController()
  const on = { signal: ends.signal, capture: true, passive: true }
  const cover = (): void => {
    document.documentElement.dataset['covered'] = ''
  }
  const uncover = (): void => {
    // After the frame in which the lock screen took the place of what stood here.
    requestAnimationFrame(() => {
      if (document.visibilityState === 'visible') delete document.documentElement.dataset['covered']
    })
  }
  const left = (): void => {
    cover()
    autoLock.hidden()
  }
  const returned = (): void => {
    autoLock.shown()
    uncover()
  }

  for (const name of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'] as const) document.addEventListener(name, autoLock.touched, on)
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? left() : returned()), on)
  window.addEventListener('pagehide', left, on)
  window.addEventListener('pageshow', returned, on)
  window.addEventListener('blur', () => (document.visibilityState === 'hidden' || isInstalled ? cover() : undefined), on)
  for (const name of ['focus', 'pointerdown'] as const) window.addEventListener(name, uncover, on)
  const timer = setInterval(autoLock.beat, 1000)
  return () => {
    ends.abort()
    clearInterval(timer)
  }
}
