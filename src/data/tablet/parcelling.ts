/** Unsent operations as parcels. Those that were made before stay as they are: as a rule only the last one is made anew. */
import { OPENINGS_MOST, type Telling } from '../../domain/people/audit.ts'
import { sealParcel } from '../../domain/sync/parcels.ts'
import type { Op } from '../../domain/protocol.ts'
import { ECDH_P256 } from '../../domain/sync/sealTo.ts'
import { fitting, WHOLE } from '../store/fitting.ts'
import type { StoredParcel } from './lockedWork.ts'
import { signingKey, type ParcelKeys } from '../store/parcelKeys.ts'
import { fromBase64url } from '../vault/base64url.ts'

/** `beforeHlc`: the stamp of the operation before the first, empty where it is not known. */
export type Unsent = { ops: readonly Op[]; beforeHlc: string; person: string; tabletId: string; clientId: string; epoch: string; wall: number; openings: readonly Telling[] }
type Made = { of: string; ops: readonly Op[]; parcel: StoredParcel }

export function makeParcelling(): (unsent: Unsent, keys: ParcelKeys) => Promise<StoredParcel[]> {
  let made: readonly Made[] = []
  return async ({ ops, beforeHlc: beforeAll, openings, ...about }, keys) => {
    const { seal } = keys
    if (!seal) return []
    const of = [about.person, about.tabletId, about.clientId, about.epoch, seal.id].join(' ')
    const sign = await signingKey(keys)
    const next: Made[] = []
    for (let from = 0; from < ops.length; ) {
      const some = fitting(ops.slice(from), WHOLE)
      const beforeHlc = ops[from - 1]?.hlc ?? beforeAll
      from += some.length
      const same = made.find((one) => one.of === of && one.ops.length === some.length && one.ops.every((op, index) => op === some[index]))
      next.push(same ?? { of, ops: some, parcel: await parcelOf(some, beforeHlc) })
    }
    made = next
    return next.map(({ parcel }) => parcel)

    async function parcelOf(some: readonly Op[], beforeHlc: string): Promise<StoredParcel> {
      const { id: key, key: to } = seal ?? { id: '', key: '' }
      const body = { v: 1 as const, key, ...about, pending: ops.length, oldest: ops[0]?.wall ?? null, ...(beforeHlc === '' ? {} : { beforeHlc }), ops: [...some], openings: openings.slice(0, OPENINGS_MOST) }
      const fresh = await crypto.subtle.generateKey(ECDH_P256, false, ['deriveBits'])
      return { key, ...(await sealParcel(body, { subtle: crypto.subtle, fresh, sign, to: fromBase64url(to) })), changes: some.length, sent: false }
    }
  }
}
