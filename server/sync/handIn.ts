/**
 * What is handed in, kept as it came. A change lies where its place in the queue can ask for it, and once, however often it is
 * handed in: a server that was put back to an earlier day may have lost it, and then takes nothing in its place. Of what is about
 * somebody who was erased only the place is kept.
 */
import { randomUUID } from 'node:crypto'
import { OpShape, type Op } from '../../src/domain/protocol.ts'
import { isTrap } from '../../src/domain/sync/trap.ts'
import { hashToken } from '../accounts/secrets.ts'
import type { Read, Store, Write } from '../store.ts'
import { changeIn, type Change } from './changeIn.ts'
import { namesErased } from './erase.ts'
import { HeldErased, tellErased } from './heldErased.ts'

export type HandedInBy = { schoolId: string; accountId: string; clientId: string }

/** What the id of a change begins with that was handed in under this number. */
const underNumber = (accountId: string, clientId: string, n: number): string => `${hashToken(JSON.stringify([accountId, clientId, n]))}.`

/** Resolves to whether it is new here. `clientId`: of the session. */
export function keepHandedIn(store: Store, { schoolId, accountId, clientId }: HandedInBy, bytes: Buffer, now: number): Promise<boolean> {
  const text = bytes.toString()
  const change = changeIn(text)
  const id = change ? `${underNumber(accountId, change.clientId, change.op.n)}${hashToken(text)}` : randomUUID()
  return store.write(async (trx) => {
    const { head } = await store.lockSchool(trx, schoolId)
    const isErased = await isAboutErased(trx, schoolId, text, change)
    if (isErased && !change) return false
    // Nobody need deal with a place alone.
    const kept = isErased && change ? { bytes: Buffer.from(JSON.stringify({ clientId: change.clientId, op: { n: change.op.n } })), closed_at: Math.floor(now), how: 'put-away' as const } : { bytes }
    const put = await trx.insertInto('handin').values({ school_id: schoolId, id, account_id: accountId, client_id: clientId, at: now, ...kept }).onConflict((c) => c.columns(['school_id', 'id']).doNothing()).executeTakeFirst()
    const isNew = put.numInsertedOrUpdatedRows === 1n
    if (isErased && change && isNew) await tellErased(trx, { schoolId, head, now }, change.op)
    return isNew
  })
}

async function isAboutErased(trx: Write, schoolId: string, text: string, change: Change | undefined): Promise<boolean> {
  if (await namesErased(trx, schoolId, text)) return true
  const op = change && !isTrap(change) ? OpShape.safeParse(change.op).data : undefined
  if (!op) return false
  const erased = new HeldErased(trx, schoolId)
  await erased.want([op])
  return erased.has(op)
}

/** Which of these operations of a tablet a person has been given here. `clientId`: the name it pushes under. */
export async function givenHere(db: Read, { schoolId, accountId, clientId }: HandedInBy, numbers: readonly Op['n'][]): Promise<ReadonlySet<number>> {
  const given = new Set<number>()
  for (const n of numbers) {
    const one = await db.selectFrom('handin').select('id').where('school_id', '=', schoolId).where('id', 'like', `${underNumber(accountId, clientId, n)}%`).limit(1).executeTakeFirst()
    if (one) given.add(n)
  }
  return given
}
