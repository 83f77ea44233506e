/**
 * What a person's earlier tablets reported as waiting and never sent. A browser that clears a tablet's storage takes its name with
 * the rest; the cookie with its key may stay, and then the server knows the tablet again.
 */
import type { LeftBehind } from '../../src/domain/protocol.ts'
import type { Read } from '../store.ts'
import { shortName } from '../sync/twoVersions.ts'

/** Longer ago nobody remembers what it was, and the tablet itself would have been told to sign in anew. */
const LOOK_BACK = 60 * 86_400_000
const MOST = 3

export async function leftBehind(db: Read, schoolId: string, accountId: string, tabletId: string, now: number): Promise<LeftBehind[]> {
  const clients = await db.selectFrom('sync_client').select(['client_id', 'tablet_id', 'pending', 'seen_at']).where('school_id', '=', schoolId).where('account_id', '=', accountId).where('seen_at', '>', now - LOOK_BACK).orderBy('seen_at', 'desc').execute()
  // What a tablet sent again under another name is no longer waiting under the first.
  const newest = clients.filter((one, index) => clients.findIndex(({ tablet_id }) => tablet_id === one.tablet_id) === index)
  const waiting = newest.filter(({ tablet_id, pending }) => tablet_id !== tabletId && Number(pending) > 0)
  if (waiting.length === 0) return []
  const [tablets, handed] = await Promise.all([
    db.selectFrom('tablet').select(['id', 'name', 'was']).where('school_id', '=', schoolId).execute(),
    db.selectFrom('handin').select(['client_id', 'at']).where('school_id', '=', schoolId).where('account_id', '=', accountId).execute(),
  ])
  const was = tablets.find(({ id }) => id === tabletId)?.was
  const notHandedIn = waiting.filter(({ client_id, tablet_id, seen_at }) => !handed.some((one) => (one.client_id === client_id || one.client_id === tablet_id) && Number(one.at) >= Number(seen_at)))
  return Promise.all(notHandedIn.slice(0, MOST).map(async ({ client_id, tablet_id, pending, seen_at }): Promise<LeftBehind> => {
    const last = await db.selectFrom('op').select((is) => is.fn.max('received_at').as('at')).where('school_id', '=', schoolId).where('client_id', '=', client_id).executeTakeFirst()
    return { tablet: tablets.find(({ id }) => id === tablet_id)?.name || shortName(tablet_id), isThis: was === tablet_id, waiting: Number(pending), seenAt: Number(seen_at), confirmedAt: last?.at == null ? null : Number(last.at) }
  }))
}
