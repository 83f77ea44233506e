/** An export from its bytes to what it would change here. It runs away from the page's thread, and keeps nothing. */
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { Period } from '../../domain/time/period.ts'
import type { SimsSet } from '../../domain/school/sims.ts'
import { decodeText, parseCsv } from '../../ui/csv.ts'
import { columnsOf, isSafeguarding, missingIn, setOf, tellsWho, type Columns } from './columns.ts'
import { compare, type Known, type Plan } from './comparing.ts'
import { readRows } from './reading.ts'

export type ReadJob = {
  bytes: Uint8Array
  /** What a person chose; else the headings say it. */
  set?: SimsSet | undefined
  columns?: Columns | undefined
  /** Of each kind of export: which heading stood for what, last time. */
  last: Partial<Record<SimsSet, Record<string, string>>>
  known: Known
  today: SchoolDate
  periods: readonly Period[]
}
export type Refusal = 'empty' | 'one-column' | 'open-quote' | 'safeguarding' | 'too-long' | 'stopped'
export type ReadAnswer =
  | { kind: 'progress'; step: 'reading' | 'comparing' }
  | { kind: 'refused'; why: Refusal; line?: number }
  /** The headings do not say enough: a person is to choose. */
  | { kind: 'ask'; headings: string[]; samples: string[][]; set: SimsSet | undefined; columns: Columns }
  | { kind: 'plan'; headings: string[]; samples: string[][]; columns: Columns; plan: Plan }

const MOST_ROWS = 250_000
async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return btoa(String.fromCharCode(...bytes.subarray(0, 16))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

export async function readExport({ bytes, set: chosen, columns: chosenColumns, last, known, today, periods }: ReadJob, onStep: (step: 'reading' | 'comparing') => void): Promise<ReadAnswer> {
  onStep('reading')
  const file = parseCsv(decodeText(bytes))
  if (!file.ok) return { kind: 'refused', why: 'open-quote', line: file.line }
  const [first, ...rows] = file.rows
  if (!first || rows.length === 0) return { kind: 'refused', why: 'empty' }
  if (rows.length > MOST_ROWS) return { kind: 'refused', why: 'too-long' }
  if (isSafeguarding(first.cells)) return { kind: 'refused', why: 'safeguarding' }
  if (first.cells.length < 2) return { kind: 'refused', why: 'one-column' }
  const headings = first.cells
  const samples = headings.map((_, at) => rows.slice(0, 40).map(({ cells }) => cells[at]?.trim() ?? '').filter((cell) => cell !== '').slice(0, 3))
  const set = chosen ?? setOf(headings)
  const columns = chosenColumns ?? (set ? columnsOf(set, headings, last[set]) : {})
  if (set === undefined || missingIn(set, columns).length > 0 || !tellsWho(columns)) return { kind: 'ask', headings, samples, set, columns }
  const reading = readRows(set, rows, columns, { today, periods })
  onStep('comparing')
  const dated = set === 'behaviour' || (set === 'attendance' ? columns.to !== undefined : columns.date !== undefined)
  return { kind: 'plan', headings, samples, columns, plan: await compare(set, reading, known, dated, today, digest) }
}
