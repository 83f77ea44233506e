/** The browser's own question for a passkey. Undefined where the person let it be, or this browser cannot. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { PasskeyMade, PasskeyShown, type PasskeyOffered, type PasskeyWanted } from '../domain/people/passkey.ts'

const MINUTES_2 = 120_000
/** ECDSA over P-256, and RSA for Windows. */
const ALGORITHMS = [-7, -257]
const key = (id: string) => ({ id, type: 'public-key' as const })
export const hasPasskeys = (): boolean => browserSupportsWebAuthn()

export function showPasskey({ challenge, rpId, allow }: PasskeyWanted): Promise<PasskeyShown | undefined> {
  return unlessLeft(async () => PasskeyShown.parse(await startAuthentication({ optionsJSON: { challenge, rpId, allowCredentials: allow.map(key), userVerification: 'preferred', timeout: MINUTES_2 } })))
}

export function makePasskey({ challenge, rpId, userId, username, name, exclude }: PasskeyOffered): Promise<PasskeyMade | undefined> {
  return unlessLeft(async () => PasskeyMade.parse(await startRegistration({
    optionsJSON: {
      challenge, rp: { id: rpId, name: 'Blue Report' }, user: { id: userId, name: username, displayName: name }, pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' as const })),
      excludeCredentials: exclude.map(key), attestation: 'none', timeout: MINUTES_2, authenticatorSelection: { userVerification: 'preferred', residentKey: 'discouraged' },
    },
  })))
}

/** A browser says that a person went back, waited too long or has no such key by an error, and not which: the screen says all of it. */
async function unlessLeft<T>(asking: () => Promise<T>): Promise<T | undefined> {
  try {
    return await asking()
  } catch (error) {
    console.info('No passkey', error instanceof Error ? error.name : 'unknown')
    return undefined
  }
}
