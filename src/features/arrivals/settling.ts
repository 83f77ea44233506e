/**
 * Nothing moves under the finger: whoever has just arrived stays in place until the list has been left alone for a
 * moment, and a tap aimed at the list as it was before it moved is not taken.
 */
import { onScopeDispose, ref, watch, type Ref } from 'vue'

const QUIET_MS = 2_000
/** A finger that comes down this soon after a move was aimed at what stood there before. */
const AIM_MS = 250

export type Settling = {
  /** A finger was on the list a moment ago. */
  inUse: Readonly<Ref<boolean>>
  settled: Readonly<Ref<ReadonlySet<string>>>
  /** A finger is on the list. */
  touched: () => void
  /** Something stands elsewhere now than a moment ago. */
  moved: () => void
  /** Whether a press now may have been aimed at the list as it was. */
  justMoved: () => boolean
}

/** `arrived` names who has arrived; `page` names the list, and another list starts settled. */
export function useSettling(arrived: () => ReadonlySet<string>, page: () => string, onSettle: () => void, elapsed = (): number => performance.now()): Settling {
  const settled = ref<ReadonlySet<string>>(arrived())
  let timer: ReturnType<typeof setTimeout> | undefined
  const inUse = ref(false)
  let movedAt = Number.NEGATIVE_INFINITY

  function settle(): void {
    timer = undefined
    inUse.value = false
    if ([...arrived()].every((id) => settled.value.has(id))) return
    settled.value = new Set(arrived())
    movedAt = elapsed()
    onSettle()
  }
  function wait(): void {
    clearTimeout(timer)
    timer = setTimeout(settle, QUIET_MS)
  }
  watch(arrived, wait)
  watch(page, () => {
    settled.value = new Set(arrived())
  })
  onScopeDispose(() => clearTimeout(timer))

  return {
    settled,
    inUse,
    touched() {
      inUse.value = true
      wait()
    },
    moved() {
      movedAt = elapsed()
    },
    justMoved: () => elapsed() - movedAt < AIM_MS,
  }
}
