/**
 * The school's recovery key: a person asks for it on the tablet whose passphrase they forgot, two others approve, and the server
 * brings the vault key to that tablet, under a key pair it made for this once. Bound to account, vault and tablet; it runs out.
 */
import { randomUUID } from 'node:crypto'
import { APPROVALS, kekAtSchool, kekForTablet, RECOVERY_DAYS, type AskedRecovery, type RecoveryRefusal, type RecoveryReply, type RecoveryWrap } from '../../src/domain/people/recovery.ts'
import { may } from '../../src/domain/permission.ts'
import { ok, refused, type Result } from '../../src/domain/result.ts'
import { ECDH_P256 } from '../../src/domain/sync/sealTo.ts'
import { settingsFrom, type Setting } from '../../src/domain/setting.ts'
import { tell } from '../audit/tell.ts'
import type { Read, Store, VaultRecoveryTable, Write } from '../store.ts'
import { bytesOf, ownKey } from './sealKeys.ts'
import type { SignedIn } from './sessions.ts'

const DAY = 86_400_000
/** A reply may be lost on the way: for this long it is brought again. */
const LOST_REPLY = 10 * 60_000

export async function usesRecovery(db: Read, schoolId: string): Promise<boolean> {
  const row = await db.selectFrom('row').select('f').where('school_id', '=', schoolId).where('t', '=', 'setting').where('id', '=', 'recoveryKey').where('void', 'is', null).executeTakeFirst()
  return settingsFrom(row ? [JSON.parse(row.f) as Setting] : []).recoveryKey
}

/** What this person asked for on this tablet and nobody has ended. */
async function standing(db: Read, who: SignedIn, vaultId: string, now: number): Promise<VaultRecoveryTable | undefined> {
  const found = await db
    .selectFrom('vault_recovery').selectAll().where('school_id', '=', who.account.school_id).where('account_id', '=', who.account.id).where('vault_id', '=', vaultId)
    .where('tablet_id', '=', who.tabletId).where('ended_at', 'is', null).where('until', '>', Math.floor(now)).executeTakeFirst()
  return found && (found.taken_at === null || now - found.taken_at <= LOST_REPLY) ? found : undefined
}

/** Who has approved it and still may. */
const approvalsOf = async (db: Read, { school_id, id, account_id }: VaultRecoveryTable): Promise<{ id: string; name: string }[]> =>
  (await db
    .selectFrom('vault_recovery_approval as p').innerJoin('account as a', (join) => join.onRef('a.school_id', '=', 'p.school_id').onRef('a.id', '=', 'p.account_id'))
    .select(['a.id', 'a.name', 'a.role']).where('p.school_id', '=', school_id).where('p.recovery_id', '=', id).where('a.disabled_at', 'is', null).execute()
  ).filter((one) => one.id !== account_id && may({ role: one.role }, 'approve-recovery'))

async function stateOf(db: Read, asked: VaultRecoveryTable | undefined): Promise<RecoveryReply> {
  if (!asked) return { state: 'none' }
  const approved = (await approvalsOf(db, asked)).length
  return approved >= APPROVALS ? { state: 'approved', until: asked.until } : { state: 'asked', approved, until: asked.until }
}

export async function lookAtRecovery(db: Read, who: SignedIn, vaultId: string, now: number): Promise<RecoveryReply> {
  return (await usesRecovery(db, who.account.school_id)) ? stateOf(db, await standing(db, who, vaultId, now)) : { state: 'off' }
}

/** Asked twice it is the same asking; with another wrap it is another, and what was approved before is not approved for it. */
export function askForRecovery(store: Store, who: SignedIn, vaultId: string, wrap: RecoveryWrap, now: number): Promise<RecoveryReply> {
  const { account: { id: accountId, school_id: schoolId }, tabletId } = who
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    if (!(await usesRecovery(trx, schoolId))) return { state: 'off' }
    const before = await standing(trx, who, vaultId, now)
    if (before && before.key === wrap.key && before.half === wrap.half && before.wrapped === wrap.wrapped) return stateOf(trx, before)
    await trx.updateTable('vault_recovery').set({ ended_at: Math.floor(now) }).where('school_id', '=', schoolId).where('account_id', '=', accountId).where('tablet_id', '=', tabletId).where('ended_at', 'is', null).execute()
    const asked: VaultRecoveryTable = { school_id: schoolId, id: randomUUID(), account_id: accountId, vault_id: vaultId, tablet_id: tabletId, ...wrap, asked_at: Math.floor(now), until: Math.floor(now) + RECOVERY_DAYS * DAY, taken_at: null, ended_at: null }
    await trx.insertInto('vault_recovery').values(asked).execute()
    await tell(store, trx, schoolId, now, [{ action: 'vault-asked', actor: accountId, tablet: tabletId, object: accountId }])
    return stateOf(trx, asked)
  })
}

