/**
 * The tablet's own lock as one more way to the vault key, on a tablet of one person: the passkey's PRF gives 32 bytes that never
 * leave the authenticator otherwise, and that no copy of the disk gives. Whose vault, which passkey and which salt are bound into
 * the key that is drawn from them.
 */
import { refused, type Result } from '../../domain/result.ts'
import { fromBase64url, toBase64url, type Bytes } from './base64url.ts'
import { signHeader, VaultHeader, type TabletLockWrap } from './header.ts'
import { unwrapVmk, wrapVmk } from './keys.ts'
import { tabletPorts, type VaultPorts } from './ports.ts'
import { ifUnwrapped, keysFor, openedBy, type OpenRefusal, type Vault } from './vault.ts'

/** What the passkey is asked with. */
export type TabletLock = Pick<TabletLockWrap, 'credential' | 'salt'>
/** `output`: what its PRF gave for this salt. */
export type TabletLockAnswer = TabletLock & { output: Bytes }

const OUTPUT_BYTES = 32

async function kekFrom(output: Bytes, { vaultId, person }: Pick<VaultHeader, 'vaultId' | 'person'>, { credential, salt }: TabletLock): Promise<CryptoKey> {
  if (output.length !== OUTPUT_BYTES) throw new RangeError('A PRF gives 32 bytes')
  const base = await crypto.subtle.importKey('raw', output, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode(JSON.stringify(['kek/prf', vaultId, person, credential, salt]))
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info }, base, { name: 'AES-KW', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

const lockWrapOf = (header: VaultHeader): TabletLockWrap | undefined => header.wraps.find((wrap) => wrap.kind === 'tablet-lock')

export function tabletLockOf(stored: unknown): TabletLock | undefined {
  const header = VaultHeader.safeParse(stored)
  const wrap = header.success ? lockWrapOf(header.data) : undefined
  return wrap && { credential: wrap.credential, salt: wrap.salt }
}

/** The header with this lock as a way in, in the place of any earlier one. */
export async function wrapUnderTabletLock(header: VaultHeader, vault: Vault, { credential, salt, output }: TabletLockAnswer): Promise<VaultHeader> {
  const { vmk, headerKey } = await keysFor(header, vault)
  const { mac: _old, ...rest } = header
  const wrapped = toBase64url(await wrapVmk(vmk, await kekFrom(output, header, { credential, salt })))
  const others = rest.wraps.filter(({ kind }) => kind !== 'tablet-lock')
  return signHeader({ ...rest, wraps: [...others, { kind: 'tablet-lock', credential, salt, wrapped }] }, headerKey)
}

/** The header without it; the same header where there was none. */
export async function withoutTabletLock(header: VaultHeader, vault: Vault): Promise<VaultHeader> {
  if (!lockWrapOf(header)) return header
  const { headerKey } = await keysFor(header, vault)
  const { mac: _old, ...rest } = header
  return signHeader({ ...rest, wraps: rest.wraps.filter(({ kind }) => kind !== 'tablet-lock') }, headerKey)
}

/** `wrong-secret`: the lock gave another key than this vault was put under. `damaged`: also where it knows of no lock any longer. */
export async function openWithTabletLock(stored: unknown, output: Bytes, ports: VaultPorts = tabletPorts): Promise<Result<Vault, OpenRefusal>> {
  const header = VaultHeader.safeParse(stored)
  const wrap = header.success ? lockWrapOf(header.data) : undefined
  if (!header.success || !wrap) return refused('damaged')
  const root = await ifUnwrapped(unwrapVmk(fromBase64url(wrap.wrapped), await kekFrom(output, header.data, wrap)))
  return root === undefined ? refused('wrong-secret') : openedBy(root, header.data, ports)
}
