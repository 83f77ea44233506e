/**
 * The rows of one pack, written by columns: the rows of a bucket's two months say the same things over and over (whose
 * they are, who wrote them, the beginnings of ids, dates and stamps), and said once they take half the room and time.
 * A pack of an earlier version is the plain list of its rows, and is read as such.
 */
import type { Json } from '../domain/protocol.ts'
import type { Kind, Row } from '../domain/records.ts'

/** `all`: every row the same. `from`: whole numbers, each told by its step from the one before. `with`: text after a beginning. */
type Steps = { from: number; steps: number[] }
type Column = { all: Json } | Steps | { with: string; ends: string[] | Steps } | Json[]
type Shape = { t: string; n: number; row: Record<string, Column>; f: Record<string, Column> }
export type Packed = { v: 2; shapes: Shape[] }

const ABOUT = ['id', 'b', 's', 'seq', 'by', 'at', 'void'] as const
type About = Record<(typeof ABOUT)[number], Json>

export function pack(rows: readonly Row[]): Packed {
  const shapes = new Map<string, Row[]>()
  for (const row of rows) {
    const shape = `${row.t}|${row.void === undefined ? '' : 'void'}|${JSON.stringify(Object.keys(row.f))}`
    const alike = shapes.get(shape)
    if (alike) alike.push(row)
    else shapes.set(shape, [row])
  }
  return { v: 2, shapes: [...shapes.values()].map(shapeOf) }
}

function shapeOf(rows: readonly Row[]): Shape {
  const [first] = rows as [Row]
  const about = rows as unknown as readonly About[]
  const fields = rows.map((row) => row.f as unknown as Record<string, Json>)
  return {
    t: first.t,
    n: rows.length,
    row: columnsOf(about, ABOUT.filter((name) => first[name] !== undefined)),
    f: columnsOf(fields, Object.keys(first.f)),
  }
}

const columnsOf = <Name extends string>(from: readonly Record<Name, Json>[], names: readonly Name[]): Record<string, Column> =>
  // Null-prototype: a field may have any name.
  Object.assign(Object.create(null) as Record<string, Column>, Object.fromEntries(names.map((name) => [name, columnOf(from.map((one) => one[name]))])))

function columnOf(values: Json[]): Column {
  const [first] = values as [Json]
  if (values.every((value) => value === first)) return { all: first }
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
  const numbers = ends.map(Number)
  const areNumbers = numbers.every((number, at) => Number.isSafeInteger(number) && String(number) === ends[at])
  return { with: beginning, ends: areNumbers ? steps(numbers) : ends }
}

export function unpack(stored: unknown): Row[] {
  if (Array.isArray(stored)) return stored as Row[]
  return (stored as Packed).shapes.flatMap(rowsOf)
}

function rowsOf({ t, n, row, f }: Shape): Row[] {
  const rows = Array.from({ length: n }, () => ({ t: t as Kind, f: {} }) as unknown as Row)
  fill(rows as unknown as Record<string, Json>[], row)
  fill(rows.map((one) => one.f as unknown as Record<string, Json>), f)
  return rows
}

function fill(into: readonly Record<string, Json>[], columns: Record<string, Column>): void {
  for (const [name, column] of Object.entries(columns)) {
    const put = name === '__proto__' ? own : set
    const values = Array.isArray(column) ? column : 'all' in column ? undefined : 'with' in column ? endsOf(column.ends).map((end) => column.with + end) : numbersOf(column)
    into.forEach((one, at) => put(one, name, (values ? values[at] : (column as { all: Json }).all) as Json))
  }
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