/** The vault key for the tablet, where two have approved. */
export function takeRecovery(store: Store, who: SignedIn, vaultId: string, half: string, now: number): Promise<RecoveryReply> {
  const { account: { id: person, school_id: schoolId }, tabletId } = who
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    if (!(await usesRecovery(trx, schoolId))) return { state: 'off' }
    const asked = await standing(trx, who, vaultId, now)
    const state = await stateOf(trx, asked)
    if (!asked || state.state !== 'approved') return state
    const brought = await bring(trx, asked, half)
    if (!brought) return { state: 'damaged' }
    await trx.updateTable('vault_recovery').set({ taken_at: asked.taken_at ?? Math.floor(now) }).where('school_id', '=', schoolId).where('id', '=', asked.id).execute()
    await tell(store, trx, schoolId, now, [{ action: 'vault-recovered', actor: person, tablet: tabletId, object: person }])
    return { state: 'taken', ...brought }
  })
}

async function bring(db: Read, { school_id, account_id: person, vault_id: vaultId, key, half, wrapped }: VaultRecoveryTable, tablet: string): Promise<{ half: string; wrapped: string } | undefined> {
  const own = await ownKey(db, school_id, 'recovery', key)
  if (!own) return undefined
  const { subtle } = crypto
  try {
    const atSchool = await kekAtSchool(subtle, own.own, own.lasting, bytesOf(half), { person, vaultId })
    const vmk = await subtle.unwrapKey('raw', bytesOf(wrapped), atSchool, 'AES-KW', 'AES-GCM', true, ['encrypt'])
    const fresh = await subtle.generateKey(ECDH_P256, false, ['deriveBits'])
    const forTablet = await kekForTablet(subtle, fresh, bytesOf(tablet), { person, vaultId })
    const again = await subtle.wrapKey('raw', vmk, forTablet.key, 'AES-KW')
    return { half: Buffer.from(forTablet.half).toString('base64url'), wrapped: Buffer.from(again).toString('base64url') }
  } catch (error) {
    // An altered wrap, somebody else's, or a point that is none: WebCrypto says it in these ways.
    if (error instanceof Error && ['OperationError', 'DataError'].includes(error.name)) return undefined
    throw error
  }
}

/** What waits for approval, the oldest first. */
export async function listRecoveries(db: Read, who: SignedIn, now: number): Promise<AskedRecovery[]> {
  const schoolId = who.account.school_id
  const asked = await db
    .selectFrom('vault_recovery as r').innerJoin('account as a', (join) => join.onRef('a.school_id', '=', 'r.school_id').onRef('a.id', '=', 'r.account_id'))
    .leftJoin('tablet as t', (join) => join.onRef('t.school_id', '=', 'r.school_id').onRef('t.id', '=', 'r.tablet_id'))
    .selectAll('r').select(['a.name as whose', 't.name as tablet', 't.place'])
    .where('r.school_id', '=', schoolId).where('r.ended_at', 'is', null).where('r.taken_at', 'is', null).where('r.until', '>', Math.floor(now)).where('a.disabled_at', 'is', null).orderBy('r.asked_at').limit(200).execute()
  return Promise.all(asked.map(async (one): Promise<AskedRecovery> => {
    const approved = await approvalsOf(db, one)
    const mayApprove = one.account_id !== who.account.id && approved.every(({ id }) => id !== who.account.id)
    return { id: one.id, name: one.whose, tablet: one.tablet ?? '', place: one.place ?? '', askedAt: one.asked_at, until: one.until, approvedBy: approved.map(({ name }) => name), mayApprove }
  }))
}

export function actOnRecovery(store: Store, who: SignedIn, act: 'approve' | 'decline', id: string, now: number): Promise<Result<undefined, RecoveryRefusal>> {
  const { account: { id: actor, school_id: schoolId }, tabletId } = who
  const at = Math.floor(now)
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const asked = await trx.selectFrom('vault_recovery').selectAll().where('school_id', '=', schoolId).where('id', '=', id).where('ended_at', 'is', null).where('taken_at', 'is', null).where('until', '>', at).executeTakeFirst()
    if (!asked || !(await usesRecovery(trx, schoolId))) return refused('over')
    if (act === 'approve') {
      if (asked.account_id === actor) return refused('own')
      if (!(await approve(trx, schoolId, id, actor, at))) return refused('twice')
    } else await trx.updateTable('vault_recovery').set({ ended_at: at }).where('school_id', '=', schoolId).where('id', '=', id).execute()
    await tell(store, trx, schoolId, now, [{ action: act === 'approve' ? 'vault-approved' : 'vault-declined', actor, tablet: tabletId, object: asked.account_id }])
    return ok(undefined)
  })
}

async function approve(trx: Write, schoolId: string, id: string, actor: string, at: number): Promise<boolean> {
  const put = await trx.insertInto('vault_recovery_approval').values({ school_id: schoolId, recovery_id: id, account_id: actor, at }).onConflict((c) => c.columns(['school_id', 'recovery_id', 'account_id']).doNothing()).executeTakeFirst()
  return put.numInsertedOrUpdatedRows === 1n
}
