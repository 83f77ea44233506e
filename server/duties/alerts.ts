/** A line on the Deputy Headteacher's list of today, written by the server itself into their own bucket. */
import type { Alert } from '../../src/domain/tasks/alert.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import { userBucket } from '../../src/domain/bucket.ts'
import type { Kind, Row } from '../../src/domain/records.ts'
import type { Store, Write } from '../store.ts'
import { HeldGrants } from '../sync/heldGrants.ts'
import { findRows, putRows } from '../sync/rows.ts'

/** Whom to poke. `id`: the same thing is told once to each. */
export async function alertDht(store: Store, trx: Write, schoolId: string, { id, ...said }: { id: string } & Omit<Alert, 'to' | 'at'>, now: number): Promise<string[]> {
  const those = await trx.selectFrom('account').select('id').where('school_id', '=', schoolId).where('role', '=', 'dht').where('disabled_at', 'is', null).orderBy('id').execute()
  await putOwnRows(store, trx, schoolId, those.map((dht) => ({ t: 'alert', id: `alert:${id}:${dht.id}`.slice(0, 120), b: userBucket(dht.id), f: { ...said, to: dht.id, at: now } })), now)
  return those.map((dht) => `person:${dht.id}`)
}

type Own = { [K in Kind]: Pick<Row<K>, 't' | 'id' | 'b' | 'f'> }[Kind]
/** Rows that nobody sent, each once. */
export async function putOwnRows(store: Store, trx: Write, schoolId: string, rows: readonly Own[], now: number): Promise<number> {
  const { head } = await store.lockSchool(trx, schoolId)
  const there = new Set((await findRows(trx, schoolId, rows)).map(({ row }) => `${row.t} ${row.id}`))
  const fresh = rows.filter(({ t, id }) => !there.has(`${t} ${id}`))
  if (fresh.length === 0) return 0
  const grants = new HeldGrants(trx, schoolId)
  for (const [index, one] of fresh.entries()) await grants.openOwn(one.b, head + 1 + index)
  await grants.flush()
  await trx.updateTable('school').set({ head: head + fresh.length }).where('id', '=', schoolId).execute()
  await putRows(trx, schoolId, fresh.map((one, index) => ({ row: { ...one, s: `server:${head + 1 + index}`, seq: head + 1 + index, by: 'server', at: now }, times: hlcOf(now, 0) })))
  return fresh.length
}
