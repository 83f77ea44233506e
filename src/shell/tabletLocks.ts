/**
 * The browser's own question to the tablet's lock: a passkey that is asked for a key (the PRF extension) and signs in nowhere. It has
 * to be this tablet's lock, and has to see its person each time.
 */
import { browserSupportsWebAuthn, platformAuthenticatorIsAvailable, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { toBase64url, type Bytes } from '../data/vault/base64url.ts'
import type { TabletLock } from '../data/tablet/tabletLock.ts'

/**
 * `left`: the person let it be, waited too long, or the passkey was deleted; a browser does not say which. `cannot`: this browser or
 * this tablet's lock gives no key.
 */
export type LockFailure = 'left' | 'cannot'
export type LockAnswer = (TabletLock & { output: Bytes }) | { failed: LockFailure }

export const LOCK_WORDS: Record<LockFailure, string> = {
  left: 'The tablet’s lock did not answer. Perhaps you let it be, or its key was deleted from this tablet.',
  cannot: 'This tablet’s lock, or this browser, cannot open Blue Report.',
}

const MINUTES_2 = 120_000
/** ECDSA over P-256, and RSA for Windows. */
const ALGORITHMS = [-7, -257]
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
const here = () => location.hostname

/** Whether it is worth asking; only the making of a key is sure. */
export async function mayHaveLock(): Promise<boolean> {
  if (!browserSupportsWebAuthn() || !(await platformAuthenticatorIsAvailable())) return false
  // Older browsers have no such question, and may have the extension.
  const able = typeof PublicKeyCredential.getClientCapabilities === 'function' ? await PublicKeyCredential.getClientCapabilities() : {}
  return (able as Record<string, boolean>)['extension:prf'] !== false
}

/** A key of the lock's for this vault; an earlier one of the same vault gives way to it. */
export async function makeLock({ vaultId, initials }: { vaultId: string; initials: string }): Promise<LockAnswer> {
  const salt = random(32)
  const name = `Blue Report on this tablet (${initials})`
  return unlessLeft(async () => {
    const made = await startRegistration({
      optionsJSON: {
        challenge: toBase64url(random(32)), rp: { id: here(), name: 'Blue Report' }, user: { id: toBase64url(new TextEncoder().encode(vaultId)), name, displayName: name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' as const })), attestation: 'none', timeout: MINUTES_2,
        authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required', residentKey: 'required' },
        // With a salt from the beginning: Windows stumbles over an empty wish.
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    const lock = { credential: made.id, salt: toBase64url(salt) }
    const output = outputOf(made.clientExtensionResults)
    if (output) return { ...lock, output }
    return made.clientExtensionResults.prf?.enabled === true ? askLock(lock, salt) : { failed: 'cannot' }
  })
}

export function askLock(lock: TabletLock, salt: Bytes): Promise<LockAnswer> {
  return unlessLeft(async () => {
    const shown = await startAuthentication({
      optionsJSON: {
        challenge: toBase64url(random(32)), rpId: here(), allowCredentials: [{ id: lock.credential, type: 'public-key', transports: ['internal'] }], userVerification: 'required', timeout: MINUTES_2,
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    const output = outputOf(shown.clientExtensionResults)
    return output ? { ...lock, output } : { failed: 'cannot' }
  })
}

type Results = Awaited<ReturnType<typeof startAuthentication>>['clientExtensionResults']
function outputOf({ prf }: Results): Bytes | undefined {
  const first: unknown = prf?.results?.first
  const bytes = first instanceof ArrayBuffer ? new Uint8Array(first) : first instanceof Uint8Array ? new Uint8Array(first) : undefined
  return bytes?.length === 32 ? bytes : undefined
}

async function unlessLeft(asking: () => Promise<LockAnswer>): Promise<LockAnswer> {
  try {
    return await asking()
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    console.info('The tablet’s lock gave no key', name)
    return { failed: name === 'NotAllowedError' || name === 'AbortError' ? 'left' : 'cannot' }
  }
}
