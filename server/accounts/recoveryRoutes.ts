/** Where a forgotten passphrase is asked for on the tablet, and where two others let the school's recovery key be used. */
import type { FastifyInstance } from 'fastify'
import { may } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { RecoveryAct, RecoveryRequest, type RecoveriesReply, type RecoveryActReply, type RecoveryReply } from '../../src/domain/people/recovery.ts'
import { deny } from '../audit/deny.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { signedIn } from './cookie.ts'
import { actOnRecovery, askForRecovery, listRecoveries, lookAtRecovery, takeRecovery } from './recovery.ts'
import { hasSteppedUp } from './stepUp.ts'
import type { SignedIn } from './sessions.ts'

const small = { bodyLimit: 4096 }

export function recoveryRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context

  app.post(PATHS.recovery, small, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const asked = RecoveryRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    return reply.send((await answer(who, asked.data)) satisfies RecoveryReply)
  })
  function answer(who: SignedIn, asked: RecoveryRequest): Promise<RecoveryReply> {
    switch (asked.act) {
      case 'ask':
        return askForRecovery(store, who, asked.vaultId, asked.wrap, now())
      case 'look':
        return lookAtRecovery(store.db, who, asked.vaultId, now())
      case 'take':
        return takeRecovery(store, who, asked.vaultId, asked.half, now())
    }
  }

  app.get(PATHS.recoveries, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!may({ role: who.account.role }, 'approve-recovery')) return deny(context, who, reply)
    return reply.send({ at: now(), recoveries: await listRecoveries(store.db, who, now()) } satisfies RecoveriesReply)
  })

  app.post(PATHS.recoveries, small, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!may({ role: who.account.role }, 'approve-recovery')) return deny(context, who, reply)
    const asked = RecoveryAct.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    // What lets in asks for the secret; what shuts out never waits.
    if (asked.data.act === 'approve' && !(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies RecoveryActReply)
    const done = await actOnRecovery(store, who, asked.data.act, asked.data.id, now())
    return reply.send((done.ok ? { done: true } : { refused: done.reason }) satisfies RecoveryActReply)
  })
}
