/**
 * "Done at" is the tablet's word, "received at" is ours: when an operation arrived here. It names no record and no pupil;
 * who may see which tablets hold unsent work may see this.
 */
import type { FastifyInstance } from 'fastify'
import { opIdOf } from '../../src/domain/change.ts'
import { may } from '../../src/domain/permission.ts'
import { PATHS, ReceivedRequest, type ReceivedReply } from '../../src/domain/protocol.ts'
import { signedIn } from '../accounts/cookie.ts'
import { deny } from '../audit/deny.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { inParts } from './inParts.ts'

export function receivedRoutes(app: FastifyInstance, context: Context): void {
  app.post(PATHS.received, { bodyLimit: 640 * 1024 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!may({ role: who.account.role }, 'see-devices')) return deny(context, who, reply)
    const asked = ReceivedRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const received: Record<string, number> = {}
    for (const [client, numbers] of byClient(asked.data.stamps))
      for (const some of inParts(numbers)) {
        const ops = await context.store.db.selectFrom('op').select(['n', 'received_at']).where('school_id', '=', who.account.school_id).where('client_id', '=', client).where('n', 'in', some).execute()
        for (const { n, received_at: at } of ops) received[opIdOf(client, n)] = at
      }
    return reply.header('cache-control', 'no-store').send({ received } satisfies ReceivedReply)
  })
}

/** `tablet:17` is the seventeenth operation of that tablet; what is written otherwise is of none. */
function byClient(stamps: readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const stamp of new Set(stamps)) {
    const [, client, digits] = /^(.+):([1-9]\d{0,14})$/.exec(stamp) ?? []
    if (client !== undefined) found.set(client, [...(found.get(client) ?? []), Number(digits)])
  }
  return found
}
