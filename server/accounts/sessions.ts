/**
 * Staying signed in. The cookie's session is short (15 idle minutes, 12 hours at most). The refresh token lives sealed
 * on the tablet, changes on every use and lasts 30 idle days, 90 at most: so a tablet that was away all day still sends.
 * A token that is used twice, or without the signature of the vault it lies in, means that somebody else holds a copy, and the whole family ends; save that the tablet itself may
 * repeat it once within a minute, because the reply to its first use can be lost on the way.
 */
import { randomUUID } from 'node:crypto'
import { isSignedRefresh } from '../../src/domain/people/refreshing.ts'
import { tell } from '../audit/tell.ts'
import type { AccountTable, RefreshTokenTable, Store, Write } from '../store.ts'
import { bytesOf } from './sealKeys.ts'
import { hashToken, keyFrom, newToken, type Random } from './secrets.ts'
import { noteTablet, showsKey } from './tablets.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const SESSION_IDLE = 15 * MINUTE
const SESSION_LIFE = 12 * 60 * MINUTE
const REFRESH_IDLE = 30 * DAY
const REFRESH_LIFE = 90 * DAY
const LOST_REPLY = MINUTE
/** How long a leaver's tablets may still sign in, to hand in what they hold and to be told to forget: nothing else is answered. */
export const HAND_IN_FOR = 30 * DAY

/** `tabletKey`: given to a tablet that has none of its own yet. */
export type Tokens = { session: string; refresh: string; tabletKey?: string | undefined }
/** Who speaks, on which tablet. `key` names the session without opening it. */
export type SignedIn = { account: AccountTable; clientId: string; tabletId: string; family: string; key: string; /** Its tablet was lost or taken out of use. */ isTabletGone?: boolean }
type Edge = { now: number; random: Random }
type Family = { family: string; familyAt: number; accountId: string; clientId: string; tabletId: string; parent: string | null }

/** A new family of tokens after a right passphrase. */
export function startSession(store: Store, account: AccountTable, clientId: string, tabletId: string, shown: string | undefined, edge: Edge): Promise<Tokens> {
  const schoolId = account.school_id
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    await forgetEnded(trx, schoolId, edge.now)
    await trx
      .insertInto('known_tablet').values({ school_id: schoolId, tablet_id: tabletId, account_id: account.id, seen_at: edge.now })
      .onConflict((c) => c.columns(['school_id', 'tablet_id', 'account_id']).doUpdateSet({ seen_at: edge.now })).execute()
    await tell(store, trx, schoolId, edge.now, [{ action: 'signed-in', actor: account.id, tablet: tabletId }])
    const tabletKey = await noteTablet(trx, schoolId, tabletId, { by: account.id, now: edge.now, shown, fresh: newToken(edge.random) })
    return { ...(await issue(trx, schoolId, { family: randomUUID(), familyAt: edge.now, accountId: account.id, clientId, tabletId, parent: null }, edge)), tabletKey }
  })
}

