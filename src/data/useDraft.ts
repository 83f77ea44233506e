/**
 * A form's values, kept as a sealed draft a moment after each keystroke and read back when the form opens again, also
 * after the browser was killed.
 */
import { nextTick, onScopeDispose, ref, watch, type Ref } from 'vue'
import { useRecords } from './current.ts'

const PAUSE_MS = 250

export type Draft<T> = {
  /** The form's values; bind them. */
  values: Ref<T>
  /** True once a kept draft has been looked for. */
  ready: Ref<boolean>
  /** A draft from earlier was found and is shown. */
  restored: Ref<boolean>
  /** True when keeping the draft failed (storage full, connection lost): the text is still on the screen. */
  notKept: Ref<boolean>
  /** The key to hand to `commit` as `clearDraft`, so that saving and forgetting the draft are one act. */
  key: string
  /** Forget the draft and go back to the start values. */
  discard: () => Promise<void>
  /** What the form goes on from after a commit that cleared the draft: not kept until something is typed. */
  startFrom: (values: T) => Promise<void>
  /** Call after a commit that cleared the draft: nothing more is kept. */
  saved: () => void
}

export function useDraft<T extends object>(key: string, start: () => T): Draft<T> {
  const { drafts } = useRecords()
  const values = ref(start()) as Ref<T>
  const ready = ref(false)
  const restored = ref(false)
  const notKept = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const keep = async (): Promise<void> => {
    timer = undefined
    try {
      await drafts.write(key, JSON.parse(JSON.stringify(values.value)))
      notKept.value = false
    } catch (error) {
      notKept.value = true
      console.error('A draft was not kept', error instanceof Error ? error.name : 'unknown')
    }
  }
  const flush = (): void => {
    if (timer === undefined) return
    clearTimeout(timer)
    void keep()
  }
  void drafts.read(key).then((kept) => {
    if (kept !== undefined && !stopped) {
      values.value = { ...start(), ...(kept as T) }
      restored.value = true
    }
    ready.value = true
    // Watched only from here, so that reading the draft back does not write it again.
    watcher = watch(values, () => {
      if (stopped) return
      clearTimeout(timer)
      timer = setTimeout(() => void keep(), PAUSE_MS)
    }, { deep: true })
  })
  let watcher: (() => void) | undefined
  const onHide = (): void => flush()
  document.addEventListener('visibilitychange', onHide)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onHide)
    watcher?.()
    if (!stopped) flush()
  })
  /** No keystroke: kept, it would come back as a draft. */
  async function startFrom(from: T): Promise<void> {
    values.value = from
    await nextTick()
    clearTimeout(timer)
    timer = undefined
  }
  return {
    values, ready, restored, notKept, key, startFrom,
    async discard() {
      clearTimeout(timer)
      timer = undefined
      await drafts.clear(key)
      restored.value = false
      await startFrom(start())
    },
    saved() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
