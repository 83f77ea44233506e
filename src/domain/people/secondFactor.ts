/**
 * Who sees a whole year, a whole school or its accounts signs in with two things: the passphrase, and a phone that shows a
 * six-digit code (RFC 6238) or a passkey, or one of the recovery codes that stand for them. A mentor's second thing is the tablet.
 */
import { PasskeyMade, PasskeyOffered, PasskeyShown, PasskeyWanted } from './passkey.ts'
import { z } from '../schema.ts'
import type { Role } from '../staff.ts'

export const needsSecondFactor = (role: Role): boolean => role === 'lead-mentor' || role === 'head-of-year' || role === 'dht' || role === 'admin'

/** What a tablet says it can do: `can` ask for a code; `show`, in the demo, how a real school asks. An older app says nothing. */
export const SecondWish = z.enum(['can', 'show'])

/** The passphrase was right, and a code is wanted. `enrol`: the phone does not know this account yet. `shown`: in the demo, what a phone would show now. */
export const SecondAsked = z.object({
  second: z.enum(['code', 'enrol']),
  wrong: z.boolean(),
  secret: z.string().optional(),
  url: z.string().optional(),
  shown: z.string().optional(),
  /** One of the account's passkeys does as well; or, the first time, one may be made in the phone's place. */
  passkey: PasskeyWanted.optional(),
  offered: PasskeyOffered.optional(),
})
export type SecondAsked = z.infer<typeof SecondAsked>

/** What is said to it: a code that was typed, a passkey that was shown, or one that was made now. */
export const secondSaid = { code: z.string().max(40).optional(), passkey: PasskeyShown.optional(), made: PasskeyMade.optional() }
export type SecondSaid = { code?: string | undefined; passkey?: PasskeyShown | undefined; made?: PasskeyMade | undefined }

const GROUP = 5
/** Ten letters and digits in two groups, as people write them down. */
export const recoveryWords = (code: string): string => `${code.slice(0, GROUP)}-${code.slice(GROUP)}`
/** In fours, as phones ask for it. */
export const secretWords = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret
