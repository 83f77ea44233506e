/**
 * What a tablet does not yet have, read at one moment: its scope, how far its own operations are in, and the rows in
 * order of their sequence number, a page at a time. A bucket it entered since is sent whole, one it left is named.
 */
import type { Cursor, PullReply, PullRequest } from '../../src/domain/protocol.ts'
import type { SignedIn } from '../accounts/sessions.ts'
import type { Store } from '../store.ts'
import { settleCovers } from './covers.ts'
import { digestOf } from './digest.ts'
import { erasedSince } from './erase.ts'
import { scopeOf } from './grants.ts'
import { leaseUntil } from './lease.ts'
import { firstPage, laterPage } from './pages.ts'
import { newClient, whole } from './push.ts'
import { beginAnew, isAnothers, knowsMore } from './putBack.ts'

/** `text`: the reply as JSON; rows leave the database as text and stay text. `next`: where its next page begins, if there is one. */
export async function pull(store: Store, who: SignedIn, request: PullRequest, now: number): Promise<{ text: string; next: Cursor | undefined }> {
  const schoolId = who.account.school_id
  const { cursor } = request
  await settleCovers(store, who.account, now)
  const page = await store.read(async (trx) => {
    const school = await trx.selectFrom('school').selectAll().where('id', '=', schoolId).executeTakeFirstOrThrow()
    const client = await trx.selectFrom('sync_client').selectAll().where('school_id', '=', schoolId).where('client_id', '=', request.clientId).executeTakeFirst()
    const lastN = client?.account_id === who.account.id ? client.last_n : 0
    const elsewhere = { epoch: school.epoch, lastN, isPutBack: false }
    if (request.epoch !== school.epoch) return { elsewhere }
    const isSomebodyElses = client !== undefined && client.account_id !== who.account.id
    const { acked, ackedHlc } = request
    const isPutBack = knowsMore(request, school.head, isSomebodyElses ? Number.POSITIVE_INFINITY : lastN)
      || (!isSomebodyElses && acked !== undefined && ackedHlc !== undefined && cursor.after === undefined && (await isAnothers(trx, schoolId, request.clientId, acked, ackedHlc)))
    if (isPutBack) return { elsewhere: { ...elsewhere, isPutBack } }
    if (cursor.seq > 0 && cursor.seq < school.oldest_cursor) return { text: JSON.stringify({ reset: true }), next: undefined, more: false }

    const scope = await scopeOf(trx, schoolId, who.account.id, cursor.seq)
    const upto = cursor.upto ?? school.head
    const asked = request.again ?? []
    const again = asked.filter((bucket) => scope.entered.has(bucket))
    const rows = cursor.seq === 0 ? await firstPage(trx, schoolId, scope, cursor, upto, request.limit) : await laterPage(trx, schoolId, scope, cursor, upto, request.limit, again)
    const purge = cursor.after === undefined ? await erasedSince(trx, schoolId, cursor.seq, upto) : []
    const next: Cursor = rows.after === undefined ? { seq: upto } : { seq: cursor.seq, upto, after: rows.after }
    const more = rows.after !== undefined
    // Only one page alone is one moment.
    const isWhole = !more && cursor.upto === undefined
    const head = {
      epoch: school.epoch, from: cursor, cursor: next, more, lastN, dropBuckets: [...scope.left, ...asked.filter((bucket) => !again.includes(bucket) && !scope.left.includes(bucket))], purge, scope: [...scope.entered.keys()],
      scopeV: scope.version, serverWall: now, leaseUntil: await leaseUntil(trx, schoolId, now),
      ...(isWhole && request.digest === true ? { digest: await digestOf(trx, schoolId, scope.entered.keys()) } : {}), ...(isWhole && again.length > 0 ? { again } : {}),
    }
    return { text: `${JSON.stringify(head).slice(0, -1)},"puts":[${rows.texts.join(',')}]}`, next, more }
  })
  if ('elsewhere' in page) {
    const { epoch, lastN, isPutBack } = page.elsewhere
    return { text: JSON.stringify({ err: 'epoch', epoch: isPutBack ? await beginAnew(store, schoolId, epoch, who.tabletId, now) : epoch, lastN } satisfies PullReply), next: undefined }
  }
  const { text, next, more } = page
  if (next && !more) await seen(store, who, request, next.seq, now)
  return { text, next: more ? next : undefined }
}

/**
 * What the Lead Mentor is told of a tablet: when it was here, and what still waits on it. Never how far its operations
 * are in: that is the push's to write, which may be under way at this moment.
 */
async function seen(store: Store, who: SignedIn, request: PullRequest, cursorSeq: number, now: number): Promise<void> {
  const schoolId = who.account.school_id
  const reported = {
    pending: request.pending, oldest: whole(request.oldest), seen_at: now, cursor_seq: cursorSeq,
    ...(request.version === undefined ? {} : { version: request.version }),
    ...(request.stuck === undefined ? {} : { stuck: request.stuck }),
    // What a person at the tablet has seen since is told all the same.
    ...(request.missing ? { missing: request.missing, missing_at: now } : {}),
    ...(request.skew === undefined ? {} : { skew: request.skew === null ? null : Math.round(Math.min(Math.max(request.skew, -8.64e15), 8.64e15)) }),
  }
  const known = await store.db
    .updateTable('sync_client').set(reported).where('school_id', '=', schoolId).where('client_id', '=', request.clientId).where('account_id', '=', who.account.id).executeTakeFirst()
  if (known.numUpdatedRows > 0n) return
  await store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    await trx.insertInto('sync_client').values({ ...newClient(schoolId, request.clientId, who), ...reported }).onConflict((c) => c.doNothing()).execute()
  })
}
