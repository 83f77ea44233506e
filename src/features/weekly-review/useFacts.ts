/** The facts of one week, live: for the list, one review, the PDF and the print view. */
import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { readWeek, reviewsOfWeek, type ReviewLine, type WeekReading } from '../../data/readings/reviewing.ts'
import { useSchool } from '../../data/readings/school.ts'
import { dateOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { weekAsked, weekToReview } from '../../domain/week/reviewWeek.ts'
import { useSchoolClock } from '../../sync/index.ts'
import type { WeeklyReviewSheet } from '../../ui/paper/model.ts'
import { reviewFacts, type ReviewFacts } from './facts.ts'
import { reviewSheet } from './sheet.ts'

export type WeekFacts = {
  weekStart: ComputedRef<SchoolDate>
  /** Live to the minute: reviews do not change by the second. */
  minute: ComputedRef<Instant>
  reading: ComputedRef<WeekReading>
  /** My caseload, or everyone whose reviews this person may see. */
  lines: ComputedRef<ReviewLine[]>
  factsOf: (pupilId: string) => ReviewFacts | undefined
  sheetsOf: (pupilIds: readonly string[]) => WeeklyReviewSheet[]
  /** Why older weeks cannot be shown, where they cannot. */
  olderProblem: Ref<string>
}

export function useWeekFacts(asked: () => string | undefined): WeekFacts {
  const { now, minute } = useSchoolClock()
  const { memory, me, loadOlder } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const today = computed(() => dateOf(minute.value))
  const weekStart = computed(() => weekAsked(asked()) ?? weekToReview(calendar.value, today.value))
  const reading = computed(() => readWeek(memory, { calendar: calendar.value, settings: settings.value }, weekStart.value, minute.value))
  const lines = computed(() => reviewsOfWeek(memory, reading.value, me.role === 'mentor' ? me.id : undefined))
  const mentorOf = (pupilId: string): string | undefined => lines.value.find((line) => line.pupilId === pupilId)?.mentorId
  const factsOf = (pupilId: string): ReviewFacts | undefined =>
    reviewFacts({ memory, calendar: calendar.value, settings: settings.value, staffName, week: reading.value, now: now() }, pupilId, mentorOf(pupilId))

  // Outcomes of six weeks may lie before this half-term.
  const olderProblem = ref('')
  onMounted(() => {
    loadOlder().catch((error: unknown) => {
      olderProblem.value = 'Weeks before this half-term cannot be read from this tablet just now. Nothing is lost: close Blue Report and open it again.'
      console.error('Older history was not read', error instanceof Error ? error.name : 'unknown')
    })
  })

  return {
    weekStart, minute, reading, lines, factsOf, olderProblem,
    sheetsOf: (pupilIds) => pupilIds.flatMap((pupilId) => {
      const facts = factsOf(pupilId)
      return facts ? [reviewSheet(facts, settings.value.schoolName)] : []
    }),
  }
}