/** What a tablet shows for the next session: the token, under which name, the vault's signature and the tablet's own key. */
type Shown = { refresh: string; clientId: string; signature?: string | undefined; key: string | undefined }
/** The next pair of tokens, or undefined: sign in again. */
export function refreshSession(store: Store, schoolId: string, { refresh, clientId, signature, key }: Shown, edge: Edge): Promise<{ tokens: Tokens; account: AccountTable } | undefined> {
  const { now } = edge
  const hash = hashToken(refresh)
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const token = await trx.selectFrom('refresh_token').selectAll().where('school_id', '=', schoolId).where('hash', '=', hash).executeTakeFirst()
    if (!token || token.revoked_at !== null) return undefined
    const account = await trx.selectFrom('account').selectAll().where('school_id', '=', schoolId).where('id', '=', token.account_id).executeTakeFirst()
    if (!account || (account.disabled_at !== null && now - account.disabled_at > HAND_IN_FOR)) return undefined
    const tablet = await trx.selectFrom('tablet').select(['hash', 'state', 'since']).where('school_id', '=', schoolId).where('id', '=', token.tablet_id).executeTakeFirst()
    // Shown by another device than the one it was given to, it is worth nothing, and the family goes on where it belongs.
    if (tablet && (!(showsKey(tablet.hash, key) || showsKey(tablet.hash, keyFrom(refresh))) || (tablet.state !== 'in-use' && now - tablet.since > HAND_IN_FOR))) return undefined
    if (now - token.created_at > REFRESH_IDLE || now - token.family_at > REFRESH_LIFE) return undefined
    // The token and the tablet's key without the vault's: somebody has a copy of them, and not what was sealed.
    if ((token.used_at !== null && !isLostReply(token, clientId, now)) || !(await isOfVault(trx, token, { refresh, clientId, signature }))) {
      await endFamily(trx, schoolId, token.family, now)
      await tell(store, trx, schoolId, now, [{ action: 'token-reused', actor: account.id, tablet: token.tablet_id }])
      return undefined
    }
    const ofFamily = trx.updateTable('refresh_token').where('school_id', '=', schoolId).where('family', '=', token.family)
    await ofFamily.set({ used_at: token.used_at ?? now, spent: token.used_at === null ? 0 : 1 }).where('hash', '=', hash).execute()
    // The twin that a repeated request made may not live on beside this one.
    if (token.parent !== null) await ofFamily.set({ used_at: now, spent: 1 }).where('parent', '=', token.parent).where('hash', '!=', hash).where('used_at', 'is', null).execute()
    const tokens = await issue(trx, schoolId, { family: token.family, familyAt: token.family_at, accountId: account.id, clientId: isSameTablet(token, clientId) ? token.client_id : clientId, tabletId: token.tablet_id, parent: hash }, edge)
    const tabletKey = account.disabled_at === null ? await noteTablet(trx, schoolId, token.tablet_id, { by: null, now, shown: key, fresh: keyFrom(refresh) }) : undefined
    return { tokens: { ...tokens, tabletKey }, account }
  })
}

/** Signed by the vault that it was given to, where that vault said that it signs. */
async function isOfVault(trx: Write, token: RefreshTokenTable, { signature, ...words }: Omit<Shown, 'key'>): Promise<boolean> {
  const known = await trx.selectFrom('parcel_key').select(['key', 'since', 'signs']).where('school_id', '=', token.school_id).where('account_id', '=', token.account_id).where('tablet_id', '=', token.tablet_id).executeTakeFirst()
  // Who has signed in since then may have made another vault, which has not said yet with what it signs.
  if (!known || Number(known.signs) === 0 || Number(known.since) < Math.floor(token.family_at)) return true
  return signature !== undefined && isSignedRefresh(crypto.subtle, bytesOf(known.key), words, bytesOf(signature))
}

const isLostReply = (token: RefreshTokenTable, clientId: string, now: number): boolean =>
  token.used_at !== null && token.spent === 0 && isSameTablet(token, clientId) && now - token.used_at <= LOST_REPLY

/** A tablet says the name it syncs under, or its own, which stays when the other has to change. */
const isSameTablet = (token: RefreshTokenTable, said: string): boolean => said === token.client_id || said === token.tablet_id

async function issue(trx: Write, schoolId: string, of: Family, { now, random }: Edge): Promise<Tokens> {
  const tokens = { session: newToken(random), refresh: newToken(random) }
  const shared = { school_id: schoolId, family: of.family, account_id: of.accountId, client_id: of.clientId, tablet_id: of.tabletId, created_at: now }
  await trx.insertInto('session').values({ ...shared, hash: hashToken(tokens.session), seen_at: now, ended_at: null, stepped_at: of.parent === null ? Math.floor(now) : null }).execute()
  await trx
    .insertInto('refresh_token')
    .values({ ...shared, hash: hashToken(tokens.refresh), parent: of.parent, family_at: of.familyAt, used_at: null, spent: 0, revoked_at: null })
    .execute()
  return tokens
}

/**
 * Who this session token is, if it still is one. `evenIfOver` is for handing in unsent work alone: writing without
 * reading stays possible when the account was disabled, the tablet was lost or the session has idled out. A token that another
 * device shows than its own tablet is none.
 */
