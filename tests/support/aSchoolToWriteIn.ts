/**
 * A school in which everybody stands somehow to some pupil, with a record of every kind about each of them. An attempt to
 * write is made in a transaction that is taken back, so each one meets the very same school.
 */
import { plantSchool, type SeedRow } from '../../server/seed.ts'
import type { AccountTable, Write } from '../../server/store.ts'
import { settleCovers } from '../../server/sync/covers.ts'
import { push } from '../../server/sync/push.ts'
import { caseOf, isCandidate, pupilOf } from '../../src/domain/bucket.ts'
import type { Op } from '../../src/domain/protocol.ts'
import { bucketOf, KINDS, type Kind } from '../../src/domain/records.ts'
import { scoreId, type Cell } from '../../src/domain/week/reportScore.ts'
import { reviewId } from '../../src/domain/week/weeklyReview.ts'
import file from '../server/shipped/sv1.json' with { type: 'json' }
import { aMentee, aServer, SCHOOL, STAFF, type AServer } from './aServer.ts'

export type Fields = Record<string, unknown>
const shipped = file as readonly { op: { kind: string; t: string; id: string; f?: Fields } }[]
const version = { value: 'x', by: 'mentor1', at: 1, tablet: 'T1', stamp: 'seed:1' }
const two = { about: { t: 'note', id: 'n1' }, field: 'text', pupilId: 'p1' }
/** What only the server writes, and no tablet has ever sent. */
const SERVERS: Partial<Record<Kind, Fields>> = {
  handOverKey: { key: 'A'.repeat(52) }, alert: { to: 'dht', what: 'exports', by: 'lead', at: 1 }, setAside: { ...two, stands: version, aside: version },
  conflict: { ...two, versions: [version, version], resolved: null }, parked: { author: 'mentor1', tablet: 'T1', reason: 'forbidden', at: 1, payload: '', closed: null },
  parkedForMentor: { lies: 'pupil:p1', author: 'mentor1', tablet: 'T1', reason: 'case-lost', at: 1, payload: '', closed: null }, fromFormerMentor: { about: { t: 'note', id: 'n1' }, pupilId: 'p1', at: 1 },
}
/** Every shape that a tablet has sent of a kind, each told apart by its fields. */
export const formsOf = (t: Kind): readonly { id: string; f: Fields }[] => {
  const sent = shipped.flatMap(({ op }) => (op.kind === 'add' && op.t === t && op.f ? [{ id: op.id, f: op.f }] : []))
  return sent.length > 0 ? sent : [{ id: t, f: SERVERS[t] ?? {} }]
}

/** Who has whom: `ended` was mentor1's, `covered` is somebody's for whom mentor1 stands in today, `coverOver` until yesterday. */
export const PUPILS: Readonly<Record<string, { year?: number; mentors?: readonly string[]; covered?: boolean; had?: string }>> = {
  p1: { year: 9, mentors: ['mentor1'] }, p2: { year: 8, mentors: ['mentor1'] }, p3: { year: 9, mentors: ['mentor2'] }, ended: { year: 8, mentors: ['mentor2'], had: 'mentor1' },
  covered: { year: 8, mentors: ['mentor-away'], covered: true }, coverOver: { year: 9, mentors: ['mentor-back'] }, candidate9: { year: 9 }, candidate8: { year: 8 }, nobody: {}, elsewhere: {},
}
const isOnlyCandidate = (pupilId: string): boolean => pupilId.startsWith('candidate')

/** Where the id says what the record is of. */
export function idOf(t: Kind, pupilId: string, f: Fields, other: string): string {
  if (['deskPupil', 'pupil', 'candidate', 'pupilIdentity'].includes(t)) return pupilId
  if (t === 'reportScore') return scoreId(pupilId, f as Cell)
  if (t === 'weeklyReview') return reviewId(pupilId, String(f['weekStart']))
  return t === 'setting' ? String(f['key']) : other
}
/** The same fields about somebody else, in another year, under another name. */
export const about = (f: Fields, pupilId: string, year: number, who: { id: string; name: string; role: string }, owner: string): Fields => ({
  ...f, ...('pupilId' in f ? { pupilId } : {}), ...('lies' in f ? { lies: caseOf(pupilId) } : {}), ...('year' in f ? { year } : {}), ...('mentorId' in f ? { mentorId: owner } : {}),
  ...('name' in f && 'role' in f ? { name: who.name, role: who.role } : {}), ...('by' in f && 'alertId' in f ? { by: owner } : {}), ...('changedBy' in f ? { changedBy: who.id } : {}),
  ...(isSigned(f['signed']) ? { signed: { ...f['signed'], by: who.id } } : {}),
})
const isSigned = (signed: unknown): signed is Fields => typeof signed === 'object' && signed !== null

