/**
 * Two people wrote one field without seeing each other's words. Where all only added to what stood there, all additions
 * stand; else both versions are kept as a record that lies beside the first and travels to everyone who reads that.
 */
import { pupilOf, type Bucket } from '../../src/domain/bucket.ts'
import { fitsKind, isOwn, opIdOf, ruleOf, type Loser } from '../../src/domain/change.ts'
import type { Conflict, Version } from '../../src/domain/sync/conflict.ts'
import { timeOf, type Held } from '../../src/domain/sync/heldRow.ts'
import type { Hlc } from '../../src/domain/sync/hlc.ts'
import { isJoined, joinFor, type Joined, type Part } from '../../src/domain/people/joining.ts'
import type { Json, Op } from '../../src/domain/protocol.ts'
import { bucketOf, stampOf, type Row, type Stamp } from '../../src/domain/records.ts'
import type { Batch } from './batch.ts'
import { conflictId } from './copyNames.ts'

type Author = Pick<Version, 'by' | 'at' | 'tablet'>
export type Told = { op: Op; at: number; time: Hlc; row: Row; told: readonly Loser[] }

export const correctedAt = (op: { wall: number; skew: number | null }, now: number): number => Math.floor(Math.min(Math.max(op.wall + (op.skew ?? 0), 0), now))

/** All texts in one, for each field of prose where all authors only added. */
export async function joinsFor(batch: Batch, op: Op, before: Held | undefined, time: Hlc): Promise<Map<string, Joined>> {
  const joins = new Map<string, Joined>()
  const row = before?.row
  if (!row || row.void !== undefined || op.kind === 'void') return joins
  for (const [field, value] of Object.entries(op.f ?? {})) {
    const current = stampOf(row, field)
    const base = op.base?.[field]
    if (ruleOf(row.t, field) !== 'prose' || current === null || current === base || !base || isOwn(current, batch.clientId) || typeof value !== 'string') continue
    const standing = before?.joins?.[field]
    const parts = new Map<Stamp, Part>()
    for (const stamp of [base, ...(standing ? [standing.origin, ...standing.parts] : [current])]) {
      const text = stamp === current ? (row.f as Record<string, Json>)[field] : await sentValue(batch, stamp, field)
      const name = await batch.ops.nameOf((await authorOf(batch, stamp, row)).by)
      if (typeof text === 'string') parts.set(stamp, { stamp, text, name, time: stamp === current ? timeOf(before, field) : (batch.ops.known(stamp)?.effHlc ?? '') })
    }
    const mine = { stamp: opIdOf(batch.clientId, op.n), text: value, name: batch.actor.name, time }
    const joined = joinFor({ base, current, standing, mine, said: (stamp) => parts.get(stamp) })
    if (joined !== undefined && fitsKind({ ...op, f: { [field]: joined.text } }, true).fits) joins.set(field, joined)
  }
  return joins
}

/** When the values were set that the author of a change had before them, as far as this server knows them. */
export async function timesSeen(batch: Batch, op: Op, before: Held | undefined): Promise<Hlc[]> {
  const times: Hlc[] = []
  for (const [field, base] of Object.entries(op.base ?? {})) {
    if (base === null) continue
    const time = stampOf(before?.row, field) === base ? timeOf(before, field) : (await batch.ops.find(base))?.effHlc
    if (time) times.push(time)
  }
  return times
}

/** One record for each pair of versions, in the transaction that found them; a pair known already stays as it stands. */
export async function keepConflicts(batch: Batch, { op, at, time, row, told }: Told): Promise<void> {
  const mine = opIdOf(batch.clientId, op.n)
  const author = (stamp: Stamp): Promise<Author> => authorFor(batch, { op, at, row }, stamp)
  for (const { field, value, stamp, concurrentWith } of told) {
    if (concurrentWith === null) continue
    const id = conflictId(op.t, op.id, field, [stamp, concurrentWith])
    if (await batch.rows.find('conflict', id)) continue
    const lost: Version = { value, stamp, ...(await author(stamp)) }
    const other: Version = row.void === concurrentWith
      ? { value: null, removed: true, stamp: concurrentWith, ...(await author(concurrentWith)) }
      : { value: (row.f as Record<string, Json>)[field] ?? null, stamp: concurrentWith, ...(await author(concurrentWith)) }
    const base = op.base?.[field] ? await sentValue(batch, op.base[field], field) : undefined
    const f: Conflict = {
      ...placeOfCopy(row.b), about: { t: op.t, id: op.id }, field, ...(base === undefined ? {} : { base }),
      versions: lost.at < other.at || (lost.at === other.at && lost.stamp < other.stamp) ? [lost, other] : [other, lost], resolved: null,
    }
    putOwn(batch, { t: 'conflict', id, b: row.b, f, s: mine, by: batch.actor.id, at }, time)
  }
}

/** A copy lies where its original lies: whoever may not read the one has not the other either. */
export function placeOfCopy(bucket: Bucket): Pick<Conflict, 'lies' | 'pupilId'> {
  const pupilId = pupilOf(bucket)
  const of = pupilId === undefined ? {} : { pupilId }
  return bucketOf('conflict', of, '') === bucket ? of : { ...of, lies: bucket }
}

/** A row that the server writes by itself. */
export function putOwn(batch: Batch, row: Omit<Row, 'seq'>, time: Hlc): void {
  batch.head += 1
  batch.rows.put({ row: { ...row, seq: batch.head }, times: time })
  batch.buckets.add(row.b)
}

export const shortName = (tabletId: string): string => tabletId.slice(0, 8)

/** Nobody sent a joined text. */
const sentValue = async (batch: Batch, stamp: Stamp, field: string): Promise<Json | undefined> => (isJoined(stamp) ? undefined : (await batch.ops.find(stamp))?.op.f?.[field])

/** The same, also for the operation that is just being taken in. */
export const authorFor = async (batch: Batch, { op, at, row }: { op: Op; at: number; row: Row }, stamp: Stamp): Promise<Author> =>
  stamp === opIdOf(batch.clientId, op.n) ? { by: batch.actor.id, at, tablet: shortName(batch.tabletId) } : authorOf(batch, stamp, row)

/** Who set a field, when, and on which tablet; what was there from the beginning is its record's author's. */
async function authorOf(batch: Batch, stamp: Stamp, row: Row): Promise<Author> {
  const found = await batch.ops.find(stamp)
  if (!found) return { by: row.by, at: row.at, tablet: '' }
  return { by: found.by, at: correctedAt(found.op, found.receivedAt), tablet: shortName(await batch.ops.tabletOf(found.clientId)) }
}
