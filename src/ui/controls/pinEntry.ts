// The digits of a PIN while it is typed. Kept in one place, handed over once, then forgotten.
import { computed, ref, type ComputedRef } from 'vue'

export interface PinEntry {
  count: ComputedRef<number>
  canSend: ComputedRef<boolean>
  press: (digit: string) => void
  rubOut: () => void
  clear: () => void
  /** The typed digits, leaving none behind; null while there are too few. */
  take: () => string | null
}

export function pinEntry(shortest: () => number, longest: () => number): PinEntry {
  const digits = ref('')
  const count = computed(() => digits.value.length)
  const canSend = computed(() => count.value >= shortest())
  const clear = (): void => {
    digits.value = ''
  }
  return {
    count,
    canSend,
    clear,
    press: (digit) => {
      if (/^[0-9]$/.test(digit) && count.value < longest()) digits.value += digit
    },
    rubOut: () => {
      digits.value = digits.value.slice(0, -1)
    },
    take: () => {
      if (!canSend.value) return null
      const typed = digits.value
      clear()
      return typed
    },
  }
}
