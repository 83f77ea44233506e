/**
 * How often a passphrase may be tried. Ten tries in five minutes for one account from one address, thirty from one
 * address for anybody; a tablet that has signed in to the account before has a count of its own, so a stranger's
 * guesses never lock a mentor out. A try that succeeds is taken off again: a whole staff room may sign in at 8.25.
 */
import { createHash, randomUUID } from 'node:crypto'
import { usernameOf } from '../../src/domain/people/accounts.ts'
import type { Store } from '../store.ts'

const WINDOW = 5 * 60_000
const PER_ACCOUNT = 10
const PER_ADDRESS = 30

export type Attempt = { username: string; address: string; tabletId: string }
/** `taken`: carry on, and hand it back when it succeeds. Otherwise the seconds to wait. */
export type Taken = { taken: string } | { retryAfter: number }

/** Counted before the passphrase is looked at, so a flood at one moment does not slip through. */
export function takeAttempt(store: Store, schoolId: string, attempt: Attempt, now: number): Promise<Taken> {
  const username = digest(usernameOf(attempt.username))
  const address = digest(networkOf(attempt.address))
  const tablet = digest(attempt.tabletId)
  return store.write(async (trx) => {
    await store.lockSchool(trx, schoolId)
    await trx.deleteFrom('sign_in_attempt').where('school_id', '=', schoolId).where('at', '<=', now - WINDOW).execute()
    const known = await trx
      .selectFrom('known_tablet').innerJoin('account', (join) => join.onRef('account.school_id', '=', 'known_tablet.school_id').onRef('account.id', '=', 'known_tablet.account_id'))
      .select('tablet_id').where('known_tablet.school_id', '=', schoolId).where('tablet_id', '=', attempt.tabletId).where('username', '=', usernameOf(attempt.username)).executeTakeFirst()
    const recent = await trx.selectFrom('sign_in_attempt').selectAll().where('school_id', '=', schoolId).where('at', '>', now - WINDOW).orderBy('at').execute()
    const own = recent.filter((one) => one.username === username && (known ? one.known === 1 && one.tablet === tablet : one.known === 0 && one.address === address))
    const strangers = known ? [] : recent.filter((one) => one.known === 0 && one.address === address)
    const wait = Math.max(waitFor(own, PER_ACCOUNT, now), waitFor(strangers, PER_ADDRESS, now))
    if (wait > 0) return { retryAfter: wait }
    const id = randomUUID()
    await trx.insertInto('sign_in_attempt').values({ school_id: schoolId, id, at: now, username, address, tablet, known: known ? 1 : 0 }).execute()
    return { taken: id }
  })
}

export async function giveBack(store: Store, schoolId: string, id: string): Promise<void> {
  await store.db.deleteFrom('sign_in_attempt').where('school_id', '=', schoolId).where('id', '=', id).execute()
}

const waitFor = (recent: readonly { at: number }[], limit: number, now: number): number => {
  const oldestThatCounts = recent[recent.length - limit]
  return oldestThatCounts ? Math.max(1, Math.ceil((oldestThatCounts.at + WINDOW - now) / 1000)) : 0
}

/** Hashed, because a person now and then types the passphrase where the name belongs. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
/** An IPv6 household has a whole /64 to itself; one address of it counts as all. */
const networkOf = (address: string): string => (address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address)
