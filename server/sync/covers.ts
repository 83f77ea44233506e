/**
 * Who covers for a mentor may read the agenda of that mentor's pupils from the first day to the last. The cover is a
 * record, the access is membership of an audience, and it begins and ends by the calendar: whoever pulls is put right
 * first, so no cover outlives its last day because nobody came to end it.
 */
import { caseOf, SCHOOL } from '../../src/domain/bucket.ts'
import { dateOf, type Instant, type SchoolDate } from '../../src/domain/time/clock.ts'
import { coveredBy, type Cover } from '../../src/domain/cases/cover.ts'
import { coverAudience } from '../../src/domain/permission.ts'
import type { AccountTable, Read, Store } from '../store.ts'

const PREFIX = coverAudience('')

async function coversOf(trx: Read, schoolId: string): Promise<Cover[]> {
  const rows = await trx.selectFrom('row').select('f').where('school_id', '=', schoolId).where('bucket', '=', SCHOOL).where('t', '=', 'cover').where('void', 'is', null).execute()
  return rows.map((row) => JSON.parse(row.f) as Cover)
}

type Standing = { wanted: ReadonlySet<string>; open: { audience: string; since_seq: number }[] }

async function standingOf(trx: Read, schoolId: string, accountId: string, today: SchoolDate): Promise<Standing> {
  const open = await trx
    .selectFrom('account_audience').select(['audience', 'since_seq']).where('school_id', '=', schoolId).where('account_id', '=', accountId)
    .where('audience', 'like', `${PREFIX}%`).where('until_seq', 'is', null).execute()
  return { wanted: new Set([...coveredBy(await coversOf(trx, schoolId), accountId, today)].map(coverAudience)), open }
}
const isSettled = ({ wanted, open }: Standing): boolean => open.length === wanted.size && open.every(({ audience }) => wanted.has(audience))

/** Makes an account's memberships what the covers say today. Only mentors cover; everyone else reads the agenda anyway or never. */
export async function settleCovers(store: Store, { school_id: schoolId, id, role }: AccountTable, now: Instant): Promise<void> {
  if (role !== 'mentor') return
  const today = dateOf(now)
  if (isSettled(await store.read((trx) => standingOf(trx, schoolId, id, today)))) return
  await store.write(async (trx) => {
    const { head } = await store.lockSchool(trx, schoolId)
    const standing = await standingOf(trx, schoolId, id, today)
    if (isSettled(standing)) return
    const seq = head + 1
    for (const { audience, since_seq } of standing.open.filter((one) => !standing.wanted.has(one.audience)))
      await trx
        .updateTable('account_audience').set({ until_seq: seq })
        .where('school_id', '=', schoolId).where('account_id', '=', id).where('audience', '=', audience).where('since_seq', '=', since_seq).execute()
    const fresh = [...standing.wanted].filter((audience) => !standing.open.some((one) => one.audience === audience))
    if (fresh.length > 0) await trx.insertInto('account_audience').values(fresh.map((audience) => ({ school_id: schoolId, account_id: id, audience, since_seq: seq, until_seq: null }))).execute()
    await trx.updateTable('school').set({ head: seq }).where('id', '=', schoolId).execute()
  })
}

/** Whether somebody covered for the pupil's mentor on a day: what was written that day stands, however late it arrives. */
export async function coveredFor(trx: Read, schoolId: string, pupilId: string, accountId: string, date: SchoolDate): Promise<boolean> {
  const mentors = coveredBy(await coversOf(trx, schoolId), accountId, date)
  if (mentors.size === 0) return false
  // Of whoever mentors or mentored the pupil: a case that changed hands meanwhile takes no work away.
  const granted = await trx
    .selectFrom('bucket_grant').select('audience').where('school_id', '=', schoolId).where('bucket', '=', caseOf(pupilId))
    .where('audience', 'in', [...mentors].map((mentorId) => `person:${mentorId}`)).limit(1).executeTakeFirst()
  return granted !== undefined
}
