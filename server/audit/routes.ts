/**
 * What tablets tell of a pupil's file, and who opened it, for whoever may ask. A leaver's tablet may still tell; an id of
 * nobody is answered like any other, and nothing of it is kept.
 */
import type { FastifyInstance } from 'fastify'
import { mayReadOpenings, Opening, OpeningsRequest, OpeningsTold, type Telling, type OpeningsReply, type OpeningsTaken } from '../../src/domain/people/audit.ts'
import { caseOf } from '../../src/domain/bucket.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { signedIn } from '../accounts/cookie.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { Store } from '../store.ts'
import { deny } from './deny.ts'
import { tell } from './tell.ts'

const SHOWN = 500
const GONE = 'An account that is gone'

export function auditRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context

  app.post(PATHS.openings, { bodyLimit: 64 * 1024 }, async (request, reply) => {
    const who = await signedIn(context, request, reply, true)
    if (!who) return reply
    const asked = OpeningsTold.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    await keepOpenings(store, who, asked.data.openings, now())
    return { taken: asked.data.openings.length } satisfies OpeningsTaken
  })

  app.post(PATHS.openingsOf, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!mayReadOpenings(who.account.role)) return deny(context, who, reply)
    const asked = OpeningsRequest.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const schoolId = who.account.school_id
    const { pupilId } = asked.data
    const rows = await store.db
      .selectFrom('audit as e').leftJoin('account as a', (join) => join.onRef('a.school_id', '=', 'e.school_id').onRef('a.id', '=', 'e.actor'))
      .select(['e.at', 'e.claimed_at', 'e.action', 'a.name', 'a.role'])
      .where('e.school_id', '=', schoolId).where('e.object', '=', pupilId).where('e.action', 'in', Opening.shape.act.options).orderBy('e.seq', 'desc').limit(SHOWN).execute()
    const openings = rows.map(({ at, claimed_at, action, name, role }) => ({ name: name ?? GONE, role, act: Opening.shape.act.parse(action), at: claimed_at ?? at, receivedAt: at }))
    const broken = await store.db
      .selectFrom('glass as g').leftJoin('account as a', (join) => join.onRef('a.school_id', '=', 'g.school_id').onRef('a.id', '=', 'g.account_id'))
      .select(['g.id', 'g.why', 'g.broken_at as at', 'g.until', 'g.ended_at as endedAt', 'a.name', 'a.role'])
      .where('g.school_id', '=', schoolId).where('g.pupil_id', '=', pupilId).orderBy('g.broken_at', 'desc').limit(SHOWN).execute()
    await store.write((trx) => tell(store, trx, schoolId, now(), [{ action: 'openings-read', actor: who.account.id, tablet: who.tabletId, object: pupilId }]))
    return { at: now(), openings: openings.sort((a, b) => b.at - a.at), glass: broken.map((one) => ({ ...one, name: one.name ?? GONE })) } satisfies OpeningsReply
  })
}

/** Each once, and only of pupils there are or were. */
export async function keepOpenings(store: Store, { account: { id: actor, school_id: schoolId }, tabletId: tablet }: Pick<SignedIn, 'account' | 'tabletId'>, openings: readonly Telling[], now: number): Promise<void> {
  if (openings.length === 0) return
  await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const known = await trx.selectFrom('audit').select('ref').where('school_id', '=', schoolId).where('actor', '=', actor).where('ref', 'in', openings.map(({ ref }) => ref)).execute()
    const buckets = await trx.selectFrom('bucket_grant').select('bucket').distinct().where('school_id', '=', schoolId).where('bucket', 'in', ['', ...openings.flatMap((one) => (one.act === 'exported' ? [] : [caseOf(one.pupilId)]))]).execute()
    const seen = new Set(known.map(({ ref }) => ref))
    const fresh = openings.filter((one) => {
      if (seen.has(one.ref) || (one.act !== 'exported' && !buckets.some(({ bucket }) => bucket === caseOf(one.pupilId)))) return false
      seen.add(one.ref)
      return true
    })
    await tell(store, trx, schoolId, now, fresh.map((one) => ({ action: one.act, actor, tablet, object: one.act === 'exported' ? one.what : one.pupilId, claimedAt: one.at, ref: one.ref })))
  })
}
