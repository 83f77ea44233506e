/** The growing pause between wrong passphrases. Advice to the hand only: what guards a copied disk is the dear key derivation. */
import { shallowRef, type Ref } from 'vue'
import type { Tablet } from '../data/tablet/tablet.ts'

/** Seconds to wait before the next try, after so many wrong ones in a row: 0, 0, 1, 2, 4 … 30. */
export const pauseSeconds = (wrong: number): number => (wrong < 3 ? 0 : Math.min(30, 2 ** (wrong - 3)))

export type Tries = { waiting: Readonly<Ref<boolean>>; wrong: () => Promise<number>; right: () => Promise<void>; pause: () => Promise<void> }

export function makeTries(tablet: Pick<Tablet, 'setting' | 'saveSetting'>, wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))): Tries {
  const waiting = shallowRef(false)
  // Asked once and then kept in step: no try waits for the disk before it begins.
  let wrongs = tablet.setting('wrongTries').then((kept) => kept ?? 0)
  const keep = async (count: number): Promise<void> => {
    if ((await wrongs) === count) return
    wrongs = Promise.resolve(count)
    await tablet.saveSetting('wrongTries', count)
  }
  return {
    waiting,
    async wrong() {
      const count = (await wrongs) + 1
      await keep(count)
      return pauseSeconds(count + 1)
    },
    right: () => keep(0),
    async pause() {
      const seconds = pauseSeconds((await wrongs) + 1)
      if (seconds === 0) return
      waiting.value = true
      await wait(seconds * 1000)
      waiting.value = false
    },
  }
}
