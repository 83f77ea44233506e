/**
 * Two people set one field at once, and the later stands without anyone being asked. What was set aside lies where the
 * record lies and travels to whoever reads that, so that it can be seen and put back.
 */
import { opIdOf, ruleOf, type Loser } from '../../src/domain/change.ts'
import { SETTLED_BY, type Version } from '../../src/domain/sync/conflict.ts'
import type { Hlc } from '../../src/domain/sync/hlc.ts'
import type { Json, Op } from '../../src/domain/protocol.ts'
import { stampOf, type Row } from '../../src/domain/records.ts'
import type { SetAside } from '../../src/domain/sync/setAside.ts'
import type { Batch } from './batch.ts'
import { setAsideId } from './copyNames.ts'
import { authorFor, placeOfCopy, putOwn } from './twoVersions.ts'

export async function keepSetAside(batch: Batch, { op, at, time, row, losers, told }: { op: Op; at: number; time: Hlc; row: Row; losers: readonly Loser[]; told: readonly Loser[] }): Promise<void> {
  if (row.void !== undefined || SETTLED_BY[op.t] !== undefined) return
  for (const { field, value, stamp, concurrentWith } of losers.filter((one) => !told.includes(one))) {
    if (concurrentWith === null || ruleOf(row.t, field) !== 'latest' || stampOf(row, field) !== concurrentWith) continue
    const id = setAsideId(op.t, op.id, field, [stamp, concurrentWith])
    if (await batch.rows.find('setAside', id)) continue
    const version = async (value: Json, stamp: string): Promise<Version> => ({ value, stamp, ...(await authorFor(batch, { op, at, row }, stamp)) })
    const f: SetAside = {
      ...placeOfCopy(row.b), about: { t: op.t, id: op.id }, field,
      stands: await version((row.f as Record<string, Json>)[field] ?? null, concurrentWith), aside: await version(value, stamp),
    }
    putOwn(batch, { t: 'setAside', id, b: row.b, f, s: opIdOf(batch.clientId, op.n), by: batch.actor.id, at }, time)
  }
}
