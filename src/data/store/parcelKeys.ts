/** The vault's own signing key for parcels, sealed in it, and the server's key that they are sealed to. */
import { z } from '../../domain/schema.ts'
import { SealKey } from '../../domain/sync/parcels.ts'
import { ECDSA_P256 } from '../../domain/sync/sealTo.ts'
import { fromBase64url, toBase64url } from '../vault/base64url.ts'

const text = z.string().regex(/^[A-Za-z0-9_-]+$/)
/** As the vault keeps it: the private half as PKCS 8, the public as its point. */
export const ParcelKeys = z.object({ sign: text, verify: text, seal: SealKey.nullable() })
export type ParcelKeys = z.infer<typeof ParcelKeys>

const encoded = async (format: 'raw' | 'pkcs8', key: CryptoKey): Promise<string> => toBase64url(new Uint8Array(await crypto.subtle.exportKey(format, key)))

export async function newParcelKeys(): Promise<ParcelKeys> {
  const pair = await crypto.subtle.generateKey(ECDSA_P256, true, ['sign', 'verify'])
  return { sign: await encoded('pkcs8', pair.privateKey), verify: await encoded('raw', pair.publicKey), seal: null }
}
export const signingKey = ({ sign }: ParcelKeys): Promise<CryptoKey> => crypto.subtle.importKey('pkcs8', fromBase64url(sign), ECDSA_P256, false, ['sign'])
