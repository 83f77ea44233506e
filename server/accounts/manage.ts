/** What an administrator does, in the app or by the admin command: accounts, and the staff list that tablets show names from. */
import { randomUUID } from 'node:crypto'
import { mayMentor, roleProblem, usernameOf, wantedProblem, type AccountRefusal, type AccountWanted } from '../../src/domain/people/accounts.ts'
import { SCHOOL } from '../../src/domain/bucket.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import { isOpen, type Mentorship } from '../../src/domain/cases/mentorship.ts'
import { audiencesOf } from '../../src/domain/permission.ts'
import type { AuditAction } from '../../src/domain/people/audit.ts'
import type { Door } from '../../src/domain/people/door.ts'
import { ok, refused, type Result } from '../../src/domain/result.ts'
import { StaffMember, type Role } from '../../src/domain/staff.ts'
import { tell, type By } from '../audit/tell.ts'
import type { AccountTable, Store, Write } from '../store.ts'
import { findRows, putRows } from '../sync/rows.ts'
import { disableAccount, endSessions, insertAccounts } from './accounts.ts'
import { newCode, putCode, type NewCode } from './setUpCode.ts'
import type { Random } from './secrets.ts'
import { dropLink, isFree, putLink } from './signOnLinks.ts'
import type { Identity } from './signOnProvider.ts'

/** `by`: whoever does it, for the audit. */
type Edge = { now: number; random: Random; by: By }
type Done<T> = Promise<Result<T, AccountRefusal>>

export const initialsFrom = (name: string): string => name.split(/[\s-]+/).filter(Boolean).map((part) => [...part][0] ?? '').join('').toUpperCase().slice(0, 4)

/** An account without a passphrase, and the code with which its person chooses one. */
export async function createAccount(store: Store, schoolId: string, wanted: AccountWanted, { now, random, by }: Edge): Done<NewCode & { id: string }> {
  const problem = wantedProblem(wanted)
  if (problem) return refused(problem)
  const { name, role, year } = { ...wanted, name: wanted.name.trim() }
  const staff = StaffMember.parse({ name, initials: initialsFrom(name), role, ...(year === undefined ? {} : { year }), active: true })
  const account = { id: randomUUID(), username: wanted.username, name, role, year, initials: staff.initials, passphraseHash: '', door: wanted.door }
  const code = await newCode(random, now)
  return store.write(async (trx) => {
    const { head } = await store.lockSchool(trx, schoolId)
    const taken = await trx.selectFrom('account').select('id').where('school_id', '=', schoolId).where('username', '=', usernameOf(wanted.username)).executeTakeFirst()
    if (taken) return refused('taken')
    await insertAccounts(trx, schoolId, [account], head + 1)
    await putCode(trx, schoolId, account.id, code)
    await putStaff(trx, schoolId, account.id, staff, head + 1, now)
    await tell(store, trx, schoolId, now, [{ ...by, action: 'account-made', object: account.id }])
    return ok({ code: code.code, until: code.until, id: account.id })
  })
}

/** A new code for whoever forgot the passphrase or told it. Until it is used the earlier passphrase goes on; unsent work stays where it is. */
export async function giveCode(store: Store, schoolId: string, accountId: string, { now, random, by }: Edge): Done<NewCode> {
  const code = await newCode(random, now)
  return change(store, schoolId, accountId, { now, by, action: 'account-code' }, async (trx, account) => {
    if (account.disabled_at !== null) return refused('closed')
    await putCode(trx, schoolId, accountId, code)
    return ok({ code: code.code, until: code.until })
  })
}

/** Another role, from their next sign-in: every tablet asks for the passphrase, and then holds what the new role may see. */
export function changeRole(store: Store, schoolId: string, accountId: string, to: { role: Role; year?: number | undefined }, { now, by }: Omit<Edge, 'random'>): Done<undefined> {
  return change(store, schoolId, accountId, { now, by, action: 'account-role' }, async (trx, account, seq) => {
    const problem = roleProblem(account.role, to.role, to.year) ?? (!mayMentor(to.role) && (await hasPupils(trx, schoolId, accountId)) ? 'has-pupils' : undefined)
    if (problem) return refused(problem)
    const wanted = new Set(audiencesOf({ id: accountId, ...to }))
    const open = await trx.selectFrom('account_audience').select('audience').where('school_id', '=', schoolId).where('account_id', '=', accountId).where('until_seq', 'is', null).execute()
    const held = new Set(open.map(({ audience }) => audience))
    const lost = [...held].filter((audience) => !wanted.has(audience))
    const joined = [...wanted].filter((audience) => !held.has(audience))
    const ofAccount = trx.updateTable('account_audience').where('school_id', '=', schoolId).where('account_id', '=', accountId).where('until_seq', 'is', null)
    if (lost.length > 0) await ofAccount.set({ until_seq: seq }).where('audience', 'in', lost).execute()
    if (joined.length > 0) await trx.insertInto('account_audience').values(joined.map((audience) => ({ school_id: schoolId, account_id: accountId, audience, since_seq: seq, until_seq: null }))).execute()
    await trx.updateTable('account').set({ role: to.role, year: to.year ?? null }).where('school_id', '=', schoolId).where('id', '=', accountId).execute()
    const { year: _, ...staff } = await staffOf(trx, schoolId, account)
    await putStaff(trx, schoolId, accountId, { ...staff, role: to.role, ...(to.year === undefined ? {} : { year: to.year }) }, seq, now)
    await endSessions(trx, schoolId, accountId, now)
    return ok(undefined)
  })
}

