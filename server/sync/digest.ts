/** A digest of every bucket that has rows, from the index alone; asked once an hour by a tablet that is open. */
import { digestText } from '../../src/domain/sync/digest.ts'
import type { Write } from '../store.ts'
import { inParts } from './inParts.ts'

export async function digestOf(trx: Write, schoolId: string, buckets: Iterable<string>): Promise<Record<string, string>> {
  const digest: Record<string, string> = {}
  for (const some of inParts([...buckets]))
    for (const { bucket, rows, sum } of await trx
      .selectFrom('row').select((is) => ['bucket', is.fn.countAll<number | string>().as('rows'), is.fn.sum<number | string>('seq').as('sum')])
      .where('school_id', '=', schoolId).where('bucket', 'in', some).groupBy('bucket').execute()) digest[bucket] = digestText(rows, sum)
  return digest
}
