/** Somebody who is at the provider: what was asked for, once, and who came back. Known by a cookie of which only the hash is kept. */
import { SIGN_ON_MINUTES } from '../../src/domain/people/singleSignOn.ts'
import type { SignOnTable, Store } from '../store.ts'
import { hashToken, newToken, type Random } from './secrets.ts'
import type { Answered, Begun, Identity } from './signOnProvider.ts'

const LIFE = SIGN_ON_MINUTES * 60_000

export async function beginSignOn(store: Store, schoolId: string, tabletId: string, begun: Begun, { now, random }: { now: number; random: Random }): Promise<string> {
  const token = newToken(random)
  await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    await trx.deleteFrom('sign_on').where('school_id', '=', schoolId).where('started_at', '<=', now - LIFE).execute()
    await trx.insertInto('sign_on').values({ school_id: schoolId, hash: hashToken(token), tablet_id: tabletId, ...begun, started_at: Math.floor(now), outcome: null, issuer: null, subject: null, two_factor: 0 }).execute()
  })
  return token
}

/** What was asked for, where nothing has come back yet. From now on nothing else can: a second answer finds it failed. */
export async function claimSignOn(store: Store, schoolId: string, token: string | undefined, now: number): Promise<SignOnTable | undefined> {
  if (token === undefined) return undefined
  return store.db.updateTable('sign_on').set({ outcome: 'failed' }).where('school_id', '=', schoolId).where('hash', '=', hashToken(token)).where('started_at', '>', now - LIFE).where('outcome', 'is', null).returningAll().executeTakeFirst()
}

export async function cameBack(store: Store, { school_id: schoolId, hash }: SignOnTable, answered: Answered): Promise<void> {
  const outcome = typeof answered === 'object' ? { outcome: 'known' as const, ...answered.identity, two_factor: answered.isTwoFactor ? 1 : 0 } : { outcome: answered === 'stale' ? ('stale' as const) : ('failed' as const) }
  await store.db.updateTable('sign_on').set(outcome).where('school_id', '=', schoolId).where('hash', '=', hash).execute()
}

/** Who it was, on the tablet that went there. Undefined: nobody, or too long ago. */
export async function findSignOn(store: Store, schoolId: string, token: string | undefined, tabletId: string, now: number): Promise<{ identity: Identity; isTwoFactor: boolean } | 'stale' | undefined> {
  if (token === undefined) return undefined
  const found = await store.db.selectFrom('sign_on').selectAll().where('school_id', '=', schoolId).where('hash', '=', hashToken(token)).where('tablet_id', '=', tabletId).where('started_at', '>', now - LIFE).executeTakeFirst()
  if (found?.outcome === 'stale') return 'stale'
  if (found?.outcome !== 'known' || found.issuer === null || found.subject === null) return undefined
  return { identity: { issuer: found.issuer, subject: found.subject }, isTwoFactor: found.two_factor === 1 }
}

export async function endSignOn(store: Store, schoolId: string, token: string | undefined): Promise<void> {
  if (token !== undefined) await store.db.deleteFrom('sign_on').where('school_id', '=', schoolId).where('hash', '=', hashToken(token)).execute()
}
