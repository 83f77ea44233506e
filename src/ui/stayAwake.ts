/**
 * Keeps the screen awake while it is wanted. The browser lets go whenever the page is hidden, and may refuse, as on a low
 * battery; the screen then goes dark as it always did, so nobody is told.
 */
import { onMounted, onScopeDispose, watch } from 'vue'

/** The part of a browser that not every one has. */
type Wakeful = { wakeLock?: { request: (what: 'screen') => Promise<{ release: () => Promise<void>; addEventListener: (type: 'release', heard: () => void) => void }> } }
export const mayStayAwake = (browser: object = navigator): boolean => (browser as Wakeful).wakeLock !== undefined

export function useStayAwake(wanted: () => boolean, browser: object = navigator): void {
  const { wakeLock } = browser as Wakeful
  let held: { release: () => Promise<void> } | undefined
  let isAsking = false
  let isGone = false
  const isWanted = (): boolean => !isGone && wanted() && document.visibilityState === 'visible'

  async function settle(): Promise<void> {
    if (!wakeLock || isAsking) return
    isAsking = true
    try {
      if (isWanted() && !held) {
        const lock = await wakeLock.request('screen')
        held = lock
        lock.addEventListener('release', () => {
          if (held === lock) held = undefined
        })
      }
      if (!isWanted() && held) {
        const letGo = held
        held = undefined
        await letGo.release()
      }
    } catch {
      held = undefined // refused
    } finally {
      isAsking = false
    }
  }
  const again = (): void => void settle()

  onMounted(() => {
    document.addEventListener('visibilitychange', again)
    again()
  })
  watch(wanted, again)
  onScopeDispose(() => {
    isGone = true
    document.removeEventListener('visibilitychange', again)
    again()
  })
}
