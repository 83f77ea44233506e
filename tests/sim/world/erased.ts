/** What the erasing of a pupil promises: nothing of them is left at the server, or on a tablet that has met it since. */
import { pupilOf } from '../../../src/domain/bucket.ts'
import type { Op } from '../../../src/domain/protocol.ts'
import { isAbout } from '../../../server/sync/erase.ts'
import type { Tablet, World } from './tablet.ts'

export async function checkErased({ history, server }: World, tablets: readonly Tablet[]): Promise<void> {
  const { db } = server.store
  for (const pupil of await server.erased()) {
    const about = isAbout(pupil)
    const says = (text: string): boolean => about(text) && !isEmpty(JSON.parse(text) as Partial<Op>)
    const left = [
      ...(await server.rows()).filter(({ bucket, f }) => about(bucket) || about(f)).map(({ t, id }) => `the row ${t} ${id}`),
      ...(await server.ops()).filter(({ op }) => says(op)).map(({ client_id, n }) => `the operation ${client_id}:${n}`),
      ...(await db.selectFrom('parked').selectAll().execute()).filter(({ raw }) => says(raw)).map(({ client_id, n }) => `what was put aside of ${client_id}:${n}`),
      ...(await db.selectFrom('handin').selectAll().execute()).filter(({ bytes }) => about(Buffer.from(bytes).toString())).map(({ id }) => `what was handed in as ${id}`),
      ...tablets.filter((tablet) => !tablet.left).flatMap((tablet) => tablet.outboxOnDisk().filter((op) => pupilOf(op.bucket) === pupil && says(JSON.stringify(op))).map(({ n, t, id }) => `on ${tablet.name} the change ${n} of ${t} ${id}`)),
    ]
    if (left.length > 0) history.break('I21', `of ${pupil} there is still ${left.slice(0, 3).join(', ')}`)
  }
}
const isEmpty = ({ f, base }: Partial<Op>): boolean => f === undefined && base === undefined
