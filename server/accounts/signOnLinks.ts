/** Which account somebody at the provider is: by the provider's own number for them, which no e-mail or name can stand for. One account each. */
import type { AccountTable, Read, Store, Write } from '../store.ts'
import type { Identity } from './signOnProvider.ts'

export async function findLinked(store: Store, schoolId: string, { issuer, subject }: Identity): Promise<AccountTable | undefined> {
  return store.db
    .selectFrom('sign_on_link').innerJoin('account', (join) => join.onRef('account.school_id', '=', 'sign_on_link.school_id').onRef('account.id', '=', 'sign_on_link.account_id'))
    .selectAll('account').where('sign_on_link.school_id', '=', schoolId).where('issuer', '=', issuer).where('subject', '=', subject).where('account.door', '=', 'single-sign-on').executeTakeFirst()
}

/** Nobody else's already. */
export async function isFree(db: Read, schoolId: string, accountId: string, { issuer, subject }: Identity): Promise<boolean> {
  const taken = await db.selectFrom('sign_on_link').select('account_id').where('school_id', '=', schoolId).where('issuer', '=', issuer).where('subject', '=', subject).executeTakeFirst()
  return taken === undefined || taken.account_id === accountId
}

/** In the place of an earlier one. */
export async function putLink(trx: Write, schoolId: string, accountId: string, { issuer, subject }: Identity, now: number): Promise<void> {
  await dropLink(trx, schoolId, accountId)
  await trx.insertInto('sign_on_link').values({ school_id: schoolId, account_id: accountId, issuer, subject, linked_at: Math.floor(now) }).execute()
}

export async function dropLink(trx: Write, schoolId: string, accountId: string): Promise<void> {
  await trx.deleteFrom('sign_on_link').where('school_id', '=', schoolId).where('account_id', '=', accountId).execute()
}

export async function linkedAccounts(store: Store, schoolId: string): Promise<ReadonlySet<string>> {
  const links = await store.db.selectFrom('sign_on_link').select('account_id').where('school_id', '=', schoolId).execute()
  return new Set(links.map((one) => one.account_id))
}
