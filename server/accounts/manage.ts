/** What the admin command does: accounts, and the staff list that tablets show names from. */
import { randomUUID } from 'node:crypto'
import { SCHOOL } from '../../src/domain/bucket.ts'
import { hlcOf } from '../../src/domain/hlc.ts'
import { StaffMember, type Role } from '../../src/domain/staff.ts'
import type { AccountTable, Store, Write } from '../store.ts'
import { findRows, putRows } from '../sync/rows.ts'
import { disableAccount, endSessions, insertAccounts, usernameOf } from './accounts.ts'
import { hashPassphrase } from './secrets.ts'

export const SHORTEST_PASSPHRASE = 14
export type Wanted = { username: string; name: string; role: Role; year?: number | undefined }

export const initialsFrom = (name: string): string => name.split(/[\s-]+/).filter(Boolean).map((part) => [...part][0] ?? '').join('').toUpperCase().slice(0, 4)

export async function createAccount(store: Store, schoolId: string, wanted: Wanted, passphrase: string, now: number): Promise<void> {
  checkPassphrase(passphrase)
  if ((wanted.role === 'head-of-year') !== (wanted.year !== undefined)) throw new Error('A Head of Year needs --year, and nobody else has one.')
  if (wanted.year !== undefined && !(wanted.year >= 7 && wanted.year <= 13)) throw new Error('A year is a number from 7 to 13.')
  if (wanted.name.trim() === '' || wanted.name.length > 80) throw new Error('A name has up to 80 characters.')
  const staff = StaffMember.parse({ name: wanted.name, initials: initialsFrom(wanted.name), role: wanted.role, ...(wanted.year === undefined ? {} : { year: wanted.year }), active: true })
  const account = { ...wanted, id: randomUUID(), initials: staff.initials, passphraseHash: await hashPassphrase(passphrase) }
  await store.write(async (trx) => {
    const { head } = await store.lockSchool(trx, schoolId)
    const taken = await trx.selectFrom('account').select('id').where('school_id', '=', schoolId).where('username', '=', usernameOf(wanted.username)).executeTakeFirst()
    if (taken) throw new Error('That username is taken.')
    await insertAccounts(trx, schoolId, [account], head + 1)
    await putStaff(trx, schoolId, account.id, staff, head + 1, now)
  })
}

function checkPassphrase(passphrase: string): void {
  if ([...passphrase].length < SHORTEST_PASSPHRASE || passphrase.length > 128) throw new Error(`A passphrase has ${SHORTEST_PASSPHRASE} to 128 characters; four or more random words are good.`)
}

/** A new passphrase for one who forgot it or told it: every tablet asks for it before it sends again. What is unsent stays there. */
export async function changePassphrase(store: Store, schoolId: string, username: string, passphrase: string, now: number): Promise<void> {
  checkPassphrase(passphrase)
  const hash = await hashPassphrase(passphrase)
  await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const account = await trx.selectFrom('account').select('id').where('school_id', '=', schoolId).where('username', '=', usernameOf(username)).executeTakeFirst()
    if (!account) throw new Error('There is no account of that name.')
    await trx.updateTable('account').set({ hash }).where('school_id', '=', schoolId).where('id', '=', account.id).execute()
    await endSessions(trx, schoolId, account.id, now)
  })
}

/** From now on nothing is answered to this account, on any tablet. What it wrote stays. */
export function disable(store: Store, schoolId: string, username: string, now: number): Promise<void> {
  return store.write(async (trx) => {
    const { head } = await store.lockSchool(trx, schoolId)
    const account = await trx.selectFrom('account').selectAll().where('school_id', '=', schoolId).where('username', '=', usernameOf(username)).executeTakeFirst()
    if (!account) throw new Error('There is no account of that name.')
    await disableAccount(trx, schoolId, account.id, now)
    const [held] = await findRows(trx, schoolId, [{ t: 'staff', id: account.id }])
    if (held) await putStaff(trx, schoolId, account.id, { ...(held.row.f as StaffMember), active: false }, head + 1, now)
  })
}

export const listAccounts = (store: Store, schoolId: string): Promise<AccountTable[]> =>
  store.db.selectFrom('account').selectAll().where('school_id', '=', schoolId).orderBy('username').execute()

async function putStaff(trx: Write, schoolId: string, id: string, f: StaffMember, seq: number, now: number): Promise<void> {
  await putRows(trx, schoolId, [{ row: { t: 'staff', id, b: SCHOOL, f, s: `server:${seq}`, seq, by: id, at: now }, times: hlcOf(now, 0) }])
  await trx.updateTable('school').set({ head: seq }).where('id', '=', schoolId).execute()
}
