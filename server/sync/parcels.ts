/**
 * A parcel of somebody who is not there: opened, its signature held against the key that this person registered from this tablet,
 * and then taken in as if they had pushed it. Of a closed account or a lost tablet it is handed in, for a person to look at.
 */
import { openParcel, type ParcelBody, type ParcelReply, type ParcelRequest } from '../../src/domain/sync/parcels.ts'
import { bytesOf, ownKey } from '../accounts/sealKeys.ts'
import { HAND_IN_FOR } from '../accounts/sessions.ts'
import { noteLeaving } from '../accounts/tablets.ts'
import { keepOpenings } from '../audit/routes.ts'
import type { AccountTable, Store, TabletTable } from '../store.ts'
import { hashOf } from './canonical.ts'
import { keepHandedIn } from './handIn.ts'
import { push } from './push.ts'

export type Taken = { reply: ParcelReply; touched: string[] }
const waits = (why: ParcelReply['waits']): Taken => ({ reply: { taken: false, waits: why }, touched: [] })

export async function takeParcel(store: Store, tablet: TabletTable, parcel: ParcelRequest, now: number): Promise<Taken> {
  const schoolId = tablet.school_id
  const [account, signed, key] = await Promise.all([
    store.db.selectFrom('account').selectAll().where('school_id', '=', schoolId).where('id', '=', parcel.person).executeTakeFirst(),
    store.db.selectFrom('parcel_key').select('key').where('school_id', '=', schoolId).where('account_id', '=', parcel.person).where('tablet_id', '=', tablet.id).executeTakeFirst(),
    ownKey(store.db, schoolId, 'parcels', parcel.key),
  ])
  if (!account || !signed || !key) return waits('unknown')
  const opened = await openParcel({ half: bytesOf(parcel.half), ct: bytesOf(parcel.ct) }, parcel, { subtle: crypto.subtle, ...key, signedBy: bytesOf(signed.key) })
  if ('waits' in opened) return waits(opened.waits)
  const { body } = opened
  const who = { account, tabletId: tablet.id }
  if (account.disabled_at !== null || tablet.state !== 'in-use') return handIn(store, who, tablet, body, now)
  const { reply, touched } = await push(store, who, body, now)
  // A gap, a change of a twin’s before it, another life of the server, a name that is taken: its owner’s tablet settles that. No reply: dismissed a moment ago.
  if (!reply || !('results' in reply)) return waits('order')
  await keepOpenings(store, who, body.openings, now)
  return { reply: { taken: true }, touched }
}

/** Each operation as an open tablet hands it in, once, and only what the server does not have. */
async function handIn(store: Store, who: { account: AccountTable }, tablet: TabletTable, body: ParcelBody, now: number): Promise<Taken> {
  const { account } = who
  const since = Math.min(account.disabled_at ?? Infinity, tablet.state === 'in-use' ? Infinity : tablet.since)
  if (now - since > HAND_IN_FOR) return waits('late')
  const schoolId = account.school_id
  const numbers = body.ops.map(({ n }) => n)
  const held = numbers.length === 0 ? [] : await store.db
    .selectFrom('op').select(['n', 'hash']).where('school_id', '=', schoolId).where('client_id', '=', body.clientId).where('account_id', '=', account.id).where('n', 'in', numbers).execute()
  const known = new Map(held.map(({ n, hash }) => [Number(n), hash]))
  for (const op of body.ops) {
    if (known.get(op.n) === hashOf(op)) continue
    const isNew = await keepHandedIn(store, { schoolId, accountId: account.id, clientId: body.clientId }, Buffer.from(JSON.stringify({ clientId: body.clientId, op })), now)
    if (isNew) await noteLeaving(store, schoolId, tablet.id, 'handed-in', now)
  }
  await keepOpenings(store, { account, tabletId: tablet.id }, body.openings, now)
  return { reply: { taken: true }, touched: [] }
}
