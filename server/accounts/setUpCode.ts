/**
 * The one-time code with which a person chooses a passphrase, or says which account of the school's provider is theirs: forty random bits, ten minutes, kept as a passphrase is, so
 * that a copy of the database tells it to nobody in that time. The last one given out is the only one.
 */
import { CODE_MINUTES, codeFrom } from '../../src/domain/people/accounts.ts'
import { toBase32 } from '../../src/domain/sync/base32.ts'
import { tell } from '../audit/tell.ts'
import type { AccountTable, Store, Write } from '../store.ts'
import { endSessions } from './accounts.ts'
import { forgetFactor } from './secondFactor.ts'
import { hashPassphrase, isPassphrase, type Random } from './secrets.ts'
import { isFree, putLink } from './signOnLinks.ts'
import type { Identity } from './signOnProvider.ts'

const BYTES = 5

export type NewCode = { code: string; /** UTC ms. */ until: number }

export async function newCode(random: Random, now: number): Promise<NewCode & { hash: string }> {
  const bytes = new Uint8Array(BYTES)
  random(bytes)
  const code = toBase32(bytes)
  return { code, hash: await hashPassphrase(code), until: now + CODE_MINUTES * 60_000 }
}

/** Undefined takes back what was given out. */
export async function putCode(trx: Write, schoolId: string, accountId: string, code: { hash: string; until: number } | undefined): Promise<void> {
  await trx.deleteFrom('set_up_code').where('school_id', '=', schoolId).where('account_id', '=', accountId).execute()
  if (code) await trx.insertInto('set_up_code').values({ school_id: schoolId, account_id: accountId, hash: code.hash, until: code.until }).execute()
}

/** What its holder signs in with from now on. */
export type Chosen = { passphrase: string } | { identity: Identity }

/**
 * Whether the code was right; if so what was chosen counts from now on, and every earlier session is over. Always does the same
 * work. A code is for the door that its account has: it neither gives a passphrase to an account of single sign-on nor the other way.
 */
export async function redeemCode(store: Store, schoolId: string, account: AccountTable | undefined, typed: string, chosen: Chosen, { now, tabletId }: { now: number; tabletId: string }): Promise<boolean> {
  const kept = account && (await store.db.selectFrom('set_up_code').selectAll().where('school_id', '=', schoolId).where('account_id', '=', account.id).where('until', '>', now).executeTakeFirst())
  const [right, hash] = await Promise.all([isPassphrase(kept?.hash, codeFrom(typed)), 'passphrase' in chosen ? hashPassphrase(chosen.passphrase) : ''])
  if (!account || !kept || !right || account.door !== ('passphrase' in chosen ? 'passphrase' : 'single-sign-on')) return false
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    if ('identity' in chosen && !(await isFree(trx, schoolId, account.id, chosen.identity))) return false
    // Two who type it at one moment: the second finds it gone.
    const spent = await trx.deleteFrom('set_up_code').where('school_id', '=', schoolId).where('account_id', '=', account.id).where('hash', '=', kept.hash).executeTakeFirst()
    if (spent.numDeletedRows !== 1n) return false
    await trx.updateTable('account').set({ hash }).where('school_id', '=', schoolId).where('id', '=', account.id).execute()
    if ('identity' in chosen) await putLink(trx, schoolId, account.id, chosen.identity, now)
    await forgetFactor(trx, schoolId, account.id)
    await endSessions(trx, schoolId, account.id, now)
    await tell(store, trx, schoolId, now, [{ action: 'identity' in chosen ? 'sign-on-linked' : 'set-up', actor: account.id, tablet: tabletId }])
    return true
  })
}
