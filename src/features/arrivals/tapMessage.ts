/**
 * What is said of a tap, in the frame after the one in which its tile has answered: a thumb waits for the tile alone, and
 * drawing the message as well would keep it waiting.
 */
import { onScopeDispose } from 'vue'
import type { ToastMessage, Toasts } from '../../ui/index.ts'

export type TapMessage = {
  say: (message: ToastMessage) => void
  /** Puts it away, also where it has not been drawn yet. */
  hush: () => void
}

export function useTapMessage(toasts: Toasts): TapMessage {
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = 0

  function forget(): void {
    if (frame !== undefined) cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  // No message may offer an undo at a desk that is gone.
  onScopeDispose(forget)

  return {
    say(message) {
      forget()
      frame = requestAnimationFrame(() => {
        timer = setTimeout(() => (shown = toasts.show(message)))
      })
    },
    hush() {
      forget()
      toasts.dismiss(shown)
    },
  }
}
