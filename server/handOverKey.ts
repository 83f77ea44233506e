/** The school's key for handing marks over with no network: made once, and given to every tablet of the staff with the school's own records. */
import { toBase32 } from '../src/domain/sync/base32.ts'
import { SCHOOL } from '../src/domain/bucket.ts'
import { hlcOf } from '../src/domain/sync/hlc.ts'
import type { Random } from './accounts/secrets.ts'
import type { Store } from './store.ts'
import { putRows } from './sync/rows.ts'

/** At every start; two servers that start together make one key. */
export function ensureHandOverKey(store: Store, schoolId: string, random: Random, now: number): Promise<void> {
  return store.write(async (trx) => {
    const school = await store.lockSchool(trx, schoolId)
    const found = await trx.selectFrom('row').select('id').where('school_id', '=', schoolId).where('t', '=', 'handOverKey').where('void', 'is', null).limit(1).executeTakeFirst()
    if (found) return
    const bytes = new Uint8Array(32)
    random(bytes)
    const seq = school.head + 1
    await trx.updateTable('school').set({ head: seq }).where('id', '=', schoolId).execute()
    const row = { t: 'handOverKey' as const, id: `hand-over-key-${seq}`, b: SCHOOL, f: { key: toBase32(bytes) }, s: `server:${seq}`, seq, by: 'server', at: now }
    await putRows(trx, schoolId, [{ row, times: hlcOf(now, 0) }])
  })
}

export async function ensureHandOverKeys(store: Store, random: Random, now: number): Promise<void> {
  for (const { id } of await store.db.selectFrom('school').select('id').execute()) await ensureHandOverKey(store, id, random, now)
}
