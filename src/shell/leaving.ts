/** Locking and handing over as a person asks for it: what is half-written is kept first, then the keys go. */
import { nextTick, readonly, shallowRef } from 'vue'
import { forgetPin, lockNow } from '../data/tablet/session.ts'

/** While true the frame is gone from the page, so that its drafts are written before the vault closes. */
const under = shallowRef(false)
export const isLeaving = readonly(under)

const DRAFTS_MS = 80

export async function lock(): Promise<void> {
  if (under.value) return
  under.value = true
  await nextTick()
  await new Promise((resolve) => setTimeout(resolve, DRAFTS_MS))
  lockNow()
  under.value = false
}

/** A secret was tried too often: the next screen asks for the passphrase, and says why. */
type Spent = 'pin' | 'passphrase'
const spent = shallowRef((['pin', 'passphrase'] as const).find((one) => location.search === `?locked=${one}`))
export const wasSpent = readonly(spent)
function afterSpent(what: Spent): void {
  spent.value = what
  startAfresh(`/?locked=${what}`)
}
export const afterPinSpent = (): void => afterSpent('pin')
/** Asked once more of whoever is at an open tablet, and wrong five times: it may not be who it was opened by. */
export async function afterPassphraseSpent(): Promise<void> {
  await lock()
  forgetPin()
  afterSpent('passphrase')
}
export const opened = (): void => {
  spent.value = undefined
}

/**
 * A clean page, so that nothing of the person who leaves stays in its memory. Only where the page can come back without
 * a network; else the closed vault must do.
 */
function startAfresh(address = '/'): void {
  if (navigator.serviceWorker?.controller) location.replace(address)
}

/** Another person at this tablet: the PIN is forgotten, and the tablet asks who it is. */
export async function handOver(): Promise<void> {
  await lock()
  forgetPin()
  startAfresh()
}
