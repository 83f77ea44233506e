/**
 * A new version offers itself and never takes over by itself: not over a half-written form, not in the morning, and not
 * because another window of this tablet agreed to it. The only file that knows workbox-window.
 */
import { readonly, shallowRef } from 'vue'
import { trustedUrl } from '../data/vault/trustedUrl.ts'

/** `ready`: it waits for a person. `elsewhere`: another window took it; this one still runs what it began with. */
export type Update = 'none' | 'ready' | 'elsewhere' | 'changing'

const HOUR = 3_600_000

const state = shallowRef<Update>('none')
export const update = readonly(state)

let askToTakeOver: (() => void) | undefined

export async function watchForUpdates(reload: () => void = () => location.reload()): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { Workbox } = await import('workbox-window')
  const workbox = new Workbox(trustedUrl('/sw.js'))
  const container = navigator.serviceWorker
  let hadController = container.controller !== null

  workbox.addEventListener('waiting', () => {
    state.value = 'ready'
  })
  container.addEventListener('controllerchange', () => {
    if (state.value === 'changing') reload()
    // The first visit's worker claims the page it came with: nothing has changed.
    else if (hadController) state.value = 'elsewhere'
    hadController = true
  })
  const registration = await workbox.register({ immediate: true })
  // One that was already waiting when this page opened.
  if (registration?.waiting && container.controller) state.value = 'ready'
  askToTakeOver = () => {
    if (registration?.waiting) registration.waiting.postMessage({ type: 'SKIP_WAITING' })
    else reload()
  }

  let lastLook = performance.now()
  const look = (): void => {
    if (performance.now() - lastLook < HOUR / 4) return
    lastLook = performance.now()
    // Offline is no fault; the next look is never far.
    registration?.update().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look()
  })
  setInterval(look, HOUR)
}

/** A person agreed. Ask `mayOffer` first. */
export function updateNow(): void {
  if (state.value === 'elsewhere') {
    location.reload()
    return
  }
  if (state.value !== 'ready') return
  state.value = 'changing'
  askToTakeOver?.()
}

export type Offer = 'none' | 'save-first' | 'offer'
/** What the bar may say now. */
export const mayOffer = (now: Update, { morning, unsaved }: { morning: boolean; unsaved: boolean }): Offer => {
  if (now === 'none' || now === 'changing' || morning) return 'none'
  return unsaved ? 'save-first' : 'offer'
}
