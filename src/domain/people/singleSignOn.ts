/**
 * Signing in with the account that the school has elsewhere (OpenID Connect). The page goes to the provider and comes back;
 * who it was stays on the server, under a cookie of ten minutes, and the app finishes from its own page.
 */
import { SignInReply } from '../protocol.ts'
import { z } from '../schema.ts'
import { SecondAsked, secondSaid } from './secondFactor.ts'

/** Between going to the provider and being signed in here. */
export const SIGN_ON_MINUTES = 10

const named = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/)

/** `POST /api/session/sso`: the address to go to. `silent`: the provider does not answer the server. */
export const SignOnBegun = z.union([z.object({ url: z.string() }), z.object({ silent: z.literal(true) })])
export type SignOnBegun = z.infer<typeof SignOnBegun>
export const SignOnBegin = z.strictObject({ tabletId: named })

/**
 * `POST /api/session/sso/finish`. `link`: the first time, the one-time code that the administrator gave for this account.
 * And the second thing, where it is asked for.
 */
export const SignOnFinish = z.strictObject({
  clientId: named,
  tabletId: named,
  link: z.strictObject({ username: z.string().trim().min(1).max(80), code: z.string().max(40) }).optional(),
  ...secondSaid,
})
export type SignOnFinish = z.infer<typeof SignOnFinish>

/** `again`: nothing came back from the provider, or too long ago. `stale`: they had signed in there earlier, and were not asked now. */
export const SignOnOver = z.enum(['again', 'stale'])
export const SignOnFinished = z.union([SignInReply, SecondAsked, z.object({ over: SignOnOver })])
export type SignOnFinished = z.infer<typeof SignOnFinished>
