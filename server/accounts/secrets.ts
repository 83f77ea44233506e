/**
 * Passphrases and tokens. A passphrase is kept as Argon2id (19 MiB, 2 passes); a token is 256 random bits of which only
 * the SHA-256 is kept, so a copy of the database opens nothing.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Fills the bytes with randomness. */
export type Random = (bytes: Uint8Array<ArrayBuffer>) => void

export const hashPassphrase = (passphrase: string): Promise<string> => hash(passphrase.normalize('NFC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

/** What an unknown or disabled account is checked against, so that it takes as long as a known one. */
const nobody = hashPassphrase('nobody signs in with this')

/** `stored` undefined or empty: nobody by that name, or no passphrase yet. Always does the same work. */
export async function isPassphrase(stored: string | undefined, passphrase: string): Promise<boolean> {
  const right = await verify(stored || (await nobody), passphrase.normalize('NFC'))
  return right && Boolean(stored)
}

export function newToken(random: Random): string {
  const bytes = new Uint8Array(32)
  random(bytes)
  return Buffer.from(bytes).toString('base64url')
}
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** What a tablet is called where others may read it: its own id is half of what lets it in. */
export const handleOf = (tabletId: string): string => hashToken(tabletId).slice(0, 16)
/** Both are hashes already; compared in constant time all the same. */
export const isSameHash = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
/** The key that the holder of this refresh token is given, where the tablet has none: asked again because the reply was lost, it is the same. */
export const keyFrom = (refresh: string): string => hashToken(`tablet-key:${refresh}`)
