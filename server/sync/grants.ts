/**
 * Who may read which bucket, kept as rows so that a pull is one question and the past can be asked: a grant opens and
 * closes at a sequence number, in the very transaction that changes who mentors whom.
 */
import { caseOf, deskOf, type Bucket } from '../../src/domain/bucket.ts'
import { isOpen, type Mentorship } from '../../src/domain/mentorship.ts'
import { audiencesFor } from '../../src/domain/permission.ts'
import type { DeskPupil } from '../../src/domain/pupil.ts'
import type { Read, Write } from '../store.ts'

/** What decides the audiences of a pupil's buckets. */
export type PupilFacts = { year: number | undefined; mentors: readonly string[] }

/** The whole list of open grants for one pupil. */
export const grantsFor = (pupilId: string, { year, mentors }: PupilFacts): { bucket: Bucket; audience: string }[] =>
  [deskOf(pupilId), caseOf(pupilId)].flatMap((bucket) => [...new Set(audiencesFor(bucket, year, mentors))].map((audience) => ({ bucket, audience })))

/** Makes the open grants of a pupil what the pupil's rows now say, as of `seq`. */
export async function regrant(trx: Write, schoolId: string, pupilId: string, seq: number): Promise<void> {
  const wanted = grantsFor(pupilId, await factsOf(trx, schoolId, pupilId))
  const buckets = [deskOf(pupilId), caseOf(pupilId)]
  const open = await trx.selectFrom('bucket_grant').selectAll().where('school_id', '=', schoolId).where('bucket', 'in', buckets).where('until_seq', 'is', null).execute()
  const isSame = (a: { bucket: string; audience: string }) => (b: { bucket: string; audience: string }) => a.bucket === b.bucket && a.audience === b.audience
  for (const old of open.filter((one) => !wanted.some(isSame(one))))
    await trx
      .updateTable('bucket_grant').set({ until_seq: seq })
      .where('school_id', '=', schoolId).where('bucket', '=', old.bucket).where('audience', '=', old.audience).where('since_seq', '=', old.since_seq).execute()
  const fresh = wanted.filter((one) => !open.some(isSame(one)))
  if (fresh.length > 0) await trx.insertInto('bucket_grant').values(fresh.map((one) => ({ school_id: schoolId, ...one, since_seq: seq, until_seq: null }))).execute()
}

async function factsOf(trx: Write, schoolId: string, pupilId: string): Promise<PupilFacts> {
  const rows = await trx
    .selectFrom('row').select(['t', 'f']).where('school_id', '=', schoolId).where('bucket', 'in', [deskOf(pupilId), caseOf(pupilId)])
    .where('t', 'in', ['deskPupil', 'mentorship']).where('void', 'is', null).execute()
  const desk = rows.find((row) => row.t === 'deskPupil')
  const mentorships = rows.filter((row) => row.t === 'mentorship').map((row) => JSON.parse(row.f) as Mentorship)
  return { year: desk && (JSON.parse(desk.f) as DeskPupil).year, mentors: mentorsOf(mentorships) }
}

export const mentorsOf = (mentorships: readonly Mentorship[]): string[] => [...new Set(mentorships.filter((one) => isOpen(one.state)).map((one) => one.mentorId))]

export async function hasGrants(trx: Write, schoolId: string, bucket: Bucket): Promise<boolean> {
  return (await trx.selectFrom('bucket_grant').select('bucket').where('school_id', '=', schoolId).where('bucket', '=', bucket).limit(1).executeTakeFirst()) !== undefined
}

/** Whether the pupil's case was this person's own: now, or as of the sequence number the author had seen. */
export async function isOwn(trx: Write, schoolId: string, pupilId: string, accountId: string, asOf?: number): Promise<boolean> {
  const grants = await trx
    .selectFrom('bucket_grant').select(['since_seq', 'until_seq'])
    .where('school_id', '=', schoolId).where('bucket', '=', caseOf(pupilId)).where('audience', '=', `person:${accountId}`).execute()
  return grants.some((one) => (asOf === undefined ? one.until_seq === null : one.since_seq <= asOf && (one.until_seq === null || one.until_seq > asOf)))
}

/** What an account may read now, since when, and what it lost after `cursorSeq`. */
export type Scope = { entered: ReadonlyMap<Bucket, number>; left: Bucket[]; version: number }

export async function scopeOf(trx: Read, schoolId: string, accountId: string, cursorSeq: number): Promise<Scope> {
  const pairs = await trx
    .selectFrom('account_audience as a')
    .innerJoin('bucket_grant as g', (join) => join.onRef('g.school_id', '=', 'a.school_id').onRef('g.audience', '=', 'a.audience'))
    .select(['g.bucket', 'g.since_seq as granted', 'g.until_seq as ungranted', 'a.since_seq as joined', 'a.until_seq as parted'])
    .where('a.school_id', '=', schoolId).where('a.account_id', '=', accountId).execute()
  const entered = new Map<Bucket, number>()
  const left = new Set<Bucket>()
  let version = 0
  for (const pair of pairs) {
    const since = Math.max(pair.granted, pair.joined)
    const until = Math.min(pair.ungranted ?? Infinity, pair.parted ?? Infinity)
    if (until <= since) continue
    version = Math.max(version, since, until === Infinity ? 0 : until)
    if (until === Infinity) entered.set(pair.bucket, Math.min(since, entered.get(pair.bucket) ?? Infinity))
    else if (until > cursorSeq) left.add(pair.bucket)
  }
  return { entered, left: cursorSeq === 0 ? [] : [...left].filter((bucket) => !entered.has(bucket)), version }
}

/** Who may want to know that these buckets changed: also those who may read them no longer. */
export async function audiencesTouched(trx: Read, schoolId: string, buckets: readonly Bucket[], sinceSeq: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('bucket_grant').select('audience').distinct().where('school_id', '=', schoolId).where('bucket', 'in', buckets)
    .where((or) => or.or([or('until_seq', 'is', null), or('until_seq', '>', sinceSeq)])).execute()
  return rows.map((row) => row.audience)
}
