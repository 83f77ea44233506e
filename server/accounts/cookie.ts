/** The session's cookie. Over https it is bound to this host; the demo on http://localhost cannot have that. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PERSON_HEADER } from '../../src/domain/protocol.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { keepAwake, whoIs, type SignedIn } from './sessions.ts'

const nameFor = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-sid' : 'sid')
const options = (request: FastifyRequest) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' }) as const

export const setSession = (request: FastifyRequest, reply: FastifyReply, token: string): FastifyReply => reply.setCookie(nameFor(request), token, options(request))
export const clearSession = (request: FastifyRequest, reply: FastifyReply): FastifyReply => reply.clearCookie(nameFor(request), options(request))

/** Who asks; or undefined, and the request has been answered. Another person's session is none. */
export async function signedIn({ store, schoolId, now }: Context, request: FastifyRequest, reply: FastifyReply, evenIfOver = false): Promise<SignedIn | undefined> {
  const token = request.cookies[nameFor(request)]
  const who = token === undefined ? undefined : await whoIs(store, schoolId, token, now(), evenIfOver)
  const wanted = request.headers[PERSON_HEADER]
  if (!who || (wanted !== undefined && wanted !== who.account.id)) {
    refuse(reply, 'sign-in')
    return undefined
  }
  if (!evenIfOver) await keepAwake(store, schoolId, who.key, now())
  return who
}
