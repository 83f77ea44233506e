/** Whether the audit is what was written: every row there, in its order, unaltered, and none cut off at the end. */
import type { Store } from '../store.ts'
import { hashOf } from './tell.ts'

const PAGE = 1000

/** A row that was noted down elsewhere, on paper or on another machine. */
export type Anchor = { seq: number; hash: string }
/** `altered`: not what was written there, or not in its place. `not-as-noted`: the whole chain was written anew. */
export type Flaw = 'altered' | 'missing' | 'cut-off' | 'not-as-noted'
export type Verdict = { ok: true; head: Anchor } | { ok: false; seq: number; flaw: Flaw }

export function verifyAudit(store: Store, schoolId: string, noted?: Anchor): Promise<Verdict> {
  return store.read(async (trx): Promise<Verdict> => {
    const no = (seq: number, flaw: Flaw): Verdict => ({ ok: false, seq, flaw })
    let head: Anchor = { seq: 0, hash: '' }
    for (;;) {
      const rows = await trx.selectFrom('audit').selectAll().where('school_id', '=', schoolId).where('seq', '>', head.seq).orderBy('seq').limit(PAGE).execute()
      for (const { hash, ...row } of rows) {
        if (row.seq !== head.seq + 1) return no(head.seq + 1, 'missing')
        if (row.prev !== head.hash || hashOf(row) !== hash) return no(row.seq, 'altered')
        head = { seq: row.seq, hash }
        if (noted?.seq === row.seq && noted.hash !== hash) return no(row.seq, 'not-as-noted')
      }
      if (rows.length < PAGE) break
    }
    const kept = await trx.selectFrom('audit_head').selectAll().where('school_id', '=', schoolId).executeTakeFirst()
    const last = Math.max(kept?.seq ?? 0, noted?.seq ?? 0)
    if (last > head.seq) return no(head.seq + 1, 'cut-off')
    if ((kept?.seq ?? 0) !== head.seq || (kept?.hash ?? '') !== head.hash) return no(head.seq, 'altered')
    return { ok: true, head }
  })
}
