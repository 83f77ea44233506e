/**
 * What exports of SIMS say of a span of days. An attendance export adds up from a day on, so a span is told by the
 * difference of two; where no exports end near its edges it is not known, and that is said.
 */
import { addDays, daysBetween, type SchoolDate } from '../time/clock.ts'
import { countDays } from '../time/dayList.ts'
import type { Reading, Span } from './impact.ts'
import type { SimsAttendance } from '../school/sims.ts'

type Sums = Pick<SimsAttendance, 'possible' | 'present' | 'late'>
export type Stretch = Span & Sums
const lengthOf = ({ from, to }: Span): number => daysBetween(from, to) + 1

/** What each export adds to the one before that began on the same day, the shortest first; no day is counted twice. */
export function stretchesOf(rows: readonly (Span & Sums)[]): Stretch[] {
  const byStart = new Map<SchoolDate, Map<SchoolDate, Span & Sums>>()
  // Of two exports of the same days the later is the corrected one.
  for (const row of rows) byStart.set(row.from, (byStart.get(row.from) ?? new Map<SchoolDate, Span & Sums>()).set(row.to, row))
  const found: Stretch[] = []
  for (const ends of byStart.values()) {
    let last: (Span & Sums) | undefined
    for (const row of [...ends.values()].sort((a, b) => (a.to < b.to ? -1 : 1))) {
      const { possible, present, late } = row
      const more = { possible: possible - (last?.possible ?? 0), present: present - (last?.present ?? 0), late: late - (last?.late ?? 0) }
      // Less than before: the school corrected its register between the two, and neither says what fell when.
      if (more.possible >= 0 && more.present >= 0 && more.late >= 0 && more.present <= more.possible) found.push({ from: last ? addDays(last.to, 1) : row.from, to: row.to, ...more })
      last = row
    }
  }
  const taken: Stretch[] = []
  for (const one of found.sort((a, b) => lengthOf(a) - lengthOf(b) || (a.from < b.from ? -1 : 1))) if (!taken.some((other) => one.from <= other.to && other.from <= one.to)) taken.push(one)
  return taken.sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** In school days. */
const overlap = (days: readonly SchoolDate[], a: Span, b: Span): number => countDays(days, { from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to })
/** An export may end a few days beside a span's edge. */
const MOSTLY = 0.7
const ENOUGH = 0.5

export function sessionsIn(stretches: readonly Stretch[], days: readonly SchoolDate[], span: Span): Sums | undefined {
  const sums: Sums = { possible: 0, present: 0, late: 0 }
  let known = 0
  for (const one of stretches) {
    const shared = one.to < span.from || one.from > span.to ? 0 : overlap(days, one, span)
    if (shared === 0 || shared < MOSTLY * countDays(days, one)) continue
    known += shared
    sums.possible += one.possible
    sums.present += one.present
    sums.late += one.late
  }
  return known < ENOUGH * countDays(days, span) ? undefined : sums
}
export const attendanceReading = (sums: Sums | undefined): Reading => (sums && sums.possible > 0 ? { value: (100 * sums.present) / sums.possible } : { missing: 'no-data' })
export const lateReading = (sums: Sums | undefined): Reading => (sums && sums.possible > 0 ? { value: (100 * sums.late) / sums.possible } : { missing: 'no-data' })

/** Points given in a school week. No entry means no points where an export speaks of those days, and nothing where none does. */
export function pointsReading(entries: readonly { date: SchoolDate; points: number }[], covered: Span | undefined, days: readonly SchoolDate[], span: Span): Reading {
  if (!covered) return { missing: 'no-data' }
  const known: Span = { from: span.from > covered.from ? span.from : covered.from, to: span.to < covered.to ? span.to : covered.to }
  const schoolDays = known.from > known.to ? 0 : countDays(days, known)
  if (schoolDays === 0 || schoolDays < ENOUGH * countDays(days, span)) return { missing: 'no-data' }
  const points = entries.filter(({ date }) => known.from <= date && date <= known.to).reduce((sum, one) => sum + one.points, 0)
  return { value: (5 * points) / schoolDays }
}
