/** A backup before it is packed and sealed: one line of JSON for each row, a first that says what it is, and a last that says whether it is whole. */
import { createHash } from 'node:crypto'
import type { Plain } from './tables.ts'

export type Begins = { blueReport: 'backup'; v: 1; at: number; version: string }
export type Ends = { rows: number; hash: string }
export type Line = Begins | { t: string; row: Plain } | { ends: Ends }

const BYTES = '$bytes'
export const lineOf = (line: Line): string =>
  `${JSON.stringify(line, (_key, value: unknown) => (value instanceof Uint8Array ? { [BYTES]: Buffer.from(value).toString('base64') } : isNodeBuffer(value) ? { [BYTES]: Buffer.from(value.data).toString('base64') } : value))}\n`
export const lineFrom = (text: string): Line =>
  JSON.parse(text, (_key, value: unknown) => (typeof value === 'object' && value !== null && BYTES in value ? Buffer.from(String(value[BYTES]), 'base64') : value)) as Line

/** Cut at the line feed alone: JSON may hold other signs that some programs take for the end of a line. */
export async function* linesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const some of bytes) {
    const parts = (rest + decoder.decode(some, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest + decoder.decode() !== '') yield rest
}

/** A Buffer says itself in words of its own before anybody is asked. */
const isNodeBuffer = (value: unknown): value is { type: 'Buffer'; data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value && Array.isArray(value.data)

/** Counts and hashes what goes past, on the way out and on the way in. */
export function tally() {
  const hash = createHash('sha256')
  let rows = 0
  return {
    pass(text: string, isRow: boolean): void {
      hash.update(text)
      if (isRow) rows++
    },
    ends: (): Ends => ({ rows, hash: hash.copy().digest('base64url') }),
  }
}
