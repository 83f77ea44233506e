/**
 * One action of a person, as one or more operations: all of it is applied or none. It is first worked out over the rows
 * in memory, and written only when every part of it stands.
 */
import { pupilOf } from '../../src/domain/bucket.ts'
import { opIdOf, type Loser, type MergeContext } from '../../src/domain/change.ts'
import { withoutContent } from '../../src/domain/sync/erasure.ts'
import { mergeHeld, timeOfOp, type Held } from '../../src/domain/sync/heldRow.ts'
import type { Hlc } from '../../src/domain/sync/hlc.ts'
import type { Op, OpOutcome } from '../../src/domain/protocol.ts'
import { bucketOf, type Kind, type Row } from '../../src/domain/records.ts'
import { disputed, type Batch, type SentOp } from './batch.ts'
import { hashOf } from './canonical.ts'
import { namesErased } from './erase.ts'
import { namesToTell } from './heldErased.ts'
import { coveredFor } from './covers.ts'
import { markLate, settleTwin } from './formerMentor.ts'
import { decidesGrants, isGranted, sharedBuckets } from './grants.ts'
import { judge, type Reason } from './judge.ts'
import { keepParked, parkedId } from './keepParked.ts'
import { forgetPhoto } from './photos.ts'
import { keepSetAside } from './setAside.ts'
import { correctedAt, joinsFor, keepConflicts, timesSeen } from './twoVersions.ts'

type Result = { n: number; r: OpOutcome; ref?: string }
type Step = { raw: SentOp; op: Op; time: Hlc; outcome: OpOutcome; held: Held | undefined; isNew: boolean; losers: Loser[]; told: Loser[]; at: number; row: Row | undefined; late?: true | undefined }

export async function applyGroup(batch: Batch, group: readonly SentOp[]): Promise<Result[]> {
  const { rows, grants, ops, actor } = batch
  const overlay = new Map<string, Held>()
  const find = async (t: string, id: string): Promise<Held | undefined> => overlay.get(`${t} ${id}`) ?? (await rows.find(t, id))
  const steps: Step[] = []
  // An action cut in two by the size of a push: when its first half was parked, the rest is too.
  let refusal = ops.isParked(group[0]?.g ?? null) ? { n: 0, reason: 'group' as Reason } : undefined
  let lastHlc = batch.lastHlc
  const erased = group.find(({ op }) => op && batch.erased.has(op))
  if (erased) refusal = { n: erased.n, reason: 'erased' }
  for (const raw of refusal ? [] : group) {
    const judged = await judge(
      raw.op, actor,
      {
        find: async (t, id) => (await find(t, id))?.row,
        owns: (pupilId, asOf) => grants.isOwn(pupilId, actor, asOf),
        covers: (pupilId, date) => coveredFor(batch.trx, batch.schoolId, pupilId, actor.id, date),
        inCase: async (t, pupilId) => standingOf(t, [...(await rows.inCase(t, pupilId)), ...overlay.values()], pupilId),
      },
      async (row) => row.by === actor.id || isGranted(batch.trx, batch.schoolId, actor.id, row.b),
    )
    if (!judged.fits) {
      refusal = { n: raw.n, reason: judged.reason }
      break
    }
    const { op } = judged
    const before = await find(op.t, op.id)
    lastHlc = timeOfOp(op, lastHlc, await timesSeen(batch, op, before), batch.now)
    const step = judged.already ? { raw, op, time: lastHlc, outcome: 'applied' as const, held: undefined, isNew: false, losers: [], told: [], at: 0, row: undefined } : { ...(await merged(batch, raw, op, before, lastHlc)), late: judged.late }
    if (step.held) overlay.set(`${op.t} ${op.id}`, step.held)
    steps.push(step)
  }
  if (refusal) return parkGroup(batch, group, refusal)
  batch.lastHlc = lastHlc
  for (const step of steps) await writeStep(batch, step)
  return steps.map(({ raw, outcome }) => ({ n: raw.n, r: outcome }))
}

/** The rows of one kind in a pupil's case, or about them as a candidate, that were not taken back; of one record the later in the list. */
const standingOf = <K extends Kind>(t: K, held: readonly Held[], pupilId: string): Row<K>[] =>
  [...new Map(held.filter(({ row }) => row.t === t && row.b === bucketOf(t, { pupilId }, '')).map(({ row }) => [row.id, row as Row<K>])).values()].filter((row) => row.void === undefined)

