/**
 * What a locked vault says of itself: whether anything in it has not been sent. It lies in clear beside the vault's header,
 * so it may hold nothing but numbers and what is sealed; the tablet's write guard takes exactly this shape.
 */
import { z } from '../domain/schema.ts'
import { toBase64url } from './vault/base64url.ts'

const nonce = z.string().regex(/^[A-Za-z0-9_-]{16}$/)

export const LockedWork = z.strictObject({
  /** Changes that the server has not acknowledged, and photos. */
  changes: z.int().min(0),
  photos: z.int().min(0),
  /** The nonce of the newest row of the outbox that `changes` counts: another one on the disk came later, and is not counted. */
  newest: nonce.nullable(),
})
export type LockedWork = z.infer<typeof LockedWork>

export const newestOf = (row: { iv: Uint8Array } | undefined): string | null => (row ? toBase64url(row.iv) : null)

/** Whether nothing would be lost with the vault. Not known is no. */
export const isNothingLeft = (work: LockedWork | undefined, newest: string | null): boolean =>
  work !== undefined && work.newest === newest && work.photos === 0 && work.changes === 0
