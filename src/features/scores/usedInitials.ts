/** Whose initials may stand in a cell: first whoever signed this lesson in other weeks, then anyone who signed this pupil's sheets. */
import { weekdayOf } from '../../domain/time/clock.ts'
import type { Cell, ReportScore } from '../../domain/week/reportScore.ts'

const MOST = 5
type Signed = { date: string; period: string; initials: string }

export function usedInitials(rows: readonly { f: ReportScore }[], { date, period }: Pick<Cell, 'date' | 'period'>): string[] {
  const signed = rows.flatMap(({ f }) => (f.initials ? [{ date: f.date, period: f.period, initials: f.initials }] : []))
  const isSameLesson = (f: Signed): boolean => f.period === period && weekdayOf(f.date) === weekdayOf(date)
  const counted = (some: readonly Signed[]): string[] => {
    const counts = new Map<string, number>()
    for (const { initials } of some) counts.set(initials, (counts.get(initials) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([initials]) => initials)
  }
  return [...new Set([...counted(signed.filter(isSameLesson)), ...counted(signed)])].slice(0, MOST)
}
