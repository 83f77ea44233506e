/** Somebody at the lock screen has forgotten their passphrase: the sign-in screen goes straight to where a code gives a new one. */
import { readonly, shallowRef } from 'vue'
import { someoneElse } from '../data/tablet/session.ts'

const has = shallowRef(false)
export const hasForgotten = readonly(has)
export function forgotPassphrase(): void {
  has.value = true
  someoneElse()
}
export const remembered = (): void => void (has.value = false)
