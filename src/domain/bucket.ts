/**
 * A bucket is what a tablet may hold as a whole. Six per pupil: the desk (name, form, expected times, arrivals: every
 * mentor, cover and the office), the agenda of the morning meeting (the case's people, and a cover while it runs), the
 * case (mentor, Lead Mentor, the Head of Year, DHT), restricted background (mentor, Lead Mentor, the Head of Year), the identity that imports match by (Lead
 * Mentor, DHT), and the candidate before anyone mentors them (Lead Mentor, the Head of Year, DHT, and no mentor). One per year
 * for its meetings. A record never changes bucket; grants change.
 */
import { z } from './schema.ts'

export type Bucket = string
/** The second line came later: what was shipped stands, so the names grow beside it. */
export const BucketName = z.union([
  z.string().regex(/^(school|user:[A-Za-z0-9:._-]+|pupil:[A-Za-z0-9_-]+(:desk|:agenda|:restricted|:identity)?)$/),
  z.string().regex(/^(year:([7-9]|1[0-3])|pupil:[A-Za-z0-9_-]+:candidate)$/),
])

const PUPIL = 'pupil:'
export const SCHOOL: Bucket = 'school'
export const deskOf = (pupilId: string): Bucket => `pupil:${pupilId}:desk`
export const agendaOf = (pupilId: string): Bucket => `pupil:${pupilId}:agenda`
export const caseOf = (pupilId: string): Bucket => `pupil:${pupilId}`
export const identityOf = (pupilId: string): Bucket => `pupil:${pupilId}:identity`
export const restrictedOf = (pupilId: string): Bucket => `pupil:${pupilId}:restricted`
export const candidateOf = (pupilId: string): Bucket => `pupil:${pupilId}:candidate`
const YEAR = 'year:'
export const yearBucket = (year: number): Bucket => `${YEAR}${year}`
export const yearOfBucket = (bucket: Bucket): number | undefined => (bucket.startsWith(YEAR) ? Number(bucket.slice(YEAR.length)) : undefined)

/** The pupil of an edit that does not say whose record it is of: an earlier app's, of one that had just left its tablet. */
export const NO_PUPIL = 'undefined'

/** The pupil a bucket belongs to, or undefined for `school`, `year:` and `user:` buckets. */
export function pupilOf(bucket: Bucket): string | undefined {
  if (!bucket.startsWith(PUPIL)) return undefined
  const end = bucket.indexOf(':', PUPIL.length)
  return bucket.slice(PUPIL.length, end === -1 ? undefined : end)
}
export const isDesk = (bucket: Bucket): boolean => bucket.endsWith(':desk')
export const isIdentity = (bucket: Bucket): boolean => bucket.endsWith(':identity')
export const isRestricted = (bucket: Bucket): boolean => bucket.endsWith(':restricted')
export const isCandidate = (bucket: Bucket): boolean => bucket.endsWith(':candidate')
export const isAgenda = (bucket: Bucket): boolean => bucket.endsWith(':agenda')

const USER = 'user:'
export const userBucket = (accountId: string): Bucket => `${USER}${accountId}`
/** What was not accepted of a person's work, whatever it is of: theirs and the Lead Mentor's, who may read everything. */
export const parkedOf = (accountId: string): Bucket => `${USER}${accountId}:parked`
export const isParked = (bucket: Bucket): boolean => bucket.startsWith(USER) && bucket.endsWith(':parked')
/** Whose own bucket it is. */
export const userOf = (bucket: Bucket): string | undefined => (bucket.startsWith(USER) ? bucket.slice(USER.length).replace(/:parked$/, '') : undefined)

/** Said by a record that lies elsewhere than its kind does by itself: a copy lies where its original lies, so that nobody else can read it. */
export const Lies = z.string().max(120).optional()

/** Everything there is of one pupil. */
export const bucketsOf = (pupilId: string): Bucket[] => [deskOf(pupilId), agendaOf(pupilId), caseOf(pupilId), restrictedOf(pupilId), identityOf(pupilId), candidateOf(pupilId)]
