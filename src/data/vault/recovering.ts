/** The vault key under the school's recovery key, and back from it: see domain/people/recovery.ts. */
import type { SealKey } from '../../domain/sync/parcels.ts'
import { kekAtTablet, kekForRecovery, type RecoveryWrap } from '../../domain/people/recovery.ts'
import { ok, refused, type Result } from '../../domain/result.ts'
import { ECDH_P256 } from '../../domain/sync/sealTo.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import { isGenuine, signHeader, VaultHeader } from './header.ts'
import { unwrapVmk, wrapVmk } from './keys.ts'
import { tabletPorts, type VaultPorts } from './ports.ts'
import { ifUnwrapped, keysFor, underPassphrase, type Vault } from './vault.ts'

const { subtle } = crypto
const newPair = (): Promise<CryptoKeyPair> => subtle.generateKey(ECDH_P256, false, ['deriveBits'])

/** The header with the vault key under this key as well, or under none; the same header where it is so already. */
export async function wrapForRecovery(header: VaultHeader, vault: Vault, to: SealKey | null): Promise<VaultHeader> {
  const keys = await keysFor(header, vault)
  const { mac: _old, ...rest } = header
  const has = rest.wraps.find((wrap) => wrap.kind === 'recovery')
  if (has?.key === to?.id) return header
  const others = rest.wraps.filter((wrap) => wrap.kind !== 'recovery')
  if (!to) return signHeader({ ...rest, wraps: others }, keys.headerKey)
  const { key, half } = await kekForRecovery(subtle, await newPair(), fromBase64url(to.key), header)
  const wrapped = toBase64url(await wrapVmk(keys.vmk, key))
  return signHeader({ ...rest, wraps: [...others, { kind: 'recovery', key: to.id, half: toBase64url(half), wrapped }] }, keys.headerKey)
}

/** What the server is asked with; undefined where the vault was never wrapped for it. */
export function recoveryWrapOf(stored: unknown): RecoveryWrap | undefined {
  const wrap = VaultHeader.safeParse(stored).data?.wraps.find(({ kind }) => kind === 'recovery')
  return wrap?.kind === 'recovery' ? { key: wrap.key, half: wrap.half, wrapped: wrap.wrapped } : undefined
}

/** A key pair for one bringing: its public half goes to the server, and what comes back opens with `open` alone. */
export async function bringingBack(): Promise<{ half: string; open: (stored: unknown, brought: Pick<RecoveryWrap, 'half' | 'wrapped'>, newPassphrase: string, ports?: VaultPorts) => Promise<Result<VaultHeader, 'damaged'>> }> {
  const pair = await newPair()
  const own = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  return {
    half: toBase64url(own),
    /** The header under the new passphrase. */
    async open(stored, { half, wrapped }, newPassphrase, ports = tabletPorts) {
      const header = VaultHeader.safeParse(stored)
      if (!header.success) return refused('damaged')
      const kek = await kekAtTablet(subtle, pair.privateKey, own, fromBase64url(half), header.data)
      const root = await ifUnwrapped(unwrapVmk(fromBase64url(wrapped), kek))
      if (!root || !(await isGenuine(header.data, root.headerKey))) return refused('damaged')
      // Whoever starts anew starts with the passphrase alone: the tablet's own lock is made again by whoever is there.
      const wraps = header.data.wraps.filter(({ kind }) => kind !== 'tablet-lock')
      return ok(await underPassphrase({ ...header.data, wraps }, root, newPassphrase, ports))
    },
  }
}
