/**
 * The shown rows of one kind, found by id, pupil and day. A list that was handed out stays the same list until a row in
 * it changes, so what is worked out from a list can be kept beside it. By pupil and by day rows are sorted when that is
 * first asked for: of most kinds it never is.
 */
import { pupilOf } from '../../domain/bucket.ts'
import { dayOfRecord, type Row } from '../../domain/records.ts'

export type RowIndex = {
  get: (id: string) => Row | undefined
  all: () => readonly Row[]
  ofPupil: (pupilId: string) => readonly Row[]
  onDay: (date: string) => readonly Row[]
  put: (row: Row) => void
  remove: (id: string) => void
}

type Group = { rows: Map<string, Row>; list: readonly Row[] | undefined }
const newGroup = (): Group => ({ rows: new Map(), list: undefined })
const NONE: readonly Row[] = []
const listOf = (group: Group | undefined): readonly Row[] => (group ? (group.list ??= [...group.rows.values()]) : NONE)
function add(group: Group, row: Row): void {
  group.rows.set(row.id, row)
  group.list = undefined
}
function drop(group: Group | undefined, id: string): void {
  if (!group) return
  group.rows.delete(id)
  group.list = undefined
}

/** Groups of rows that have the same word, from the first question on. */
function groupedBy(wordOf: (row: Row) => string | undefined, rows: () => Iterable<Row>) {
  let groups: Map<string, Group> | undefined
  function put(row: Row): void {
    const word = groups && wordOf(row)
    if (!groups || word === undefined) return
    let group = groups.get(word)
    if (!group) groups.set(word, (group = newGroup()))
    add(group, row)
  }
  return {
    put,
    remove: (row: Row): void => {
      const word = groups && wordOf(row)
      if (word !== undefined) drop(groups?.get(word), row.id)
    },
    at: (word: string): readonly Row[] => {
      if (!groups) {
        groups = new Map()
        for (const row of rows()) put(row)
      }
      return listOf(groups.get(word))
    },
  }
}

export function createRowIndex(): RowIndex {
  const whole = newGroup()
  const rows = (): Iterable<Row> => whole.rows.values()
  const byPupil = groupedBy((row) => pupilOf(row.b), rows)
  const byDay = groupedBy((row) => dayOfRecord(row.t, row.f), rows)

  function remove(id: string): void {
    const row = whole.rows.get(id)
    if (!row) return
    drop(whole, id)
    byPupil.remove(row)
    byDay.remove(row)
  }

  return {
    get: (id) => whole.rows.get(id),
    all: () => listOf(whole),
    ofPupil: byPupil.at,
    onDay: byDay.at,
    put(row) {
      remove(row.id)
      add(whole, row)
      byPupil.put(row)
      byDay.put(row)
    },
    remove,
  }
}
