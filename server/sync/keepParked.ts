/**
 * A change that is not accepted becomes a record of its author's, which the Lead Mentor reads too: whole, with the
 * reason, to be put right and sent again or dismissed. Nobody else sees what is in it, for it may be of what few may know.
 */
import { parkedOf, type Bucket } from '../../src/domain/bucket.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import { LONGEST_PAYLOAD, type Parked } from '../../src/domain/sync/parked.ts'
import type { Batch, SentOp } from './batch.ts'
import { lostBucketOf } from './formerMentor.ts'
import type { Reason } from './judge.ts'
import { putOwn, shortName } from './twoVersions.ts'

export const parkedId = ({ clientId }: Batch, n: number): string => `parked:${clientId}:${n}`

export async function keepParked(batch: Batch, raw: SentOp, reason: Reason): Promise<void> {
  const { rows, grants, actor, now } = batch
  const id = parkedId(batch, raw.n)
  // A settling that was refused in its turn would go round for ever.
  if (raw.sent['t'] === 'parked' || raw.sent['t'] === 'parkedForMentor' || (await rows.find('parked', id))) return
  const payload = JSON.stringify(raw.sent)
  const keep = (t: 'parked' | 'parkedForMentor', b: Bucket): void => {
    const f: Parked = { lies: b, author: actor.id, tablet: shortName(batch.tabletId), reason, at: now, payload: payload.length > LONGEST_PAYLOAD ? '' : payload, closed: null }
    putOwn(batch, { t, id, b, f, s: `${batch.clientId}:${raw.n}`, by: actor.id, at: now }, hlcOf(now, 0))
  }
  keep('parked', parkedOf(actor.id))
  await grants.openOwn(parkedOf(actor.id), batch.head)
  // Whoever mentors the pupil since has to know of it too, and nobody who does not read the record.
  const lost = raw.op && (await lostBucketOf(batch, raw.op, reason))
  if (lost !== undefined) keep('parkedForMentor', lost)
}