/** The other way in, from now on: what opened the account before opens it no longer, and the code is for the new one. */
export async function changeDoor(store: Store, schoolId: string, accountId: string, door: Door, { now, random, by }: Edge): Done<NewCode> {
  const code = await newCode(random, now)
  return change(store, schoolId, accountId, { now, by, action: 'account-door' }, async (trx, account) => {
    if (account.disabled_at !== null) return refused('closed')
    await trx.updateTable('account').set({ door, hash: '' }).where('school_id', '=', schoolId).where('id', '=', accountId).execute()
    await dropLink(trx, schoolId, accountId)
    await endSessions(trx, schoolId, accountId, now)
    await putCode(trx, schoolId, accountId, code)
    return ok({ code: code.code, until: code.until })
  })
}

/** Whom the provider knows by this number is this account, on the administrator's word: no code is wanted then. */
export function linkAccount(store: Store, schoolId: string, accountId: string, identity: Identity, { now, by }: Omit<Edge, 'random'>): Done<undefined> {
  return change(store, schoolId, accountId, { now, by, action: 'sign-on-linked' }, async (trx, account) => {
    if (account.disabled_at !== null) return refused('closed')
    if (!(await isFree(trx, schoolId, accountId, identity))) return refused('linked')
    await trx.updateTable('account').set({ door: 'single-sign-on', hash: '' }).where('school_id', '=', schoolId).where('id', '=', accountId).execute()
    await putLink(trx, schoolId, accountId, identity, now)
    await putCode(trx, schoolId, accountId, undefined)
    await endSessions(trx, schoolId, accountId, now)
    return ok(undefined)
  })
}

/** From now on nothing is answered to this account, on any tablet. What it wrote stays. */
export function closeAccount(store: Store, schoolId: string, accountId: string, { now, by }: Omit<Edge, 'random'>): Done<undefined> {
  return change(store, schoolId, accountId, { now, by, action: 'account-closed' }, async (trx, account, seq) => {
    await disableAccount(trx, schoolId, accountId, now)
    await putCode(trx, schoolId, accountId, undefined)
    await putStaff(trx, schoolId, accountId, { ...(await staffOf(trx, schoolId, account)), active: false }, seq, now)
    return ok(undefined)
  })
}

/** Open again, with a code and without the earlier passphrase or link. */
export async function openAccount(store: Store, schoolId: string, accountId: string, { now, random, by }: Edge): Done<NewCode> {
  const code = await newCode(random, now)
  return change(store, schoolId, accountId, { now, by, action: 'account-opened' }, async (trx, account, seq) => {
    await trx.updateTable('account').set({ disabled_at: null, hash: account.disabled_at === null ? account.hash : '' }).where('school_id', '=', schoolId).where('id', '=', accountId).execute()
    if (account.disabled_at !== null) await dropLink(trx, schoolId, accountId)
    // A token from before must not come to life again.
    await endSessions(trx, schoolId, accountId, now)
    await putCode(trx, schoolId, accountId, code)
    await putStaff(trx, schoolId, accountId, { ...(await staffOf(trx, schoolId, account)), active: true }, seq, now)
    return ok({ code: code.code, until: code.until })
  })
}

export const listAccounts = (store: Store, schoolId: string): Promise<AccountTable[]> =>
  store.db.selectFrom('account').selectAll().where('school_id', '=', schoolId).orderBy('username').execute()

/** One account under the school's lock; `seq` is the number its changes take. What was done is told to the audit. */
function change<T>(store: Store, schoolId: string, accountId: string, { now, by, action }: { now: number; by: By; action: AuditAction }, work: (trx: Write, account: AccountTable, seq: number) => Done<T>): Done<T> {
  return store.write(async (trx) => {
    const { head } = await store.lockSchool(trx, schoolId)
    const account = await trx.selectFrom('account').selectAll().where('school_id', '=', schoolId).where('id', '=', accountId).executeTakeFirst()
    if (!account) return refused('unknown')
    const done = await work(trx, account, head + 1)
    if (done.ok) await tell(store, trx, schoolId, now, [{ ...by, action, object: accountId }])
    return done
  })
}

async function hasPupils(trx: Write, schoolId: string, accountId: string): Promise<boolean> {
  const rows = await trx.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'mentorship').where('void', 'is', null).execute()
  return rows.map(({ f }) => JSON.parse(f) as Mentorship).some(({ mentorId, state }) => mentorId === accountId && isOpen(state))
}

async function staffOf(trx: Write, schoolId: string, { id, name, initials, role, year, disabled_at }: AccountTable): Promise<StaffMember> {
  const [held] = await findRows(trx, schoolId, [{ t: 'staff', id }])
  return held ? (held.row.f as StaffMember) : { name, initials, role, ...(year === null ? {} : { year }), active: disabled_at === null }
}

async function putStaff(trx: Write, schoolId: string, id: string, f: StaffMember, seq: number, now: number): Promise<void> {
  await putRows(trx, schoolId, [{ row: { t: 'staff', id, b: SCHOOL, f, s: `server:${seq}`, seq, by: id, at: now }, times: hlcOf(now, 0) }])
  await trx.updateTable('school').set({ head: seq }).where('id', '=', schoolId).execute()
}
