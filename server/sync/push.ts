/**
 * Taking in a tablet's operations: in its order, each exactly once, and every answer final. One bad operation is parked
 * whole and never stops the next. Nothing is refused because of a clock.
 */
import { withoutContent } from '../../src/domain/sync/erasure.ts'
import { OpShape, type Op, type OpOutcome, type PushReply, type PushRequest } from '../../src/domain/protocol.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { upcast } from '../../src/domain/sync/upcast.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import { asKept } from '../asKept.ts'
import { tell } from '../audit/tell.ts'
import type { Store, SyncClientTable, Write } from '../store.ts'
import { applyGroup } from './apply.ts'
import { flush, load, newBatch, type SentOp } from './batch.ts'
import { hashOf } from './canonical.ts'
import { givenHere } from './handIn.ts'
import { isAnothers } from './putBack.ts'

type InTodaysWords = (op: Op) => Op
type Results = { n: number; r: OpOutcome; ref?: string }[]
/** `touched`: the audiences who may want to pull. `reply` undefined: the account was disabled a moment ago. */
export type Pushed = { reply: PushReply | undefined; touched: string[] }

/** What a change means for more than one pupil. */
const changeTold = ({ t, id, kind }: Op): { action: 'rule-changed' | 'sims-taken-in'; object: string }[] =>
  t === 'setting' ? [{ action: 'rule-changed', object: id }] : t === 'simsBatch' && kind === 'add' ? [{ action: 'sims-taken-in', object: id }] : []

export function push(store: Store, who: Pick<SignedIn, 'account' | 'tabletId'>, request: PushRequest, now: number, inTodaysWords: InTodaysWords = upcast): Promise<Pushed> {
  const schoolId = who.account.school_id
  return store.write(async (trx): Promise<Pushed> => {
    const answer = (reply: PushReply | undefined): Pushed => ({ reply, touched: [] })
    const school = await store.lockSchool(trx, schoolId)
    const account = await trx.selectFrom('account').selectAll().where('school_id', '=', schoolId).where('id', '=', who.account.id).executeTakeFirstOrThrow()
    if (account.disabled_at !== null || (await isGone(trx, schoolId, who.tabletId))) return answer(undefined)
    const known = await trx.selectFrom('sync_client').selectAll().where('school_id', '=', schoolId).where('client_id', '=', request.clientId).executeTakeFirst()
    if (known && known.account_id !== account.id) return answer({ err: 'fork' })
    if (request.epoch !== school.epoch) return answer({ err: 'epoch', epoch: school.epoch, lastN: known?.last_n ?? 0 })
    const client = known ?? newClient(schoolId, request.clientId, who)

    const ops = inOrder(request.ops, inTodaysWords)
    if (ops === 'fork') return answer({ err: 'fork' })
    const repeats = await settled(trx, client, ops)
    if (repeats === 'fork') return answer({ err: 'fork' })
    // The tablet holds its whole journal against this one then, as where something is missing.
    if (ops[0]?.n === client.last_n + 1 && request.beforeHlc !== undefined && (await isAnothers(trx, schoolId, client.client_id, client.last_n, request.beforeHlc))) return answer({ err: 'gap', expect: ops[0].n })

    const actor: Actor = { id: account.id, role: account.role, year: account.year ?? undefined, name: account.name, initials: account.initials }
    const batch = newBatch({ trx, schoolId, clientId: client.client_id, tabletId: client.tablet_id, actor, now, head: school.head, lastHlc: client.last_hlc ?? undefined })
    const fresh = ops.filter((op) => op.n > client.last_n)
    await load(batch, fresh)
    const given = await givenHere(trx, { schoolId, accountId: account.id, clientId: client.client_id }, fresh.filter(isHandedIn).map(({ n }) => n))
    const results: Results = [...repeats]
    let lastN = client.last_n
    let gap = false
    for (const group of groupsOf(fresh)) {
      gap = group.some((op, index) => op.n !== lastN + 1 + index || (isHandedIn(op) && !given.has(op.n)))
      if (gap) break
      results.push(...(await applyGroup(batch, group)))
      lastN += group.length
    }
    const tried = batch.parked.filter(({ reason }) => reason === 'forbidden' || reason === 'forged-author').map(({ n }) => ({ action: 'refused', actor: account.id, tablet: client.tablet_id, object: `${client.client_id}:${n}` }) as const)
    const done = fresh.flatMap(({ op, n }) => (op && n <= lastN && !batch.parked.some((one) => one.n === n) ? changeTold(op) : [])).map((one) => ({ ...one, actor: account.id, tablet: client.tablet_id }))
    await flush(batch)
    await tell(store, trx, schoolId, now, [...tried, ...done])
    if (batch.head > school.head) await trx.updateTable('school').set({ head: batch.head }).where('id', '=', schoolId).execute()
    const pending = Math.max(0, request.pending - ops.filter((op) => op.n <= lastN).length)
    await keepClient(trx, { ...client, last_n: lastN, last_hlc: batch.lastHlc ?? null, pending, oldest: pending === 0 ? null : whole(request.oldest), seen_at: now })
    const touched = await batch.grants.audiencesTouched([...batch.buckets], school.head)
    return { reply: gap ? { err: 'gap', expect: lastN + 1 } : { epoch: school.epoch, lastN, serverWall: now, results }, touched }
  })
}

