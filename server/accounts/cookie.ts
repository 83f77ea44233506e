/** The session's cookie. Over https it is bound to this host; the demo on http://localhost cannot have that. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PERSON_HEADER } from '../../src/domain/protocol.ts'
import { SIGN_ON_MINUTES } from '../../src/domain/people/singleSignOn.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { letGo } from './letGo.ts'
import { keepAwake, whoIs, type SignedIn } from './sessions.ts'
import { noteLeaving } from './tablets.ts'

const nameFor = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-sid' : 'sid')
const options = (request: FastifyRequest) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' }) as const

export const setSession = (request: FastifyRequest, reply: FastifyReply, token: string): FastifyReply => reply.setCookie(nameFor(request), token, options(request))
export const clearSession = (request: FastifyRequest, reply: FastifyReply): FastifyReply => reply.clearCookie(nameFor(request), options(request))

const tabletName = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-tablet' : 'tablet')
/** As long as browsers keep one; every new session renews it. */
const TABLET_SECONDS = 400 * 86_400
export const tabletKeyOf = (request: FastifyRequest): string | undefined => request.cookies[tabletName(request)]
export const setTablet = (request: FastifyRequest, reply: FastifyReply, key: string): FastifyReply => reply.setCookie(tabletName(request), key, { ...options(request), maxAge: TABLET_SECONDS })

const signOnName = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-oidc' : 'oidc')
/** Lax, because the provider's page leads back here; it opens nothing and lasts as long as somebody may be there. */
const signOnOptions = (request: FastifyRequest) => ({ ...options(request), sameSite: 'lax', maxAge: SIGN_ON_MINUTES * 60 }) as const
export const signOnOf = (request: FastifyRequest): string | undefined => request.cookies[signOnName(request)]
export const setSignOn = (request: FastifyRequest, reply: FastifyReply, token: string): FastifyReply => reply.setCookie(signOnName(request), token, signOnOptions(request))
export const clearSignOn = (request: FastifyRequest, reply: FastifyReply): FastifyReply => reply.clearCookie(signOnName(request), { ...options(request), sameSite: 'lax' })

/** Who asks; or undefined, and the request has been answered. Another person's session is none. */
export async function signedIn(context: Context, request: FastifyRequest, reply: FastifyReply, evenIfOver = false): Promise<SignedIn | undefined> {
  const who = await whoAsks(context, request, evenIfOver)
  if (!who) {
    refuse(reply, 'sign-in')
    return undefined
  }
  if (!evenIfOver) await keepAwake(context.store, who.account.school_id, who, context.now())
  return who
}

/** The same for push and pull. A leaver's tablet is told so: it hands in what it still holds, and forgets the rest. */
export async function signedInToSync(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | undefined> {
  const who = await whoAsks(context, request, false)
  if (who) {
    await keepAwake(context.store, who.account.school_id, who, context.now())
    return who
  }
  const left = await whoAsks(context, request, true)
  if (left && (left.isTabletGone || left.account.disabled_at !== null)) {
    if (left.isTabletGone) await noteLeaving(context.store, left.account.school_id, left.tabletId, 'told', context.now())
    void reply.send(await letGo(context.store.db, left.account, request.body))
  } else refuse(reply, 'sign-in')
  return undefined
}

async function whoAsks({ store, schoolOf, now }: Context, request: FastifyRequest, evenIfOver: boolean): Promise<(SignedIn & { seenAt: number }) | undefined> {
  const token = request.cookies[nameFor(request)]
  const who = token === undefined ? undefined : await whoIs(store, schoolOf(request), { token, tabletKey: tabletKeyOf(request) }, now(), evenIfOver)
  const wanted = request.headers[PERSON_HEADER]
  return wanted === undefined || wanted === who?.account.id ? who : undefined
}
