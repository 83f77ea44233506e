/** Signing in with the school's own provider: there, back, and into this tablet's vault, which a passphrase for this tablet opens. */
import { admit, listVaults } from '../data/tablet/session.ts'
import { leftBehind } from './leftBehind.ts'
import type { SignInReply } from '../domain/protocol.ts'
import type { SecondAsked } from '../domain/people/secondFactor.ts'
import type { SignOnFinish } from '../domain/people/singleSignOn.ts'
import { askFinishSignOn, askForgetSignOn, askSignOn, type SignInFailure } from './http.ts'
import type { SignInRefused } from './signIn.ts'

export type SignOnGiven = Omit<SignOnFinish, 'clientId' | 'tabletId'>

/** The page goes to the provider. Resolves only where it does not. */
export async function beginSignOn(tabletId: string, goTo: (url: string) => void): Promise<SignInRefused | { silent: true } | undefined> {
  const begun = await askSignOn(tabletId)
  if ('fail' in begun) return { refused: begun.fail, retryAfter: begun.retryAfter }
  if ('silent' in begun) return begun
  goTo(begun.url)
  return undefined
}

/** `isKnown`: they have a vault on this tablet already, and its passphrase. */
export type SignedOn = { reply: SignInReply; isKnown: boolean }
export async function finishSignOn(tabletId: string, given: SignOnGiven = {}): Promise<SignedOn | { asked: SecondAsked } | { over: 'again' | 'stale' } | { refused: SignInFailure['fail']; retryAfter?: number | undefined }> {
  const reply = await askFinishSignOn({ clientId: tabletId, tabletId, ...given })
  if ('fail' in reply) return { refused: reply.fail, retryAfter: reply.retryAfter }
  if ('second' in reply) return { asked: reply }
  if ('over' in reply) return reply
  return { reply, isKnown: (await listVaults()).some((one) => one.person === reply.account.id) }
}

/** The passphrase never leaves the tablet: it makes the vault, or opens the one there is. */
export async function enterSignedOn({ account, refresh, left = [] }: SignInReply, passphrase: string, tabletId: string): Promise<'entered' | 'wrong' | 'damaged'> {
  const admitted = await admit({ account, passphrase, tabletId, refresh })
  leftBehind.value = admitted.ok && admitted.value === 'made' ? left : []
  return admitted.ok ? 'entered' : admitted.reason === 'old-passphrase' ? 'wrong' : 'damaged'
}

/** Somebody who went back half-way leaves nothing for the next at this tablet. */
export const forgetSignOn = (): Promise<void> => askForgetSignOn()
