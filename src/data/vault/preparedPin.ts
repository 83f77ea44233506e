/** A PIN is typed twice: its envelope is made after the first time. The same PIN takes it; another, or none, destroys it. */
import type { Vault } from './openedVault.ts'
import { destroyPinEnvelope, type PinEnvelope } from './pinEnvelope.ts'

export type PreparedPin = {
  prepare: (vault: Vault, pin: string) => void
  /** The prepared envelope where it is of this vault and this PIN; else a new one. */
  take: (vault: Vault, pin: string) => Promise<PinEnvelope>
  drop: () => void
}

export function makePreparedPin(): PreparedPin {
  let prepared: { vault: Vault; pin: string; made: Promise<PinEnvelope> } | undefined
  function drop(): void {
    prepared?.made.then(destroyPinEnvelope, () => undefined)
    prepared = undefined
  }
  return {
    drop,
    prepare(vault, pin) {
      drop()
      const made = vault.makePinEnvelope(pin)
      // Whoever takes it hears of a failure.
      made.catch(() => undefined)
      prepared = { vault, pin, made }
    },
    take(vault, pin) {
      if (prepared?.vault !== vault || prepared.pin !== pin) {
        drop()
        return vault.makePinEnvelope(pin)
      }
      const { made } = prepared
      prepared = undefined
      return made
    },
  }
}
