/**
 * Who may read which bucket, kept as rows so that a pull is one question and the past can be asked: a grant opens and
 * closes at a sequence number, in the very transaction that changes who mentors whom.
 */
import { agendaOf, candidateOf, caseOf, deskOf, identityOf, restrictedOf, type Bucket } from '../../src/domain/bucket.ts'
import type { Candidate } from '../../src/domain/cases/candidate.ts'
import { isOpen, type Mentorship } from '../../src/domain/cases/mentorship.ts'
import { audiencesFor } from '../../src/domain/permission.ts'
import type { DeskPupil } from '../../src/domain/pupil.ts'
import type { Read } from '../store.ts'

/** What decides the audiences of a pupil's buckets. `isCandidate`: nobody mentors or marks them, so no mentor hears of them. */
export type PupilFacts = { year: number | undefined; mentors: readonly string[]; isCandidate?: boolean }

/** Those of a pupil's buckets that are granted by who the pupil is and who mentors them. */
export const sharedBuckets = (pupilId: string): Bucket[] => [deskOf(pupilId), agendaOf(pupilId), caseOf(pupilId), restrictedOf(pupilId), identityOf(pupilId), candidateOf(pupilId)]

/** The whole list of open grants for one pupil. */
export const grantsFor = (pupilId: string, { year, mentors, isCandidate = false }: PupilFacts): { bucket: Bucket; audience: string }[] =>
  (isCandidate ? [identityOf(pupilId), candidateOf(pupilId)] : sharedBuckets(pupilId)).flatMap((bucket) => [...new Set(audiencesFor(bucket, year, mentors))].map((audience) => ({ bucket, audience })))

/** Whether a record of this kind says who may read a pupil. */
export const decidesGrants = (t: string): boolean => t === 'mentorship' || t === 'deskPupil' || t === 'candidate'

/** From the rows that say it. Who was only ever a candidate stays one when that is taken back. */
export function factsFrom(rows: readonly { t: string; f: unknown; void?: string | undefined }[]): PupilFacts {
  const of = <F>(t: string): F[] => rows.flatMap((row) => (row.t === t && row.void === undefined ? [row.f as F] : []))
  const [desk] = of<DeskPupil>('deskPupil')
  const mentorships = of<Mentorship>('mentorship')
  const [candidate] = of<Candidate>('candidate')
  return { year: (desk ?? candidate)?.year, mentors: mentorsOf(mentorships), isCandidate: rows.some(({ t }) => t === 'candidate') && desk === undefined && mentorships.length === 0 }
}

export const mentorsOf = (mentorships: readonly Mentorship[]): string[] => [...new Set(mentorships.filter((one) => isOpen(one.state)).map((one) => one.mentorId))]

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

/** Whether an account may read one bucket now. */
export async function isGranted(trx: Read, schoolId: string, accountId: string, bucket: Bucket): Promise<boolean> {
  const found = await trx
    .selectFrom('account_audience as a')
    .innerJoin('bucket_grant as g', (join) => join.onRef('g.school_id', '=', 'a.school_id').onRef('g.audience', '=', 'a.audience'))
    .select('g.bucket').where('a.school_id', '=', schoolId).where('a.account_id', '=', accountId).where('g.bucket', '=', bucket)
    .where('a.until_seq', 'is', null).where('g.until_seq', 'is', null).limit(1).executeTakeFirst()
  return found !== undefined
}
