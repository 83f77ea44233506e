/**
 * The vault key under a PIN, in memory only: "passphrase in the morning, PIN all day". A six-digit PIN cannot protect a
 * copied disk, so an envelope is never stored, and five wrong tries destroy it: after that only the passphrase opens.
 */
import type { Bytes } from './base64url.ts'
import type { VaultHeader } from './header.ts'
import { deriveKek } from './kdf.ts'
import { isUnwrapFailure, unwrapDeks, unwrapVmk, wrapVmk } from './keys.ts'
import type { VaultKeys } from './keys.ts'
import type { VaultPorts } from './ports.ts'

const PIN_TRIES = 5

export interface PinEnvelope {
  readonly vaultId: string
  /** 0 when the envelope is destroyed. */
  readonly triesLeft: number
}

interface Contents {
  wrapped: Bytes
  salt: Bytes
  deks: VaultHeader['deks']
  ports: VaultPorts
  triesLeft: number
  /** Tries go one after another, so that six at once are still six. */
  queue: Promise<unknown>
}

const contentsOf = new WeakMap<PinEnvelope, Contents>()

export async function makeEnvelope(
  keys: VaultKeys,
  header: Pick<VaultHeader, 'vaultId' | 'deks'>,
  pin: string,
  ports: VaultPorts,
): Promise<PinEnvelope> {
  const salt = ports.random(16)
  const wrapped = await wrapVmk(keys.vmk, await deriveKek(ports.kdf, pin, salt, ports.pinCost, 'kek/pin'))
  const contents: Contents = {
    wrapped,
    salt,
    deks: header.deks,
    ports,
    triesLeft: PIN_TRIES,
    queue: Promise.resolve(),
  }
  const envelope: PinEnvelope = {
    vaultId: header.vaultId,
    get triesLeft() {
      return contents.triesLeft
    },
  }
  contentsOf.set(envelope, contents)
  return envelope
}

/** For the hard lock and for handing the tablet to another mentor. */
export function destroyPinEnvelope(envelope: PinEnvelope): void {
  const contents = contentsOf.get(envelope)
  if (contents === undefined) return
  contents.triesLeft = 0
  contents.wrapped.fill(0)
  contents.salt.fill(0)
  contentsOf.delete(envelope)
}

export type EnvelopeAnswer = { keys: VaultKeys; deks: VaultHeader['deks']; ports: VaultPorts } | 'wrong-pin' | 'pin-spent'

async function tryOnce(envelope: PinEnvelope, pin: string): Promise<EnvelopeAnswer> {
  const contents = contentsOf.get(envelope)
  if (contents === undefined) return 'pin-spent'
  const { ports, deks } = contents
  contents.triesLeft -= 1 // paid before the answer is known
  try {
    const kek = await deriveKek(ports.kdf, pin, contents.salt, ports.pinCost, 'kek/pin')
    const root = await unwrapVmk(contents.wrapped, kek)
    const keys = await unwrapDeks(root, deks)
    // Destroyed while this try was under way: the lock that did it wins.
    if (!contentsOf.has(envelope)) return 'pin-spent'
    contents.triesLeft = PIN_TRIES
    return { keys, deks, ports }
  } catch (error) {
    if (contents.triesLeft <= 0) destroyPinEnvelope(envelope)
    if (isUnwrapFailure(error)) return 'wrong-pin'
    throw error
  }
}

export function tryEnvelope(envelope: PinEnvelope, pin: string): Promise<EnvelopeAnswer> {
  const contents = contentsOf.get(envelope)
  if (contents === undefined) return Promise.resolve('pin-spent')
  const next = contents.queue.then(() => tryOnce(envelope, pin))
  contents.queue = next.catch(() => undefined)
  return next
}
