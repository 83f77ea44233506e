/**
 * The second thing at sign-in, after the right passphrase: a phone's code or a passkey. The first is made known with the first right
 * answer; from then on a code opens once. Ten recovery codes stand for what was lost, each once; a new set-up code forgets all.
 */
import { codeFrom } from '../../src/domain/people/accounts.ts'
import { fromBase32, toBase32 } from '../../src/domain/sync/base32.ts'
import type { PasskeyMade } from '../../src/domain/people/passkey.ts'
import type { SecondAsked, SecondSaid } from '../../src/domain/people/secondFactor.ts'
import { tell } from '../audit/tell.ts'
import type { AccountTable, Store, Write } from '../store.ts'
import { checkMade, offerPasskey, passkeysOf, putPasskey, showPasskey, wantPasskey, type Site } from './passkeys.ts'
import { hashPassphrase, isPassphrase, type Random } from './secrets.ts'
import { stepFor, stepOf, totp, totpUrl } from './totp.ts'

const SECRET_BYTES = 20
const RECOVERY_CODES = 10
/** Fifty bits: two short groups to write down, and nothing to guess. */
const RECOVERY_LETTERS = 10
/** What the first one is called, which is made known while signing in. */
const FIRST_PASSKEY = 'Made at sign-in'

export type Passed = { passed: true; /** Shown once, when the first was made known. */ recovery?: string[] }
type Edge = { now: number; random: Random; school: string; tabletId: string; isDemo: boolean; site: Site }

/** `said` undefined: nothing was said yet. */
export async function secondFactor(store: Store, account: AccountTable, said: SecondSaid | undefined, edge: Edge): Promise<SecondAsked | Passed> {
  const keys = await passkeysOf(store.db, account)
  if (said?.made && keys.length === 0) {
    const recovery = await makeKnown(store, account, said.made, edge)
    if (recovery) return { passed: true, recovery }
  }
  if (said?.passkey && (await showPasskey(store, account, said.passkey, edge))) return { passed: true }
  const answer = await byCode(store, account, said?.code, keys.length > 0, edge)
  if ('passed' in answer) return answer
  const isWrong = answer.wrong || said?.made !== undefined || said?.passkey !== undefined
  if (keys.length > 0) return { ...answer, wrong: isWrong, passkey: await wantPasskey(store, account, keys, edge) }
  return { ...answer, wrong: isWrong, ...(answer.second === 'enrol' ? { offered: await offerPasskey(store, account, keys, edge) } : {}) }
}

async function byCode(store: Store, account: AccountTable, typed: string | undefined, hasPasskey: boolean, edge: Edge): Promise<SecondAsked | Passed> {
  const { school_id: schoolId, id: accountId } = account
  // Slow on purpose, so before the school's row is held.
  const recovery = typed === undefined ? undefined : await recoveryFor(store, account, typed)
  const fresh = typed === undefined || hasPasskey ? [] : await freshRecovery(store, account, edge.random)
  return store.write(async (trx): Promise<SecondAsked | Passed> => {
    await store.lockSchool(trx, schoolId)
    const ofAccount = trx.updateTable('second_factor').where('school_id', '=', schoolId).where('account_id', '=', accountId)
    const kept = await trx.selectFrom('second_factor').selectAll().where('school_id', '=', schoolId).where('account_id', '=', accountId).executeTakeFirst()
    // Whoever has a passkey is never offered a phone by whoever knows the passphrase alone.
    const known = hasPasskey && (kept?.confirmed_at ?? null) === null ? undefined : kept
    if (!hasPasskey && (!known || (known.confirmed_at === null && typed === undefined))) {
      // Asked anew, a phone that was never made known gets another secret: whoever saw the earlier one has nothing.
      const secret = toBase32(filled(SECRET_BYTES, edge.random))
      await forgetFactor(trx, schoolId, accountId)
      await trx.insertInto('second_factor').values({ school_id: schoolId, account_id: accountId, secret, confirmed_at: null, last_step: 0 }).execute()
      return enrol(account, secret, typed !== undefined, edge)
    }
    const digits = typed?.replace(/\s/g, '')
    const step = digits === undefined || !known ? undefined : stepFor(bytesOf(known.secret), digits, edge.now)
    if (known && step !== undefined && step > known.last_step) {
      await ofAccount.set({ last_step: step, confirmed_at: known.confirmed_at ?? Math.floor(edge.now) }).execute()
      if (known.confirmed_at !== null) return { passed: true }
      await tell(store, trx, schoolId, edge.now, [{ action: 'phone-known', actor: accountId, tablet: edge.tabletId }])
      await putRecovery(trx, account, fresh)
      return { passed: true, recovery: fresh.map(({ code }) => code) }
    }
    if (known?.confirmed_at === null) return enrol(account, known.secret, true, edge)
    if (recovery !== undefined && (await spend(trx, schoolId, accountId, recovery))) {
      await tell(store, trx, schoolId, edge.now, [{ action: 'recovery-used', actor: accountId, tablet: edge.tabletId }])
      return { passed: true }
    }
    return { second: 'code', wrong: typed !== undefined, ...(edge.isDemo && known ? { shown: totp(bytesOf(known.secret), Math.max(stepOf(edge.now), known.last_step + 1)) } : {}) }
  })
}

