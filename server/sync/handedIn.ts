/**
 * What was handed in, as a person reads it: of what they may see, the oldest first, and only what has not reached the server by
 * the usual way since. Reading it and dealing with it stand in the audit, by their ids.
 */
import { mayRead } from '../../src/domain/permission.ts'
import { readHandedIn, type HandedIn, type HandedInAct, type HandedInActReply, type HandedInReply, type HandedInWaiting, type ReadIn } from '../../src/domain/sync/handedIn.ts'
import { bucketOf } from '../../src/domain/records.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import { tell, tellAlone } from '../audit/tell.ts'
import type { AccountTable, HandinTable, Read, Store, Write } from '../store.ts'
import { hashOf } from './canonical.ts'
import { shortName } from './twoVersions.ts'

/** What one answer holds: some hundred changes, or a few that are too large for any other way. */
const MOST = 200
const MOST_BYTES = 1_500_000
const AT_ONCE = 20

type Found = HandinTable & { read: ReadIn }
const found = (row: HandinTable): Found => ({ ...row, read: readHandedIn(Buffer.from(row.bytes).toString()) })

/** What a tablet could not say, or cannot be read, names no pupil. */
const isFor = ({ id, role, year, name, initials }: AccountTable, { read }: Found): boolean => {
  const bucket = read.sort === 'change' ? read.op.bucket : read.sort === 'photo' ? bucketOf('sheetPhoto', read.f, read.id) : undefined
  return bucket === undefined || mayRead({ id, role, name, initials, year: year ?? undefined }, bucket, { own: false, pupilYear: undefined })
}

export async function listHandedIn(store: Store, who: SignedIn, now: number): Promise<HandedInReply> {
  const { school_id: schoolId, id: actor } = who.account
  const items: HandedIn[] = []
  let more = false
  let room = MOST_BYTES
  const named = await namesOf(store.db, schoolId)
  for await (const some of waitingFor(store.db, who.account)) {
    for (const item of some.map(named)) {
      room -= JSON.stringify(item).length
      more ||= items.length > 0 && (items.length >= MOST || room < 0)
      if (!more) items.push(item)
    }
    if (more) break
  }
  await tellAlone(store, schoolId, now, { action: 'handed-in-read', actor, tablet: who.tabletId })
  return { at: now, items, more }
}

/** No content is shown, so nothing is told to the audit. */
export async function countHandedIn(store: Store, account: AccountTable): Promise<HandedInWaiting> {
  let waiting = 0
  for await (const some of waitingFor(store.db, account)) waiting += some.length
  return { waiting }
}

/** What this person may see of what nobody has dealt with, the oldest first; of what may be large, a few at once. */
async function* waitingFor(db: Read, account: AccountTable): AsyncGenerator<Found[]> {
  const of = db.selectFrom('handin').where('school_id', '=', account.school_id)
  const open = await of.select('id').where('closed_at', 'is', null).orderBy('at').orderBy('id').execute()
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const rows = await of.selectAll().where('id', 'in', open.slice(from, from + AT_ONCE).map(({ id }) => id)).orderBy('at').orderBy('id').execute()
    yield (await notHereSince(db, account.school_id, rows.map(found))).filter((one) => isFor(account, one))
  }
}

/** The owner came back, or their tablet sent the same by the usual way after all. */
async function notHereSince(db: Read, schoolId: string, rows: readonly Found[]): Promise<Found[]> {
  const changes = rows.flatMap(({ read }) => (read.sort === 'change' ? [read] : []))
  if (changes.length === 0) return [...rows]
  const there = await db
    .selectFrom('op').select(['client_id', 'n', 'hash']).where('school_id', '=', schoolId)
    .where('client_id', 'in', changes.map(({ clientId }) => clientId)).where('n', 'in', changes.map(({ op }) => op.n)).execute()
  const hashes = new Map(there.map(({ client_id, n, hash }) => [`${client_id}:${n}`, hash]))
  return rows.filter(({ read }) => read.sort !== 'change' || hashes.get(`${read.clientId}:${read.op.n}`) !== hashOf(read.sent))
}

async function namesOf(db: Read, schoolId: string): Promise<(one: Found) => HandedIn> {
  const [accounts, tablets, clients] = await Promise.all([
    db.selectFrom('account').select(['id', 'name', 'disabled_at']).where('school_id', '=', schoolId).execute(),
    db.selectFrom('tablet').select(['id', 'name']).where('school_id', '=', schoolId).execute(),
    db.selectFrom('sync_client').select(['client_id', 'tablet_id']).where('school_id', '=', schoolId).execute(),
  ])
  const tabletOf = new Map(clients.map(({ client_id, tablet_id }) => [client_id, tablet_id]))
  return ({ id, at, account_id, client_id, bytes, read }) => {
    const author = accounts.find((one) => one.id === account_id)
    const tabletId = tabletOf.get(client_id) ?? ('clientId' in read ? tabletOf.get(read.clientId) : undefined) ?? client_id
    return {
      id, at, size: bytes.length, tablet: tablets.find((one) => one.id === tabletId)?.name || shortName(tabletId),
      author: { id: account_id, name: author?.name ?? '', isClosed: author === undefined || author.disabled_at !== null },
      what: read.sort === 'change' ? { sort: 'change', op: read.op } : read.sort === 'photo' ? { sort: 'photo', id: read.id, f: read.f } : { sort: read.sort },
    }
  }
}

export async function actOnHandedIn(store: Store, who: SignedIn, act: HandedInAct, now: number): Promise<HandedInActReply> {
  const { school_id: schoolId, id: actor } = who.account
  if (act.act === 'look') {
    const one = await openFor(store.db, who.account, act.id)
    if (!one) return { refused: 'gone' }
    await tellAlone(store, schoolId, now, { action: 'handed-in-read', actor, tablet: who.tabletId, object: act.id })
    return { done: true, ...(one.read.sort === 'photo' ? { content: one.read.jpeg } : one.read.sort === 'file' ? { content: Buffer.from(one.bytes).toString() } : {}) }
  }
  return store.write(async (trx): Promise<HandedInActReply> => {
    await store.lockSchool(trx, schoolId)
    if (!(await openFor(trx, who.account, act.id))) return { refused: 'gone' }
    const how = act.act === 'took-in' ? 'taken-in' : 'put-away'
    await trx.updateTable('handin').set({ closed_at: Math.floor(now), closed_by: actor, how, why: act.act === 'put-away' ? act.why : null }).where('school_id', '=', schoolId).where('id', '=', act.id).execute()
    await tell(store, trx, schoolId, now, [{ action: how === 'taken-in' ? 'handed-in-taken' : 'handed-in-put-away', actor, tablet: who.tabletId, object: act.id }])
    return { done: true }
  })
}

/** Undefined also for what this person may not see. */
async function openFor(db: Read | Write, account: AccountTable, id: string): Promise<Found | undefined> {
  const row = await db.selectFrom('handin').selectAll().where('school_id', '=', account.school_id).where('id', '=', id).where('closed_at', 'is', null).executeTakeFirst()
  const one = row && found(row)
  return one && isFor(account, one) ? one : undefined
}
