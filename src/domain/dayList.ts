/** School days in order, counted and found without walking over them: a report asks this of hundreds of pupils. */
import { addDays, type SchoolDate } from './clock.ts'

/** The place of the first day that is not before a date; the length of the list where there is none. */
export function firstFrom(days: readonly SchoolDate[], date: SchoolDate): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? '') < date) low = middle + 1
    else high = middle
  }
  return low
}
/** Both ends counted. */
export const countDays = (days: readonly SchoolDate[], { from, to }: { from: SchoolDate; to: SchoolDate }): number => Math.max(0, firstFrom(days, addDays(to, 1)) - firstFrom(days, from))
