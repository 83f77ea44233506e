/**
 * A passkey: a key that a tablet, a phone or a small stick holds and never gives away (WebAuthn). It stands beside the phone's code as
 * the second thing at sign-in, and cannot be typed into a page that only looks like ours.
 */
import { z } from '../schema.ts'

const text = z.string().max(200)

/** One of these is to be shown. */
export const PasskeyWanted = z.object({ challenge: text, rpId: text, allow: z.array(z.string()) })
export type PasskeyWanted = z.infer<typeof PasskeyWanted>
/** A new one may be made; `exclude`: those that are known already. */
export const PasskeyOffered = z.object({ challenge: text, rpId: text, userId: text, username: text, name: text, exclude: z.array(z.string()) })
export type PasskeyOffered = z.infer<typeof PasskeyOffered>

const bytes = z.string().max(6000)
const shared = { id: bytes, rawId: bytes, type: z.literal('public-key') }
/** What the browser gives: of a key that was shown, and of one that was made. */
export const PasskeyShown = z.object({ ...shared, response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: bytes.optional() }) })
export type PasskeyShown = z.infer<typeof PasskeyShown>
export const PasskeyMade = z.object({ ...shared, response: z.object({ clientDataJSON: bytes, attestationObject: bytes }) })
export type PasskeyMade = z.infer<typeof PasskeyMade>

/** How many one account may have. */
export const PASSKEYS_MOST = 10
export const KeptPasskey = z.object({ id: z.string(), name: z.string(), madeAt: z.number(), usedAt: z.number().nullable() })
export type KeptPasskey = z.infer<typeof KeptPasskey>

/** `POST /api/session/passkeys`: one's own, and one thing done to them. */
export const PasskeyAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('list') }),
  z.strictObject({ act: z.literal('begin') }),
  z.strictObject({ act: z.literal('add'), made: PasskeyMade, name: z.string().trim().min(1).max(60) }),
  z.strictObject({ act: z.literal('remove'), id: z.string().max(2000) }),
])
export type PasskeyAct = z.infer<typeof PasskeyAct>
export const PasskeyRefusal = z.enum(['step-up', 'not-known', 'last', 'most'])
export type PasskeyRefusal = z.infer<typeof PasskeyRefusal>
export const PASSKEY_WORDS: Record<PasskeyRefusal, string> = {
  'step-up': 'Your passphrase was not given, so nothing was done.',
  'not-known': 'The server could not take this passkey. Nothing was changed; try again.',
  last: 'It is the only second thing you have. Add another passkey first, or ask your administrator for a new code.',
  most: `An account has up to ${PASSKEYS_MOST} passkeys. Remove one first.`,
}
export const PasskeyActReply = z.union([z.object({ passkeys: z.array(KeptPasskey) }), z.object({ offered: PasskeyOffered }), z.object({ refused: PasskeyRefusal })])
export type PasskeyActReply = z.infer<typeof PasskeyActReply>
