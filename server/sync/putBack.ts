/**
 * A database that was put back to an earlier day without `npm run restore`, seen by what a tablet remembers: a head, or a number of
 * its own operations, that this database does not know. What others wrote since may carry the numbers of what was lost, so every
 * tablet begins a new epoch: it sends again what it kept and takes everything anew.
 */
import type { PullRequest } from '../../src/domain/protocol.ts'
import { tell } from '../audit/tell.ts'
import type { Read, Store } from '../store.ts'

/** `lastN`: how far this database knows the tablet's operations. */
export const knowsMore = ({ cursor, acked }: Pick<PullRequest, 'cursor' | 'acked'>, head: number, lastN: number): boolean =>
  cursor.seq > head || (cursor.upto ?? 0) > head || (acked ?? 0) > lastN

/**
 * Whether the tablet’s operation of this number (n) and stamp is another one here. Two copies of one disk sync under one name until they
 * differ, which is found before a number is given twice; so this one was lost with an earlier life, and the copy has taken its number since.
 */
export async function isAnothers(trx: Read, schoolId: string, clientId: string, n: number, stamp: string): Promise<boolean> {
  const there = await trx.selectFrom('op').select('op').where('school_id', '=', schoolId).where('client_id', '=', clientId).where('n', '=', n).executeTakeFirst()
  const hlc = there && (JSON.parse(there.op) as { hlc?: unknown }).hlc
  return typeof hlc === 'string' && hlc !== stamp
}

/** A tablet may remember wrongly: so often at most does its word move a whole school. */
const EVERY_MS = 600_000
const NAME = 'put-back-'

/** Resolves to the epoch that holds now. `epoch`: the one in which it was seen. */
export function beginAnew(store: Store, schoolId: string, epoch: string, tabletId: string, now: number): Promise<string> {
  return store.write(async (trx) => {
    const school = await store.lockSchool(trx, schoolId)
    if (school.epoch !== epoch) return school.epoch
    const before = epoch.startsWith(NAME) ? Number(epoch.slice(NAME.length)) : 0
    if (Math.abs(now - before) < EVERY_MS) return epoch
    await trx.updateTable('school').set({ epoch: `${NAME}${now}` }).where('id', '=', schoolId).execute()
    await tell(store, trx, schoolId, now, [{ actor: null, tablet: tabletId, action: 'restored' }])
    return `${NAME}${now}`
  })
}
