/** Why a PIN is refused, as a sentence. */
import type { PinProblem } from '../data/vault/pin.ts'

export const PIN_SHORTEST = 6
export const PIN_LONGEST = 12

export const pinProblemWords: Record<PinProblem, string> = {
  'not-digits': 'Please use digits only.',
  'too-short': 'Please use six digits or more.',
  'too-long': 'Twelve digits are the most.',
  repeats: 'That one repeats itself. A pupil would try it first, so please choose another.',
  'straight-run': 'Those digits run in order. A pupil would try them first, so please choose another.',
}

export const triesWords = (left: number): string =>
  left === 1 ? 'That is not the PIN. One try is left; after it, your passphrase is needed.' : `That is not the PIN. ${left} tries are left.`
