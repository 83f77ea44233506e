/** Who may read the buckets of one push, as the operations so far have left it. */
import { candidateOf, caseOf, deskOf, pupilOf, type Bucket } from '../../src/domain/bucket.ts'
import { audiencesFor } from '../../src/domain/permission.ts'
import type { BucketGrantTable, Write } from '../store.ts'
import { grantsFor, sharedBuckets, type PupilFacts } from './grants.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { inParts } from './inParts.ts'

export class HeldGrants {
  readonly #trx: Write
  readonly #schoolId: string
  readonly #known = new Map<Bucket, BucketGrantTable[]>()
  readonly #changed = new Set<BucketGrantTable>()

  constructor(trx: Write, schoolId: string) {
    this.#trx = trx
    this.#schoolId = schoolId
  }

  /** A pupil's buckets come together. */
  async want(buckets: readonly Bucket[]): Promise<void> {
    const unread = [...new Set(buckets.flatMap(withTwin))].filter((bucket) => !this.#known.has(bucket))
    for (const bucket of unread) this.#known.set(bucket, [])
    for (const some of inParts(unread))
      for (const grant of await this.#trx.selectFrom('bucket_grant').selectAll().where('school_id', '=', this.#schoolId).where('bucket', 'in', some).execute()) this.#known.get(grant.bucket)?.push(grant)
  }

  async #of(bucket: Bucket): Promise<BucketGrantTable[]> {
    await this.want([bucket])
    return this.#known.get(bucket) ?? []
  }

  has = async (bucket: Bucket): Promise<boolean> => (await this.#of(bucket)).length > 0

  /** Whether the pupil's case was this person's own, or their year's: now, or as of the sequence number the author had seen. */
  async isOwn(pupilId: string, { id, role, year }: Actor, asOf?: number): Promise<boolean> {
    const grants = [...(await this.#of(caseOf(pupilId))), ...(role === 'head-of-year' ? await this.#of(candidateOf(pupilId)) : [])]
    const own = grants.filter((one) => one.audience === (role === 'head-of-year' ? `year:${year ?? 0}` : `person:${id}`))
    return own.some((one) => (asOf === undefined ? one.until_seq === null : one.since_seq <= asOf && (one.until_seq === null || one.until_seq > asOf)))
  }

  /** Makes the open grants of a pupil what the pupil's rows now say, as of `seq`. */
  async regrant(pupilId: string, facts: PupilFacts, seq: number): Promise<void> {
    const wanted = grantsFor(pupilId, facts)
    await this.want([deskOf(pupilId)])
    const open = sharedBuckets(pupilId).flatMap((bucket) => this.#known.get(bucket) ?? []).filter((one) => one.until_seq === null)
    const isSame = (a: { bucket: string; audience: string }) => (b: { bucket: string; audience: string }) => a.bucket === b.bucket && a.audience === b.audience
    for (const old of open.filter((one) => !wanted.some(isSame(one)))) {
      old.until_seq = seq
      this.#changed.add(old)
    }
    for (const { bucket, audience } of wanted.filter((one) => !open.some(isSame(one)))) await this.open(bucket, [audience], seq)
  }

  /** A person's own bucket is granted with the first thing that is put into it. */
  async openOwn(bucket: Bucket, seq: number): Promise<void> {
    if (pupilOf(bucket) === undefined && !(await this.has(bucket))) await this.open(bucket, audiencesFor(bucket, undefined, []), seq)
  }

  async open(bucket: Bucket, audiences: readonly string[], seq: number): Promise<void> {
    const grants = await this.#of(bucket)
    for (const audience of audiences) {
      const grant = { school_id: this.#schoolId, bucket, audience, since_seq: seq, until_seq: null }
      grants.push(grant)
      this.#changed.add(grant)
    }
  }

  /** Who may want to know that these buckets changed: also those who may read them no longer. */
  async audiencesTouched(buckets: readonly Bucket[], sinceSeq: number): Promise<string[]> {
    await this.want(buckets)
    const grants = buckets.flatMap((bucket) => this.#known.get(bucket) ?? [])
    return [...new Set(grants.filter((one) => one.until_seq === null || one.until_seq > sinceSeq).map((one) => one.audience))]
  }

  async flush(): Promise<void> {
    for (const some of inParts([...this.#changed]))
      await this.#trx
        .insertInto('bucket_grant').values(some)
        .onConflict((c) => c.columns(['school_id', 'bucket', 'audience', 'since_seq']).doUpdateSet((now) => ({ until_seq: now.ref('excluded.until_seq') }))).execute()
  }
}

function withTwin(bucket: Bucket): Bucket[] {
  const pupilId = pupilOf(bucket)
  return pupilId === undefined ? [bucket] : [bucket, ...sharedBuckets(pupilId)]
}
