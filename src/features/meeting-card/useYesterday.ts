/** How the last school day went, in the few words a greeting takes, and what was noted since. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { arrivalFor, expectationFor } from '../../data/readings/mentoring.ts'
import { useSchool } from '../../data/readings/school.ts'
import { standing, type Note } from '../../domain/week/blueReport.ts'
import { previousSchoolDay } from '../../domain/time/calendar.ts'
import { dateOf, minutesOf, type SchoolDate } from '../../domain/time/clock.ts'
import { morningOf, type Morning } from '../../domain/mornings/morning.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'

export type Yesterday = {
  date: SchoolDate
  morning: Morning
  /** For the back of the blue report. */
  actions: string[]
  notes: Readonly<Row<'note'>>[]
}

/** `but`: notes that stand on the card already. */
export function useYesterday(pupilId: () => string, date: ComputedRef<SchoolDate>, but: ComputedRef<ReadonlySet<string>>): ComputedRef<Yesterday | undefined> {
  const { tick } = useSchoolClock()
  const { memory } = useRecords()
  const { settings, calendar } = useSchool()
  return computed(() => {
    const since = previousSchoolDay(calendar.value, date.value)
    if (since === undefined) return undefined
    // From the last school day on: what a weekend brought belongs to Monday's meeting too.
    const isOfYesterday = (f: Note): boolean => [f.occurredAt, f.enteredAt].some((at) => dateOf(at) >= since && dateOf(at) < date.value)
    const notes = standing(memory.ofPupil('note', pupilId())).filter(({ id, f }) => isOfYesterday(f) && !but.value.has(id)).sort((a, b) => a.f.occurredAt - b.f.occurredAt)
    return {
      date: since, notes: notes as Readonly<Row<'note'>>[],
      morning: morningOf(since, arrivalFor(memory, pupilId(), since), expectationFor(memory, pupilId(), since), calendar.value, settings.value, { today: dateOf(tick.value), minutes: minutesOf(tick.value) }),
      actions: standing(memory.ofPupil('dailyAction', pupilId()).filter(({ f }) => f.date === since)).map(({ f }) => f.text),
    }
  })
}
