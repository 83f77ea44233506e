/**
 * What the parts of one push share. What they need is read together before it begins, they see each other's work in
 * memory, and everything is written together at the end; all of it in the push's one transaction.
 */
import { opIdOf } from '../../src/domain/change.ts'
import { isKind, RECORDS, stampOf, type Row, type Stamp } from '../../src/domain/records.ts'
import { pupilOf } from '../../src/domain/bucket.ts'
import type { Hlc } from '../../src/domain/sync/hlc.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { Actor } from '../../src/domain/staff.ts'
import type { FieldHistoryTable, ParkedTable, Write } from '../store.ts'
import { copyName } from './copyNames.ts'
import { decidesGrants } from './grants.ts'
import { HeldErased } from './heldErased.ts'
import { HeldGrants } from './heldGrants.ts'
import { HeldOps } from './heldOps.ts'
import { HeldRows } from './heldRows.ts'
import { inParts } from './inParts.ts'

type From = { trx: Write; schoolId: string; clientId: string; tabletId: string; actor: Actor; now: number; head: number; lastHlc: Hlc | undefined }
/** `head` and `lastHlc` move with every operation; `buckets` are those that have something new in them. */
export type Batch = From & { buckets: Set<string>; rows: HeldRows; grants: HeldGrants; ops: HeldOps; erased: HeldErased; history: FieldHistoryTable[]; parked: ParkedTable[] }
/** An operation as it came, not yet believed; `op`: the same, where it has the shape of one. `hash` tells a repeat from a second tablet under the same name. */
export type SentOp = { n: number; g: string | null; hash: string; sent: Record<string, unknown>; op: Op | undefined }

export const newBatch = (from: From): Batch => ({
  ...from, buckets: new Set(), rows: new HeldRows(from.trx, from.schoolId), grants: new HeldGrants(from.trx, from.schoolId), ops: new HeldOps(from.trx, from.schoolId, from.clientId), erased: new HeldErased(from.trx, from.schoolId), history: [], parked: [],
})

/** Reads what these operations are going to ask for. What it does not foresee is read when it is asked for. */
export async function load(batch: Batch, sent: readonly SentOp[]): Promise<void> {
  const ops = sent.flatMap(({ op }) => (op && isKind(op.t) ? [op] : []))
  await batch.rows.want(ops)
  await batch.erased.want(sent.flatMap(({ op }) => op ?? []))
  await batch.rows.wantPupils(ops.filter((op) => decidesGrants(op.t)).flatMap((op) => pupilOf(op.bucket) ?? []))
  await batch.grants.want(ops.map((op) => op.bucket).filter((bucket) => pupilOf(bucket) !== undefined))
  await batch.ops.wantGroups(sent.flatMap(({ g }) => g ?? []))
  const both = (await Promise.all(ops.map((op) => disputes(batch, op)))).flat()
  await batch.ops.want(both.flatMap(stampsOf))
  await batch.rows.want(both.map(({ op, row, field, current }) => copyName(row.t, op.id, field, [current, opIdOf(batch.clientId, op.n)], op.kind === 'void' || row.void !== undefined)))
}

/** A field that an operation sets, and its author had not seen what stands there. */
type Dispute = { op: Op; row: Row; field: string; current: Stamp; base: Stamp | null }

async function disputes(batch: Batch, op: Op): Promise<Dispute[]> {
  const row = (await batch.rows.find(op.t, op.id))?.row
  if (!row) return []
  // Whoever takes a record back disputes all that they had not seen in it; whoever signs it, what they sign.
  const { signature } = RECORDS[row.t]
  const signs = signature && op.f && signature.field in op.f ? signature.covers : []
  return [...new Set([...Object.keys((op.kind === 'void' ? row.f : op.f) ?? {}), ...signs])].flatMap((field) => {
    const current = stampOf(row, field)
    const base = op.base?.[field] ?? null
    return current === null || current === base ? [] : [{ op, row, field, current, base }]
  })
}

const stampsOf = ({ current, base }: Dispute): Stamp[] => [current, ...(base === null ? [] : [base])]

/** The operations whose authors and words are needed where two people wrote one field. */
export const disputed = async (batch: Batch, op: Op): Promise<Stamp[]> => (await disputes(batch, op)).flatMap(stampsOf)

export async function flush({ trx, rows, grants, ops, erased, history, parked }: Batch): Promise<void> {
  await rows.flush()
  await grants.flush()
  await erased.flush()
  for (const some of inParts(history)) await trx.insertInto('field_history').values(some).execute()
  for (const some of inParts(parked)) await trx.insertInto('parked').values(some).execute()
  await ops.flush()
}
