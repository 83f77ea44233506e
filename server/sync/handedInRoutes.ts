/** Where whoever answers for a colleague's unsent work reads what was handed in of it, and says what became of each. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { may } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { HandedInAct } from '../../src/domain/sync/handedIn.ts'
import { signedIn } from '../accounts/cookie.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import { deny } from '../audit/deny.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { actOnHandedIn, countHandedIn, listHandedIn } from './handedIn.ts'

export function handedInRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context

  app.get(PATHS.handedIn, async (request, reply) => {
    const who = await reader(request, reply)
    return who ? reply.header('cache-control', 'no-store').send(await listHandedIn(store, who, now())) : reply
  })

  app.get(PATHS.handedInWaiting, async (request, reply) => {
    const who = await reader(request, reply)
    return who ? reply.header('cache-control', 'no-store').send(await countHandedIn(store, who.account)) : reply
  })

  app.post(PATHS.handedIn, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await reader(request, reply)
    if (!who) return reply
    const asked = HandedInAct.safeParse(request.body)
    return asked.success ? reply.send(await actOnHandedIn(store, who, asked.data, now())) : refuse(reply, 'bad-request')
  })

  async function reader(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | undefined> {
    const who = await signedIn(context, request, reply)
    if (!who || may(who.account, 'read-handed-in')) return who
    await deny(context, who, reply)
    return undefined
  }
}
