/**
 * Unsent work of somebody who is not there to send it. While a vault is open its unsent operations are put up as parcels: sealed to
 * the server’s key, so that nobody at the tablet reads them, and signed with the vault’s own, so that nobody there can make one.
 * Whoever is at the tablet, or nobody, then sends them.
 */
import { z } from '../schema.ts'
import { OPENINGS_MOST, Telling } from '../people/audit.ts'
import { PARCEL_STEP } from './parcelSize.ts'
import { PushRequest } from '../protocol.ts'
import { isTrap } from './trap.ts'
import { keyFrom, keyTo, SIGNED_BY, ECDSA_P256, type Bytes } from './sealTo.ts'

const words = z.string().min(1).max(120)
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const publicHalf = base64url.length(87)
const keyId = base64url.length(22)

/** What a tablet seals to; its private half never leaves the server. */
export const SealKey = z.strictObject({ id: keyId, key: publicHalf })
export type SealKey = z.infer<typeof SealKey>

/** `POST /api/sync/v1/parcel-key`: the public half with which this person’s parcels from this tablet are signed. */
/** `signs`: from now on this vault signs for each new session too. */
export const ParcelKeyRequest = z.strictObject({ key: publicHalf, signs: z.literal(true).optional() })
/**
 * `recovery`: what the vault key is wrapped to as well; null where the school does not wish it. `onePerson`: whether this tablet's own
 * lock may open it too; earlier servers do not say.
 */
export const ParcelKeyReply = z.object({ seal: SealKey, recovery: SealKey.nullable(), onePerson: z.boolean().optional() })
export type ParcelKeyReply = z.infer<typeof ParcelKeyReply>

/** `POST /api/sync/v1/parcels`: the tablet speaks for itself; whose work it is, the signature says. */
export const ParcelRequest = z.strictObject({ tabletId: words, person: words, key: keyId, half: publicHalf, ct: base64url.max(1_400_000) })
export type ParcelRequest = z.infer<typeof ParcelRequest>
/** `waits`: it stays sealed on the tablet until its owner is there, and the ordinary way settles it. */
export const ParcelReply = z.object({ taken: z.boolean(), waits: z.enum(['unknown', 'unreadable', 'forged', 'order', 'late']).optional() })
export type ParcelReply = z.infer<typeof ParcelReply>

export const ParcelBody = z.strictObject({
  v: z.literal(1), person: words, tabletId: words, key: keyId,
  ...PushRequest.pick({ epoch: true, clientId: true, wall: true, pending: true, oldest: true, beforeHlc: true, ops: true }).shape,
  openings: z.array(Telling).max(OPENINGS_MOST),
})
export type ParcelBody = z.infer<typeof ParcelBody>

/** Whose it is, from where and to which key: bound into what is sealed. */
type Address = Pick<ParcelBody, 'person' | 'tabletId' | 'key'>
const bound = ({ person, tabletId, key }: Address): string[] => [person, tabletId, key]
const PURPOSE = { info: 'blue-report/parcel', cipher: 'AES-GCM' } as const
/** The key is this one parcel’s alone, so one nonce does for all. */
const NONCE = new Uint8Array(12)

const SIGNATURE = 64
const FRAME = 4 + SIGNATURE

export type Sealed = { half: Bytes; ct: Bytes }
type Edge = { subtle: SubtleCrypto; fresh: CryptoKeyPair; sign: CryptoKey; to: Bytes }

export async function sealParcel(body: ParcelBody, { subtle, fresh, sign, to }: Edge): Promise<Sealed> {
  const text = new TextEncoder().encode(JSON.stringify(body))
  const signature = new Uint8Array(await subtle.sign(SIGNED_BY, sign, text))
  const framed = new Uint8Array(Math.ceil((FRAME + text.length) / PARCEL_STEP) * PARCEL_STEP)
  new DataView(framed.buffer).setUint32(0, text.length)
  framed.set(signature, 4)
  framed.set(text, FRAME)
  const { key, half } = await keyTo(subtle, fresh, to, { ...PURPOSE, bound: bound(body) })
  return { half, ct: new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv: NONCE }, key, framed)) }
}

export type Opened = { body: ParcelBody } | { waits: 'unreadable' | 'forged' }
type Keys = { subtle: SubtleCrypto; own: CryptoKey; lasting: Bytes; signedBy: Bytes }

/** Whatever was changed, moved to another tablet or signed by somebody else is refused. */
export async function openParcel({ half, ct }: Sealed, address: Address, { subtle, own, lasting, signedBy }: Keys): Promise<Opened> {
  let framed: Bytes
  try {
    const key = await keyFrom(subtle, own, lasting, half, { ...PURPOSE, bound: bound(address) })
    framed = new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: NONCE }, key, ct))
  } catch (error) {
    if (isCryptoRefusal(error)) return { waits: 'unreadable' }
    throw error
  }
  if (framed.length < FRAME) return { waits: 'unreadable' }
  const text = framed.slice(FRAME, FRAME + new DataView(framed.buffer).getUint32(0))
  const verify = await subtle.importKey('raw', signedBy, ECDSA_P256, false, ['verify'])
  if (!(await subtle.verify(SIGNED_BY, verify, framed.slice(4, FRAME), text))) return { waits: 'forged' }
  const said = parsedJson(new TextDecoder().decode(text))
  if (isTrap(said)) return { waits: 'unreadable' }
  const body = ParcelBody.safeParse(said)
  if (!body.success) return { waits: 'unreadable' }
  const isAddressed = body.data.person === address.person && body.data.tabletId === address.tabletId && body.data.key === address.key
  return isAddressed ? { body: body.data } : { waits: 'forged' }
}

/** A wrong key, an altered byte, a point that is not on the curve. */
const isCryptoRefusal = (error: unknown): boolean => error instanceof Error && ['OperationError', 'DataError', 'InvalidAccessError'].includes(error.name)

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
