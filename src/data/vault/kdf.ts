/**
 * From what a person knows to a key that opens one wrap: Argon2id, then HKDF, then an AES-KW key.
 * The costs are those of docs/security: 64 MiB and three passes for a passphrase, and no stored header may ask for less
 * than the floor. A PIN gets a cheaper derivation because its envelope never leaves memory and dies after five tries.
 */
import type { KdfCost, KdfReply, KdfRequest } from './argon2.ts'
import type { Bytes } from './base64url.ts'
import { trustedUrl } from './trustedUrl.ts'

export type { KdfCost } from './argon2.ts'

const MEBIBYTE = 1024
export const PASSPHRASE_COST: KdfCost = { m: 64 * MEBIBYTE, t: 3, p: 1 }
export const PIN_COST: KdfCost = { m: 19 * MEBIBYTE, t: 2, p: 1 }
export const COST_FLOOR: KdfCost = { m: 46 * MEBIBYTE, t: 3, p: 1 }

/** Secret, salt and cost to 32 bytes. A port: tests may count or cheapen it. */
export type Kdf = (secret: string, salt: Bytes, cost: KdfCost) => Promise<Bytes>

export const isBelowFloor = (cost: KdfCost, floor: KdfCost): boolean => cost.m < floor.m || cost.t < floor.t

/**
 * Keyboards differ in how they compose é, and tablets add a space after a suggested word: neither may lock a person out.
 */
export const asTyped = (secret: string): string => secret.normalize('NFKC').trim()

type Started = { worker: Worker; answer: Promise<Bytes> }

async function startWorker(): Promise<Started> {
  // `?worker&url` because the address must pass through the Trusted Types policy before `new Worker` sees it.
  const { default: address } = await import('./kdfWorker.ts?worker&url')
  const worker = new Worker(trustedUrl(address), { type: 'module', name: 'kdf' })
  const answer = new Promise<Bytes>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<KdfReply>) => {
      if (event.data.ok) resolve(event.data.key)
      else reject(new Error(`The key derivation failed: ${event.data.error}`))
    })
    worker.addEventListener('error', () => {
      reject(new Error('The key derivation could not start'))
    })
  })
  // One that fails while nobody waits is met by the next who asks it.
  answer.catch(() => undefined)
  return { worker, answer }
}

let waiting: Promise<Started> | undefined
/** Starts a worker ahead of the secret, which it has never seen; the next derivation takes it. */
export async function warmKdf(): Promise<void> {
  if (typeof Worker === 'undefined') return
  waiting ??= startWorker()
  await waiting
}

async function inWorker(request: KdfRequest): Promise<Bytes> {
  const started = waiting?.catch(startWorker) ?? startWorker()
  waiting = undefined
  const { worker, answer } = await started
  try {
    worker.postMessage(request, [request.secret.buffer])
    return await answer
  } finally {
    worker.terminate()
  }
}

async function inPlace(request: KdfRequest): Promise<Bytes> {
  const { argon2 } = await import('./argon2.ts')
  return argon2(request)
}

/** Argon2 wants at least one byte: an empty field is a wrong secret, not a failure. */
const NOTHING_TYPED = '\u0000'

export const argon2idKdf: Kdf = (secret, salt, cost) => {
  const request = { secret: new TextEncoder().encode(asTyped(secret) || NOTHING_TYPED), salt, cost }
  return typeof Worker === 'undefined' ? inPlace(request) : inWorker(request)
}

/** The key-encryption key for one kind of secret; the same secret under another `info` gives another key. */
export async function deriveKek(
  kdf: Kdf,
  secret: string,
  salt: Bytes,
  cost: KdfCost,
  info: 'kek/pass' | 'kek/pin',
): Promise<CryptoKey> {
  const stretched = await kdf(secret, salt, cost)
  const base = await crypto.subtle.importKey('raw', stretched, 'HKDF', false, ['deriveKey'])
  stretched.fill(0)
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new TextEncoder().encode(info) },
    base,
    { name: 'AES-KW', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  )
}
