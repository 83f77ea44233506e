/** A file whose time is up is erased when the Deputy Headteacher says so, with the secret once more: it was proposed, is due still, and nobody holds it. */
import type { FastifyInstance } from 'fastify'
import { dateOf } from '../../src/domain/time/clock.ts'
import { may } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { holdOf, RetentionAct, type RetentionReply } from '../../src/domain/people/retention.ts'
import { signedIn } from '../accounts/cookie.ts'
import { hasSteppedUp } from '../accounts/stepUp.ts'
import { deny } from '../audit/deny.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { erasePupil } from '../sync/erase.ts'
import { filesOf } from './retention.ts'
import { scrubSoon } from './scrub.ts'

export function retentionRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context

  app.post(PATHS.retention, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!may(who.account, 'erase-files')) return deny(context, who, reply)
    const asked = RetentionAct.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { account: { id: actor, school_id: schoolId }, tabletId: tablet } = who
    const { pupilId, due } = asked.data
    if (!(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies RetentionReply)
    const erased = await erasePupil(store, schoolId, pupilId, { actor, tablet }, now(), async (trx) => {
      const [file] = await filesOf(trx, schoolId, dateOf(now()), pupilId)
      if (file && holdOf(file.facts)) return 'held'
      return file?.due?.due === due && file.live.some((one) => one.due === due) ? undefined : 'not-due'
    })
    if (typeof erased === 'string') return reply.send({ refused: erased } satisfies RetentionReply)
    scrubSoon(store)
    return reply.send({ erased: erased.records } satisfies RetentionReply)
  })
}
