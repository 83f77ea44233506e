/** The people who may sign in. An account is disabled, never deleted: what it wrote keeps its author. */
import { USERNAME, usernameOf } from '../../src/domain/people/accounts.ts'
import type { Door } from '../../src/domain/people/door.ts'
import type { Account } from '../../src/domain/protocol.ts'
import { audiencesOf } from '../../src/domain/permission.ts'
import type { Role } from '../../src/domain/staff.ts'
import type { AccountTable, Store, Write } from '../store.ts'

export type NewAccount = { id: string; username: string; name: string; initials: string; role: Role; year?: number | undefined; passphraseHash: string; door?: Door | undefined }

export const accountOf = (row: AccountTable): Account => ({
  id: row.id, username: row.username, name: row.name, initials: row.initials, role: row.role, ...(row.year === null ? {} : { year: row.year }), ...(row.door === 'passphrase' ? {} : { door: row.door }),
})

/** The account by that name, also when it is disabled; undefined for anything that cannot be a name. */
export async function findAccount(store: Store, schoolId: string, typed: string): Promise<AccountTable | undefined> {
  const username = usernameOf(typed)
  if (!USERNAME.test(username)) return undefined
  return store.db.selectFrom('account').selectAll().where('school_id', '=', schoolId).where('username', '=', username).executeTakeFirst()
}

/** Adds accounts and the audiences their roles belong to, as of `seq`. */
export async function insertAccounts(trx: Write, schoolId: string, accounts: readonly NewAccount[], seq: number): Promise<void> {
  for (const one of accounts) {
    const username = usernameOf(one.username)
    if (!USERNAME.test(username)) throw new Error('A username is made of letters, digits, dots, dashes and underscores.')
    await trx
      .insertInto('account')
      .values({ school_id: schoolId, id: one.id, username, name: one.name, initials: one.initials, role: one.role, year: one.year ?? null, hash: one.passphraseHash, disabled_at: null, door: one.door ?? 'passphrase' })
      .execute()
    const audiences = audiencesOf(one).map((audience) => ({ school_id: schoolId, account_id: one.id, audience, since_seq: seq, until_seq: null }))
    await trx.insertInto('account_audience').values(audiences).execute()
  }
}

/** From this moment nothing of the account's is answered, save that its tablets may hand in and are told to forget. */
export async function disableAccount(trx: Write, schoolId: string, accountId: string, now: number): Promise<void> {
  await trx.updateTable('account').set({ disabled_at: now }).where('school_id', '=', schoolId).where('id', '=', accountId).execute()
}

/** Signed out everywhere, or everywhere but where one is (`butFamily`); the account itself goes on. */
export async function endSessions(trx: Write, schoolId: string, accountId: string, now: number, butFamily = ''): Promise<void> {
  await trx.updateTable('session').set({ ended_at: now }).where('school_id', '=', schoolId).where('account_id', '=', accountId).where('ended_at', 'is', null).where('family', '!=', butFamily).execute()
  await trx.updateTable('refresh_token').set({ revoked_at: now }).where('school_id', '=', schoolId).where('account_id', '=', accountId).where('revoked_at', 'is', null).where('family', '!=', butFamily).execute()
}
