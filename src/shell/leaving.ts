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

/** The PIN was tried too often: the next screen asks for the passphrase, and says why. */
const SPENT = 'locked=pin'
const spent = shallowRef(location.search === `?${SPENT}`)
export const pinWasSpent = readonly(spent)
export function afterPinSpent(): void {
  spent.value = true
  startAfresh(`/?${SPENT}`)
}
export const opened = (): void => {
  spent.value = false
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
