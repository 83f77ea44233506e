/** The list of a week's reviews: which week, whose, how far each is, and by when they are due. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { readWeek, reviewsOfWeek, unsigned, type ReviewLine } from '../../data/readings/reviewing.ts'
import { timeOn, useSchool } from '../../data/readings/school.ts'
import { previousWeek } from '../../domain/time/calendar.ts'
import { dateOf, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { matchesSearch } from '../../domain/mornings/deskList.ts'
import { REVIEW_STATE_WORDS, type ReviewState } from '../../domain/week/reviewState.ts'
import { nextWeek, reviewsDue, type Due } from '../../domain/week/reviewWeek.ts'
import { useInParts } from '../../ui/index.ts'
import { useWeekFacts, type WeekFacts } from './useFacts.ts'

export type Reviews = WeekFacts & {
  previous: ComputedRef<SchoolDate | undefined>
  /** Undefined from this week on: a week that has not begun has nothing to review. */
  next: ComputedRef<SchoolDate | undefined>
  due: ComputedRef<Due>
  /** What is still unsigned in the week before the one shown. */
  behind: ComputedRef<{ weekStart: SchoolDate; count: number } | undefined>
  mentor: Ref<string>
  mentors: ComputedRef<{ value: string; label: string }[]>
  /** Of the chosen mentor, before search and state. */
  listed: ComputedRef<ReviewLine[]>
  signedCount: ComputedRef<number>
  dueCount: ComputedRef<number>
  typed: Ref<string>
  states: Ref<string[]>
  stateOptions: ComputedRef<{ value: ReviewState; label: string; count: number }[]>
  found: ComputedRef<ReviewLine[]>
  drawn: ComputedRef<readonly ReviewLine[]>
}

const SHOWN_STATES: readonly ReviewState[] = ['not-started', 'draft', 'signed', 'changed']

export function useReviews(asked: () => string | undefined): Reviews {
  const { memory, me } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const facts = useWeekFacts(asked)
  const { weekStart, minute, lines } = facts

  const mentor = ref('')
  const mentors = computed(() => {
    if (me.role === 'mentor') return []
    const ids = [...new Set(lines.value.map((line) => line.mentorId))]
    return ids.map((id) => ({ value: id, label: staffName(id) })).sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))
  })
  const listed = computed(() => lines.value.filter((line) => mentor.value === '' || line.mentorId === mentor.value))
  const typed = ref('')
  const states = ref<string[]>([])
  const open = computed(() => unsigned(listed.value).length)
  const dueCount = computed(() => listed.value.filter((line) => line.due).length)

  const found = computed(() => listed.value.filter((line) => matchesSearch(line.pupil, typed.value) && (states.value.length === 0 || (line.due && states.value.includes(line.state)))))
  const { drawn, isWhole } = useInParts(() => found.value, 15)
  // How far each of hundreds is takes as long as drawing them, and is asked after it.
  const counts = computed(() => {
    const many = new Map<ReviewState, number>()
    if (isWhole.value) for (const { due, state } of listed.value) if (due) many.set(state, (many.get(state) ?? 0) + 1)
    return many
  })

  const previous = computed(() => previousWeek(calendar.value, weekStart.value))
  const behind = computed(() => {
    if (previous.value === undefined) return undefined
    const before = reviewsOfWeek(memory, readWeek(memory, { calendar: calendar.value, settings: settings.value }, previous.value, minute.value), me.role === 'mentor' ? me.id : undefined)
    const count = unsigned(before).filter((line) => mentor.value === '' || line.mentorId === mentor.value).length
    return count > 0 ? { weekStart: previous.value, count } : undefined
  })

  return {
    ...facts, previous, behind,
    next: computed(() => {
      const next = nextWeek(calendar.value, weekStart.value)
      return next !== undefined && next <= weekBeginning(dateOf(minute.value)) ? next : undefined
    }),
    due: computed(() => reviewsDue(calendar.value, weekStart.value, timeOn(memory, 'lunchEnds'), minute.value, open.value)),
    mentor, mentors, listed, typed, states, dueCount,
    signedCount: computed(() => dueCount.value - open.value),
    stateOptions: computed(() => SHOWN_STATES.map((state) => ({ value: state, label: REVIEW_STATE_WORDS[state], count: counts.value.get(state) ?? 0 })).filter(({ count, value }) => count > 0 || states.value.includes(value))),
    found, drawn,
  }
}
