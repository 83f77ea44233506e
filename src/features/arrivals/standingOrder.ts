/**
 * The order of the list as it stands. It is taken anew only while no finger is at the list: what sync or older history
 * brings meanwhile does not move a tile that somebody is aiming at.
 */
import { shallowRef, watch, type Ref } from 'vue'
import type { Settling } from './settling.ts'

/** `fresh` is the order as it would be now; `when` names what it depends on. */
export function useStandingOrder(fresh: () => readonly string[], when: () => readonly unknown[], { inUse, moved }: Pick<Settling, 'inUse' | 'moved'>): Readonly<Ref<readonly string[]>> {
  const standing = shallowRef(fresh())
  watch([when, inUse], () => {
    if (inUse.value) return
    const now = fresh()
    if (now.length === standing.value.length && now.every((id, place) => id === standing.value[place])) return
    // Whoever is new at the end has moved nobody.
    if (standing.value.some((id, place) => id !== now[place])) moved()
    standing.value = now
  })
  return standing
}
