/**
 * What is handed in, kept as it came. A change lies where its place in the queue can ask for it, and once, however often it is
 * handed in: a server that was put back to an earlier day may have lost it, and then takes nothing in its place.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { Op } from '../../src/domain/protocol.ts'
import type { Read } from '../store.ts'

export type HandedInBy = { schoolId: string; accountId: string; clientId: string }

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')
const placeOf = (accountId: string, clientId: string, n: number): string => sha256(JSON.stringify([accountId, clientId, n])).slice(0, 40)

/** Whatever else is wrong with it; a picture or a file has no place. */
function placeIn(accountId: string, bytes: Buffer): string | undefined {
  try {
    const { clientId, op } = JSON.parse(bytes.toString()) as { clientId?: unknown; op?: { n?: unknown } }
    return typeof clientId === 'string' && typeof op?.n === 'number' ? placeOf(accountId, clientId, op.n) : undefined
  } catch {
    return undefined
  }
}

/** Resolves to whether it is new here. */
export async function keepHandedIn(db: Read, { schoolId, accountId, clientId }: HandedInBy, bytes: Buffer, now: number): Promise<boolean> {
  const place = placeIn(accountId, bytes)
  const row = { school_id: schoolId, id: place === undefined ? randomUUID() : `${place}.${sha256(bytes)}`, account_id: accountId, client_id: clientId, at: now, bytes }
  const put = await db.insertInto('handin').values(row).onConflict((c) => c.columns(['school_id', 'id']).doNothing()).executeTakeFirst()
  return put.numInsertedOrUpdatedRows === 1n
}

/** Which of these operations of a tablet a person has been given here. `clientId`: the name it pushes under. */
export async function givenHere(db: Read, { schoolId, accountId, clientId }: HandedInBy, numbers: readonly Op['n'][]): Promise<ReadonlySet<number>> {
  const given = new Set<number>()
  for (const n of numbers) {
    const one = await db.selectFrom('handin').select('id').where('school_id', '=', schoolId).where('id', 'like', `${placeOf(accountId, clientId, n)}.%`).limit(1).executeTakeFirst()
    if (one) given.add(n)
  }
  return given
}
