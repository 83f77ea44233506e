/**
 * How many things a colleague's tablet handed in wait for this person. The server alone knows it: it is asked when it has answered
 * a round, and then not for a while; what it said last stands as long as it cannot be asked.
 */
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { openNow } from '../data/current.ts'
import { may } from '../domain/permission.ts'
import { handedInWaiting } from './asking.ts'
import { useSync } from './useSync.ts'

const PAUSE_MS = 600_000

const told = shallowRef<{ person: string; count: number; since: number }>()
let asking: Promise<void> | undefined

/** Also when something was dealt with: then the pause does not count. */
export async function countHandedIn(): Promise<void> {
  const person = openNow.value?.me.id
  const reply = person === undefined ? undefined : await handedInWaiting()
  if (person !== undefined && reply && openNow.value?.me.id === person) told.value = { person, count: reply.waiting, since: performance.now() }
}

export function useHandedInWaiting(): ComputedRef<number> {
  const sync = useSync()
  const me = computed(() => openNow.value?.me)
  const known = computed(() => (told.value?.person === me.value?.id ? told.value : undefined))
  watch([me, () => sync.status.lastOkAt], ([who, answeredAt]) => {
    if (!who || answeredAt === null || !may(who, 'read-handed-in') || asking) return
    if (known.value && performance.now() - known.value.since < PAUSE_MS) return
    asking = countHandedIn().finally(() => (asking = undefined))
  }, { immediate: true })
  return computed(() => known.value?.count ?? 0)
}
