/** Signing in, staying signed in, signing out. Every failure to sign in gives one answer, after the same work. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SetUpRequest, type SetUpReply } from '../../src/domain/accounts.ts'
import { may } from '../../src/domain/permission.ts'
import { PATHS, RefreshRequest, SignInRequest, type SignInReply } from '../../src/domain/protocol.ts'
import { needsSecondFactor, type SecondAsked } from '../../src/domain/secondFactor.ts'
import { tellAlone } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { AccountTable } from '../store.ts'
import { leaseUntil, schoolName } from '../sync/lease.ts'
import { accountOf, findAccount } from './accounts.ts'
import { giveBack, takeAttempt } from './attempts.ts'
import { clearSession, setSession, setTablet, signedIn, tabletKeyOf } from './cookie.ts'
import { passphraseProblem } from './passphraseRules.ts'
import { secondFactor } from './secondFactor.ts'
import { handleOf, isPassphrase } from './secrets.ts'
import { refreshSession, signOut, startSession, type Tokens } from './sessions.ts'
import { redeemCode } from './setUpCode.ts'
import { noteLeaving, standingOf } from './tablets.ts'

type Said = { clientId: string; tabletId: string; second?: 'can' | 'show' | undefined; code?: string | undefined; attempt: string }
const small = { bodyLimit: 8 * 1024 }

export function sessionRoutes(app: FastifyInstance, context: Context): void {
  const { store, schoolOf, now, random } = context

  app.post(PATHS.session, small, async (request, reply) => {
    const asked = SignInRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { username, passphrase, tabletId } = asked.data
    const schoolId = schoolOf(request)
    const attempt = await takeAttempt(store, schoolId, { username, address: request.ip, tabletId }, now())
    if ('retryAfter' in attempt) return refuse(reply.header('retry-after', attempt.retryAfter), 'too-many')
    const found = await findAccount(store, schoolId, username)
    const account = await ifMayEnter(request, found, tabletId)
    const right = await isPassphrase(account?.hash, passphrase)
    if (!account || !right) return failed(schoolId, found, tabletId, reply)
    return enter(request, reply, account, { ...asked.data, attempt: attempt.taken })
  })

  // Counted with the tries at the passphrase: what a code opens is the same door.
  app.post(PATHS.setUp, small, async (request, reply) => {
    const asked = SetUpRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { username, code, passphrase, clientId, tabletId } = asked.data
    const schoolId = schoolOf(request)
    const attempt = await takeAttempt(store, schoolId, { username, address: request.ip, tabletId }, now())
    if ('retryAfter' in attempt) return refuse(reply.header('retry-after', attempt.retryAfter), 'too-many')
    const weak = passphraseProblem(passphrase, [username, await schoolName(store.db, schoolId)])
    if (weak) {
      await giveBack(store, schoolId, attempt.taken)
      return reply.send({ weak } satisfies SetUpReply)
    }
    const found = await findAccount(store, schoolId, username)
    const account = await ifMayEnter(request, found, tabletId)
    if (!(await redeemCode(store, schoolId, account, code, passphrase, { now: now(), tabletId })) || !account) return failed(schoolId, found, tabletId, reply)
    return enter(request, reply, account, { clientId, tabletId, second: 'can', attempt: attempt.taken })
  })

  app.post(PATHS.refresh, small, async (request, reply) => {
    const asked = RefreshRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const next = await refreshSession(store, schoolOf(request), asked.data.refresh, asked.data.clientId, tabletKeyOf(request), { now: now(), random })
    return next ? welcome(request, reply, next.account, next.tokens) : refuse(reply, 'sign-in')
  })

  app.delete(PATHS.session, small, async (request, reply) => {
    const who = await signedIn(context, request, reply, true)
    if (!who) return reply
    await signOut(store, who, now())
    if (who.isTabletGone) {
      await noteLeaving(store, who.account.school_id, who.tabletId, 'forgot', now())
      await tellAlone(store, who.account.school_id, now(), { action: 'tablet-forgot', actor: who.account.id, tablet: who.tabletId, object: handleOf(who.tabletId) })
    }
    return clearSession(request, reply).code(204).send()
  })

  /**
   * Nobody enters on a tablet that the school does not know, and the answer is that of a wrong passphrase: whoever found one out
   * elsewhere learns nothing of it. Save who may let tablets in, who shows a phone's code as well.
   */
  async function ifMayEnter(request: FastifyRequest, found: AccountTable | undefined, tabletId: string): Promise<AccountTable | undefined> {
    const standing = context.demo ? 'open' : await standingOf(store.db, schoolOf(request), { tabletId, key: tabletKeyOf(request) })
    if (!found || found.disabled_at !== null || standing === 'gone') return undefined
    return standing === 'strange' && !may({ role: found.role }, 'keep-tablets') ? undefined : found
  }

  /** The passphrase was right, or it has just been chosen: in, unless a second thing is wanted. */
  async function enter(request: FastifyRequest, reply: FastifyReply, account: AccountTable, said: Said): Promise<FastifyReply> {
    const { clientId, tabletId, second, code, attempt } = said
    const schoolId = account.school_id
    let recovery: string[] | undefined
    if (needsSecondFactor(account.role) && (context.demo === null || second === 'show')) {
      if (second === undefined) {
        await giveBack(store, schoolId, attempt)
        return refuse(reply, 'update')
      }
      const answer = await secondFactor(store, account, code, { now: now(), random, tabletId, school: await schoolName(store.db, schoolId), isDemo: context.demo !== null })
      if ('second' in answer) {
        // A wrong code counts as a try, and the question alone does not.
        if (answer.wrong) await tellAlone(store, schoolId, now(), { action: 'sign-in-failed', actor: account.id, tablet: tabletId })
        else await giveBack(store, schoolId, attempt)
        return reply.send(answer satisfies SecondAsked)
      }
      recovery = answer.recovery
    }
    await giveBack(store, schoolId, attempt)
    const tokens = await startSession(store, account, clientId, tabletId, tabletKeyOf(request), { now: now(), random })
    return reply.send({ ...(await welcome(request, reply, account, tokens)), ...(recovery ? { recovery } : {}) } satisfies SignInReply)
  }

  /** The same for whoever there is and for whoever there is not, the audit's row included. */
  async function failed(schoolId: string, tried: AccountTable | undefined, tabletId: string, reply: FastifyReply): Promise<FastifyReply> {
    await tellAlone(store, schoolId, now(), { action: 'sign-in-failed', actor: tried?.id ?? null, tablet: tabletId })
    return refuse(reply, 'sign-in')
  }

  async function welcome(request: FastifyRequest, reply: FastifyReply, account: AccountTable, tokens: Tokens): Promise<SignInReply> {
    const schoolId = account.school_id
    const { epoch } = await store.db.selectFrom('school').select('epoch').where('id', '=', schoolId).executeTakeFirstOrThrow()
    setSession(request, reply, tokens.session)
    const tabletKey = tokens.tabletKey ?? tabletKeyOf(request)
    if (tabletKey !== undefined) setTablet(request, reply, tabletKey)
    return { account: accountOf(account), refresh: tokens.refresh, epoch, serverWall: now(), leaseUntil: await leaseUntil(store.db, schoolId, now()) }
  }
}
