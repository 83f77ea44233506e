/** A whole school put down in one transaction: accounts, records, and who may read what. */
import { randomUUID } from 'node:crypto'
import { pupilOf, SCHOOL } from '../src/domain/bucket.ts'
import { hlcOf } from '../src/domain/sync/hlc.ts'
import { audiencesFor } from '../src/domain/permission.ts'
import { bucketOf, type Kind } from '../src/domain/records.ts'
import { insertAccounts, type NewAccount } from './accounts/accounts.ts'
import type { RowTable, SchoolTable, Store, Write } from './store.ts'
import { decidesGrants, factsFrom, grantsFor } from './sync/grants.ts'
import { inParts } from './sync/inParts.ts'

/** `by`: the account that added it; `at`: when (UTC ms). */
export type SeedRow = { t: Kind; id: string; f: unknown; by: string; at: number }
/** The picture of a photo record. */
export type SeedPhoto = { id: string; bucket: string; bytes: Uint8Array; at: number }
export type SeedSchool = {
  schoolId: string
  name: string
  accounts: readonly NewAccount[]
  rows: readonly SeedRow[]
  photos?: readonly SeedPhoto[]
  /** A school for trying out; a real server will not open it. */
  demo?: { offset: number; day: string }
}

/** The school must not exist yet. */
export function plantSchool(store: Store, school: SeedSchool): Promise<void> {
  return store.write(async (trx) => {
    await trx.insertInto('school').values(schoolRow(school)).execute()
    await fill(trx, school)
  })
}

/** An empty school, so that the first account has somewhere to stand. Two servers that start together make it once. */
export async function ensureSchool(store: Store, schoolId: string): Promise<void> {
  const found = await store.db.selectFrom('school').select('id').where('id', '=', schoolId).executeTakeFirst()
  if (found) return
  const school = { schoolId, name: 'Our school', accounts: [], rows: [] }
  await store.write(async (trx) => {
    const made = await trx.insertInto('school').values(schoolRow(school)).onConflict((c) => c.doNothing()).executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n) await fill(trx, school)
  })
}

const schoolRow = ({ schoolId, name, accounts, rows, demo }: SeedSchool): SchoolTable => ({
  id: schoolId, name, epoch: randomUUID(), head: rows.length, demo_offset: demo?.offset ?? null, demo_day: demo?.day ?? null, oldest_cursor: 0, any_tablet: accounts.length > 0 ? 1 : 0, to_scrub: null,
})

async function fill(trx: Write, { schoolId, accounts, rows, photos = [] }: SeedSchool): Promise<void> {
  await insertAccounts(trx, schoolId, accounts, 0)
  const planted = rows.map((row, index): RowTable => ({
    school_id: schoolId, t: row.t, id: row.id, bucket: bucketOf(row.t, row.f, row.id), seq: index + 1, f: JSON.stringify(row.f),
    s: JSON.stringify(`seed:${index + 1}`), h: JSON.stringify(hlcOf(row.at, 0)), by: row.by, at: row.at, void: null,
  }))
  for (const some of inParts(planted)) await trx.insertInto('row').values(some).execute()
  for (const photo of photos) await trx.insertInto('photo_part').values({ school_id: schoolId, off: 0, ...photo }).execute()
  const grants = [...[SCHOOL, ...ownBuckets(planted)].flatMap((bucket) => audiencesFor(bucket, undefined, []).map((audience) => ({ bucket, audience }))), ...pupilGrants(planted, rows)]
  for (const some of inParts(grants)) await trx.insertInto('bucket_grant').values(some.map((one) => ({ school_id: schoolId, ...one, since_seq: 0, until_seq: null }))).execute()
}

const ownBuckets = (planted: readonly RowTable[]): string[] => [...new Set(planted.map(({ bucket }) => bucket).filter((bucket) => bucket !== SCHOOL && pupilOf(bucket) === undefined))]

function pupilGrants(planted: readonly RowTable[], rows: readonly SeedRow[]): { bucket: string; audience: string }[] {
  const pupils = new Set(planted.flatMap((row) => pupilOf(row.bucket) ?? []))
  const deciding = Map.groupBy(rows.filter(({ t }) => decidesGrants(t)), (row) => pupilOf(bucketOf(row.t, row.f, row.id)))
  return [...pupils].flatMap((id) => grantsFor(id, factsFrom(deciding.get(id) ?? [])))
}
