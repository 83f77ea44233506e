/**
 * Who sees a whole year, a whole school or its accounts signs in with two things: the passphrase and a phone that shows a
 * six-digit code (RFC 6238), or one of the recovery codes that stand for it. A mentor's second thing is the tablet.
 */
import { z } from './schema.ts'
import type { Role } from './staff.ts'

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
})
export type SecondAsked = z.infer<typeof SecondAsked>

const GROUP = 5
/** Ten letters and digits in two groups, as people write them down. */
export const recoveryWords = (code: string): string => `${code.slice(0, GROUP)}-${code.slice(GROUP)}`
/** In fours, as phones ask for it. */
export const secretWords = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret
