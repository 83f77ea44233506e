/**
 * One row, sealed: AES-256-GCM under the newest data key. Everything about the row that stays readable (its vault, table,
 * key, versions and tag) is bound into it, so that a row moved, renamed or rolled to another key no longer opens.
 */
import type { Bytes } from './base64url.ts'

export interface SealedBody {
  iv: Bytes
  ct: Bytes
  /** Version of the data key. */
  dv: number
  /** Version of the layout below. */
  sv: number
  /** Opaque partition tag; part of what is authenticated, so it is given when sealing and not added afterwards. */
  t?: string
}

export interface Sealed extends SealedBody {
  k: string
}

export interface RowPlace {
  vaultId: string
  table: string
  key: string
}

/** The row was altered, moved, or sealed by another vault. Says where, never what. */
export class Tampered extends Error {
  override name = 'Tampered'
  constructor(table: string, cause?: unknown) {
    super(`A sealed row of "${table}" does not open`, { cause })
  }
}

export const SEAL_VERSION = 1
const JSON_VALUE = 0
const RAW_BYTES = 1
const FRAME = 5 // kind (1 byte) and length (4 bytes, big-endian) go before the value; zeros may follow it
const BUCKET = 256
const NONCE = 12
const encoder = new TextEncoder()

/** A single row is padded so that its size does not tell a short note from a long one; a pack hides in its own size. */
const PACKS = 'packs'
const paddedLength = (table: string, length: number): number =>
  table === PACKS ? length : Math.ceil(length / BUCKET) * BUCKET

function frame(table: string, value: unknown): Bytes {
  const raw = value instanceof Uint8Array
  const text = raw ? '' : JSON.stringify(value)
  if (typeof text !== 'string') throw new TypeError('Only JSON values and bytes can be sealed')
  const body = raw ? value : encoder.encode(text)
  const bytes = new Uint8Array(paddedLength(table, FRAME + body.length))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, raw ? RAW_BYTES : JSON_VALUE)
  view.setUint32(1, body.length)
  bytes.set(body, FRAME)
  return bytes
}

function unframe(plain: Bytes): unknown {
  const view = new DataView(plain.buffer)
  const body = plain.subarray(FRAME, FRAME + view.getUint32(1))
  return view.getUint8(0) === RAW_BYTES ? body.slice() : JSON.parse(new TextDecoder().decode(body))
}

function boundTo(place: RowPlace, dv: number, sv: number, tag: string | undefined): Bytes {
  // JSON of an array of fixed length: two different places never give the same bytes.
  return encoder.encode(JSON.stringify([place.vaultId, place.table, place.key, dv, sv, tag ?? null]))
}

export interface SealWith {
  dek: CryptoKey
  dv: number
  random: (length: number) => Bytes
}

export async function sealRow(place: RowPlace, value: unknown, tag: string | undefined, by: SealWith): Promise<Sealed> {
  const iv = by.random(NONCE)
  const additionalData = boundTo(place, by.dv, SEAL_VERSION, tag)
  const plain = frame(place.table, value)
  const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, by.dek, plain)
  const sealed: Sealed = { k: place.key, iv, ct: new Uint8Array(ct), dv: by.dv, sv: SEAL_VERSION }
  if (tag !== undefined) sealed.t = tag
  return sealed
}

/** Rejects with `Tampered`. */
export async function openRow(place: RowPlace, sealed: SealedBody, dek: CryptoKey | undefined): Promise<unknown> {
  if (dek === undefined || sealed.sv !== SEAL_VERSION) throw new Tampered(place.table)
  const additionalData = boundTo(place, sealed.dv, sealed.sv, sealed.t)
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData }, dek, sealed.ct)
    return unframe(new Uint8Array(plain))
  } catch (cause) {
    throw new Tampered(place.table, cause)
  }
}
