/** A refusal to somebody who is signed in is kept: who tried, and at which address. */
import type { FastifyReply } from 'fastify'
import type { SignedIn } from '../accounts/sessions.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { tellAlone } from './tell.ts'

export async function deny({ store, now }: Context, { account, tabletId }: SignedIn, reply: FastifyReply, answer: 'refused' | 'not-found' = 'refused'): Promise<FastifyReply> {
  await tellAlone(store, account.school_id, now(), { action: 'refused', actor: account.id, tablet: tabletId, object: reply.request.routeOptions.url ?? null })
  return refuse(reply, answer)
}