const LEAD = { id: 'lead', name: 'Name of lead', role: 'lead-mentor' }
const seed = (t: Kind, id: string, f: Fields): SeedRow => ({ t, id, f, by: 'lead', at: 0 })
/** Of what decides who may read a pupil there is what `PUPILS` says, and no more. */
function heldOf(pupilId: string): SeedRow[] {
  const { year = 9, mentors = ['mentor2'] } = PUPILS[pupilId] ?? {}
  return KINDS.filter((t) => !['deskPupil', 'pupil', 'mentorship', 'candidate', 'setting', 'cover'].includes(t)).flatMap((t) =>
    formsOf(t).slice(0, 3).flatMap(({ f }, index) => {
      const whole = about(f, pupilId, year, LEAD, mentors[0] ?? 'mentor2')
      const id = idOf(t, pupilId, whole, `held-${t}-${pupilId}-${index}`)
      const bucket = bucketOf(t, whole, id)
      return pupilOf(bucket) === (isOnlyCandidate(pupilId) && !isCandidate(bucket) ? undefined : pupilId) || (pupilOf(bucket) === undefined && pupilId === 'p1') ? [seed(t, id, whole)] : []
    }))
}
const once = (rows: readonly SeedRow[]): SeedRow[] => [...new Map(rows.map((row) => [`${row.t} ${row.id}`, row])).values()]
const cover = (mentorId: string, from: string, until: string): SeedRow => seed('cover', `held-cover-${mentorId}`, { mentorId, coverId: 'mentor1', from, until })
const menteesRows = Object.entries(PUPILS).flatMap(([id, { year = 9, mentors, had }]) => (mentors ? aMentee(id, year, had ?? mentors[0] ?? '') : []))
const candidates = ['candidate9', 'candidate8'].map((id) => seed('candidate', id, { ...formsOf('candidate')[0]?.f, year: PUPILS[id]?.year }))
export const HELD = once([
  ...menteesRows, ...candidates, seed('setting', 'sheetPhotos', { key: 'sheetPhotos', value: true }), cover('mentor-away', '2026-12-09', '2026-12-11'), cover('mentor-back', '2026-12-07', '2026-12-09'),
  ...[...menteesRows.filter(({ t }) => t === 'deskPupil'), ...candidates].flatMap(({ id }) => heldOf(id)),
])

export type Tried = { outcome: string; reason: string | undefined; isChanged: boolean }
export type SchoolToWriteIn = { server: AServer; head: number; attempt: (as: string, op: Omit<Op, 'n' | 'hlc' | 'wall' | 'skew' | 'sv'>, isThere?: boolean) => Promise<Tried> }
class TakenBack extends Error {}

/** All that is kept but what waits for its author or for the mentor since, of this school and of the other. */
async function traces(trx: Write): Promise<string> {
  const rows = await trx.selectFrom('row').select((of) => ['school_id' as const, of.fn.countAll().as('count'), of.fn.max('seq').as('last')]).where('t', 'not in', ['parked', 'parkedForMentor']).groupBy('school_id').orderBy('school_id').execute()
  const grants = await trx.selectFrom('bucket_grant').select((of) => [of.fn.count('bucket').as('count'), of.fn.count('until_seq').as('over')]).where('bucket', 'not like', 'user:%').execute()
  return JSON.stringify([rows, grants, await trx.selectFrom('field_history').select((of) => of.fn.countAll().as('count')).execute()])
}

export async function aSchoolToWriteIn(): Promise<SchoolToWriteIn> {
  const server = await aServer({ rows: HELD })
  const { store, clock } = server
  await plantSchool(store, { schoolId: 'other-school', name: 'Another School', accounts: STAFF.map((one) => ({ ...one, passphraseHash: 'none' })), rows: aMentee('elsewhere', 9, 'mentor1') })
  const lead = await server.tablet('lead')
  await lead.pull()
  await lead.push(lead.op({ kind: 'patch', t: 'mentorship', id: 'm-ended', f: { mentorId: 'mentor2' }, base: { mentorId: null } }))
  const accounts = new Map<string, AccountTable>((await store.db.selectFrom('account').selectAll().where('school_id', '=', SCHOOL).execute()).map((one) => [one.id, one]))
  for (const account of accounts.values()) await settleCovers(store, account, clock.now)
  const { epoch, head } = await store.db.selectFrom('school').selectAll().where('id', '=', SCHOOL).executeTakeFirstOrThrow()

  const attempt: SchoolToWriteIn['attempt'] = async (as, op, isThere = true) => {
    const account = accounts.get(as)
    if (!account) throw new Error(`Nobody is called ${as}`)
    const sent = { ...op, n: 1, hlc: '0194f0a000000000', wall: clock.now, skew: 0, sv: 1 }
    let tried: Tried | undefined
    await store.write(async (trx) => {
      if (!isThere) await trx.deleteFrom('row').where('school_id', '=', SCHOOL).where('t', '=', op.t).where('id', '=', op.id).execute()
      const before = await traces(trx)
      const { reply } = await push({ ...store, write: (work) => work(trx) }, { account, tabletId: 'tablet-of-one' }, { v: 1, epoch, clientId: 'client-of-one', wall: clock.now, pending: 1, oldest: null, ops: [sent] }, clock.now)
      const [result] = reply && 'results' in reply ? reply.results : []
      tried = { outcome: result?.r ?? JSON.stringify(reply), reason: result?.ref, isChanged: before !== (await traces(trx)) }
      throw new TakenBack()
    }).catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
    if (!tried) throw new Error('The attempt was not made')
    return tried
  }
  return { server, head, attempt }
}
