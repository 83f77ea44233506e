/**
 * "This supportive measure is in place to facilitate a prompt and organised start to the school day": what the pupil had
 * ready for the day. Counted as support, never as a sanction; another look on the same day takes the place of the first,
 * which is kept.
 */
import { z } from '../schema.ts'
import { SchoolDate, type Instant, type TimeOfDay } from '../time/clock.ts'
import type { Settings } from '../setting.ts'

export const StartItem = z.enum(['planner', 'pen', 'kit', 'homework'])
export type StartItem = z.infer<typeof StartItem>
export const START_ITEMS = StartItem.options
export const START_ITEM_WORDS: Record<StartItem, string> = { planner: 'Planner', pen: 'Pen', kit: 'Kit', homework: 'Homework' }

export const StartCheck = z.object({
  pupilId: z.string(),
  date: SchoolDate,
  /** What was there, or was not needed that day. */
  ready: z.array(StartItem).max(4),
})
export type StartCheck = z.infer<typeof StartCheck>
type Stored = { id: string; by: string; at: Instant; f: StartCheck }

/** The check that stands for each day: the last one made. */
export function checksByDay<T extends Stored>(checks: Iterable<T>): Map<SchoolDate, T> {
  const days = new Map<SchoolDate, T>()
  for (const one of checks) {
    const before = days.get(one.f.date)
    if (!before || one.at > before.at || (one.at === before.at && one.id > before.id)) days.set(one.f.date, one)
  }
  return days
}

export const missingItems = ({ ready }: Pick<StartCheck, 'ready'>): StartItem[] => START_ITEMS.filter((item) => !ready.includes(item))

/** `checked`: days somebody looked; `organised`: those of them on which nothing was missing. */
export type Organised = { checked: number; organised: number }
export function organisedOver(checks: Iterable<Stored>, days: readonly SchoolDate[]): Organised {
  const counted = [...checksByDay(checks).values()].filter(({ f }) => days.includes(f.date))
  return { checked: counted.length, organised: counted.filter(({ f }) => missingItems(f).length === 0).length }
}

/** "Everything ready" or "No pen, no kit". */
export function sayCheck(check: Pick<StartCheck, 'ready'>): string {
  const missing = missingItems(check)
  if (missing.length === 0) return 'Everything ready'
  const words = missing.map((item) => `no ${START_ITEM_WORDS[item].toLowerCase()}`).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "This supportive measure … for all pupils": those who come earlier, or every mentee where the school says so. */
export const asksStartCheck = (expectedAt: TimeOfDay, { registerStart, startCheckForAll }: Pick<Settings, 'registerStart' | 'startCheckForAll'>): boolean => startCheckForAll || expectedAt < registerStart
