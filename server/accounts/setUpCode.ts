/**
 * The one-time code with which a person chooses a passphrase: forty random bits, ten minutes, kept as a passphrase is, so
 * that a copy of the database tells it to nobody in that time. The last one given out is the only one.
 */
import { CODE_MINUTES, codeFrom } from '../../src/domain/accounts.ts'
import { toBase32 } from '../../src/domain/base32.ts'
import { tell } from '../audit/tell.ts'
import type { AccountTable, Store, Write } from '../store.ts'
import { endSessions } from './accounts.ts'
import { forgetFactor } from './secondFactor.ts'
import { hashPassphrase, isPassphrase, type Random } from './secrets.ts'

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

/** Whether the code was right; if so the passphrase counts from now on, and every earlier session is over. Always does the same work. */
export async function redeemCode(store: Store, schoolId: string, account: AccountTable | undefined, typed: string, passphrase: string, { now, tabletId }: { now: number; tabletId: string }): Promise<boolean> {
  const kept = account && (await store.db.selectFrom('set_up_code').selectAll().where('school_id', '=', schoolId).where('account_id', '=', account.id).where('until', '>', now).executeTakeFirst())
  const [right, hash] = await Promise.all([isPassphrase(kept?.hash, codeFrom(typed)), hashPassphrase(passphrase)])
  if (!account || !kept || !right) return false
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    // Two who type it at one moment: the second finds it gone.
    const spent = await trx.deleteFrom('set_up_code').where('school_id', '=', schoolId).where('account_id', '=', account.id).where('hash', '=', kept.hash).executeTakeFirst()
    if (spent.numDeletedRows !== 1n) return false
    await trx.updateTable('account').set({ hash }).where('school_id', '=', schoolId).where('id', '=', account.id).execute()
    await forgetFactor(trx, schoolId, account.id)
    await endSessions(trx, schoolId, account.id, now)
    await tell(store, trx, schoolId, now, [{ action: 'set-up', actor: account.id, tablet: tabletId }])
    return true
  })
}
