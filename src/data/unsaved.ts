/** Whether something typed is not yet saved: an update waits, and leaving asks. Drafts are kept all the same. */
import { computed, onScopeDispose, shallowReactive, watchEffect } from 'vue'

const dirty = shallowReactive(new Set<symbol>())
export const hasUnsaved = computed(() => dirty.size > 0)

/** Declares a form dirty while `isDirty` says so and its component lives. */
export function useUnsaved(isDirty: () => boolean): void {
  const mine = Symbol('form')
  watchEffect(() => {
    if (isDirty()) dirty.add(mine)
    else dirty.delete(mine)
  })
  onScopeDispose(() => dirty.delete(mine))
}
