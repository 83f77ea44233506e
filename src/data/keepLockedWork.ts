/** Keeps on the disk what the vault will say of its unsent work when it is locked: a moment after a save, never in its way. */
import { watch } from 'vue'
import { inOneTurn } from './inOneTurn.ts'
import { newestOf, type LockedWork } from './lockedWork.ts'
import type { Outbox } from './outbox.ts'

/** Longer than sync takes with a network, so that as a rule there is nothing left to say. */
const AFTER_SAVE = 1500

type Ports = { outbox: Outbox; photosLeft: () => Promise<number>; save: (work: LockedWork) => Promise<void> }
export type KeptLockedWork = {
  /** Writes it now. Resolves when it is on the disk. */
  now: () => Promise<void>
  stop: () => void
}

export function keepLockedWork({ outbox, photosLeft, save }: Ports): KeptLockedWork {
  let timer: ReturnType<typeof setTimeout> | undefined
  const inTurn = inOneTurn()
  const now = (): Promise<void> => {
    clearTimeout(timer)
    return inTurn(async () => {
      const photos = await photosLeft()
      // Both of one moment: nothing is numbered or acknowledged in between.
      const [changes, newest] = await outbox.inTurn(() => Promise.resolve([outbox.waiting.value.count, newestOf(outbox.newest())] as const))
      await save({ changes, photos, newest })
    })
  }
  const stopWatching = watch(outbox.waiting, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void now().catch((error: unknown) => console.error('What is unsent was not noted', error instanceof Error ? error.name : 'unknown')), AFTER_SAVE)
  }, { immediate: true })
  return {
    now,
    stop() {
      stopWatching()
      clearTimeout(timer)
    },
  }
}
