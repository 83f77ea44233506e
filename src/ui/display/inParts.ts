/** A long list, drawn as far as it can be seen; the rest follows in the frames after, so that nobody waits for what is below the fold. */
import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue'

/** More rows than any of our screens shows at once, and as many as most schools have. */
const AT_ONCE = 40

type State = { scroll?: { top?: number } | null } | null
/** Somebody goes back to the place in the list where they were: that needs the whole list. */
const isBack = (): boolean => ((window.history.state as State)?.scroll?.top ?? 0) > 0

export type InParts<T> = { drawn: ComputedRef<readonly T[]>; isWhole: ComputedRef<boolean> }

export function useInParts<T>(all: () => readonly T[], atOnce = AT_ONCE): InParts<T> {
  const many = ref(isBack() ? Number.POSITIVE_INFINITY : atOnce)
  const isWhole = computed(() => all().length <= many.value)
  let coming: number | undefined
  const follow = (): void => {
    coming = undefined
    // Each part as long as all before it, so that few in sight at first do not make many parts; and none that holds the page up.
    many.value += Math.min(many.value, Math.max(atOnce, AT_ONCE))
    wait()
  }
  // After the frame that shows what is drawn so far.
  const wait = (): void => {
    if (isWhole.value || coming !== undefined) return
    coming = requestAnimationFrame(() => (coming = requestAnimationFrame(follow)))
  }
  watch(isWhole, wait, { immediate: true })
  onBeforeUnmount(() => {
    if (coming !== undefined) cancelAnimationFrame(coming)
  })
  return { isWhole, drawn: computed(() => (isWhole.value ? all() : all().slice(0, many.value))) }
}

/** False until a screen's first frame is painted: for a card below the fold that takes long to work out. */
export function useAfterFirstFrame(): Readonly<Ref<boolean>> {
  const isPainted = ref(isBack())
  let coming = isPainted.value ? 0 : requestAnimationFrame(() => (coming = requestAnimationFrame(() => (isPainted.value = true))))
  onBeforeUnmount(() => cancelAnimationFrame(coming))
  return isPainted
}
