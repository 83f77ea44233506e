/** What a target may rest on, as the records have it: what teachers said, and how mornings and scores of last week went. */
import { NOTE_TYPE_WORDS, standing } from '../../domain/week/blueReport.ts'
import { previousWeek } from '../../domain/time/calendar.ts'
import { addDays, dateOf, shortDate, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { percentMet, percentWords, returnedWords } from '../../domain/week/reportScore.ts'
import type { LastWeek } from '../../domain/week/smart.ts'
import type { Target } from '../../domain/week/target.ts'
import { SOURCES } from '../../domain/week/targetWriting.ts'
import type { WeekNumbers } from '../../domain/week/weeklyReview.ts'
import type { SchoolNow } from './conduct.ts'
import type { Memory } from '../store/memory.ts'
import { readWeek } from './reviewing.ts'

export type Evidence = { words: string; evidence?: Target['evidence'] }
const DAYS_BACK = 14
const GLIMPSE = 60

/** The numbers of the week before; undefined where there was none. */
export function weekBefore(memory: Memory, school: SchoolNow, pupilId: string, weekStart: SchoolDate, now: Instant): WeekNumbers | undefined {
  const before = previousWeek(school.calendar, weekStart)
  return before === undefined ? undefined : readWeek(memory, school, before, now).numbersOf(pupilId)
}

export function evidenceFor(memory: Memory, pupilId: string, before: WeekNumbers | undefined, now: Instant): Evidence[] {
  const since = addDays(dateOf(now), -DAYS_BACK)
  const notes = standing(memory.ofPupil('note', pupilId)).filter(({ f }) => (f.type === 'staff' || f.type === 'blue-report') && dateOf(f.occurredAt) >= since).sort((a, b) => b.f.occurredAt - a.f.occurredAt).slice(0, 3)
  return [
    ...notes.map(({ f }) => ({ words: `${NOTE_TYPE_WORDS[f.type]}, ${shortDate(dateOf(f.occurredAt))}: ${f.text.replaceAll(/\s+/g, ' ').trim().slice(0, GLIMPSE)}` })),
    ...(before && before.expectedMornings > 0 ? [{ words: `Mornings: ${before.onTime} of ${before.expectedMornings} on time the week before`, evidence: 'arrivals' as const }] : []),
    ...(before?.marks ? [{ words: `Scores: ${percentWords({ marks: before.marks, met: before.marksMet ?? 0 })} the week before, ${returnedWords({ returned: before.lessonsReturned ?? 0, lessons: before.lessons ?? 0 })}`, evidence: 'scores' as const }] : []),
    ...SOURCES.map((words) => ({ words, ...(words === 'Last week’s blue report' ? { evidence: 'scores' as const } : {}) })),
  ]
}

/** What was reached then, in the measure of the target that is being written. */
export function lastWeekOf(before: WeekNumbers | undefined, evidence: Target['evidence'], measure: Target['measure'] | null): LastWeek {
  if (!before || (measure !== 'count' && measure !== 'percent')) return undefined
  const [reached, of] = evidence === 'arrivals' ? [before.onTime, before.expectedMornings] : evidence === 'scores' ? [before.marksMet ?? 0, before.marks ?? 0] : [0, 0]
  return of === 0 ? undefined : { value: measure === 'count' ? reached : (percentMet({ marks: of, met: reached }) ?? 0), words: `${reached} of ${of}` }
}
