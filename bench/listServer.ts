/** The server's half of the protocol, answered from a list: what is measured is the tablet's half. */
import type { PullReply, WireRow } from '../src/domain/protocol.ts'
import type { Row } from '../src/domain/records.ts'
import type { Net } from '../src/sync/engine.ts'

export function listServer(rows: readonly Row[]): Net {
  let acknowledged = 0
  return {
    async push({ ops }) {
      acknowledged = Math.max(acknowledged, ops.at(-1)?.n ?? 0)
      return { epoch: 'e1', lastN: acknowledged, serverWall: Date.now(), results: ops.map(({ n }) => ({ n, r: 'applied' as const })) }
    },
    async pull({ cursor, limit }): Promise<PullReply> {
      const from = cursor.after === undefined ? cursor.seq : Number(cursor.after)
      const puts = rows.slice(from, from + limit)
      const end = from + puts.length
      const more = end < rows.length
      return {
        epoch: 'e1', from: cursor, cursor: more ? { seq: cursor.seq, upto: rows.length, after: String(end) } : { seq: end }, more, lastN: acknowledged,
        puts: puts as unknown as WireRow[], dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: Date.now(), leaseUntil: Date.now() + 864e5,
      }
    },
    handIn: async () => 'stored',
  }
}
