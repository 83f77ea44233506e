/**
 * What a former mentor wrote while the case was theirs, and what came after it had gone to another. What only adds was
 * taken in, and the record says so; what would change another's work waits for whoever mentors the pupil now.
 */
import { createHash } from 'node:crypto'
import { pupilOf, type Bucket } from '../../src/domain/bucket.ts'
import { fitsKind, opIdOf } from '../../src/domain/change.ts'
import { SETTLED_BY } from '../../src/domain/sync/conflict.ts'
import { timeOf, type Held } from '../../src/domain/sync/heldRow.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import type { FromFormerMentor } from '../../src/domain/sync/fromFormerMentor.ts'
import type { Op } from '../../src/domain/protocol.ts'
import { bucketOf, isKind, stampOf, type Row, type Stamp } from '../../src/domain/records.ts'
import type { Batch } from './batch.ts'
import type { Reason } from './judge.ts'
import { placeOfCopy, putOwn } from './twoVersions.ts'

/** Beside the record, where whoever reads that reads this. */
export function markLate(batch: Batch, op: Op, row: Row): void {
  const { actor, now } = batch
  const id = `former:${createHash('sha256').update(JSON.stringify([op.t, op.id])).digest('base64url').slice(0, 22)}`
  const f: FromFormerMentor = { ...placeOfCopy(row.b), about: { t: op.t, id: op.id }, at: now }
  putOwn(batch, { t: 'fromFormerMentor', id, b: row.b, f, s: opIdOf(batch.clientId, op.n), by: actor.id, at: now }, hlcOf(now, 0))
}

/** Where a change lies that would have been its author's to make had it come in time; undefined where it is another matter. */
export async function lostBucketOf(batch: Batch, op: Op, reason: Reason): Promise<Bucket | undefined> {
  const pupilId = pupilOf(op.bucket)
  if ((reason !== 'case-lost' && reason !== 'group') || pupilId === undefined || !isKind(op.t) || SETTLED_BY[op.t] !== undefined || batch.actor.role !== 'mentor') return undefined
  const row = (await batch.rows.find(op.t, op.id))?.row
  const isThere = row ? row.b === op.bucket : op.kind === 'add' && fitsKind(op, false).fits && bucketOf(op.t, op.f, op.id) === op.bucket
  if (!isThere) return undefined
  const { grants, actor } = batch
  return !(await grants.isOwn(pupilId, actor)) && (await grants.isOwn(pupilId, actor, op.seen)) ? op.bucket : undefined
}

/** Both rows of one change are settled together, by whichever of them somebody answered: always alike, whoever is heard first. */
export async function settleTwin(batch: Batch, { row, times }: Held): Promise<void> {
  if (row.t !== 'parked' && row.t !== 'parkedForMentor') return
  const twin = await batch.rows.find(row.t === 'parked' ? 'parkedForMentor' : 'parked', row.id)
  if (!twin || twin.row.void !== undefined) return
  const fields = Object.keys(twin.row.f)
  const stamps = Object.fromEntries(fields.map((field) => [field, stampOf(field === 'closed' ? row : twin.row, field) as Stamp]))
  const whens = Object.fromEntries(fields.map((field) => [field, timeOf(field === 'closed' ? { row, times } : twin, field)]))
  batch.head += 1
  batch.rows.put({ row: { ...twin.row, f: { ...twin.row.f, closed: (row as Row<'parked'>).f.closed }, s: stamps, seq: batch.head }, times: whens })
  batch.buckets.add(twin.row.b)
}
