/** A press that is held asks for more; the click that follows it is not a tap. */
import { onScopeDispose } from 'vue'

const HELD_MS = 500
const SLIP_PX = 10

export function useLongPress(held: () => void): { down: (event: PointerEvent) => void; move: (event: PointerEvent) => void; up: () => void; wasHeld: () => boolean } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  let fired = false
  const up = (): void => clearTimeout(timer)
  onScopeDispose(up)
  return {
    down(event) {
      fired = false
      from = { x: event.clientX, y: event.clientY }
      up()
      timer = setTimeout(() => {
        fired = true
        held()
      }, HELD_MS)
    },
    move(event) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLIP_PX) up()
    },
    up,
    wasHeld() {
      const was = fired
      fired = false
      return was
    },
  }
}
