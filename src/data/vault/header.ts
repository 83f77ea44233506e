/**
 * The vault header lies in clear on the tablet: who may try a passphrase (initials and a colour, never a name) and the
 * wrapped keys. It is authenticated by a key that only the opened vault has, so no byte of it can be changed unseen.
 */
import { z } from '../../domain/schema.ts'
import type { Bytes } from './base64url.ts'
import { fromBase64url, toBase64url } from './base64url.ts'

const base64url = (length: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${String(length)}}$`))
const wrappedKey = base64url(54) // 40 bytes: a 256-bit key under AES-KW

/** The ceiling keeps a damaged header from hanging the tablet. */
const Cost = z
  .strictObject({ m: z.int().max(1024 * 1024), t: z.int().min(1).max(20), p: z.int().min(1).max(4) })
  .refine(({ m, p }) => m >= 8 * p) // Argon2's own least

const PassphraseWrap = z.strictObject({
  kind: z.literal('passphrase'),
  salt: base64url(22),
  cost: Cost,
  wrapped: wrappedKey,
})

/** Under the school's recovery key: see domain/people/recovery.ts. */
const RecoveryWrap = z.strictObject({ kind: z.literal('recovery'), key: base64url(22), half: base64url(87), wrapped: wrappedKey })

/** Under the tablet's own lock: which passkey, and what its PRF is asked with. See tabletLock.ts. */
const TabletLockWrap = z.strictObject({
  kind: z.literal('tablet-lock'),
  credential: z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/),
  salt: base64url(43),
  wrapped: wrappedKey,
})
export type TabletLockWrap = z.infer<typeof TabletLockWrap>

/** One way to the vault key. */
export const Wrap = z.discriminatedUnion('kind', [PassphraseWrap, RecoveryWrap, TabletLockWrap])
export type Wrap = z.infer<typeof Wrap>
export type PassphraseWrap = z.infer<typeof PassphraseWrap>

export const VaultHeader = z.strictObject({
  v: z.literal(1),
  vaultId: z.uuid(),
  /** The account's id, which says nothing to a reader of the disk. */
  person: z.string().min(1).max(120),
  initials: z.string().min(1).max(8),
  colour: z.int().min(0).max(255),
  createdAt: z.int().min(0),
  wraps: z.array(Wrap).min(1).max(8),
  deks: z.array(z.strictObject({ ver: z.int().min(1), wrapped: wrappedKey })).min(1).max(64),
  mac: base64url(43),
})
export type VaultHeader = z.infer<typeof VaultHeader>
export type UnsignedHeader = Omit<VaultHeader, 'mac'>

/** The same header gives the same bytes whatever order its fields were stored in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

const signedBytes = (header: UnsignedHeader): Bytes => new TextEncoder().encode(canonical(header))

export async function signHeader(header: UnsignedHeader, headerKey: CryptoKey): Promise<VaultHeader> {
  const mac = await crypto.subtle.sign('HMAC', headerKey, signedBytes(header))
  return { ...header, mac: toBase64url(new Uint8Array(mac)) }
}

export async function isGenuine(header: VaultHeader, headerKey: CryptoKey): Promise<boolean> {
  const { mac, ...rest } = header
  // Text that decodes to the same bytes but is spelled differently is a change too.
  if (toBase64url(fromBase64url(mac)) !== mac) return false
  return crypto.subtle.verify('HMAC', headerKey, fromBase64url(mac), signedBytes(rest))
}
