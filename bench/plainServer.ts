/** The least a server can do: the workload as JSON, compressed beforehand, a page of 5,000 at a time or all in one. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Workload } from './workload.ts'

export const PLAIN_ROWS = 5000

export function plainServer(data: Workload): (request: IncomingMessage, answer: ServerResponse) => void {
  const rows = Object.entries(data).flatMap(([kind, all]) => all.map((row) => ({ kind, row })))
  const pages = Array.from({ length: Math.ceil(rows.length / PLAIN_ROWS) }, (_, page) => gzipped(rows.slice(page * PLAIN_ROWS, (page + 1) * PLAIN_ROWS)))
  const all = gzipped(data)
  return ({ url = '' }, answer) => {
    const body = url === '/plain/all' ? all : pages[Number(url.split('/').at(-1))]
    answer.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body ?? gzipped([]))
  }
}
const gzipped = (value: unknown): Buffer => gzipSync(JSON.stringify(value), { level: 4 })
