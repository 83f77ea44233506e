/**
 * The key hierarchy: a random vault key (VMK) wraps the data keys (DEKs) and derives the keys for tags and for the header.
 * All are CryptoKeys; no raw key byte is ever held in a variable. Only the VMK is extractable, because wrapping it anew
 * (a new passphrase, a PIN) requires that; it does not leave this folder.
 */
import type { Bytes } from './base64url.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import type { VaultHeader } from './header.ts'

export interface RootKey {
  vmk: CryptoKey
  tagKey: CryptoKey
  headerKey: CryptoKey
}

export interface VaultKeys extends RootKey {
  deks: ReadonlyMap<number, CryptoKey>
  /** The data key that new rows are sealed with. */
  newest: number
}

/** AES-KW says "wrong key or altered bytes" with one error and no detail. */
export const isUnwrapFailure = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'OperationError' || error.name === 'DataError')

export const wrapVmk = async (vmk: CryptoKey, kek: CryptoKey): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.wrapKey('raw', vmk, kek, 'AES-KW'))

const deriveHmac = (root: CryptoKey, info: string): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new TextEncoder().encode(info) },
    root,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign', 'verify'],
  )

/** Rejects with an unwrap failure when the secret behind `kek` is the wrong one. */
export async function unwrapVmk(wrapped: Bytes, kek: CryptoKey): Promise<RootKey> {
  // Unwrapped twice, as two kinds of key: WebCrypto has no key that both wraps and derives.
  const vmk = await crypto.subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', 'AES-KW', true, ['wrapKey', 'unwrapKey'])
  const root = await crypto.subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', 'HKDF', false, ['deriveKey'])
  const [tagKey, headerKey] = await Promise.all([deriveHmac(root, 'vault/tag'), deriveHmac(root, 'vault/header')])
  return { vmk, tagKey, headerKey }
}

export async function importVmk(raw: Bytes): Promise<CryptoKey> {
  const vmk = await crypto.subtle.importKey('raw', raw, 'AES-KW', true, ['wrapKey', 'unwrapKey'])
  raw.fill(0)
  return vmk
}

export async function wrapNewDek(raw: Bytes, vmk: CryptoKey): Promise<string> {
  const dek = await crypto.subtle.importKey('raw', raw, 'AES-GCM', true, ['encrypt', 'decrypt'])
  raw.fill(0)
  return toBase64url(new Uint8Array(await crypto.subtle.wrapKey('raw', dek, vmk, 'AES-KW')))
}

export async function unwrapDeks(root: RootKey, deks: VaultHeader['deks']): Promise<VaultKeys> {
  const opened = await Promise.all(
    deks.map(async ({ ver, wrapped }) => {
      const bytes = fromBase64url(wrapped)
      const usages: KeyUsage[] = ['encrypt', 'decrypt']
      const key = await crypto.subtle.unwrapKey('raw', bytes, root.vmk, 'AES-KW', 'AES-GCM', false, usages)
      return [ver, key] as const
    }),
  )
  return { ...root, deks: new Map(opened), newest: Math.max(...deks.map((dek) => dek.ver)) }
}
