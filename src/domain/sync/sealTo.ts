/**
 * A key that two ends share and nobody else has: one makes a key pair for this once (`fresh`), the other has one that lasts. ECDH
 * on P-256, then HKDF over both public halves. Both ends must agree on every byte, so it stands here; WebCrypto and the fresh
 * pair are given, as every chance is.
 */
export type Bytes = Uint8Array<ArrayBuffer>
export const ECDH_P256 = { name: 'ECDH', namedCurve: 'P-256' } as const
export const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
export const SIGNED_BY = { name: 'ECDSA', hash: 'SHA-256' } as const

/** What the shared key is for; under another name it is another key. `bound`: what it shall speak of, and nothing else. */
type Purpose = { info: string; bound?: readonly string[]; cipher: 'AES-GCM' | 'AES-KW' }
const USAGES: Record<Purpose['cipher'], KeyUsage[]> = { 'AES-GCM': ['encrypt', 'decrypt'], 'AES-KW': ['wrapKey', 'unwrapKey'] }

/** `own`: this end's private half; `theirs`: the other end's public one. `fresh` and `lasting`: both public halves, alike at both ends. */
async function sharedKey(subtle: SubtleCrypto, own: CryptoKey, theirs: Bytes, halves: { fresh: Bytes; lasting: Bytes }, { info, bound = [], cipher }: Purpose): Promise<CryptoKey> {
  const other = await subtle.importKey('raw', theirs, ECDH_P256, false, [])
  const secret = await subtle.deriveBits({ name: 'ECDH', public: other }, own, 256)
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const salt = new Uint8Array([...halves.fresh, ...halves.lasting])
  return subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(JSON.stringify([info, ...bound])) }, base, { name: cipher, length: 256 }, false, USAGES[cipher])
}

/** The key for what is sealed to `lasting`, and the public half that goes with it. */
export async function keyTo(subtle: SubtleCrypto, fresh: CryptoKeyPair, lasting: Bytes, purpose: Purpose): Promise<{ key: CryptoKey; half: Bytes }> {
  const half = new Uint8Array(await subtle.exportKey('raw', fresh.publicKey))
  return { key: await sharedKey(subtle, fresh.privateKey, lasting, { fresh: half, lasting }, purpose), half }
}
/** The same key, for whoever holds the private half of `lasting`. */
export const keyFrom = (subtle: SubtleCrypto, own: CryptoKey, lasting: Bytes, half: Bytes, purpose: Purpose): Promise<CryptoKey> =>
  sharedKey(subtle, own, half, { fresh: half, lasting }, purpose)
