/**
 * A new version offers itself and never takes over by itself: not over a half-written form, not in the morning, and not
 * because another window of this tablet agreed to it. The only file that knows workbox-window.
 */
import { readonly, shallowRef } from 'vue'
import { trustedUrl } from '../data/vault/trustedUrl.ts'

/** What a look for a new version found: one is on its way or here, there is none, or nobody could be asked. */
export type Looked = 'found' | 'none' | 'not-reached'
/** `ready`: it waits for a person. `elsewhere`: another window took it; this one still runs what it began with. */
export type Update = 'none' | 'ready' | 'elsewhere' | 'changing'

const HOUR = 3_600_000

const state = shallowRef<Update>('none')
export const update = readonly(state)

let askToTakeOver: (() => void) | undefined
let fetchNewer: (() => Promise<Looked>) | undefined

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
    if (!registration?.waiting) return reload()
    askUntilOver({
      ask: () => registration.waiting?.postMessage({ type: 'SKIP_WAITING' }),
      isOver: () => state.value !== 'changing',
      giveUp: () => void (state.value = 'ready'),
    })
  }

  fetchNewer = async () => {
    const found = await registration?.update().catch(() => undefined)
    if (!found) return 'not-reached'
    return found.installing || found.waiting ? 'found' : 'none'
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

const ASK_EVERY = 3000
const ASKS = 4

/** Asks until it is over. What nobody answers is given up, so that the person is offered it again instead of nothing at all. */
export function askUntilOver({ ask, isOver, giveUp }: { ask: () => void; isOver: () => boolean; giveUp: () => void }): void {
  let asked = 0
  const next = (): void => {
    if (isOver()) return
    if (asked === ASKS) return giveUp()
    asked++
    ask()
    setTimeout(next, ASK_EVERY)
  }
  next()
}

/** Somebody needs the new version and would not wait for the next look. */
export const lookForUpdate = (): Promise<Looked> => fetchNewer?.() ?? Promise.resolve('none')

/**
 * Where this version can do nothing more: the newest there is, and then a reload. A plain reload would bring back the one
 * that the browser has kept, with the new one waiting behind it.
 */
export async function reloadNewest(reload: () => void = () => location.reload()): Promise<void> {
  const container = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined
  const registration = await container?.getRegistration().catch(() => undefined)
  await registration?.update().catch(() => undefined)
  const worker = registration?.waiting ?? registration?.installing
  if (!container || !worker) return reload()
  const takeOver = (): void => {
    if (worker.state === 'installed') worker.postMessage({ type: 'SKIP_WAITING' })
    if (worker.state === 'redundant') reload()
  }
  container.addEventListener('controllerchange', reload, { once: true })
  worker.addEventListener('statechange', takeOver)
  takeOver()
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
