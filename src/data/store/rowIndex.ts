/**
 * The shown rows of one kind, found by id, pupil and day. A list that was handed out stays the same list until a row in
 * it changes, so what is worked out from a list can be kept beside it.
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

type Shelf = { rows: Map<string, Row>; list: readonly Row[] | undefined }
const emptyShelf = (): Shelf => ({ rows: new Map(), list: undefined })
const NONE: readonly Row[] = []

export function createRowIndex(): RowIndex {
  const whole = emptyShelf()
  const byPupil = new Map<string, Shelf>()
  const byDay = new Map<string, Shelf>()

  const listOf = (shelf: Shelf | undefined): readonly Row[] => (shelf ? (shelf.list ??= [...shelf.rows.values()]) : NONE)
  function drop(shelf: Shelf | undefined, id: string): void {
    if (!shelf) return
    shelf.rows.delete(id)
    shelf.list = undefined
  }
  function add(shelf: Shelf, row: Row): void {
    shelf.rows.set(row.id, row)
    shelf.list = undefined
  }
  function shelfIn(shelves: Map<string, Shelf>, at: string): Shelf {
    let shelf = shelves.get(at)
    if (!shelf) shelves.set(at, (shelf = emptyShelf()))
    return shelf
  }

  function remove(id: string): void {
    const row = whole.rows.get(id)
    if (!row) return
    drop(whole, id)
    const pupil = pupilOf(row.b)
    if (pupil !== undefined) drop(byPupil.get(pupil), id)
    const day = dayOfRecord(row.t, row.f)
    if (day !== undefined) drop(byDay.get(day), id)
  }

  return {
    get: (id) => whole.rows.get(id),
    all: () => listOf(whole),
    ofPupil: (pupilId) => listOf(byPupil.get(pupilId)),
    onDay: (date) => listOf(byDay.get(date)),
    put(row) {
      remove(row.id)
      add(whole, row)
      const pupil = pupilOf(row.b)
      if (pupil !== undefined) add(shelfIn(byPupil, pupil), row)
      const day = dayOfRecord(row.t, row.f)
      if (day !== undefined) add(shelfIn(byDay, day), row)
    },
    remove,
  }
}
