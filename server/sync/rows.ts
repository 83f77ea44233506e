/** A record's row as the domain merges it and as the table keeps it. */
import type { Kind, Row, Stamp } from '../../src/domain/records.ts'
import type { RowTable, Write } from '../store.ts'

/** The row and the corrected clock of each field (one string when all share it). */
export type Held = { row: Row; times: string | Record<string, string> }

export async function findRow(trx: Write, schoolId: string, t: string, id: string): Promise<Held | undefined> {
  const found = await trx.selectFrom('row').selectAll().where('school_id', '=', schoolId).where('t', '=', t).where('id', '=', id).executeTakeFirst()
  return found && heldOf(found)
}

const heldOf = (r: RowTable): Held => ({
  row: {
    t: r.t as Kind, id: r.id, b: r.bucket, f: JSON.parse(r.f) as Row['f'], s: JSON.parse(r.s) as Stamp | Record<string, Stamp>,
    seq: r.seq, by: r.by, at: r.at, ...(r.void === null ? {} : { void: r.void }),
  },
  times: JSON.parse(r.h) as Held['times'],
})

export const tableRow = (schoolId: string, { row, times }: Held): RowTable => ({
  school_id: schoolId, t: row.t, id: row.id, bucket: row.b, seq: row.seq, f: JSON.stringify(row.f), s: JSON.stringify(row.s),
  h: JSON.stringify(times), by: row.by, at: row.at, void: row.void ?? null,
})

export async function putRow(trx: Write, schoolId: string, held: Held): Promise<void> {
  const values = tableRow(schoolId, held)
  await trx
    .insertInto('row').values(values)
    .onConflict((c) => c.columns(['school_id', 't', 'id']).doUpdateSet({ seq: values.seq, f: values.f, s: values.s, h: values.h, void: values.void }))
    .execute()
}

/** The row as it travels, its stored JSON spliced in unread. */
export const wireText = (r: RowTable): string =>
  `{"t":${JSON.stringify(r.t)},"id":${JSON.stringify(r.id)},"b":${JSON.stringify(r.bucket)},"f":${r.f},"s":${r.s},"seq":${r.seq},"by":${JSON.stringify(r.by)},"at":${r.at}${r.void === null ? '' : `,"void":${JSON.stringify(r.void)}`}}`
