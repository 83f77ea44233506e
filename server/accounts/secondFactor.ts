/**
 * The second thing at sign-in, after the right passphrase. A phone is made known with the first right code; from then on a
 * code opens once. Ten recovery codes stand for a lost phone, each once; a new set-up code forgets phone and codes.
 */
import { codeFrom } from '../../src/domain/accounts.ts'
import { fromBase32, toBase32 } from '../../src/domain/base32.ts'
import type { SecondAsked } from '../../src/domain/secondFactor.ts'
import { tell } from '../audit/tell.ts'
import type { AccountTable, Store, Write } from '../store.ts'
import { hashPassphrase, isPassphrase, type Random } from './secrets.ts'
import { stepFor, stepOf, totp, totpUrl } from './totp.ts'

const SECRET_BYTES = 20
const RECOVERY_CODES = 10
/** Fifty bits: two short groups to write down, and nothing to guess. */
const RECOVERY_LETTERS = 10

export type Passed = { passed: true; /** Shown once, when a phone was made known. */ recovery?: string[] }
type Edge = { now: number; random: Random; school: string; tabletId: string; isDemo: boolean }

/** `typed` undefined: nothing was typed yet. */
export async function secondFactor(store: Store, account: AccountTable, typed: string | undefined, edge: Edge): Promise<SecondAsked | Passed> {
  const { school_id: schoolId, id: accountId } = account
  // Slow on purpose, so before the school's row is held.
  const recovery = typed === undefined ? undefined : await recoveryFor(store, account, typed)
  const fresh = typed === undefined ? [] : await freshRecovery(store, account, edge.random)
  return store.write(async (trx): Promise<SecondAsked | Passed> => {
    await store.lockSchool(trx, schoolId)
    const ofAccount = trx.updateTable('second_factor').where('school_id', '=', schoolId).where('account_id', '=', accountId)
    const known = await trx.selectFrom('second_factor').selectAll().where('school_id', '=', schoolId).where('account_id', '=', accountId).executeTakeFirst()
    if (!known || (known.confirmed_at === null && typed === undefined)) {
      // Asked anew, a phone that was never made known gets another secret: whoever saw the earlier one has nothing.
      const secret = toBase32(filled(SECRET_BYTES, edge.random))
      await forgetFactor(trx, schoolId, accountId)
      await trx.insertInto('second_factor').values({ school_id: schoolId, account_id: accountId, secret, confirmed_at: null, last_step: 0 }).execute()
      return enrol(account, secret, typed !== undefined, edge)
    }
    const digits = typed?.replace(/\s/g, '')
    const step = digits === undefined ? undefined : stepFor(bytesOf(known.secret), digits, edge.now)
    if (step !== undefined && step > known.last_step) {
      await ofAccount.set({ last_step: step, confirmed_at: known.confirmed_at ?? Math.floor(edge.now) }).execute()
      if (known.confirmed_at !== null) return { passed: true }
      await tell(store, trx, schoolId, edge.now, [{ action: 'phone-known', actor: accountId, tablet: edge.tabletId }])
      if (fresh.length > 0) await trx.insertInto('recovery_code').values(fresh.map(({ hash }) => ({ school_id: schoolId, account_id: accountId, hash }))).execute()
      return { passed: true, recovery: fresh.map(({ code }) => code) }
    }
    if (known.confirmed_at === null) return enrol(account, known.secret, true, edge)
    if (recovery !== undefined && (await spend(trx, schoolId, accountId, recovery))) {
      await tell(store, trx, schoolId, edge.now, [{ action: 'recovery-used', actor: accountId, tablet: edge.tabletId }])
      return { passed: true }
    }
    return { second: 'code', wrong: typed !== undefined, ...(edge.isDemo ? { shown: totp(bytesOf(known.secret), Math.max(stepOf(edge.now), known.last_step + 1)) } : {}) }
  })
}

/** Phone and recovery codes alike. */
export async function forgetFactor(trx: Write, schoolId: string, accountId: string): Promise<void> {
  for (const table of ['second_factor', 'recovery_code'] as const) await trx.deleteFrom(table).where('school_id', '=', schoolId).where('account_id', '=', accountId).execute()
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