export async function whoIs(store: Store, schoolId: string, { token, tabletKey }: { token: string; tabletKey: string | undefined }, now: number, evenIfOver = false): Promise<(SignedIn & { seenAt: number }) | undefined> {
  const key = hashToken(token)
  const found = await store.db
    .selectFrom('session').innerJoin('account', (join) => join.onRef('account.school_id', '=', 'session.school_id').onRef('account.id', '=', 'session.account_id'))
    .leftJoin('tablet', (join) => join.onRef('tablet.school_id', '=', 'session.school_id').onRef('tablet.id', '=', 'session.tablet_id'))
    .selectAll('account').select(['session.client_id', 'session.tablet_id', 'session.family', 'session.created_at', 'session.seen_at', 'session.ended_at', 'tablet.state', 'tablet.hash as tablet_hash'])
    .where('session.school_id', '=', schoolId).where('session.hash', '=', key).executeTakeFirst()
  if (!found || found.ended_at !== null || now - found.created_at > SESSION_LIFE || !showsKey(found.tablet_hash, tabletKey)) return undefined
  const { client_id: clientId, tablet_id: tabletId, family, created_at: _, seen_at: seenAt, ended_at: __, state, tablet_hash: ___, ...account } = found
  const isTabletGone = state !== null && state !== 'in-use'
  if (!evenIfOver && (now - seenAt > SESSION_IDLE || account.disabled_at !== null || isTabletGone)) return undefined
  return { account, clientId, tabletId, family, key, seenAt, isTabletGone }
}

/** For an open line: it ends with the account or with signing out, but a quiet tablet at the desk does not idle out of it. */
export async function isLive(store: Store, schoolId: string, key: string, now: number): Promise<boolean> {
  const live = await store.db
    .selectFrom('session').innerJoin('account', (join) => join.onRef('account.school_id', '=', 'session.school_id').onRef('account.id', '=', 'session.account_id'))
    .leftJoin('tablet', (join) => join.onRef('tablet.school_id', '=', 'session.school_id').onRef('tablet.id', '=', 'session.tablet_id'))
    .select('session.hash').where((is) => is.or([is('tablet.state', 'is', null), is('tablet.state', '=', 'in-use')])).where('session.school_id', '=', schoolId).where('session.hash', '=', key).where('session.ended_at', 'is', null)
    .where('session.created_at', '>', now - SESSION_LIFE).where('account.disabled_at', 'is', null).executeTakeFirst()
  return live !== undefined
}

/** A request by hand or by sync keeps the session awake; written at most once a minute. */
export async function keepAwake(store: Store, schoolId: string, { key, seenAt }: { key: string; seenAt: number }, now: number): Promise<void> {
  if (seenAt >= now - MINUTE) return
  await store.db.updateTable('session').set({ seen_at: now }).where('school_id', '=', schoolId).where('hash', '=', key).where('seen_at', '<', now - MINUTE).execute()
}

export const signOut = (store: Store, { account: { id, school_id: schoolId }, tabletId, family }: SignedIn, now: number): Promise<void> =>
  store.write(async (trx) => {
    await tell(store, trx, schoolId, now, [{ action: 'signed-out', actor: id, tablet: tabletId }])
    await endFamily(trx, schoolId, family, now)
  })

async function endFamily(trx: Write, schoolId: string, family: string, now: number): Promise<void> {
  await trx.updateTable('session').set({ ended_at: now }).where('school_id', '=', schoolId).where('family', '=', family).where('ended_at', 'is', null).execute()
  await trx.updateTable('refresh_token').set({ revoked_at: now }).where('school_id', '=', schoolId).where('family', '=', family).where('revoked_at', 'is', null).execute()
}

async function forgetEnded(trx: Write, schoolId: string, now: number): Promise<void> {
  await trx.deleteFrom('session').where('school_id', '=', schoolId).where('created_at', '<', now - SESSION_LIFE).execute()
  await trx.deleteFrom('refresh_token').where('school_id', '=', schoolId).where('family_at', '<', now - REFRESH_LIFE).execute()
}
