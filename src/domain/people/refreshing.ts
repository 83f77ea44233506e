/**
 * The vault signs with its own key that it is the one which asks for the next session. A refresh token is used once, so it is
 * what makes each signature another: no clock is asked, and a tablet whose clock is wrong stays signed in.
 */
import { ECDSA_P256, SIGNED_BY, type Bytes } from '../sync/sealTo.ts'

type Words = { refresh: string; clientId: string }
/** A list, so that it is never the text of a parcel, which the same key signs. */
const text = ({ refresh, clientId }: Words): Bytes => new TextEncoder().encode(JSON.stringify(['blue-report/refresh', refresh, clientId]))

export const signRefresh = async (subtle: SubtleCrypto, key: CryptoKey, words: Words): Promise<Bytes> => new Uint8Array(await subtle.sign(SIGNED_BY, key, text(words)))

export async function isSignedRefresh(subtle: SubtleCrypto, publicHalf: Bytes, words: Words, signature: Bytes): Promise<boolean> {
  const key = await subtle.importKey('raw', publicHalf, ECDSA_P256, false, ['verify'])
  return subtle.verify(SIGNED_BY, key, signature, text(words))
}
