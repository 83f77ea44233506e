/** School days in order, counted and found without walking over them: a report asks this of hundreds of pupils. */
import type { SchoolDate } from './clock.ts'

/** Hundreds of pupils share a few dates. */
const found = new WeakMap<readonly SchoolDate[], Map<SchoolDate, number>>()

/** The place of the first day that is not before a date; the length of the list where there is none. */
export function firstFrom(days: readonly SchoolDate[], date: SchoolDate): number {
  const known = found.get(days) ?? new Map<SchoolDate, number>()
  if (known.size === 0) found.set(days, known)
  let place = known.get(date)
  if (place === undefined) known.set(date, (place = searched(days, date)))
  return place
}
function searched(days: readonly SchoolDate[], date: SchoolDate): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? '') < date) low = middle + 1
    else high = middle
  }
  return low
}
/** Both ends counted. */
export const countDays = (days: readonly SchoolDate[], { from, to }: { from: SchoolDate; to: SchoolDate }): number => {
  const last = firstFrom(days, to)
  return Math.max(0, last + (days[last] === to ? 1 : 0) - firstFrom(days, from))
}
