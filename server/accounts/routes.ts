/** Signing in, staying signed in, signing out. Every failure to sign in gives one answer, after the same work. */
import type { FastifyInstance } from 'fastify'
import { SetUpRequest, type SetUpReply } from '../../src/domain/people/accounts.ts'
import { PATHS, RefreshRequest, SignInRequest } from '../../src/domain/protocol.ts'
import { tellAlone } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { schoolName } from '../sync/lease.ts'
import { findAccount } from './accounts.ts'
import { giveBack, takeAttempt } from './attempts.ts'
import { clearSession, signedIn, tabletKeyOf } from './cookie.ts'
import type { Entering } from './entering.ts'
import { passphraseProblem } from '../../src/domain/people/passphraseRules.ts'
import { handleOf, isPassphrase } from './secrets.ts'
import { refreshSession, signOut } from './sessions.ts'
import { redeemCode } from './setUpCode.ts'
import { noteLeaving } from './tablets.ts'

const small = { bodyLimit: 16 * 1024 }

export function sessionRoutes(app: FastifyInstance, context: Context, { ifMayEnter, enter, failed, welcome }: Entering): void {
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
    const entered = await enter(request, reply, account, { ...asked.data, attempt: attempt.taken })
    return entered ? reply.send(entered) : reply
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
    if (!(await redeemCode(store, schoolId, account, code, { passphrase }, { now: now(), tabletId })) || !account) return failed(schoolId, found, tabletId, reply)
    const entered = await enter(request, reply, account, { clientId, tabletId, second: 'can', attempt: attempt.taken })
    return entered ? reply.send(entered) : reply
  })

  app.post(PATHS.refresh, small, async (request, reply) => {
    const asked = RefreshRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const next = await refreshSession(store, schoolOf(request), { ...asked.data, key: tabletKeyOf(request) }, { now: now(), random })
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
}
