/** The vault with real Argon2id at its smallest cost, so that a test may open a vault ten thousand times. */
import { argon2idKdf } from '../../../src/data/vault/kdf.ts'
import type { VaultPorts } from '../../../src/data/vault/vault.ts'

export const cheapCost = { m: 8, t: 1, p: 1 }

export const cheapPorts: VaultPorts = {
  kdf: argon2idKdf,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  passphraseCost: cheapCost,
  pinCost: cheapCost,
  floor: cheapCost,
}

export const aNewVault = {
  vaultId: '6f1b2f0e-3a53-4a9e-8f57-0a6f0c1d2e3f',
  person: 'staff-7Q',
  initials: 'AK',
  colour: 3,
  createdAt: 1_799_999_999_000,
  passphrase: 'copper lantern quiet otter',
}
