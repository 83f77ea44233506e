/** A tablet's side of a parcel, as the app makes one. */
import { sealParcel, type ParcelBody, type ParcelRequest, type SealKey } from '../../src/domain/sync/parcels.ts'
import { ECDH_P256, ECDSA_P256 } from '../../src/domain/sync/sealTo.ts'

const letters = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(bytes as Uint8Array).toString('base64url')
export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))

export type Signer = { sign: CryptoKey; key: string }
export async function aSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey(ECDSA_P256, true, ['sign', 'verify'])
  return { sign: pair.privateKey, key: letters(await crypto.subtle.exportKey('raw', pair.publicKey)) }
}

type About = Pick<ParcelBody, 'person' | 'tabletId' | 'clientId' | 'epoch' | 'ops'> & Partial<ParcelBody>
export async function aParcel(seal: SealKey, { sign }: Signer, about: About): Promise<ParcelRequest> {
  const fresh = await crypto.subtle.generateKey(ECDH_P256, false, ['deriveBits'])
  const body: ParcelBody = { v: 1, key: seal.id, wall: 0, pending: 0, oldest: null, openings: [], ...about }
  const { half, ct } = await sealParcel(body, { subtle: crypto.subtle, fresh, sign, to: bytesOf(seal.key) })
  return { tabletId: about.tabletId, person: about.person, key: seal.id, half: letters(half), ct: letters(ct) }
}
