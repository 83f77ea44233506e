/** Where a person wanted to go when only the desk was open; the PIN takes them there. */
import { readonly, shallowRef } from 'vue'

const wanted = shallowRef<string | undefined>()
export const wantedPath = readonly(wanted)

export const askForPin = (path: string): void => {
  wanted.value = path
}
export const forgetWanted = (): void => {
  wanted.value = undefined
}
