/** One pupil's file in an emergency: after the secret was said once more, told at once, and gone with the hour. */
import type { FastifyInstance } from 'fastify'
import { GlassAct, type GlassReply } from '../../src/domain/people/glassAsked.ts'
import { may } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { signedIn } from '../accounts/cookie.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import { hasSteppedUp } from '../accounts/stepUp.ts'
import { deny } from '../audit/deny.ts'
import { tellAlone } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { GlassTable } from '../store.ts'
import { gatherForGlass } from './gather.ts'
import { breakGlass, endGlass, glassOf } from './glass.ts'

export function glassRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context

  app.post(PATHS.glass, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const { account } = who
    const asked = GlassAct.safeParse(request.body)
    if (asked.data?.act === 'end' ? !may(account, 'end-glass') && !may(account, 'break-glass') : !may(account, 'break-glass')) return deny(context, who, reply)
    if (!asked.success) return refuse(reply, 'bad-request')
    const act = asked.data
    // Shutting out never waits.
    if (act.act === 'end') return reply.send(((await endGlass(store, who, act.id, now())) ? { glass: null } : { refused: 'over' }) satisfies GlassReply)
    if (act.act === 'break') {
      if (!(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies GlassReply)
      const done = await breakGlass(store, who, act, now())
      return done.ok ? reply.send(await fileThrough(who, done.value)) : reply.send({ refused: done.reason } satisfies GlassReply)
    }
    const glass = await own(who)
    if (act.act === 'look') return reply.send({ glass: glass ? shown(glass) : null } satisfies GlassReply)
    return glass ? reply.send(await fileThrough(who, glass)) : deny(context, who, reply)
  })

  /** On the tablet where it was broken, and nowhere else. */
  async function own({ account, tabletId }: SignedIn): Promise<GlassTable | undefined> {
    const glass = await glassOf(store.db, account.school_id, account.id, now())
    return glass?.tablet_id === tabletId ? glass : undefined
  }
  const shown = ({ id, until }: GlassTable) => ({ id, until, leftMs: until - now() })

  async function fileThrough({ account, tabletId }: SignedIn, glass: GlassTable): Promise<GlassReply> {
    await tellAlone(store, account.school_id, now(), { action: 'file-opened', actor: account.id, tablet: tabletId, object: glass.pupil_id })
    const file = await gatherForGlass(store, account.school_id, glass.pupil_id)
    return { glass: shown(glass), ...(file ? { file } : {}) }
  }
}
