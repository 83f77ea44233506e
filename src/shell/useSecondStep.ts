/** Signing in when a second thing is asked for: the answer before, the codes to keep, and the passphrase until it is over. */
import { shallowRef } from 'vue'
import type { SecondAsked, SecondSaid } from '../domain/people/secondFactor.ts'
import type { Second } from '../sync/index.ts'

export function useSecondStep() {
  const asked = shallowRef<SecondAsked | undefined>()
  const recovery = shallowRef<readonly string[] | undefined>()
  let onKept: (() => void) | undefined

  /** What goes with the passphrase: the second thing, and a place where recovery codes are shown until they are kept. */
  const withSaid = (said: SecondSaid): Second => ({
    said,
    keep: (codes) =>
      new Promise<void>((kept) => {
        recovery.value = codes
        onKept = kept
      }),
  })
  function kept(): void {
    recovery.value = undefined
    onKept?.()
    onKept = undefined
  }
  return { asked, recovery, withSaid, kept }
}
