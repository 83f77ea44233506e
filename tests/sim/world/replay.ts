/**
 * The server's log of operations, taken in once each and in its order by the domain's own merge, must give the rows the
 * server has (I3), let nobody be overruled by what they had seen (I10), and leave every value findable (I2).
 */
import { mergeOp, opIdOf } from '../../../src/domain/change.ts'
import { hlcOf } from '../../../src/domain/hlc.ts'
import type { Json, Op } from '../../../src/domain/protocol.ts'
import { bucketOf, RECORDS, stampOf, type Kind, type Row } from '../../../src/domain/records.ts'
import { canonical } from '../../../server/sync/canonical.ts'
import { ROWS } from './school.ts'
import type { World } from './tablet.ts'

/** `row`: as it was when the operation had been taken in. */
type Put = { op: Op; stamp: string; row: Row }

export async function checkReplay({ server, history }: World): Promise<void> {
  const rows = new Map<string, Row>(
    ROWS.map((row, index) => [`${row.t} ${row.id}`, { t: row.t, id: row.id, b: bucketOf(row.t, row.f, row.id), f: row.f as Row['f'], s: `seed:${index + 1}`, seq: index + 1, by: row.by, at: row.at }]),
  )
  const times = new Map<string, string>(ROWS.map((row, index) => [`seed:${index + 1}`, hlcOf(row.at, 0)]))
  const puts: Put[] = []
  for (const one of await server.ops()) {
    if (one.outcome === 'parked') continue
    const op = JSON.parse(one.op) as Op
    const key = `${op.t} ${op.id}`
    const before = rows.get(key)
    const stamp = opIdOf(one.client_id, one.n)
    times.set(stamp, one.eff_hlc)
    if (before && RECORDS[op.t as Kind].nature === 'fact' && op.kind === 'add') continue
    const { row } = mergeOp(before, op, { stamp, clientId: one.client_id, time: one.eff_hlc, timeOf: (_, of) => times.get(of) ?? '', by: one.account_id, at: 0 })
    for (const [field, value] of Object.entries(op.f ?? {}))
      if (before && before.void === undefined && op.base?.[field] !== undefined && op.base[field] === stampOf(before, field) && canonical((row.f as Record<string, Json>)[field]) !== canonical(value)) history.break('I10', `${stamp} saw what was there and was overruled in ${key} ${field}`)
    rows.set(key, row)
    puts.push({ op, stamp, row })
  }
  const stored = await server.rows()
  for (const row of stored) {
    // What the server writes down by itself is no operation of a tablet.
    if (row.t === 'conflict' || row.t === 'parked' || row.t === 'setAside') continue
    const model = rows.get(`${row.t} ${row.id}`)
    if (canonical(JSON.parse(row.f)) !== canonical(model?.f) || (row.void ?? undefined) !== model?.void) history.break('I3', `${row.t} ${row.id} is not what its operations add up to: ${row.f} and ${canonical(model?.f)}`)
  }
  const kept = new Set((await server.store.db.selectFrom('field_history').selectAll().execute()).map((one) => `${one.t} ${one.id} ${one.field} ${one.stamp}`))
  const current = new Map(stored.map((row) => [`${row.t} ${row.id}`, { f: JSON.parse(row.f) as Row['f'], s: JSON.parse(row.s) as Row['s'] }]))
  puts.forEach(({ op, stamp, row: then }, index) => {
    for (const [field, value] of Object.entries(op.f ?? {})) {
      const isIn = (row: Pick<Row, 'f'> | undefined): boolean => canonical((row?.f as Record<string, Json> | undefined)?.[field]) === canonical(value)
      // Where the very same was there already, under another's name, it goes that one's way.
      const names = [stamp, ...(isIn(then) ? [stampOf(then, field) ?? stamp] : [])]
      const isReplaced = puts.slice(index + 1).some((later) => later.op.t === op.t && later.op.id === op.id && later.op.f && field in later.op.f
        && (isIn({ f: later.op.f as Row['f'] }) || names.some((name) => later.op.base?.[field] === name || clientOf(name) === clientOf(later.stamp))))
      if (!isIn(current.get(`${op.t} ${op.id}`)) && !isReplaced && !names.some((name) => kept.has(`${op.t} ${op.id} ${field} ${name}`))) history.break('I2', `the value of ${stamp} for ${op.t} ${op.id} ${field} is nowhere`)
    }
  })
}

const clientOf = (stamp: string): string => stamp.slice(0, stamp.lastIndexOf(':'))
