/** Signing in: the server says who this is, then the same passphrase makes or opens this tablet's vault. */
import type { PassphraseProblem } from '../domain/people/passphrase.ts'
import type { Account, Health, LeftBehind } from '../domain/protocol.ts'
import type { JoinReply } from '../domain/people/tablets.ts'
import type { SecondAsked, SecondSaid } from '../domain/people/secondFactor.ts'
import { wall } from '../data/clock.ts'
import { openNow } from '../data/current.ts'
import type { Records } from '../data/records.ts'
import { OutboxTaken } from '../data/store/outbox.ts'
import { admit, lockNow, removeFromTablet, type SignedIn as LetIn } from '../data/tablet/session.ts'
import { askHealth, askJoin, askSetUp, askSignIn, askSignOut, type Measured, type SignInFailure } from './http.ts'
import type { NetFailure } from './engine.ts'
import { leftBehind } from './leftBehind.ts'

/** What goes with the passphrase: the second thing, and who shows recovery codes until they are kept, before the work begins. */
export type Second = { said: SecondSaid; keep: (codes: readonly string[]) => Promise<void> }
export type SignedIn = { signedIn: Account }
/** `who`: with `old-passphrase`, whom the server has let in. */
export type SignInRefused = { refused: SignInFailure['fail'] | 'old-passphrase' | 'damaged'; retryAfter?: number | undefined; who?: LetIn }

/** `tabletId` lets the server tell this tablet's tries from a stranger's. */
export async function signIn(username: string, passphrase: string, tabletId: string, second?: Second, wish: 'can' | 'show' = 'can'): Promise<SignedIn | SignInRefused | { asked: SecondAsked }> {
  const reply = await askSignIn({ username, passphrase, clientId: tabletId, tabletId, second: wish, ...second?.said })
  if ('fail' in reply) return { refused: reply.fail, retryAfter: reply.retryAfter }
  if ('second' in reply) return { asked: reply }
  if (reply.recovery) await second?.keep(reply.recovery)
  return letIn({ account: reply.account, passphrase, tabletId, refresh: reply.refresh }, reply.left)
}

async function letIn(who: LetIn, left: readonly LeftBehind[] = []): Promise<SignedIn | SignInRefused> {
  const admitted = await admit(who)
  // Who has a vault here still has what was unsent in it.
  leftBehind.value = admitted.ok && admitted.value === 'made' ? left : []
  return admitted.ok ? { signedIn: who.account } : { refused: admitted.reason, who }
}

/** The first time: a code that the administrator gave, and the passphrase its holder chose. */
export async function setUp(username: string, code: string, passphrase: string, tabletId: string): Promise<SignedIn | SignInRefused | { weak: PassphraseProblem } | { asked: SecondAsked }> {
  const reply = await askSetUp({ username, code, passphrase, clientId: tabletId, tabletId })
  if ('fail' in reply) return { refused: reply.fail, retryAfter: reply.retryAfter }
  if ('weak' in reply) return reply
  if ('second' in reply) return { asked: reply }
  return letIn({ account: reply.account, passphrase, tabletId, refresh: reply.refresh }, reply.left)
}

/** This tablet becomes the school's, by a code of whoever keeps the tablets. */
export async function joinTablet(code: string, tabletId: string): Promise<JoinReply | SignInRefused> {
  const reply = await askJoin(code, tabletId)
  return 'fail' in reply ? { refused: reply.fail, retryAfter: reply.retryAfter } : reply
}

/** Whether a Blue Report server answers here, and what sort. */
export async function lookForServer(): Promise<{ health: Health } | NetFailure> {
  const found: Measured | NetFailure = await askHealth(wall)
  return 'health' in found ? { health: found.health } : found
}

/** Ends the session on the server; without a network the token is simply forgotten with the vault. */
export const signOut = (person: string): Promise<void> => askSignOut(person)

/**
 * Off this tablet for good. Nothing is saved between the last look and the end, and the server hears of it afterwards: while it is
 * told, minutes on a bad network, somebody may work on, or unlock theirs. Resolves to whether these records are gone.
 */
export function signOutHere(records: Records, mayGo: () => boolean | Promise<boolean>): Promise<boolean> {
  return records.outbox.inTurn(async () => {
    if (openNow.value !== records) return false
    // What another window saved is not counted here: this one is locked, and reads it when it is opened.
    const isTaken = await records.outbox.check().then(() => false, (error: unknown) => {
      if (error instanceof OutboxTaken) return true
      throw error
    })
    if (isTaken) {
      lockNow()
      return false
    }
    if (!(await mayGo()) || !(await removeFromTablet(records.vaultId))) return false
    void signOut(records.me.id)
    return true
  })
}
