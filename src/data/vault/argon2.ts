/** Argon2id itself, in a file of its own so that hash-wasm is loaded by the worker and not by the first screen. */
import { argon2id } from 'hash-wasm'
import type { Bytes } from './base64url.ts'

/** What a guess costs: `m` in KiB, `t` passes, `p` lanes. */
export interface KdfCost {
  m: number
  t: number
  p: number
}

export interface KdfRequest {
  secret: Bytes
  salt: Bytes
  cost: KdfCost
}

export type KdfReply = { ok: true; key: Bytes } | { ok: false; error: string }

/** 32 bytes. */
export async function argon2(request: KdfRequest): Promise<Bytes> {
  const key = await argon2id({
    password: request.secret,
    salt: request.salt,
    memorySize: request.cost.m,
    iterations: request.cost.t,
    parallelism: request.cost.p,
    hashLength: 32,
    outputType: 'binary',
  })
  return new Uint8Array(key)
}
