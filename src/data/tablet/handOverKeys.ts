/** The school's key as a signer of one day's hand-overs. Another day has another key, so that no reference can be followed. */
import { fromBase32, toBase32 } from '../../domain/sync/base32.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { Ref, Signer } from '../../domain/mornings/handOverCode.ts'
import type { Memory } from '../store/memory.ts'

const SIGNATURE_BYTES = 16
const REF_BYTES = 5
const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words)

async function signerFor(key: string, date: SchoolDate): Promise<Signer> {
  const material = await crypto.subtle.importKey('raw', fromBase32(key) ?? text(key), 'HKDF', false, ['deriveKey'])
  const ofDay = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: text(date), info: text('blue report hand-over') }, material, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign'])
  const mac = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.sign('HMAC', ofDay, bytes))
  return {
    sign: async (bytes) => (await mac(bytes)).slice(0, SIGNATURE_BYTES),
    refOf: async (kind, id): Promise<Ref> => toBase32((await mac(text(`${kind} ${id}`))).slice(0, REF_BYTES)),
  }
}

/** Newest first: the first one signs, each of them may have signed. Empty while the key has not come. */
export function signersOn(memory: Memory, date: SchoolDate): Promise<Signer[]> {
  const keys = [...memory.all('handOverKey')].sort((a, b) => b.at - a.at)
  return Promise.all(keys.map(({ f }) => signerFor(f.key, date)))
}
