/** What the vault takes from outside itself: randomness, and how dear a guess is made. */
import type { Bytes } from './base64url.ts'
import { argon2idKdf, COST_FLOOR, PASSPHRASE_COST, PIN_COST } from './kdf.ts'
import type { Kdf, KdfCost } from './kdf.ts'

export interface VaultPorts {
  kdf: Kdf
  /** Fresh random bytes; never the same twice, since nonces come from here. */
  random: (length: number) => Bytes
  passphraseCost: KdfCost
  pinCost: KdfCost
  /** A stored header that asks for less is refused before anything is derived. */
  floor: KdfCost
}

export const tabletPorts: VaultPorts = {
  kdf: argon2idKdf,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  passphraseCost: PASSPHRASE_COST,
  pinCost: PIN_COST,
  floor: COST_FLOOR,
}