async function merged(batch: Batch, raw: SentOp, op: Op, before: Held | undefined, time: Hlc): Promise<Step> {
  const stamp = opIdOf(batch.clientId, op.n)
  const at = correctedAt(op, batch.now)
  const joins = await joinsFor(batch, op, before, time)
  const result = mergeHeld(before, op, { stamp, clientId: batch.clientId, time, by: batch.actor.id, at, joined: (field) => joins.get(field), ...(await beginnings(batch, op)) })
  return { raw, op, time, outcome: result.outcome, held: result.held, isNew: before === undefined, losers: result.losers, told: result.told, at, row: result.row }
}

/** A row that the school began with is of no operation. */
async function beginnings(batch: Batch, op: Op): Promise<Pick<MergeContext, 'isFromAdd' | 'isUnseen'>> {
  const { ops } = batch
  await ops.want(await disputed(batch, op))
  return { isFromAdd: (stamp) => ops.known(stamp)?.op.kind !== 'patch', isUnseen: (stamp) => (ops.known(stamp)?.seq ?? 0) > op.seen }
}

async function writeStep(batch: Batch, { raw, op, time, outcome, held, isNew, losers, told, at, row: now, late }: Step): Promise<void> {
  const { rows, grants, history, schoolId } = batch
  const { t, id } = op
  if (held) {
    batch.head += 1
    const row = { ...held.row, seq: batch.head }
    rows.put({ ...held, row })
    batch.buckets.add(row.b)
    if (t === 'sheetPhoto' && row.void !== undefined) await forgetPhoto(batch.trx, schoolId, id)
    await grants.openOwn(row.b, batch.head)
    const pupilId = pupilOf(row.b)
    if (pupilId !== undefined && (decidesGrants(t) || (isNew && !(await grants.has(row.b))))) {
      await grants.regrant(pupilId, await rows.factsOf(pupilId), batch.head)
      for (const bucket of sharedBuckets(pupilId)) batch.buckets.add(bucket)
    }
    await settleTwin(batch, held)
    if (late) markLate(batch, op, row)
  }
  for (const one of losers) history.push({ school_id: schoolId, t, id, at: batch.now, field: one.field, value: JSON.stringify(one.value), stamp: one.stamp, concurrent_with: one.concurrentWith })
  keepOp(batch, raw, outcome, null, time)
  if (now) {
    await keepConflicts(batch, { op, at, time, row: now, told })
    await keepSetAside(batch, { op, at, time, row: now, losers, told })
  }
}

async function parkGroup(batch: Batch, group: readonly SentOp[], refusal: { n: number; reason: Reason }): Promise<Result[]> {
  const results: Result[] = []
  await batch.rows.want(group.map(({ n }) => ({ t: 'parked', id: parkedId(batch, n) })))
  for (const raw of group) {
    if (raw.op ? batch.erased.has(raw.op) : await namesErased(batch.trx, batch.schoolId, JSON.stringify(raw.sent))) {
      results.push(await swallow(batch, raw))
      continue
    }
    const reason: Reason = raw.n === refusal.n ? refusal.reason : 'group'
    batch.parked.push({ school_id: batch.schoolId, client_id: batch.clientId, n: raw.n, account_id: batch.actor.id, reason, raw: JSON.stringify(raw.sent), at: batch.now })
    keepOp(batch, raw, 'parked', reason, '')
    await keepParked(batch, raw, reason)
    results.push({ n: raw.n, r: 'parked', ref: reason })
  }
  return results
}

/** About somebody who was erased: answered for like any other, and nothing of it is kept. */
async function swallow(batch: Batch, raw: SentOp): Promise<Result> {
  const left = raw.op ? withoutContent(raw.op) : { n: raw.n }
  batch.head += 1
  const [named] = await namesToTell(batch, [raw.sent])
  if (named) batch.erased.note(named, batch.head, batch.now)
  keepOp(batch, { ...raw, sent: left, ...(raw.op ? { hash: hashOf(left) } : {}) }, 'parked', 'erased', '')
  return { n: raw.n, r: 'parked', ref: 'erased' }
}

function keepOp(batch: Batch, raw: SentOp, outcome: OpOutcome, reason: Reason | null, effHlc: string): void {
  const row = {
    school_id: batch.schoolId, client_id: batch.clientId, n: raw.n, g: raw.g, hash: raw.hash, seq: batch.head, outcome, reason, op: JSON.stringify(raw.sent),
    account_id: batch.actor.id, received_at: batch.now, eff_hlc: effHlc,
  }
  batch.ops.add(row, raw.sent)
}
