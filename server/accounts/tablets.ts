/**
 * Which tablets may be signed in on. A tablet joins with a one-time code and then carries a key of its own in a cookie that
 * no script reads; the server keeps the key's hash. One that is lost or revoked is answered nothing but that it may hand
 * in and has to forget.
 */
import { isTabletName, type TabletRefusal, type TabletState } from '../../src/domain/people/tablets.ts'
import type { AuditAction } from '../../src/domain/people/audit.ts'
import { ok, refused, type Result } from '../../src/domain/result.ts'
import { tell, type By } from '../audit/tell.ts'
import type { Read, Store, TabletTable, Write } from '../store.ts'
import { codeFrom } from '../../src/domain/people/accounts.ts'
import { handleOf, hashToken, isPassphrase, isSameHash, newToken, type Random } from './secrets.ts'
import { newCode } from './setUpCode.ts'

type Edge = { now: number; random: Random; by: By }
type Done<T> = Promise<Result<T, TabletRefusal>>
/** What a request shows of its tablet: the name it says, and the key in its cookie. */
export type Shown = { tabletId: string; key: string | undefined }
/** `open`: nobody asks which tablet it is. */
export type Standing = 'open' | 'known' | 'strange' | 'gone'

const findTablet = (db: Read, schoolId: string, id: string): Promise<TabletTable | undefined> =>
  db.selectFrom('tablet').selectAll().where('school_id', '=', schoolId).where('id', '=', id).executeTakeFirst()

/** Right where the tablet has no key yet, or shows the one it has. */
export const showsKey = (hash: string | null, key: string | undefined): boolean => hash === null || (key !== undefined && isSameHash(hash, hashToken(key)))

export async function standingOf(db: Read, schoolId: string, { tabletId, key }: Shown): Promise<Standing> {
  const [school, tablet] = await Promise.all([
    db.selectFrom('school').select('any_tablet').where('id', '=', schoolId).executeTakeFirst(),
    findTablet(db, schoolId, tabletId),
  ])
  if (tablet && tablet.state !== 'in-use') return 'gone'
  if (school?.any_tablet === 1 && (!tablet || showsKey(tablet.hash, key))) return 'open'
  return tablet && showsKey(tablet.hash, key) ? 'known' : 'strange'
}

/** The same by the key alone, for a tablet on which nobody is signed in. */
export async function standingByKey(db: Read, schoolId: string, key: string | undefined): Promise<Standing> {
  const [school, tablet] = await Promise.all([
    db.selectFrom('school').select('any_tablet').where('id', '=', schoolId).executeTakeFirst(),
    key === undefined ? undefined : db.selectFrom('tablet').select('state').where('school_id', '=', schoolId).where('hash', '=', hashToken(key)).executeTakeFirst(),
  ])
  if (tablet) return tablet.state === 'in-use' ? 'known' : 'gone'
  return school?.any_tablet === 1 ? 'open' : 'strange'
}

/** The tablet that speaks for itself, by the name it says and its key. */
export async function tabletThatSpeaks(db: Read, schoolId: string, { tabletId, key }: Shown): Promise<TabletTable | undefined> {
  const tablet = await findTablet(db, schoolId, tabletId)
  return tablet && showsKey(tablet.hash, key) ? tablet : undefined
}

type ToForget = { gone: boolean; left: string[]; late: string[]; epoch: string; forgotAt: number | null; onePerson: boolean }
/**
 * What a tablet that speaks for itself is to forget; undefined where it is not the one it says, or none of ours. Of whom it was to
 * forget it `before` that moment nothing is handed in any more.
 */
export async function whatToForget(db: Read, schoolId: string, shown: Shown, people: readonly string[], before: number): Promise<ToForget | undefined> {
  const tablet = await tabletThatSpeaks(db, schoolId, shown)
  if (!tablet) return undefined
  // Only of those who have signed in on it: else it could ask after anybody.
  const closed = await db
    .selectFrom('account as a').innerJoin('known_tablet as k', (join) => join.onRef('k.school_id', '=', 'a.school_id').onRef('k.account_id', '=', 'a.id'))
    .select(['a.id', 'a.disabled_at']).where('a.school_id', '=', schoolId).where('k.tablet_id', '=', tablet.id).where('a.disabled_at', 'is not', null).execute()
  const left = closed.filter(({ id }) => people.includes(id))
  const { epoch } = await db.selectFrom('school').select('epoch').where('id', '=', schoolId).executeTakeFirstOrThrow()
  const gone = tablet.state !== 'in-use'
  const late = gone && tablet.since < before ? [...people] : left.filter((one) => Number(one.disabled_at) < before).map(({ id }) => id)
  return { gone, left: left.map(({ id }) => id), late, epoch, forgotAt: tablet.forgot_at, onePerson: tablet.one_person === 1 }
}

