/** Back in with the PIN, while the morning's passphrase is still remembered by this page and by nothing else. */
import { ok } from '../../domain/result.ts'
import type { Ok, Refused } from '../../domain/result.ts'
import { openedVault } from './openedVault.ts'
import type { Vault } from './openedVault.ts'
import { tryEnvelope } from './pinEnvelope.ts'
import type { PinEnvelope } from './pinEnvelope.ts'

export { pinProblem } from './pinProblem.ts'
export type { PinProblem } from './pinProblem.ts'
export { destroyPinEnvelope } from './pinEnvelope.ts'
export type { PinEnvelope } from './pinEnvelope.ts'

/** `pin-spent`: the envelope is gone, ask for the passphrase. */
export type PinRefused = Refused<'wrong-pin' | 'pin-spent'> & { triesLeft: number }

export async function openWithPin(envelope: PinEnvelope, pin: string): Promise<Ok<Vault> | PinRefused> {
  const answer = await tryEnvelope(envelope, pin)
  if (typeof answer === 'string') return { ok: false, reason: answer, triesLeft: envelope.triesLeft }
  return ok(openedVault(answer.keys, { vaultId: envelope.vaultId, deks: answer.deks }, answer.ports))
}
