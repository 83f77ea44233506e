/**
 * A bucket is what a tablet may hold as a whole. Five per pupil: the desk (name, form, expected times, arrivals: every
 * mentor, cover and the office), the agenda of the morning meeting (the case's people, and a cover while it runs), the
 * case (mentor, Lead Mentor, the Head of Year, DHT), restricted background (mentor, Lead Mentor, the Head of Year), and the identity that imports match by (Lead
 * Mentor, DHT). A record never changes bucket; grants change.
 */
import { z } from './schema.ts'

export type Bucket = string
export const BucketName = z.string().regex(/^(school|user:[A-Za-z0-9:._-]+|pupil:[A-Za-z0-9_-]+(:desk|:agenda|:restricted|:identity)?)$/)

const PUPIL = 'pupil:'
export const SCHOOL: Bucket = 'school'
export const deskOf = (pupilId: string): Bucket => `pupil:${pupilId}:desk`
export const agendaOf = (pupilId: string): Bucket => `pupil:${pupilId}:agenda`
export const caseOf = (pupilId: string): Bucket => `pupil:${pupilId}`
export const identityOf = (pupilId: string): Bucket => `pupil:${pupilId}:identity`
export const restrictedOf = (pupilId: string): Bucket => `pupil:${pupilId}:restricted`

/** The pupil a bucket belongs to, or undefined for `school` and `user:` buckets. */
export function pupilOf(bucket: Bucket): string | undefined {
  if (!bucket.startsWith(PUPIL)) return undefined
  const end = bucket.indexOf(':', PUPIL.length)
  return bucket.slice(PUPIL.length, end === -1 ? undefined : end)
}
export const isDesk = (bucket: Bucket): boolean => bucket.endsWith(':desk')
export const isIdentity = (bucket: Bucket): boolean => bucket.endsWith(':identity')
export const isRestricted = (bucket: Bucket): boolean => bucket.endsWith(':restricted')
export const isAgenda = (bucket: Bucket): boolean => bucket.endsWith(':agenda')

/** Everything there is of one pupil. */
export const bucketsOf = (pupilId: string): Bucket[] => [deskOf(pupilId), agendaOf(pupilId), caseOf(pupilId), restrictedOf(pupilId), identityOf(pupilId)]
