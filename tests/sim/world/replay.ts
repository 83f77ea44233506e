/**
 * The server's log of operations, taken in once each and in its order by the domain's own merge, must give the rows the
 * server has (I3), let nobody be overruled by what they had seen (I10), and leave every value findable (I2).
 */
import { pupilOf } from '../../../src/domain/bucket.ts'
import { isOwn, opIdOf, ruleOf } from '../../../src/domain/change.ts'
import { mergeHeld, timeOf, type Held } from '../../../src/domain/sync/heldRow.ts'
import { hlcOf } from '../../../src/domain/sync/hlc.ts'
import { joinFor, operationOf, type Joined, type Part } from '../../../src/domain/people/joining.ts'
import type { Json, Op } from '../../../src/domain/protocol.ts'
import { bucketOf, RECORDS, stampOf, type Kind, type Row } from '../../../src/domain/records.ts'
import { canonical } from '../../../server/sync/canonical.ts'
import { personOf, ROWS } from './school.ts'
import type { World } from './tablet.ts'

/** `row`: as it was when the operation had been taken in. */
type Put = { op: Op; stamp: string; row: Row }

export async function checkReplay({ server, history }: World): Promise<void> {
  const erased = await server.erased()
  const rows = new Map<string, Held>(
    ROWS.filter((row) => !erased.has(pupilOf(bucketOf(row.t, row.f, row.id)) ?? '')).map((row, index) => [`${row.t} ${row.id}`, { row: { t: row.t, id: row.id, b: bucketOf(row.t, row.f, row.id), f: row.f as Row['f'], s: `seed:${index + 1}`, seq: index + 1, by: row.by, at: row.at }, times: hlcOf(row.at, 0) }]),
  )
  const log = new Map<string, { op: Op; time: string; name: string; seq: number }>()
  const puts: Put[] = []
  for (const one of await server.ops()) {
    const op = JSON.parse(one.op) as Op
    const stamp = opIdOf(one.client_id, one.n)
    const { name } = personOf(one.account_id)
    log.set(stamp, { op, time: one.eff_hlc, name, seq: one.seq })
    if (one.outcome === 'parked' || (erased.size > 0 && history.mayBeErased(op))) continue
    const key = `${op.t} ${op.id}`
    const held = rows.get(key)
    const before = held?.row
    if (before && RECORDS[op.t as Kind].nature === 'fact' && op.kind === 'add') continue
    const joined = (field: string): Joined | undefined => {
      const [current, base, text] = [stampOf(before, field), op.base?.[field], op.f?.[field]]
      if (!before || ruleOf(before.t, field) !== 'prose' || current === null || !base || base === current || isOwn(current, one.client_id) || typeof text !== 'string') return undefined
      const said = (of: string): Part | undefined => {
        const sent = log.get(of)
        const words = of === current ? (before.f as Record<string, Json>)[field] : sent?.op.f?.[field]
        return typeof words === 'string' ? { stamp: of, text: words, name: sent?.name ?? personOf(before.by).name, time: of === current ? timeOf(held, field) : (sent?.time ?? '') } : undefined
      }
      return joinFor({ base, current, standing: held?.joins?.[field], mine: { stamp, text, name, time: one.eff_hlc }, said })
    }
    const merged = mergeHeld(held, op, { stamp, clientId: one.client_id, time: one.eff_hlc, by: one.account_id, at: 0, joined, isFromAdd: (of) => log.get(operationOf(of))?.op.kind !== 'patch', isUnseen: (of) => (log.get(operationOf(of))?.seq ?? 0) > op.seen })
    const { row } = merged
    // A signature over words that its signer had not seen does not stand, though nobody else had signed.
    const isBlind = (field: string): boolean => field === RECORDS[op.t as Kind].signature?.field && merged.told.some((one) => one.field === field && one.stamp === stamp)
    for (const [field, value] of Object.entries(op.f ?? {}))
      if (before && before.void === undefined && op.base?.[field] !== undefined && op.base[field] === stampOf(before, field) && !isBlind(field) && canonical((row.f as Record<string, Json>)[field]) !== canonical(value)) history.break('I10', `${stamp} saw what was there and was overruled in ${key} ${field}`)
    if (merged.held) rows.set(key, merged.held)
    puts.push({ op, stamp, row })
  }
  const stored = await server.rows()
  for (const row of stored) {
    // What the server writes down by itself is no operation of a tablet.
    if (row.t === 'conflict' || row.t === 'parked' || row.t === 'setAside' || row.t === 'parkedForMentor' || row.t === 'fromFormerMentor') continue
    const model = rows.get(`${row.t} ${row.id}`)?.row
    if (canonical(JSON.parse(row.f)) !== canonical(model?.f) || (row.void ?? undefined) !== model?.void) history.break('I3', `${row.t} ${row.id} is not what its operations add up to: ${row.f} and ${canonical(model?.f)}`)
  }
  const kept = new Set((await server.store.db.selectFrom('field_history').selectAll().execute()).map((one) => `${whole(one.t)} ${one.id} ${one.field} ${one.stamp}`))
  const current = new Map(stored.map((row) => [`${row.t} ${row.id}`, { f: JSON.parse(row.f) as Row['f'], s: JSON.parse(row.s) as Row['s'] }]))
  puts.forEach(({ op, stamp, row: then }, index) => {
    for (const [field, value] of Object.entries(op.f ?? {})) {
      const isIn = (row: Pick<Row, 'f'> | undefined): boolean => canonical((row?.f as Record<string, Json> | undefined)?.[field]) === canonical(value)
      // Where the very same was there already, under another's name, it goes that one's way.
      const names = [stamp, ...(isIn(then) ? [stampOf(then, field) ?? stamp] : [])]
      // Signed as it stands, it goes by the name of the signature from then on.
      for (const later of puts.slice(index + 1)) if (later.row.t === op.t && later.row.id === op.id && !(field in (later.op.f ?? {})) && isIn(later.row)) names.push(stampOf(later.row, field) ?? stamp)
      const isReplaced = puts.slice(index + 1).some((later) => later.op.t === op.t && later.op.id === op.id && later.op.f && field in later.op.f
        && (isIn({ f: later.op.f as Row['f'] }) || names.some((name) => later.op.base?.[field] === name || clientOf(name) === clientOf(later.stamp))))
      if (!isIn(current.get(`${op.t} ${op.id}`)) && !isReplaced && !names.some((name) => kept.has(`${whole(op.t)} ${op.id} ${field} ${name}`))) history.break('I2', `the value of ${stamp} for ${op.t} ${op.id} ${field} is nowhere`)
    }
  })
}

/** Both copies of a change that waits are answered as one. */
const whole = (t: string): string => (t === 'parkedForMentor' ? 'parked' : t)
const clientOf = (stamp: string): string => stamp.slice(0, stamp.lastIndexOf(':'))
