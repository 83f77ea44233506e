/**
 * Bars that stand at the bottom of the screen while the page rolls behind them. What a person presses next is in them, so a
 * message stands above them, never on them.
 */
import { shallowRef, type ObjectDirective } from 'vue'

/** Those that are on the screen; a message may have been there before them. */
export const bottomBars = shallowRef<readonly HTMLElement[]>([])

/** `v-bottom-bar` on the bar itself. */
export const vBottomBar: ObjectDirective<HTMLElement> = {
  mounted: (bar) => void (bottomBars.value = [...bottomBars.value, bar]),
  unmounted: (bar) => void (bottomBars.value = bottomBars.value.filter((one) => one !== bar)),
}

/** How much of the screen, from its bottom, the bars take just now, in px. A bar that rolls with the page takes nothing. */
export function takenByBars(): number {
  const taken = bottomBars.value.map((bar) => {
    const { top, bottom, height } = bar.getBoundingClientRect()
    const stands = getComputedStyle(bar).position === 'sticky' && height > 0 && top < innerHeight && bottom > innerHeight - height
    return stands ? innerHeight - top : 0
  })
  return Math.max(0, ...taken)
}
