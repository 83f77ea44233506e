/**
 * At most three bulk exports an hour for each person. The audit is what is counted, in the transaction that writes to it: no
 * export goes uncounted, and of two that are asked for at once each sees the other. Who wants more is told to the Deputy Headteacher.
 */
import type { FastifyInstance } from 'fastify'
import { ExportAsked, EXPORTS_AN_HOUR, HOUR_MS, type AuditAction, type ExportKind, type ExportReply } from '../../src/domain/people/audit.ts'
import { may, type Act } from '../../src/domain/permission.ts'
import { PATHS } from '../../src/domain/protocol.ts'
import { signedIn } from '../accounts/cookie.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import { hasSteppedUp } from '../accounts/stepUp.ts'
import { deny } from '../audit/deny.ts'
import { tell } from '../audit/tell.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import type { Store } from '../store.ts'
import { alertDht } from './alerts.ts'

const BULK: readonly AuditAction[] = ['file-gathered', 'exported']
/** Who sees the screen that it leaves from. */
const ACT_FOR: Record<ExportKind, Act> = { register: 'receive-marks', impact: 'see-impact' }

type Export = { action: 'file-gathered' | 'exported'; object: string; ref?: string }
export async function takeExport(store: Store, { account: { id: actor, school_id: schoolId }, tabletId: tablet }: SignedIn, { action, object, ref = crypto.randomUUID() }: Export, now: number): Promise<boolean> {
  const told = await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const lately = await trx.selectFrom('audit').select('ref').where('school_id', '=', schoolId).where('actor', '=', actor).where('action', 'in', BULK).where('at', '>', now - HOUR_MS).execute()
    if (lately.some((one) => one.ref === ref)) return { goes: true, audiences: [] }
    const goes = lately.length < EXPORTS_AN_HOUR
    await tell(store, trx, schoolId, now, [{ action: goes ? action : 'exports-refused', actor, tablet, object, ref: goes ? ref : null }])
    return { goes, audiences: goes ? [] : await alertDht(store, trx, schoolId, { id: `exports:${actor}:${Math.floor(now / HOUR_MS)}`, what: 'exports', by: actor }, now) }
  })
  if (told.audiences.length > 0) store.pokes.tell(schoolId, told.audiences, '')
  return told.goes
}

export function exportRoutes(app: FastifyInstance, context: Context): void {
  const { store, now } = context
  app.post(PATHS.exports, { bodyLimit: 4096 }, async (request, reply) => {
    const who = await signedIn(context, request, reply)
    if (!who) return reply
    const asked = ExportAsked.safeParse(request.body)
    if (!asked.success) return refuse(reply, 'bad-request')
    const { what, ref } = asked.data
    if (!may(who.account, ACT_FOR[what])) return deny(context, who, reply)
    if (!(await hasSteppedUp(store, who, now()))) return reply.send({ refused: 'step-up' } satisfies ExportReply)
    const goes = await takeExport(store, who, { action: 'exported', object: what, ref }, now())
    return reply.send((goes ? { granted: true } : { refused: 'too-often' }) satisfies ExportReply)
  })
}
