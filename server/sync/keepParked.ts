/**
 * A change that is not accepted becomes a record of its author's, which the Lead Mentor reads too: whole, with the
 * reason, to be put right and sent again or dismissed. Nobody else sees what is in it, for it may be of what few may know.
 */
import { parkedOf } from '../../src/domain/bucket.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import { LONGEST_PAYLOAD, type Parked } from '../../src/domain/sync/parked.ts'
import type { Batch, SentOp } from './batch.ts'
import type { Reason } from './judge.ts'
import { putOwn, shortName } from './twoVersions.ts'

export const parkedId = ({ clientId }: Batch, n: number): string => `parked:${clientId}:${n}`

export async function keepParked(batch: Batch, raw: SentOp, reason: Reason): Promise<void> {
  const { rows, grants, actor, now } = batch
  const id = parkedId(batch, raw.n)
  // A settling that was refused in its turn would go round for ever.
  if (raw.sent['t'] === 'parked' || (await rows.find('parked', id))) return
  const bucket = parkedOf(actor.id)
  const payload = JSON.stringify(raw.sent)
  const f: Parked = { lies: bucket, author: actor.id, tablet: shortName(batch.tabletId), reason, at: now, payload: payload.length > LONGEST_PAYLOAD ? '' : payload, closed: null }
  putOwn(batch, { t: 'parked', id, b: bucket, f, s: `${batch.clientId}:${raw.n}`, by: actor.id, at: now }, hlcOf(now, 0))
  await grants.openOwn(bucket, batch.head)
}
