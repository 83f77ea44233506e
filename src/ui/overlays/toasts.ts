// Short messages that come and go, such as "Marked present, 8.41. Undo". They wait while a finger or focus is on them.
import { readonly, ref, type DeepReadonly, type Ref } from 'vue'
import type { Tone } from '../tones.ts'

export interface ToastMessage {
  text: string
  tone?: Tone
  /** How long it stays, in milliseconds; 0 stays until it is put away. */
  timeout?: number
  action?: { label: string; run: () => void }
  /** A later message with the same key takes the place of the earlier one. */
  key?: string
}

export interface Toast extends ToastMessage {
  id: number
  tone: Tone
}

export interface Toasts {
  shown: DeepReadonly<Ref<Toast[]>>
  show: (message: ToastMessage) => number
  dismiss: (id: number) => void
  act: (id: number) => void
  pause: () => void
  resume: () => void
  clear: () => void
}

interface Countdown {
  left: number
  startedAt: number
  timer: ReturnType<typeof setTimeout> | undefined
}

const MOST_AT_ONCE = 3
// Nobody should lose a message the instant they let go of it.
const LEAST_AFTER_PAUSE = 2_000

export function createToasts(elapsed: () => number = () => performance.now()): Toasts {
  const shown = ref<Toast[]>([])
  const countdowns = new Map<number, Countdown>()
  let lastId = 0
  let paused = false

  function run(id: number, countdown: Countdown): void {
    countdown.startedAt = elapsed()
    countdown.timer = setTimeout(() => dismiss(id), countdown.left)
  }

  function dismiss(id: number): void {
    clearTimeout(countdowns.get(id)?.timer)
    countdowns.delete(id)
    shown.value = shown.value.filter((toast) => toast.id !== id)
    if (shown.value.length === 0) paused = false
  }

  function show(message: ToastMessage): number {
    const earlier = message.key === undefined ? undefined : shown.value.find((toast) => toast.key === message.key)
    if (earlier) dismiss(earlier.id)
    while (shown.value.length >= MOST_AT_ONCE && shown.value[0]) dismiss(shown.value[0].id)

    const id = ++lastId
    shown.value = [...shown.value, { tone: 'neutral', ...message, id }]
    const timeout = message.timeout ?? (message.action ? 10_000 : 6_000)
    if (timeout > 0) {
      const countdown: Countdown = { left: timeout, startedAt: elapsed(), timer: undefined }
      countdowns.set(id, countdown)
      if (!paused) run(id, countdown)
    }
    return id
  }

  function pause(): void {
    if (paused) return
    paused = true
    for (const countdown of countdowns.values()) {
      clearTimeout(countdown.timer)
      countdown.left -= elapsed() - countdown.startedAt
    }
  }

  function resume(): void {
    if (!paused) return
    paused = false
    for (const [id, countdown] of countdowns) {
      countdown.left = Math.max(countdown.left, LEAST_AFTER_PAUSE)
      run(id, countdown)
    }
  }

  return {
    shown: readonly(shown),
    show,
    dismiss,
    pause,
    resume,
    act: (id) => {
      const action = shown.value.find((toast) => toast.id === id)?.action
      dismiss(id)
      action?.run()
    },
    clear: () => {
      for (const toast of shown.value) dismiss(toast.id)
    },
  }
}

// One screen has one place for messages, so the app has one list of them.
const theToasts = createToasts()

export function useToasts(): Toasts {
  return theToasts
}
