/**
 * To the school's provider and back. The provider's answer comes with a page that another site led here, so nothing is opened
 * by it: who it was is kept for ten minutes under a cookie of its own, and the app asks for the session from its own page.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PATHS } from '../../src/domain/protocol.ts'
import { SIGNED_ON } from '../../src/domain/people/signOnPath.ts'
import { SignOnBegin, SignOnFinish, type SignOnBegun, type SignOnFinished } from '../../src/domain/people/singleSignOn.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { findAccount } from './accounts.ts'
import { takeAttempt } from './attempts.ts'
import { clearSignOn, setSignOn, signOnOf } from './cookie.ts'
import type { Entering } from './entering.ts'
import { findLinked } from './signOnLinks.ts'
import { redeemCode } from './setUpCode.ts'
import { beginSignOn, cameBack, claimSignOn, endSignOn, findSignOn } from './signOns.ts'

const small = { bodyLimit: 16 * 1024 }
/** What the tries of somebody whom nobody here knows are counted under; no account can be called so. */
const STRANGER = '#sign-on'

export function signOnRoutes(app: FastifyInstance, context: Context, { ifMayEnter, enter, failed }: Entering): void {
  const { store, schoolOf, now, random, signOn } = context
  if (!signOn) return
  const here = (request: FastifyRequest, path: string): URL => new URL(path, `${request.protocol}://${request.host}`)

  app.post(PATHS.signOn, small, async (request, reply) => {
    const asked = SignOnBegin.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    try {
      const { url, begun } = await signOn.begin(here(request, PATHS.signedOn).href, random)
      const token = await beginSignOn(store, schoolOf(request), asked.data.tabletId, begun, { now: now(), random })
      return setSignOn(request, reply, token).send({ url } satisfies SignOnBegun)
    } catch (error) {
      request.log.error({ err: error }, 'single sign-on')
      return reply.send({ silent: true } satisfies SignOnBegun)
    }
  })

  app.get(PATHS.signedOn, async (request, reply) => {
    const schoolId = schoolOf(request)
    const claimed = await claimSignOn(store, schoolId, signOnOf(request), now())
    if (claimed) {
      try {
        await cameBack(store, claimed, await signOn.finish(here(request, request.url), claimed, claimed.started_at))
      } catch (error) {
        request.log.error({ err: error }, 'single sign-on')
      }
    }
    return reply.redirect(SIGNED_ON, 303)
  })

  // Whoever goes back leaves nothing behind for the next at this tablet.
  app.delete(PATHS.finishSignOn, small, async (request, reply) => {
    await endSignOn(store, schoolOf(request), signOnOf(request))
    return clearSignOn(request, reply).code(204).send()
  })

  app.post(PATHS.finishSignOn, small, async (request, reply) => {
    const asked = SignOnFinish.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { link, clientId, tabletId, ...second } = asked.data
    const schoolId = schoolOf(request)
    const found = await findSignOn(store, schoolId, signOnOf(request), tabletId, now())
    if (found === 'stale' || !found) return clearSignOn(request, reply).send({ over: found ?? 'again' } satisfies SignOnFinished)
    const { identity, isTwoFactor } = found
    const known = await findLinked(store, schoolId, identity)
    const attempt = await takeAttempt(store, schoolId, { username: known?.username ?? link?.username ?? STRANGER, address: request.ip, tabletId }, now())
    if ('retryAfter' in attempt) return refuse(reply.header('retry-after', attempt.retryAfter), 'too-many')
    const named = known ?? (link && (await findAccount(store, schoolId, link.username)))
    const account = await ifMayEnter(request, named, tabletId)
    const isTheirs = known ? account !== undefined : link !== undefined && (await redeemCode(store, schoolId, account, link.code, { identity }, { now: now(), tabletId }))
    if (!isTheirs || !account) return failed(schoolId, named, tabletId, reply)
    const entered = await enter(request, reply, account, { ...second, clientId, tabletId, second: 'can', attempt: attempt.taken, hasSecond: isTwoFactor })
    if (!entered) return reply
    await endSignOn(store, schoolId, signOnOf(request))
    return clearSignOn(request, reply).send(entered satisfies SignOnFinished)
  })
}
