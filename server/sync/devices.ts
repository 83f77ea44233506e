/** The tablets there are, as each last told of itself: for the Lead Mentor, the DHT and the admin, and for nobody else. */
import type { FastifyInstance } from 'fastify'
import { may } from '../../src/domain/permission.ts'
import { PATHS, type DevicesReply } from '../../src/domain/protocol.ts'
import { signedIn } from '../accounts/cookie.ts'
import { handleOf } from '../accounts/secrets.ts'
import { deny } from '../audit/deny.ts'
import { listTablets } from '../accounts/tabletRoutes.ts'
import type { Context } from '../context.ts'
import { shortName } from './twoVersions.ts'

/** So long the list says what may be missing. */
const MISSING_TOLD_MS = 60 * 86_400_000

export function deviceRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context
  app.get(PATHS.devices, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    if (!may({ role: who.account.role }, 'see-devices')) return deny(context, who, reply)
    const rows = await store.db
      .selectFrom('sync_client as c').innerJoin('account as a', (join) => join.onRef('a.school_id', '=', 'c.school_id').onRef('a.id', '=', 'c.account_id'))
      .select(['c.tablet_id', 'c.account_id', 'a.name', 'a.disabled_at', 'c.seen_at', 'c.pending', 'c.oldest', 'c.version', 'c.skew', 'c.stuck', 'c.missing', 'c.missing_at'])
      .where('c.school_id', '=', who.account.school_id).orderBy('c.seen_at', 'desc').limit(500).execute()
    const cleared = new Set((await store.db.selectFrom('tablet').select('was').where('school_id', '=', who.account.school_id).where('was', 'is not', null).execute()).map(({ was }) => was))
    const devices = rows.map((row) => ({
      tablet: shortName(row.tablet_id), accountId: row.account_id, name: row.name, isDisabled: row.disabled_at !== null,
      seenAt: row.seen_at, waiting: row.pending, oldest: row.oldest, version: row.version, skew: row.skew, stuck: row.stuck, of: handleOf(row.tablet_id), ...(cleared.has(row.tablet_id) ? { isCleared: true } : {}),
      ...(row.missing !== null && row.missing_at !== null && now() - row.missing_at < MISSING_TOLD_MS ? { missing: { count: row.missing, at: row.missing_at } } : {}),
    }))
    return reply.header('cache-control', 'no-store').send({ at: now(), devices, tablets: await listTablets(store, who.account.school_id) } satisfies DevicesReply)
  })
}
