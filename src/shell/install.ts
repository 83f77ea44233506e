/**
 * Where this page lives: installed, or in a browser that may clear it. An iPad empties a plain tab's storage after seven
 * days without a visit, so a tablet of that kind holds no pupil data before it is on the home screen.
 */
import { readonly, shallowRef } from 'vue'

/** The parts of the browser that tell; handed in so that it can be tested. */
export type Browser = {
  userAgent: string
  platform: string
  maxTouchPoints: number
  standalone?: boolean | undefined
  displayMode: (mode: string) => boolean
}

export const thisBrowser = (): Browser => ({
  userAgent: navigator.userAgent,
  platform: navigator.platform,
  maxTouchPoints: navigator.maxTouchPoints,
  standalone: (navigator as Navigator & { standalone?: boolean }).standalone,
  displayMode: (mode) => matchMedia(`(display-mode: ${mode})`).matches,
})

/** An iPad calls itself a Mac; no Mac has a touch screen. */
export const isAppleTablet = ({ userAgent, platform, maxTouchPoints }: Browser): boolean =>
  /\b(iPad|iPhone|iPod)\b/.test(userAgent) || (platform === 'MacIntel' && maxTouchPoints > 1)

export const isInstalled = ({ standalone, displayMode }: Browser): boolean =>
  standalone === true || displayMode('standalone') || displayMode('fullscreen') || displayMode('minimal-ui')

export const mustInstallFirst = (browser: Browser): boolean => isAppleTablet(browser) && !isInstalled(browser)
export const isIPhone = ({ userAgent }: Browser): boolean => /\b(iPhone|iPod)\b/.test(userAgent)

/** Chromium offers to install in its own time; the event is kept until a person asks. */
type InstallEvent = Event & { prompt: () => Promise<unknown> }
const offer = shallowRef<InstallEvent | undefined>()
export const installOffer = readonly(offer)
export function listenForInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as InstallEvent
  })
  window.addEventListener('appinstalled', () => {
    offer.value = undefined
  })
}
export async function install(): Promise<void> {
  const asked = offer.value
  offer.value = undefined
  await asked?.prompt()
}

/** Whether the browser has promised to keep what is stored; undefined until it has said. */
const kept = shallowRef<boolean | undefined>()
const used = shallowRef<number | undefined>()
export const persisted = readonly(kept)
export const bytesUsed = readonly(used)

/** `ask`: after signing in, when there is something worth keeping. */
export async function checkStorage(ask: boolean): Promise<void> {
  const storage = (navigator as { storage?: StorageManager }).storage
  if (!storage?.persisted) {
    kept.value = false
    return
  }
  kept.value = (await storage.persisted()) || (ask && (await storage.persist()))
  used.value = (await storage.estimate()).usage
}

/** Whether the app itself is kept here, so that it opens with no network; `never`: this browser keeps none. */
export type OpensAlone = 'yes' | 'not-yet' | 'never'
const alone = shallowRef<OpensAlone>('not-yet')
export const opensAlone = readonly(alone)
export async function watchOpensAlone(worker: { ready: Promise<unknown> } | undefined = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker): Promise<void> {
  alone.value = worker ? 'not-yet' : 'never'
  await worker?.ready
  if (worker) alone.value = 'yes'
}
