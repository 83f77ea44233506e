/** The passkeys of an account: made known, shown, listed, removed. A question is asked once and good for five minutes; the library checks the rest. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { PASSKEYS_MOST, type PasskeyMade, type PasskeyOffered, type PasskeyShown, type PasskeyWanted } from '../../src/domain/people/passkey.ts'
import { tell } from '../audit/tell.ts'
import type { AccountTable, PasskeyTable, Read, Store, Write } from '../store.ts'
import { newToken, type Random } from './secrets.ts'

/** Whose page it is: a passkey made for another address is none here. */
export type Site = { id: string; origin: string }
export const siteOf = ({ protocol, host, hostname }: FastifyRequest): Site => ({ id: hostname, origin: new URL(`${protocol}://${host}`).origin })
type Edge = { now: number; random: Random; site: Site; tabletId: string }
type Of = Pick<AccountTable, 'school_id' | 'id'>

const GOOD_FOR = 5 * 60_000
/** Fetched with the first passkey: most starts of a server never need it. */
const library = () => import('@simplewebauthn/server')

export const passkeysOf = (db: Read, { school_id, id }: Of): Promise<PasskeyTable[]> =>
  db.selectFrom('passkey').selectAll().where('school_id', '=', school_id).where('account_id', '=', id).orderBy('made_at').orderBy('id').execute()

export async function wantPasskey(store: Store, account: Of, keys: readonly PasskeyTable[], edge: Edge): Promise<PasskeyWanted> {
  return { challenge: await ask(store, account, edge), rpId: edge.site.id, allow: keys.map((one) => one.id) }
}
export async function offerPasskey(store: Store, account: AccountTable, keys: readonly PasskeyTable[], edge: Edge): Promise<PasskeyOffered> {
  const userId = createHash('sha256').update(`${account.school_id} ${account.id}`).digest('base64url')
  return { challenge: await ask(store, account, edge), rpId: edge.site.id, userId, username: account.username, name: account.name, exclude: keys.map((one) => one.id) }
}

async function ask(store: Store, { school_id, id }: Of, { now, random }: Edge): Promise<string> {
  const challenge = newToken(random)
  await store.write(async (trx) => {
    await store.lockSchool(trx, school_id)
    await trx.deleteFrom('passkey_question').where('school_id', '=', school_id).where('until', '<=', now).execute()
    await trx.insertInto('passkey_question').values({ school_id, challenge, account_id: id, until: Math.floor(now) + GOOD_FOR }).execute()
  })
  return challenge
}

/** Whether it was asked of this account, and not answered yet. */
const answers = (store: Store, { school_id, id }: Of, now: number) => async (challenge: string): Promise<boolean> => {
  const asked = await store.db.deleteFrom('passkey_question').where('school_id', '=', school_id).where('challenge', '=', challenge).where('account_id', '=', id).where('until', '>', now).executeTakeFirst()
  return asked.numDeletedRows === 1n
}

/** The library throws for whatever does not fit; what a browser sent wrong is no fault of ours. */
async function ifGenuine<T>(checking: Promise<T>): Promise<T | undefined> {
  try {
    return await checking
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Whether one of the account's keys has signed what was asked. */
export async function showPasskey(store: Store, account: Of, shown: PasskeyShown, { now, site }: Edge): Promise<boolean> {
  const key = (await passkeysOf(store.db, account)).find((one) => one.id === shown.id)
  if (!key) return false
  const { userHandle, ...response } = shown.response
  const checked = await ifGenuine((await library()).verifyAuthenticationResponse({
    response: { ...shown, response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) }, clientExtensionResults: {} },
    expectedChallenge: answers(store, account, now), expectedOrigin: site.origin, expectedRPID: site.id, requireUserVerification: false,
    credential: { id: key.id, publicKey: Buffer.from(key.public_key, 'base64url'), counter: key.counter },
  }))
  if (!checked?.verified) return false
  // Two that come with one counter: the second finds it taken.
  const used = await store.db.updateTable('passkey').set({ counter: checked.authenticationInfo.newCounter, used_at: Math.floor(now) }).where('school_id', '=', account.school_id).where('id', '=', key.id).where('counter', '=', key.counter).executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Undefined where it is no answer to what was asked. */
export async function checkMade(store: Store, account: Of, made: PasskeyMade, { now, site }: Edge): Promise<{ id: string; public_key: string; counter: number } | undefined> {
  const checked = await ifGenuine((await library()).verifyRegistrationResponse({
    response: { ...made, clientExtensionResults: {} }, expectedChallenge: answers(store, account, now), expectedOrigin: site.origin, expectedRPID: site.id, requireUserVerification: false,
  }))
  if (!checked?.verified) return undefined
  const { id, publicKey, counter } = checked.registrationInfo.credential
  return { id, public_key: Buffer.from(publicKey).toString('base64url'), counter }
}

/** Whether there was room for it, and it is nobody's yet. The school's row is held. */
export async function putPasskey(store: Store, trx: Write, account: Of, key: { id: string; public_key: string; counter: number }, name: string, { now, tabletId }: Pick<Edge, 'now' | 'tabletId'>): Promise<boolean> {
  if ((await passkeysOf(trx, account)).length >= PASSKEYS_MOST) return false
  const put = await trx.insertInto('passkey').values({ school_id: account.school_id, account_id: account.id, ...key, name, made_at: Math.floor(now), used_at: null }).onConflict((c) => c.doNothing()).executeTakeFirst()
  if (put.numInsertedOrUpdatedRows !== 1n) return false
  await tell(store, trx, account.school_id, now, [{ action: 'passkey-known', actor: account.id, tablet: tabletId }])
  return true
}