/** Whether one person alone uses it, with a screen code of their own. */
export const isOnePersons = async (db: Read, schoolId: string, id: string): Promise<boolean> => (await findTablet(db, schoolId, id))?.one_person === 1

/** A code for one tablet, named before it joins. */
export async function giveTabletCode(store: Store, schoolId: string, named: { name: string; place: string }, { now, random, by }: Edge & { by: { actor: string } }): Done<{ code: string; until: number }> {
  if (!isTabletName(named.name, named.place)) return refused('name')
  const { code, hash, until } = await newCode(random, now)
  const row = { hash, until, name: named.name.trim(), place: named.place.trim() }
  await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    await trx.deleteFrom('tablet_code').where('school_id', '=', schoolId).where('until', '<=', now).execute()
    await trx.insertInto('tablet_code').values({ school_id: schoolId, made_by: by.actor, ...row }).onConflict((c) => c.columns(['school_id', 'made_by']).doUpdateSet(row)).execute()
    await tell(store, trx, schoolId, now, [{ ...by, action: 'tablet-code' }])
  })
  return ok({ code, until })
}

/** The key, once, where the code was right. A tablet that was lost and is here again joins anew like any other. */
export async function joinTablet(store: Store, schoolId: string, tabletId: string, typed: string, { now, random, shown }: Omit<Edge, 'by'> & { shown?: string | undefined }): Promise<{ key: string; name: string; place: string } | undefined> {
  const live = await store.db.selectFrom('tablet_code').selectAll().where('school_id', '=', schoolId).where('until', '>', now).execute()
  const code = codeFrom(typed)
  const [, ...right] = await Promise.all([isPassphrase(undefined, code), ...live.map(({ hash }) => isPassphrase(hash, code))])
  const found = live.find((_, index) => right[index])
  if (!found) return undefined
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const spent = await trx.deleteFrom('tablet_code').where('school_id', '=', schoolId).where('made_by', '=', found.made_by).where('hash', '=', found.hash).executeTakeFirst()
    if (spent.numDeletedRows !== 1n) return undefined
    const before = await findTablet(trx, schoolId, tabletId)
    if (before && before.state !== 'in-use') await endTablet(trx, schoolId, tabletId, now)
    const key = newToken(random)
    await putTablet(trx, { school_id: schoolId, id: tabletId, name: found.name, place: found.place, hash: hashToken(key), by: found.made_by, now, shown })
    await tell(store, trx, schoolId, now, [{ actor: found.made_by, tablet: tabletId, action: 'tablet-joined', object: handleOf(tabletId) }])
    return { key, name: found.name, place: found.place }
  })
}

type Put = { school_id: string; id: string; name: string; place: string; hash: string | null; by: string | null; now: number; /** The key in its cookie. */ shown: string | undefined }
async function putTablet(trx: Write, { school_id, id, name, place, hash, by, now, shown }: Put): Promise<void> {
  // Its storage was cleared, and the cookie stayed: it is known again.
  const before = shown === undefined ? undefined : await trx.selectFrom('tablet').select('id').where('school_id', '=', school_id).where('hash', '=', hashToken(shown)).executeTakeFirst()
  const was = before && before.id !== id ? before.id : null
  const row = { name, place, hash, state: 'in-use' as const, since: Math.floor(now), joined_at: Math.floor(now), joined_by: by, told_at: null, handed_in: 0, forgot_at: null, one_person: 0, ...(was === null ? {} : { was }) }
  await trx.insertInto('tablet').values({ school_id, id, handle: handleOf(id), ...row }).onConflict((c) => c.columns(['school_id', 'id']).doUpdateSet(row)).execute()
}

/**
 * A tablet that somebody has just signed in on, or that has renewed its session; whether they may is decided before. Resolves to
 * `fresh` where that is its key from now on: whoever may give codes joins a tablet by signing in on it with a phone's code, one
 * whose cookie is gone gets another so, and one that was here before there were keys gets its own now.
 */