/** Lost a moment ago. */
async function isGone(trx: Write, schoolId: string, tabletId: string): Promise<boolean> {
  const tablet = await trx.selectFrom('tablet').select('state').where('school_id', '=', schoolId).where('id', '=', tabletId).executeTakeFirst()
  return tablet !== undefined && tablet.state !== 'in-use'
}

/** Ascending, each number once; the same number with two contents is two tablets under one name. */
function inOrder(ops: PushRequest['ops'], inTodaysWords: InTodaysWords): SentOp[] | 'fork' {
  const byN = new Map<number, SentOp>()
  for (const op of ops) {
    const hash = hashOf(op)
    const twin = byN.get(op.n)
    if (twin && twin.hash !== hash) return 'fork'
    const shaped = OpShape.safeParse(op).data
    if (!twin) byN.set(op.n, { n: op.n, g: typeof op['g'] === 'string' ? asKept(op['g'].slice(0, 40)) : null, hash, sent: op, op: shaped && inTodaysWords(shaped) })
  }
  return [...byN.values()].sort((a, b) => a.n - b.n)
}

/** What was answered before is answered again. */
async function settled(trx: Write, client: SyncClientTable, ops: readonly SentOp[]): Promise<Results | 'fork'> {
  const old = ops.filter((op) => op.n <= client.last_n)
  if (old.length === 0) return []
  const stored = await trx
    .selectFrom('op').select(['n', 'g', 'hash', 'outcome', 'reason', 'op']).where('school_id', '=', client.school_id).where('client_id', '=', client.client_id)
    .where('n', 'in', old.map((op) => op.n)).execute()
  const byN = new Map(stored.map((one) => [one.n, one]))
  const results: Results = []
  for (const op of old) {
    const one = byN.get(op.n)
    if (!one || !(isHandedIn(op) ? isSamePlace(one, op) : isRepeat(one, op) || isInItsPlace(one, op))) return 'fork'
    results.push({ n: op.n, r: one.outcome as OpOutcome, ...(one.reason === null ? {} : { ref: one.reason }) })
  }
  return results
}

/** What a person was given in its place: because it would not go, or by a tablet that never heard that it had come through. */
const isHandedIn = ({ sent }: SentOp): boolean => sent['handedIn'] === true

/** A place names the change that was handed in by its stamp and its action; those of earlier apps do not. */
function isSamePlace(stored: { op: string; g: string | null }, { sent, g }: SentOp): boolean {
  const { hlc } = JSON.parse(stored.op) as { hlc?: unknown }
  return hlc === undefined || sent['hlc'] === undefined || (hlc === sent['hlc'] && stored.g === g)
}

/** Handed in before, and its place taken; a tablet that met another life of the server since sends it whole. */
function isInItsPlace(stored: { op: string; g: string | null }, { sent, g }: SentOp): boolean {
  const { hlc, handedIn } = JSON.parse(stored.op) as { hlc?: unknown; handedIn?: unknown }
  return handedIn === true && typeof hlc === 'string' && hlc === sent['hlc'] && stored.g === g
}

/** The same change, or the same but for what an erasure took out of it: here, where one without the shape of an operation keeps its number alone, or on the tablet. */
function isRepeat(stored: { hash: string; op: string }, { hash, op, sent }: SentOp): boolean {
  const left = hashOf(withoutContent(op ?? sent))
  if (stored.hash === hash || stored.hash === left) return true
  const before = JSON.parse(stored.op) as Record<string, unknown>
  return left === hash && (Object.keys(before).length === 1 || hashOf(withoutContent(before)) === hash)
}

/** Neighbours that share a `g` stand or fall together. */
function groupsOf(ops: readonly SentOp[]): SentOp[][] {
  const groups: SentOp[][] = []
  for (const op of ops) {
    const last = groups.at(-1)
    if (last && op.g !== null && last[0]?.g === op.g) last.push(op)
    else groups.push([op])
  }
  return groups
}

export const newClient = (schoolId: string, clientId: string, who: Pick<SignedIn, 'account' | 'tabletId'>): SyncClientTable => ({
  school_id: schoolId, client_id: clientId, account_id: who.account.id, tablet_id: who.tabletId, last_n: 0, pending: 0, oldest: null, seen_at: 0, cursor_seq: 0, last_hlc: null, version: null, skew: null, stuck: null, missing: null, missing_at: null,
})

/** Under the school's lock. What the tablet tells of itself is the pull's to write, which takes no lock. */
async function keepClient(trx: Write, client: SyncClientTable): Promise<void> {
  const { tablet_id, last_n, last_hlc, pending, oldest, seen_at } = client
  await trx.insertInto('sync_client').values(client).onConflict((c) => c.columns(['school_id', 'client_id']).doUpdateSet({ tablet_id, last_n, last_hlc, pending, oldest, seen_at })).execute()
}

/** A tablet's clock may say anything; the database wants whole milliseconds it can hold. */
export const whole = (at: number | null): number | null => (at === null ? null : Math.floor(Math.min(Math.max(at, 0), 8.64e15)))
