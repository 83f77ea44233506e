/**
 * The lessons of a school day. Periods differ by school, so their names and times are its own list; and they change from a
 * week on, so that what was printed and scored before still means what it meant.
 */
import { z } from '../schema.ts'
import { SchoolDate, TimeOfDay } from './clock.ts'

export const MOST_PERIODS = 9
export const Period = z.object({
  /** Stays the same when the period is called something else; part of the id of what is scored in it. */
  key: z.string().regex(/^[A-Za-z0-9]{1,6}$/),
  name: z.string().min(1).max(12),
  from: TimeOfDay,
  to: TimeOfDay,
})
export type Period = z.infer<typeof Period>
export const Periods = z.array(Period).min(1).max(MOST_PERIODS).refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Each period has a key of its own')

export const PeriodsFrom = z.object({
  /** The Monday from which they hold. */
  from: SchoolDate,
  periods: Periods,
})
export type PeriodsFrom = z.infer<typeof PeriodsFrom>
export const MOST_CHANGES = 50
/** `periods`: what the school had first. `laterPeriods`: what it has had since, from week to week. */
export type PeriodHistory = { periods: readonly Period[]; laterPeriods: readonly PeriodsFrom[] }

export const changesInOrder = (changes: readonly PeriodsFrom[]): PeriodsFrom[] => changes.toSorted((a, b) => (a.from < b.from ? -1 : 1))
/** The periods a day has; also those of the sheet of its week. */
export const periodsOn = ({ periods, laterPeriods }: PeriodHistory, date: SchoolDate): readonly Period[] =>
  changesInOrder(laterPeriods).filter(({ from }) => from <= date).at(-1)?.periods ?? periods
/** The periods of a day, and after them those that only a later week brings: what a timetable of that day may speak of. */
export function periodsFrom(history: PeriodHistory, date: SchoolDate): Period[] {
  const all = new Map<string, Period>()
  for (const one of [...periodsOn(history, date), ...changesInOrder(history.laterPeriods).filter(({ from }) => from > date).flatMap(({ periods }) => periods)]) if (!all.has(one.key)) all.set(one.key, one)
  return [...all.values()]
}
/** Every key there ever was. */
export const periodKeys = ({ periods, laterPeriods }: PeriodHistory): string[] => [periods, ...laterPeriods.map((one) => one.periods)].flatMap((some) => some.map(({ key }) => key))

export const DEFAULT_PERIODS: Period[] = [
  { key: 'P1', name: 'P1', from: '09:05', to: '10:05' },
  { key: 'P2', name: 'P2', from: '10:05', to: '11:05' },
  { key: 'P3', name: 'P3', from: '11:25', to: '12:25' },
  { key: 'P4', name: 'P4', from: '13:20', to: '14:15' },
  { key: 'P5', name: 'P5', from: '14:15', to: '15:10' },
]

export type PeriodProblem = 'name' | 'same-name' | 'times' | 'order' | 'none' | 'many'
export const PERIOD_PROBLEM_WORDS: Record<PeriodProblem, string> = {
  name: 'Give each period a name of up to 12 letters.', 'same-name': 'Two periods have the same name.', times: 'Each period needs a time from and a later time to.',
  order: 'A period begins before the one above it has ended.', none: 'A school day has at least one period.', many: `A sheet has room for ${MOST_PERIODS} periods.`,
}
/** Why a list as it is typed cannot be saved. */
export function periodProblem(periods: readonly Period[]): PeriodProblem | undefined {
  const names = periods.map(({ name }) => name.trim().toLowerCase())
  const isTime = (text: string): boolean => TimeOfDay.safeParse(text).success
  if (periods.length === 0) return 'none'
  if (periods.length > MOST_PERIODS) return 'many'
  if (names.some((name) => name === '' || name.length > 12)) return 'name'
  if (new Set(names).size < names.length) return 'same-name'
  if (periods.some(({ from, to }) => !isTime(from) || !isTime(to) || from >= to)) return 'times'
  return periods.some(({ from }, at) => from < (periods[at - 1]?.to ?? '')) ? 'order' : undefined
}
/** The first that is free: a key that was ever scored under would bring those scores back. */
export function newPeriodKey(taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) if (!taken.has(`P${n}`)) return `P${n}`
}