/** The first second thing of this account is a passkey. Undefined where it is none, or something is known already. */
async function makeKnown(store: Store, account: AccountTable, made: PasskeyMade, edge: Edge): Promise<string[] | undefined> {
  const fresh = await freshRecovery(store, account, edge.random)
  const key = fresh.length === 0 ? undefined : await checkMade(store, account, made, edge)
  if (!key) return undefined
  return store.write(async (trx) => {
    await store.lockSchool(trx, account.school_id)
    const phone = await trx.selectFrom('second_factor').select('confirmed_at').where('school_id', '=', account.school_id).where('account_id', '=', account.id).executeTakeFirst()
    if ((phone?.confirmed_at ?? null) !== null || (await passkeysOf(trx, account)).length > 0) return undefined
    if (!(await putPasskey(store, trx, account, key, FIRST_PASSKEY, edge))) return undefined
    await putRecovery(trx, account, fresh)
    return fresh.map(({ code }) => code)
  })
}
const putRecovery = async (trx: Write, { school_id, id }: AccountTable, fresh: readonly { hash: string }[]): Promise<void> => {
  if (fresh.length > 0) await trx.insertInto('recovery_code').values(fresh.map(({ hash }) => ({ school_id, account_id: id, hash }))).execute()
}

/** Phone, passkeys and recovery codes alike. */
export async function forgetFactor(trx: Write, schoolId: string, accountId: string): Promise<void> {
  for (const table of ['second_factor', 'recovery_code', 'passkey'] as const) await trx.deleteFrom(table).where('school_id', '=', schoolId).where('account_id', '=', accountId).execute()
}

function enrol({ username }: AccountTable, secret: string, wrong: boolean, { now, school, isDemo }: Edge): SecondAsked {
  return { second: 'enrol', wrong, secret, url: totpUrl(school, username, secret), ...(isDemo ? { shown: totp(bytesOf(secret), stepOf(now)) } : {}) }
}

const phoneOf = (store: Store, { school_id, id }: AccountTable) =>
  store.db.selectFrom('second_factor').select('confirmed_at').where('school_id', '=', school_id).where('account_id', '=', id).executeTakeFirst()

/** Ten codes, where a phone may be made known now. */
async function freshRecovery(store: Store, account: AccountTable, random: Random): Promise<{ code: string; hash: string }[]> {
  if ((await phoneOf(store, account))?.confirmed_at !== null) return []
  const codes = Array.from({ length: RECOVERY_CODES }, () => toBase32(filled(7, random)).slice(0, RECOVERY_LETTERS))
  return Promise.all(codes.map(async (code) => ({ code, hash: await hashPassphrase(code) })))
}

/** The hash of the recovery code that was typed, if it is one. */
async function recoveryFor(store: Store, { school_id: schoolId, id }: AccountTable, typed: string): Promise<string | undefined> {
  const code = codeFrom(typed)
  if (code.length !== RECOVERY_LETTERS) return undefined
  const kept = await store.db.selectFrom('recovery_code').select('hash').where('school_id', '=', schoolId).where('account_id', '=', id).execute()
  const right = await Promise.all(kept.map(({ hash }) => isPassphrase(hash, code)))
  return kept.find((_, index) => right[index])?.hash
}
async function spend(trx: Write, schoolId: string, accountId: string, hash: string): Promise<boolean> {
  const spent = await trx.deleteFrom('recovery_code').where('school_id', '=', schoolId).where('account_id', '=', accountId).where('hash', '=', hash).executeTakeFirst()
  return spent.numDeletedRows === 1n
}

const bytesOf = (secret: string): Uint8Array => fromBase32(secret) ?? new Uint8Array(SECRET_BYTES)
function filled(length: number, random: Random): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  random(bytes)
  return bytes
}
