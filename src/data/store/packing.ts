/**
 * The rows of one pack, written by columns: the rows of a bucket's two months say the same things over and over (whose
 * they are, who wrote them, the beginnings of ids, dates and stamps), and said once they take half the room and time.
 * An earlier version stored the plain list of rows, or in the log a row alone, and those are read as such.
 */
import type { Json } from '../../domain/protocol.ts'
import type { Row } from '../../domain/records.ts'

/**
 * `all`: every row the same. `as`: what another column of the rows holds. `from`: whole numbers, each told by its step from the one
 * before. `with`: text after a beginning.
 */
type Steps = { from: number; steps: number[] }
type Column = { all: Json } | { as: Place } | Steps | { with: string; ends: string[] | Steps } | Json[]
type Place = readonly [of: 'row' | 'f', name: string]
type Shape = { t: string; n: number; row: Record<string, Column>; f: Record<string, Column> }
export type Packed = { v: 2; shapes: Shape[] }

const ABOUT = ['id', 'b', 's', 'seq', 'by', 'at', 'void'] as const
type About = Record<(typeof ABOUT)[number], Json>

export function pack(rows: readonly Row[]): Packed {
  const shapes: { names: string[]; rows: Row[] }[] = []
  let last: (typeof shapes)[number] | undefined
  for (const row of rows) {
    const names = Object.keys(row.f)
    const isOf = ({ names: others, rows: [first] }: (typeof shapes)[number]): boolean =>
      first?.t === row.t && (first.void === undefined) === (row.void === undefined) && others.length === names.length && others.every((name, at) => name === names[at])
    if (!last || !isOf(last)) last = shapes.find(isOf)
    if (last) last.rows.push(row)
    else shapes.push((last = { names, rows: [row] }))
  }
  return { v: 2, shapes: shapes.map(({ rows: alike }) => shapeOf(alike)) }
}
/** Rows as the text of their shapes: what is packed in parts is put together at the end without another look at it. */
export const packedPart = (rows: readonly Row[]): string => JSON.stringify(pack(rows).shapes).slice(1, -1)
/** A pack as the bytes of its JSON. */
export const joined = (parts: readonly string[]): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`{"v":2,"shapes":[${parts.join(',')}]}`)

function shapeOf(rows: readonly Row[]): Shape {
  const [first] = rows as [Row]
  const about = rows as unknown as readonly About[]
  const fields = rows.map((row) => row.f as unknown as Record<string, Json>)
  const told: Told[] = []
  return {
    t: first.t,
    n: rows.length,
    row: columnsOf('row', about, ABOUT.filter((name) => first[name] !== undefined), told),
    f: columnsOf('f', fields, Object.keys(first.f), told),
  }
}

type Told = { place: Place; values: readonly Json[] }
function columnsOf<Name extends string>(of: Place[0], from: readonly Record<Name, Json>[], names: readonly Name[], told: Told[]): Record<string, Column> {
  // Null-prototype: a field may have any name.
  const columns = Object.create(null) as Record<string, Column>
  for (const name of names) columns[name] = columnOf([of, name], from.map((one) => one[name]), told)
  return columns
}

/** One day is told by several columns (when it was, when it was put down, by which clock), and most often as the same. */
function columnOf(place: Place, values: Json[], told: Told[]): Column {
  const [first] = values as [Json]
  if (values.every((value) => value === first)) return { all: first }
  const same = told.find((one) => one.values.every((value, at) => value === values[at]))
  if (same) return { as: same.place }
  told.push({ place, values })
  if (typeof first === 'number' && values.every((value) => Number.isSafeInteger(value))) return steps(values as number[])
  if (typeof first === 'string' && values.every((value) => typeof value === 'string')) return afterBeginning(values)
  return values
}

function steps(values: readonly number[]): Steps {
  let before = values[0] as number
  const from = before
  const taken: number[] = []
  for (const value of values) {
    taken.push(value - before)
    before = value
  }
  return { from, steps: taken }
}

function afterBeginning(values: string[]): Column {
  let beginning = values[0] as string
  for (const value of values) while (!value.startsWith(beginning)) beginning = beginning.slice(0, -1)
  if (beginning === '') return values
  const ends = values.map((value) => value.slice(beginning.length))
  const areNumbers = ends.every((end) => Number.isSafeInteger(Number(end)) && String(Number(end)) === end)
  return { with: beginning, ends: areNumbers ? steps(ends.map(Number)) : ends }
}

export function unpack(stored: unknown): Row[] {
  if (Array.isArray(stored)) return stored as Row[]
  const one = (stored instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(stored)) : stored) as Packed | Row
  return 'shapes' in one ? one.shapes.flatMap(rowsOf) : [one]
}

type Filling = { row: Record<string, Json>; f: Record<string, Json> }
function rowsOf({ t, n, row, f }: Shape): Row[] {
  const filling = Array.from({ length: n }, (): Filling => {
    const fields: Filling['f'] = {}
    return { row: { t, f: fields }, f: fields }
  })
  fill(filling, 'row', row)
  fill(filling, 'f', f)
  return filling.map((one) => one.row as unknown as Row)
}

function fill(rows: readonly Filling[], of: Place[0], columns: Record<string, Column>): void {
  for (const [name, column] of Object.entries(columns)) {
    const put = name === '__proto__' ? own : set
    const valueAt = valuesOf(column, rows)
    rows.forEach((one, at) => put(one[of], name, valueAt(at)))
  }
}
function valuesOf(column: Column, rows: readonly Filling[]): (at: number) => Json {
  if ('all' in column) return () => column.all
  if ('as' in column) return (at) => (rows[at] as Filling)[column.as[0]][column.as[1]] as Json
  const values = Array.isArray(column) ? column : 'with' in column ? endsOf(column.ends).map((end) => column.with + end) : numbersOf(column)
  return (at) => values[at] as Json
}
const endsOf = (ends: string[] | Steps): readonly (string | number)[] => (Array.isArray(ends) ? ends : numbersOf(ends))
function numbersOf({ from, steps: taken }: Steps): number[] {
  let value = from
  return taken.map((step) => (value += step))
}
const set = (one: Record<string, Json>, name: string, value: Json): void => {
  one[name] = value
}
/** Assigned as any other name is, this one would be taken for the object's kind. */
const own = (one: Record<string, Json>, name: string, value: Json): void => {
  Object.defineProperty(one, name, { value, enumerable: true, writable: true, configurable: true })
}
