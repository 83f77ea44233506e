/** What a former mentor wrote: marked where it came late and only added, given to the new mentor where it waits, and answered once for all. */
import { pupilOf } from '../../../src/domain/bucket.ts'
import type { Op } from '../../../src/domain/protocol.ts'
import type { Parked } from '../../../src/domain/sync/parked.ts'
import type { OpTable } from '../../../server/store.ts'
import { canonical } from '../../../server/sync/canonical.ts'
import { personOf } from './school.ts'
import type { World } from './tablet.ts'

/** I9: nothing that came late is lost from sight. */
export async function checkFormer(world: World): Promise<void> {
  const { history, server } = world
  const rows = await server.rows()
  const log = await server.ops()
  const of = (t: string) => new Map(rows.filter((row) => row.t === t).map((row) => [row.id, { ...row, fields: JSON.parse(row.f) as Parked & { about: { t: string; id: string } } }]))
  const [parked, forMentor, marks] = [of('parked'), of('parkedForMentor'), of('fromFormerMentor')]
  const marked = new Set([...marks.values()].map(({ fields }) => `${fields.about.t} ${fields.about.id}`))
  for (const [id, row] of forMentor) {
    const original = parked.get(id)
    if (original === undefined || original.fields.payload !== row.fields.payload) history.break('I9', `${id} is the new mentor’s alone`)
    else if (canonical(original.fields.closed) !== canonical(row.fields.closed)) history.break('I9', `${id} is answered in one place: ${canonical(original.fields.closed)} and ${canonical(row.fields.closed)}`)
  }
  const added = new Set<string>()
  for (const one of log) {
    const op = JSON.parse(one.op) as Op
    const id = `parked:${one.client_id}:${one.n}`
    const row = rows.find(({ t, id: recordId, bucket }) => t === op.t && recordId === op.id && bucket === op.bucket)
    if (one.outcome === 'parked' && one.reason === 'case-lost' && row && op.t !== 'parkedForMentor' && forMentor.get(id)?.bucket !== op.bucket) history.break('I9', `${op.kind} ${op.t} ${op.id} waits, and whoever mentors the pupil has not heard of it`)
    if (one.outcome !== 'applied' || op.kind !== 'add' || (op.t !== 'note' && op.t !== 'dailyAction') || personOf(one.account_id).role !== 'mentor') continue
    // A copy of the tablet may send it once more, when the case is the author's again.
    if (added.has(`${op.t} ${op.id}`)) continue
    added.add(`${op.t} ${op.id}`)
    const wasTheirs = await owned(world, one, op)
    if (wasTheirs === marked.has(`${op.t} ${op.id}`)) history.break('I9', `${op.t} ${op.id} ${wasTheirs ? 'says that it came late, and it did not' : 'came late and does not say so'}`)
  }
}

/** Whether the case was the author's when it came. */
async function owned({ server }: World, one: OpTable, op: Op): Promise<boolean> {
  const grants = await server.store.db.selectFrom('bucket_grant').selectAll().where('bucket', '=', `pupil:${pupilOf(op.bucket) ?? ''}`).where('audience', '=', `person:${one.account_id}`).execute()
  return grants.some(({ since_seq, until_seq }) => since_seq < one.seq && (until_seq === null || until_seq >= one.seq))
}
