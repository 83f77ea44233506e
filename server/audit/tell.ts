/**
 * The audit: one row after another, each with the hash of the one before, in the very transaction of what it tells of. It
 * holds ids and acts, never a text. The last row's hash stands apart as well, so that a row cut off at the end is missed.
 */
import { createHash } from 'node:crypto'
import type { AuditAction } from '../../src/domain/people/audit.ts'
import { asKept } from '../asKept.ts'
import type { AuditTable, Store, Write } from '../store.ts'

/** Who did it: null is the command line, or nobody who is known. */
export type By = { actor: string | null; tablet: string | null }
export const COMMAND: By = { actor: null, tablet: null }
export type Told = By & {
  action: AuditAction
  /** The id of what it was done to. */
  object?: string | null
  /** When, by the tablet's clock, where it was told later. */
  claimedAt?: number | null
  ref?: string | null
}

export const hashOf = ({ school_id, seq, at, actor, tablet, action, object, claimed_at, ref, prev }: Omit<AuditTable, 'hash'>): string =>
  createHash('sha256').update(JSON.stringify([prev, school_id, seq, at, actor, tablet, action, object, claimed_at, ref])).digest('base64url')

/** The hash is of what stands in the table. */
const kept = (said: string | null): string | null => said && asKept(said)

export async function tell(store: Pick<Store, 'lockSchool'>, trx: Write, schoolId: string, now: number, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  await store.lockSchool(trx, schoolId)
  const head = await trx.selectFrom('audit_head').selectAll().where('school_id', '=', schoolId).executeTakeFirst()
  let [seq, prev] = [head?.seq ?? 0, head?.hash ?? '']
  const rows = told.map(({ actor, tablet, action, object = null, claimedAt = null, ref = null }): AuditTable => {
    const row = { school_id: schoolId, seq: ++seq, at: Math.floor(now), actor, tablet, action, object: kept(object), claimed_at: claimedAt === null ? null : Math.floor(claimedAt), ref: kept(ref), prev }
    prev = hashOf(row)
    return { ...row, hash: prev }
  })
  await trx.insertInto('audit').values(rows).execute()
  await trx.insertInto('audit_head').values({ school_id: schoolId, seq, hash: prev }).onConflict((c) => c.column('school_id').doUpdateSet({ seq, hash: prev })).execute()
}

/** Where nothing else is written: a refusal, a failed sign-in. */
export const tellAlone = (store: Store, schoolId: string, now: number, told: Told): Promise<void> => store.write((trx) => tell(store, trx, schoolId, now, [told]))
