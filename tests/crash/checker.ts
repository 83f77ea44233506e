/** Holds what the tablets wrote and were promised against what the store has. Everything it finds is a fault of ours. */
import type { Store } from '../../server/store.ts'
import { canonical } from '../../server/sync/canonical.ts'
import type { Op } from '../../src/domain/protocol.ts'

/** `acknowledged`: the highest number that the server ever said it had. */
export type Journal = { clientId: string; journal: readonly Op[]; acknowledged: number }
export type Findings = { lost: string[]; doubled: string[]; half: string[] }

/** `planted`: how many rows the school began with. The store must be at rest. */
export async function findFaults(store: Store, journals: readonly Journal[], planted: number): Promise<Findings> {
  const found: Findings = { lost: [], doubled: [], half: [] }
  const { head } = await store.db.selectFrom('school').select('head').executeTakeFirstOrThrow()
  const ops = await store.db.selectFrom('op').selectAll().orderBy('client_id').orderBy('n').execute()
  const rows = new Map((await store.db.selectFrom('row').selectAll().where('seq', '>', planted).execute()).map((row) => [`${row.t} ${row.id}`, row]))
  const clients = new Map((await store.db.selectFrom('sync_client').selectAll().execute()).map((client) => [client.client_id, client]))
  const shown = new Set<string>()

  for (const { clientId, journal, acknowledged } of journals) {
    const stored = new Map(ops.filter((op) => op.client_id === clientId).map((op) => [op.n, op]))
    for (let n = 1; n <= acknowledged; n++) if (!stored.has(n)) found.lost.push(`${clientId}:${n} was acknowledged and is not there`)
    const lastN = clients.get(clientId)?.last_n ?? 0
    if (lastN < acknowledged) found.lost.push(`${clientId}: ${acknowledged} were acknowledged, the server has ${lastN}`)
    if (stored.size !== lastN || [...stored.keys()].some((n) => n > lastN)) found.half.push(`${clientId}: ${stored.size} operations are there, the count says ${lastN}`)

    const last = new Map<string, Op>()
    for (const op of journal) {
      const kept = stored.get(op.n)
      if (!kept) continue
      if (canonical(JSON.parse(kept.op)) !== canonical(op)) found.lost.push(`${clientId}:${op.n} is there with another content`)
      if (kept.outcome !== 'applied') found.lost.push(`${clientId}:${op.n} was ${kept.outcome}`)
      last.set(`${op.t} ${op.id}`, op)
    }
    for (const [key, op] of last) {
      const row = rows.get(key)
      shown.add(key)
      const fields = row && (JSON.parse(row.f) as Record<string, unknown>)
      const shows = Object.entries(op.f ?? {}).every(([field, value]) => canonical(fields?.[field]) === canonical(value))
      if (!row || !shows || row.seq !== stored.get(op.n)?.seq) found.half.push(`${clientId}:${op.n} is in the log without its effect`)
    }
    for (const [action, parts] of Map.groupBy(journal.filter((op) => op.g !== undefined), (op) => op.g)) {
      const there = parts.filter((op) => stored.has(op.n)).length
      if (there !== 0 && there !== parts.length) found.half.push(`${clientId}: ${there} of ${parts.length} parts of action ${action} are there`)
    }
  }
  for (const key of rows.keys()) if (!shown.has(key)) found.half.push(`${key} is there without an operation`)

  // Each operation here changes one row and so takes one number; one that was applied twice would have taken two.
  const taken = new Map<number, number>()
  for (const { seq } of ops) taken.set(seq, (taken.get(seq) ?? 0) + 1)
  for (let seq = planted + 1; seq <= Math.max(head, planted + ops.length); seq++) {
    const times = taken.get(seq) ?? 0
    if (times !== 1) found.doubled.push(`number ${seq} was taken by ${times} operations`)
  }
  return found
}
