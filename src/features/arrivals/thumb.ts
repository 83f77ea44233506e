/**
 * A thumb on a tile. A tap counts as the thumb lifts, some milliseconds before the browser makes a click of it; a press
 * that is held asks for more. Where it is not plain that a thumb tapped (it slid, the list still rolled, it was a mouse, a
 * keyboard or a screen reader), the browser's own click decides. Nothing is taken twice.
 */
import { onMounted, onScopeDispose } from 'vue'

const HELD_MS = 500
const SLIP_PX = 10
/** A rolling list says so with every frame. */
const STILL_MS = 150
/** The click of a tap that was taken already follows at once, or not at all. */
const CLICK_FOLLOWS_MS = 400

export type Thumb = Record<'down' | 'move' | 'up' | 'away' | 'click', (event: PointerEvent) => void>
type Asked = {
  tap: () => void
  held: () => void
  /** Whether a tap may count before its click: only where nothing else comes to stand under the thumb, for the click to hit. */
  early: () => boolean
  /** A thumb that stops a rolling list has not tapped what it touches. */
  isStill: () => boolean
}

export function useThumb({ tap, held, early, isStill }: Asked): Thumb {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  let isPlain = false
  let wasHeld = false
  let takenAt = Number.NEGATIVE_INFINITY
  const away = (): void => {
    clearTimeout(timer)
    isPlain = false
  }
  onScopeDispose(away)
  return {
    down({ clientX, clientY, isPrimary, pointerType }) {
      away()
      from = { x: clientX, y: clientY }
      wasHeld = false
      isPlain = isPrimary && pointerType !== 'mouse' && isStill()
      timer = setTimeout(() => {
        away()
        wasHeld = true
        held()
      }, HELD_MS)
    },
    move({ clientX, clientY }) {
      if (Math.hypot(clientX - from.x, clientY - from.y) > SLIP_PX) away()
    },
    up({ timeStamp }) {
      const counts = isPlain && early()
      away()
      if (!counts) return
      takenAt = timeStamp
      tap()
    },
    away,
    click({ timeStamp }) {
      const follows = timeStamp - takenAt < CLICK_FOLLOWS_MS
      takenAt = Number.NEGATIVE_INFINITY
      if (!follows && !wasHeld) tap()
      wasHeld = false
    },
  }
}

/** Whether the page has stood still for a moment. */
export function useStillness(elapsed = (): number => performance.now()): () => boolean {
  let rolledAt = Number.NEGATIVE_INFINITY
  const rolls = (): void => {
    rolledAt = elapsed()
  }
  onMounted(() => document.addEventListener('scroll', rolls, { capture: true, passive: true }))
  onScopeDispose(() => document.removeEventListener('scroll', rolls, { capture: true }))
  return () => elapsed() - rolledAt > STILL_MS
}