export async function noteTablet(trx: Write, schoolId: string, tabletId: string, { fresh, ...of }: { by: string | null; now: number; shown: string | undefined; fresh: string }): Promise<string | undefined> {
  const tablet = await findTablet(trx, schoolId, tabletId)
  const school = await trx.selectFrom('school').select('any_tablet').where('id', '=', schoolId).executeTakeFirstOrThrow()
  const isOpen = school.any_tablet === 1
  if (!tablet) {
    await putTablet(trx, { school_id: schoolId, id: tabletId, name: '', place: '', hash: isOpen ? null : hashToken(fresh), shown: of.shown, by: of.by, now: of.now })
    return isOpen ? undefined : fresh
  }
  if (tablet.state !== 'in-use' || (tablet.hash === null ? isOpen : showsKey(tablet.hash, of.shown))) return undefined
  await ofOne(trx, schoolId, tabletId).set({ hash: hashToken(fresh) }).execute()
  return fresh
}

const TOLD: Record<'name' | 'lost' | 'revoke' | 'again' | 'one-person' | 'shared', AuditAction> = {
  name: 'tablet-named', lost: 'tablet-lost', revoke: 'tablet-revoked', again: 'tablet-again', 'one-person': 'tablet-one-person', shared: 'tablet-shared',
}
const BECOMES: Record<'lost' | 'revoke' | 'again', TabletState> = { lost: 'lost', revoke: 'revoked', again: 'in-use' }

export function nameTablet(store: Store, schoolId: string, handle: string, named: { name: string; place: string }, edge: Omit<Edge, 'random'>): Done<undefined> {
  if (!isTabletName(named.name, named.place)) return Promise.resolve(refused('name'))
  return change(store, schoolId, handle, 'name', edge, async (ofTablet) => {
    await ofTablet.set({ name: named.name.trim(), place: named.place.trim() }).execute()
  })
}

/** Whether its own lock may open a vault; where it may no longer, the tablet takes that away itself at the next contact. */
export function giveToOne(store: Store, schoolId: string, handle: string, isOnes: boolean, edge: Omit<Edge, 'random'>): Done<undefined> {
  return change(store, schoolId, handle, isOnes ? 'one-person' : 'shared', edge, async (ofTablet) => {
    await ofTablet.set({ one_person: isOnes ? 1 : 0 }).execute()
  })
}

/** Out of use at once: what its sessions may still do is hand in. In use again, everybody signs in on it anew. */
export function moveTablet(store: Store, schoolId: string, handle: string, act: 'lost' | 'revoke' | 'again', edge: Omit<Edge, 'random'>): Done<undefined> {
  return change(store, schoolId, handle, act, edge, async (ofTablet, trx, tablet) => {
    if (act === 'again') await endTablet(trx, schoolId, tablet.id, edge.now)
    await ofTablet.set({ state: BECOMES[act], since: Math.floor(edge.now), told_at: null, handed_in: 0, forgot_at: null, one_person: 0 }).execute()
  })
}

type OfTablet = ReturnType<typeof ofOne>
const ofOne = (trx: Write, schoolId: string, id: string) => trx.updateTable('tablet').where('school_id', '=', schoolId).where('id', '=', id)
function change(store: Store, schoolId: string, handle: string, act: keyof typeof TOLD, { now, by }: Omit<Edge, 'random'>, work: (ofTablet: OfTablet, trx: Write, tablet: TabletTable) => Promise<void>): Done<undefined> {
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    const tablet = await trx.selectFrom('tablet').selectAll().where('school_id', '=', schoolId).where('handle', '=', handle).executeTakeFirst()
    if (!tablet) return refused('unknown')
    await work(ofOne(trx, schoolId, tablet.id), trx, tablet)
    await tell(store, trx, schoolId, now, [{ ...by, action: TOLD[act], object: handle }])
    return ok(undefined)
  })
}

async function endTablet(trx: Write, schoolId: string, tabletId: string, now: number): Promise<void> {
  await trx.updateTable('session').set({ ended_at: now }).where('school_id', '=', schoolId).where('tablet_id', '=', tabletId).where('ended_at', 'is', null).execute()
  await trx.updateTable('refresh_token').set({ revoked_at: now }).where('school_id', '=', schoolId).where('tablet_id', '=', tabletId).where('revoked_at', 'is', null).execute()
}

/** What a tablet that is out of use has done, for the list. */
export async function noteLeaving(store: Store, schoolId: string, tabletId: string, what: 'told' | 'handed-in' | 'forgot', now: number): Promise<void> {
  const at = Math.floor(now)
  const update = store.db.updateTable('tablet').where('school_id', '=', schoolId).where('id', '=', tabletId).where('state', '!=', 'in-use')
  if (what === 'told') await update.set({ told_at: at }).where('told_at', 'is', null).execute()
  else if (what === 'handed-in') await update.set((is) => ({ handed_in: is('handed_in', '+', 1) })).execute()
  else await update.set({ forgot_at: at }).execute()
}
