/**
 * What a locked vault says of itself: whether anything in it has not been sent, and that work itself as parcels for the server.
 * It lies beside the vault's header, so it may hold nothing but numbers and what is sealed; the tablet's write guard takes
 * exactly this shape.
 */
import { z } from '../../domain/schema.ts'
import { isParcelSize, PUBLIC_BYTES } from '../../domain/sync/parcelSize.ts'
import { toBase64url, type Bytes } from '../vault/base64url.ts'

const nonce = z.string().regex(/^[A-Za-z0-9_-]{16}$/)
const bytes = (fits: (length: number) => boolean) => z.custom<Bytes>((value) => value instanceof Uint8Array && fits(value.length))

/** Which life of the server: a restore begins another. A word without a space, so no sentence gets in here. */
const epoch = z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/)

export const StoredParcel = z.strictObject({
  /** The server's key that it is sealed to. */
  key: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  half: bytes((length) => length === PUBLIC_BYTES),
  ct: bytes(isParcelSize),
  /** How many changes are in it. */
  changes: z.int().min(1),
  /** The server has them. */
  sent: z.boolean(),
  /** In which of its lives it took them, where it said. */
  sentIn: epoch.optional(),
})
export type StoredParcel = z.infer<typeof StoredParcel>

export const LockedWork = z.strictObject({
  /** Changes that the server has not acknowledged, and photos. */
  changes: z.int().min(0),
  photos: z.int().min(0),
  /** The nonce of the newest row of the outbox that `changes` counts: another one on the disk came later, and is not counted. */
  newest: nonce.nullable(),
  /** The changes, the oldest first; fewer where the server's key is not known yet. */
  parcels: z.array(StoredParcel).max(1000).default([]),
  /** The life of the server that acknowledged all the others; absent where it was never met, or an earlier version wrote this. */
  epoch: epoch.optional(),
})
export type LockedWork = z.infer<typeof LockedWork>

export const newestOf = (row: { iv: Uint8Array } | undefined): string | null => (row ? toBase64url(row.iv) : null)

export const sentOf = ({ parcels }: LockedWork): number => parcels.reduce((sum, { changes, sent }) => sum + (sent ? changes : 0), 0)

/** Whether a server that is in this life may have lost what was acknowledged: it lies in the journal, which its owner alone opens. */
const mayBeLost = (work: LockedWork, now: string | undefined): boolean => now !== undefined && work.epoch !== undefined && work.epoch !== now

/** Whether nothing would be lost with the vault: all of it is at the server, which is in this life `now`. Not known of the work is no. */
export const isNothingLeft = (work: LockedWork | undefined, newest: string | null, now?: string): boolean =>
  work !== undefined && work.newest === newest && work.photos === 0 && sentOf(work) === work.changes && !mayBeLost(work, now)

/** The parcels to bring: those that no server has, and those that this one may have lost, where its life is told. */
export const toBring = (work: LockedWork, now?: string): StoredParcel[] =>
  work.parcels.filter(({ sent, sentIn }) => !sent || (mayBeLost(work, now) && sentIn !== now))
