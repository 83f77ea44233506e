/** Breaking the glass, in the one transaction that writes it down, tells the Deputy Headteacher and adds to the audit. */
import { bucketsOf, type Bucket } from '../../src/domain/bucket.ts'
import { HOUR_MS } from '../../src/domain/people/audit.ts'
import { GLASS_MS } from '../../src/domain/people/glass.ts'
import { GLASS_AN_HOUR, isCalled, type GlassAct, type GlassRefusal } from '../../src/domain/people/glassAsked.ts'
import { may, rolesThatMay } from '../../src/domain/permission.ts'
import type { DeskPupil, Pupil } from '../../src/domain/pupil.ts'
import { refused, ok, type Result } from '../../src/domain/result.ts'
import type { PupilIdentity } from '../../src/domain/school/sims.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import { tell } from '../audit/tell.ts'
import type { GlassTable, Read, Store, Write } from '../store.ts'
import { alertDht } from './alerts.ts'

/** What an account reads through the glass at this moment: the sentence of the permission list, asked of the database. */
export async function bucketsThroughGlass(trx: Read, schoolId: string, accountId: string, now: number): Promise<Bucket[]> {
  const glass = await glassOf(trx, schoolId, accountId, now)
  return glass ? bucketsOf(glass.pupil_id) : []
}
export const glassOf = (trx: Read, schoolId: string, accountId: string, now: number): Promise<GlassTable | undefined> =>
  trx.selectFrom('glass as g').innerJoin('account as a', (join) => join.onRef('a.school_id', '=', 'g.school_id').onRef('a.id', '=', 'g.account_id'))
    .selectAll('g').where('g.school_id', '=', schoolId).where('g.account_id', '=', accountId).where('a.disabled_at', 'is', null).where('a.role', 'in', rolesThatMay('break-glass'))
    .where('g.broken_at', '<=', now).where('g.until', '>', now).where('g.ended_at', 'is', null).executeTakeFirst()

type Asked = Extract<GlassAct, { act: 'break' }>
export async function breakGlass(store: Store, { account: { id: actor, school_id: schoolId }, tabletId: tablet }: SignedIn, asked: Asked, clock: number): Promise<Result<GlassTable, GlassRefusal>> {
  const now = Math.floor(clock)
  const done = await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const lately = await trx.selectFrom('audit').select('seq').where('school_id', '=', schoolId).where('actor', '=', actor).where('action', 'in', ['glass-broken', 'glass-missed']).where('at', '>', now - HOUR_MS).execute()
    const missed = async (reason: GlassRefusal) => {
      await tell(store, trx, schoolId, now, [{ action: 'glass-missed', actor, tablet }])
      return { refused: reason }
    }
    if (lately.length >= GLASS_AN_HOUR) return { refused: 'too-often' as const }
    const dht = await trx.selectFrom('account').select('id').where('school_id', '=', schoolId).where('role', '=', 'dht').where('disabled_at', 'is', null).executeTakeFirst()
    if (!dht) return { refused: 'nobody-to-tell' as const }
    const [pupilId, another] = await pupilsCalled(trx, schoolId, asked)
    if (pupilId === undefined) return missed('nobody')
    if (another !== undefined) return missed('several')
    // One file at a time: another one closes it.
    await trx.updateTable('glass').set({ ended_at: now }).where('school_id', '=', schoolId).where('account_id', '=', actor).where('ended_at', 'is', null).where('until', '>', now).execute()
    const glass: GlassTable = { school_id: schoolId, id: crypto.randomUUID(), account_id: actor, tablet_id: tablet, pupil_id: pupilId, why: asked.why, broken_at: now, until: now + GLASS_MS, ended_at: null }
    await trx.insertInto('glass').values(glass).execute()
    await tell(store, trx, schoolId, now, [{ action: 'glass-broken', actor, tablet, object: pupilId, ref: glass.id }])
    return { glass, audiences: await alertDht(store, trx, schoolId, { id: `glass:${glass.id}`, what: 'glass', by: actor, pupilId, until: glass.until }, now) }
  })
  if ('refused' in done) return refused(done.refused)
  store.pokes.tell(schoolId, done.audiences, '')
  return ok(done.glass)
}

/** Before its time: by whoever broke it, or by the Deputy Headteacher. */
export function endGlass(store: Store, { account, tabletId: tablet }: SignedIn, id: string, now: number): Promise<boolean> {
  const { id: actor, school_id: schoolId } = account
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const glass = await trx.selectFrom('glass').selectAll().where('school_id', '=', schoolId).where('id', '=', id).where('ended_at', 'is', null).where('until', '>', now).executeTakeFirst()
    if (!glass || !(glass.account_id === actor || may(account, 'end-glass'))) return false
    await trx.updateTable('glass').set({ ended_at: Math.floor(now) }).where('school_id', '=', schoolId).where('id', '=', id).execute()
    await tell(store, trx, schoolId, now, [{ action: 'glass-ended', actor, tablet, object: glass.pupil_id, ref: id }])
    return true
  })
}

/** By the whole name at the desk or in the file, or by the UPN. */
async function pupilsCalled(trx: Write, schoolId: string, typed: Asked): Promise<string[]> {
  const rows = await trx.selectFrom('row').select(['t', 'id', 'f']).where('school_id', '=', schoolId).where('t', 'in', ['deskPupil', 'candidate', 'pupil', 'pupilIdentity']).where('void', 'is', null).execute()
  return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, those]) => {
    const of = <F>(t: string): F | undefined => those.flatMap((row) => (row.t === t ? [JSON.parse(row.f) as F] : []))[0]
    return isCalled({ desk: of<DeskPupil>('deskPupil') ?? of<DeskPupil>('candidate'), legal: of<Pupil>('pupil'), upn: of<PupilIdentity>('pupilIdentity')?.upn }, typed) ? [id] : []
  })
}
