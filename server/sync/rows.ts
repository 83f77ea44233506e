/** A record's row as the domain merges it and as the table keeps it. */
import type { Held } from '../../src/domain/sync/heldRow.ts'
import type { Kind, Row, Stamp } from '../../src/domain/records.ts'
import type { RowTable, Write } from '../store.ts'
import { inParts } from './inParts.ts'

export type RowName = { t: string; id: string }

export async function findRows(trx: Write, schoolId: string, names: readonly RowName[]): Promise<Held[]> {
  const found: Held[] = []
  for (const some of inParts(names)) {
    const ofKind = Map.groupBy(some, ({ t }) => t)
    const rows = await trx
      .selectFrom('row').selectAll().where('school_id', '=', schoolId)
      .where((is) => is.or([...ofKind].map(([t, those]) => is.and([is('t', '=', t), is('id', 'in', those.map(({ id }) => id))])))).execute()
    found.push(...rows.map(heldOf))
  }
  return found
}

export const heldOf = (r: RowTable): Held => ({
  row: {
    t: r.t as Kind, id: r.id, b: r.bucket, f: JSON.parse(r.f) as Row['f'], s: JSON.parse(r.s) as Stamp | Record<string, Stamp>,
    seq: r.seq, by: r.by, at: r.at, ...(r.void === null ? {} : { void: r.void }),
  },
  ...clockOf(r.h),
})

/** With what joined texts are made of, where there are any. */
function clockOf(h: string): Pick<Held, 'times' | 'joins'> {
  const said = JSON.parse(h) as Held['times'] | { times: Held['times']; joins: NonNullable<Held['joins']> }
  return typeof said === 'object' && typeof said['joins'] === 'object' ? (said as { times: Held['times']; joins: NonNullable<Held['joins']> }) : { times: said as Held['times'] }
}

export const tableRow = (schoolId: string, { row, times, joins }: Held): RowTable => ({
  school_id: schoolId, t: row.t, id: row.id, bucket: row.b, seq: row.seq, f: JSON.stringify(row.f), s: JSON.stringify(row.s),
  h: JSON.stringify(joins ? { times, joins } : times), by: row.by, at: row.at, void: row.void ?? null,
})

/** Each name at most once. */
export async function putRows(trx: Write, schoolId: string, all: readonly Held[]): Promise<void> {
  for (const some of inParts(all))
    await trx
      .insertInto('row').values(some.map((held) => tableRow(schoolId, held)))
      .onConflict((c) =>
        c.columns(['school_id', 't', 'id']).doUpdateSet((now) => ({ seq: now.ref('excluded.seq'), f: now.ref('excluded.f'), s: now.ref('excluded.s'), h: now.ref('excluded.h'), void: now.ref('excluded.void') })),
      )
      .execute()
}

export type WireColumns = Pick<RowTable, 't' | 'id' | 'bucket' | 'f' | 's' | 'seq' | 'by' | 'at' | 'void'>

/** The row as it travels, its stored JSON spliced in unread. */
export const wireText = (r: WireColumns): string =>
  `{"t":${JSON.stringify(r.t)},"id":${JSON.stringify(r.id)},"b":${JSON.stringify(r.bucket)},"f":${r.f},"s":${r.s},"seq":${r.seq},"by":${JSON.stringify(r.by)},"at":${r.at}${r.void === null ? '' : `,"void":${JSON.stringify(r.void)}`}}`
