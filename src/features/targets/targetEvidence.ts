/** What a target may rest on, as the records have it: what teachers said, and how the mornings of last week went. */
import { readWeek } from '../../data/reviewing.ts'
import type { SchoolNow } from '../../data/conduct.ts'
import type { Memory } from '../../data/memory.ts'
import { NOTE_TYPE_WORDS, standing } from '../../domain/blueReport.ts'
import { previousWeek } from '../../domain/calendar.ts'
import { addDays, dateOf, shortDate, type Instant, type SchoolDate } from '../../domain/clock.ts'
import type { LastWeek } from '../../domain/smart.ts'
import type { Target } from '../../domain/target.ts'
import { SOURCES } from './targetWords.ts'

export type Evidence = { words: string; evidence?: Target['evidence'] }
const DAYS_BACK = 14
const GLIMPSE = 60

/** On time of the mornings expected, in the week before. */
export function morningsBefore(memory: Memory, school: SchoolNow, pupilId: string, weekStart: SchoolDate, now: Instant): { onTime: number; of: number } | undefined {
  const before = previousWeek(school.calendar, weekStart)
  if (before === undefined) return undefined
  const { onTime, expectedMornings } = readWeek(memory, school, before, now).numbersOf(pupilId)
  return expectedMornings === 0 ? undefined : { onTime, of: expectedMornings }
}

export function evidenceFor(memory: Memory, school: SchoolNow, pupilId: string, weekStart: SchoolDate, now: Instant): Evidence[] {
  const since = addDays(dateOf(now), -DAYS_BACK)
  const mornings = morningsBefore(memory, school, pupilId, weekStart, now)
  const notes = standing(memory.ofPupil('note', pupilId)).filter(({ f }) => (f.type === 'staff' || f.type === 'blue-report') && dateOf(f.occurredAt) >= since).sort((a, b) => b.f.occurredAt - a.f.occurredAt).slice(0, 3)
  return [
    ...notes.map(({ f }) => ({ words: `${NOTE_TYPE_WORDS[f.type]}, ${shortDate(dateOf(f.occurredAt))}: ${f.text.replaceAll(/\s+/g, ' ').trim().slice(0, GLIMPSE)}` })),
    ...(mornings ? [{ words: `Mornings: ${mornings.onTime} of ${mornings.of} on time the week before`, evidence: 'arrivals' as const }] : []),
    ...SOURCES.map((words) => ({ words, ...(words === 'Last week’s blue report' ? { evidence: 'scores' as const } : {}) })),
  ]
}

export function lastWeekOf(mornings: { onTime: number; of: number } | undefined, evidence: Target['evidence'], measure: Target['measure'] | null): LastWeek {
  if (evidence !== 'arrivals' || !mornings || (measure !== 'count' && measure !== 'percent')) return undefined
  return { value: measure === 'count' ? mornings.onTime : Math.round((mornings.onTime * 100) / mornings.of), words: `${mornings.onTime} of ${mornings.of}` }
}
