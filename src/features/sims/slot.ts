/** When a lesson is, in the ways in which exports say it: `Mon:1`, `MonA:3`, `1Fri:6`, `Week B`, `Tuesday`, `P4`, `Period 4`. */
import type { Period } from '../../domain/time/period.ts'
import type { Lesson, WeekLetter } from '../../domain/time/timetable.ts'
import { folded, tidy } from '../../ui/cells.ts'

export type Slot = Pick<Lesson, 'week' | 'weekday' | 'period'>
export type SlotAnswer = Slot | 'registration' | { unreadable: string }

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri']
const DAY = 'monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri'
const WEEK = '(?:w(?:ee)?k\\s*)?([ab12])'
const BEFORE = new RegExp(`^(?:${WEEK}[\\s:.,-]*)?(${DAY})(.*)$`, 'i')
/** After the day a week is a letter, or a number that a separator parts from the period. */
const AFTER = /^\s*(?:w(?:ee)?k\s*)?(?:([ab])(?![a-z])|([12])(?=[:\s.-]+\S))[\s:.,-]*(.*)$/i
const REGISTRATION = /^(am|pm|reg|registration|tut|tutor|tutor time|form|form time|assembly)\b/i

export const weekIn = (text: string): WeekLetter | undefined => {
  const found = /^(?:w(?:ee)?k\s*)?([ab12])$/i.exec(tidy(text))?.[1]?.toUpperCase()
  return found === undefined ? undefined : found === 'A' || found === '1' ? 'A' : 'B'
}

/** A number of the day in a cycle: from 6 on it is the second week. */
function dayNumber(text: string): { weekday: number; week?: WeekLetter } | undefined {
  const number = /^(?:day\s*)?(\d{1,2})$/i.exec(tidy(text))?.[1]
  const day = Number(number)
  if (number === undefined || day < 1 || day > 10) return undefined
  return { weekday: ((day - 1) % 5) + 1, ...(day > 5 ? { week: 'B' as const } : {}) }
}

export function slotIn(cells: { week: string; day: string; period: string }, periods: readonly Period[]): SlotAnswer {
  const said = [cells.day, cells.period].filter((one) => one !== '').join(':')
  const numbered = dayNumber(cells.day)
  const found = numbered ? undefined : BEFORE.exec(said)
  if (!numbered && !found) return { unreadable: `“${said}” does not say on which day the lesson is.` }
  let week = weekIn(cells.week) ?? numbered?.week
  let rest = cells.period
  if (found) {
    if (found[1] !== undefined) week ??= weekIn(found[1])
    const after = AFTER.exec(found[3] ?? '')
    if (after) week ??= weekIn(after[1] ?? after[2] ?? '')
    rest = (after ? (after[3] ?? '') : (found[3] ?? '')).replace(/^[\s:.,-]+/, '')
  }
  if (REGISTRATION.test(rest)) return 'registration'
  const weekday = numbered?.weekday ?? DAYS.indexOf((found?.[2] ?? '').slice(0, 3).toLowerCase()) + 1
  const period = periodIn(rest, periods)
  return period === undefined ? { unreadable: `“${rest || said}” is not a period of this school: ${periods.map(({ name }) => name).join(', ')}.` } : { weekday, period, ...(week === undefined ? {} : { week }) }
}

/** By its name or key, else the first, second … of the day. */
function periodIn(text: string, periods: readonly Period[]): string | undefined {
  const named = periods.find(({ key, name }) => folded(name) === folded(text) || folded(key) === folded(text))
  if (named) return named.key
  const nth = /^(?:p(?:eriod)?|l(?:esson)?)?\s*(\d)$/i.exec(tidy(text))?.[1]
  return nth === undefined ? undefined : periods[Number(nth) - 1]?.key
}
