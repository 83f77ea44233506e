/**
 * One mentor's vault on this tablet. A stolen tablet gives a thief nothing: the header holds wrapped keys only, and
 * nothing but the passphrase, the school's recovery key or the tablet's own lock turns them into keys.
 */
import { ok, refused } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import { isGenuine, signHeader, VaultHeader } from './header.ts'
import type { PassphraseWrap, UnsignedHeader } from './header.ts'
import { asTyped, deriveKek, isBelowFloor } from './kdf.ts'
import { importVmk, isUnwrapFailure, unwrapDeks, unwrapVmk, wrapNewDek, wrapVmk } from './keys.ts'
import type { RootKey, VaultKeys } from './keys.ts'
import { keysOf, openedVault } from './openedVault.ts'
import type { Vault } from './openedVault.ts'
import { tabletPorts } from './ports.ts'
import type { VaultPorts } from './ports.ts'

export { VaultHeader } from './header.ts'
export { VaultClosed } from './openedVault.ts'
export type { Vault } from './openedVault.ts'
export { Tampered } from './sealing.ts'
export type { SealedBody } from './sealing.ts'
export { tabletPorts } from './ports.ts'
export type { VaultPorts } from './ports.ts'

export interface NewVault {
  vaultId: string
  /** The account's id. */
  person: string
  initials: string
  colour: number
  createdAt: number
  passphrase: string
}

async function wrapUnderPassphrase(vmk: CryptoKey, passphrase: string, ports: VaultPorts) {
  if (asTyped(passphrase) === '') throw new RangeError('A vault needs a passphrase')
  const salt = ports.random(16)
  const cost = { ...ports.passphraseCost }
  const kek = await deriveKek(ports.kdf, passphrase, salt, cost, 'kek/pass')
  const wrapped = await wrapVmk(vmk, kek)
  const wrap: PassphraseWrap = { kind: 'passphrase', salt: toBase64url(salt), cost, wrapped: toBase64url(wrapped) }
  return { wrap, wrapped, kek }
}

async function unlock(wrap: PassphraseWrap, passphrase: string, ports: VaultPorts): Promise<RootKey> {
  const kek = await deriveKek(ports.kdf, passphrase, fromBase64url(wrap.salt), wrap.cost, 'kek/pass')
  return unwrapVmk(fromBase64url(wrap.wrapped), kek)
}

/** Undefined where the bytes did not unwrap; anything else that goes wrong is thrown. */
export async function ifUnwrapped<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isUnwrapFailure(error)) return undefined
    throw error
  }
}

export async function createVault(
  asked: NewVault,
  ports: VaultPorts = tabletPorts,
): Promise<{ header: VaultHeader; vault: Vault }> {
  const { passphrase, ...about } = asked
  const vmk = await importVmk(ports.random(32))
  const dek = await wrapNewDek(ports.random(32), vmk)
  const { wrap, wrapped, kek } = await wrapUnderPassphrase(vmk, passphrase, ports)
  const unsigned: UnsignedHeader = { v: 1, ...about, wraps: [wrap], deks: [{ ver: 1, wrapped: dek }] }
  // Unwrapped as it will be tomorrow, so that a vault that cannot be opened is never handed out.
  const keys = await unwrapDeks(await unwrapVmk(wrapped, kek), unsigned.deks)
  const header = VaultHeader.parse(await signHeader(unsigned, keys.headerKey))
  return { header, vault: openedVault(keys, header, ports) }
}

export type OpenRefusal = 'wrong-secret' | 'damaged' | 'below-floor'

/**
 * `stored` is whatever the disk gave. `damaged`: the header is not one of ours or was altered (a wrong passphrase looks
 * different, except where the altered bytes are the wrapped key itself). `below-floor`: it asks for a cheaper guess than
 * we allow, which only a tampered header does; nothing is derived then.
 */
export async function openVault(
  stored: unknown,
  passphrase: string,
  ports: VaultPorts = tabletPorts,
): Promise<Result<Vault, OpenRefusal>> {
  const parsed = VaultHeader.safeParse(stored)
  if (!parsed.success) return refused('damaged')
  const header = parsed.data
  const typed = header.wraps.filter((wrap) => wrap.kind === 'passphrase')
  if (typed.some((wrap) => isBelowFloor(wrap.cost, ports.floor))) return refused('below-floor')

  let root: RootKey | undefined
  for (const wrap of typed) {
    root ??= await ifUnwrapped(unlock(wrap, passphrase, ports))
  }
  return root === undefined ? refused('wrong-secret') : openedBy(root, header, ports)
}

/** For this folder only, as the three below: whoever came to the vault key, by whichever wrap, the header has to be genuine. */
export async function openedBy(root: RootKey, header: VaultHeader, ports: VaultPorts): Promise<Result<Vault, 'damaged'>> {
  if (!(await isGenuine(header, root.headerKey))) return refused('damaged')
  const keys: VaultKeys | undefined = await ifUnwrapped(unwrapDeks(root, header.deks))
  return keys === undefined ? refused('damaged') : ok(openedVault(keys, header, ports))
}


export async function keysFor(header: VaultHeader, vault: Vault): Promise<VaultKeys> {
  const keys = keysOf(vault)
  if (header.vaultId !== vault.id || !(await isGenuine(header, keys.headerKey))) {
    throw new Error('This header does not belong to the open vault')
  }
  return keys
}

export async function underPassphrase({ mac: _old, ...header }: VaultHeader, { vmk, headerKey }: RootKey, passphrase: string, ports: VaultPorts): Promise<VaultHeader> {
  const others = header.wraps.filter((wrap) => wrap.kind !== 'passphrase')
  const { wrap } = await wrapUnderPassphrase(vmk, passphrase, ports)
  return signHeader({ ...header, wraps: [...others, wrap] }, headerKey)
}

/** The header under a new passphrase. The keys stay, so nothing is sealed anew; the old passphrase opens no longer. */
export async function rewrap(
  header: VaultHeader,
  vault: Vault,
  newPassphrase: string,
  ports: VaultPorts = tabletPorts,
): Promise<VaultHeader> {
  return underPassphrase(header, await keysFor(header, vault), newPassphrase, ports)
}
