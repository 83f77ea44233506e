/** What heads a pupil's page: who they are, who works with them, how the weeks have gone. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { arrivalsOf, closedOf, expectationFor, mentorshipOf } from '../../data/readings/mentoring.ts'
import { weeksOfCase } from '../../data/readings/presentCase.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { addDays, mediumDate, minutesOf, shortDate, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { STATE_WORDS, type Mentorship, type MentorshipState } from '../../domain/cases/mentorship.ts'
import { morningOf, weekdaysOf, type Morning } from '../../domain/mornings/morning.ts'
import type { Kind, Row } from '../../domain/records.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { reviewId } from '../../domain/week/weeklyReview.ts'
import { useSchoolClock } from '../../sync/index.ts'
import type { Tone, TrendPoint } from '../../ui/index.ts'
import { signed } from './logEntries.ts'
import { expectedWords, flagsOf, type Flag } from './pupilWords.ts'

export type Bar = { label: string; value: number; valueText: string; tone: Tone }
export type PupilPage = {
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  mayAdd: (kind: Kind) => boolean
  mentor: ComputedRef<string>
  /** "mentored by Ms Malik until 4 December 2026", of a pupil whom nobody mentors now. */
  before: ComputedRef<string>
  state: ComputedRef<MentorshipState | undefined>
  flags: ComputedRef<Flag[]>
  facts: ComputedRef<{ label: string; value: string | undefined }[]>
  mornings: ComputedRef<Morning[]>
  targets: ComputedRef<Readonly<Row<'target'>>[]>
  /** Set already for the week after. */
  nextTargets: ComputedRef<Readonly<Row<'target'>>[]>
  outcomes: ComputedRef<TrendPoint[]>
  lateness: ComputedRef<Bar[]>
  /** What this page shows of the pupil and two people may have set at once. */
  records: ComputedRef<Readonly<Row>[]>
}

const WEEKS = 5

export function usePupil(pupilId: string): PupilPage {
  const { tick, today } = useSchoolClock()
  const { memory, me } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const minutes = computed(() => minutesOf(tick.value))
  const thisWeek = computed(() => weekBeginning(today.value))
  const pupil = computed(() => memory.get('deskPupil', pupilId)?.f)
  const file = computed(() => memory.get('pupil', pupilId)?.f)
  const mentorship = computed(() => mentorshipOf(memory, pupilId)?.f)
  const closed = computed(() => closedOf(memory, pupilId)?.f)
  const expectation = computed(() => expectationFor(memory, pupilId, today.value))
  /** At the desk only the expectation says whose mentee this is. */
  const mentorId = computed(() => mentorship.value?.mentorId ?? expectation.value?.mentorId)
  const mentor = computed(() => (mentorId.value === undefined ? '' : staffName(mentorId.value)))
  const headOfYear = computed(() => memory.all('staff').find(({ f }) => f.active && f.role === 'head-of-year' && f.year === pupil.value?.year)?.f.name)
  const arrivals = computed(() => arrivalsOf(memory, pupilId).filter((one) => one.session === 'am'))

  /** Weeks with school, oldest first, this one last. */
  const weeks = computed(() => weeksOfCase(memory, calendar.value, pupilId, thisWeek.value, WEEKS))
  const targetsOf = (week: SchoolDate): Readonly<Row<'target'>>[] => memory.ofPupil('target', pupilId).filter(({ f }) => f.weekStart === week && f.result !== 'retired').sort((a, b) => a.at - b.at)
  const dayAndMonth = (date: SchoolDate): string => shortDate(date).slice(4)

  return {
    pupil, mentor,
    before: computed(() => (closed.value ? `mentored by ${staffName(closed.value.mentorId)}${closed.value.endedOn === undefined ? ' before' : ` until ${mediumDate(closed.value.endedOn)}`}` : '')),
    mayRead: computed(() => mayReadCase(memory, me, pupilId)),
    mayAdd: (kind) => mayWriteFor(memory, me, kind, pupilId),
    state: computed(() => mentorship.value?.state),
    flags: computed(() => (file.value ? flagsOf(file.value) : [])),
    facts: computed(() => [
      ...(file.value && `${file.value.legalForename} ${file.value.legalSurname}` !== `${pupil.value?.preferredName} ${pupil.value?.surname}`
        ? [{ label: 'Full legal name', value: `${file.value.legalForename} ${file.value.legalSurname}`.trim() }]
        : []),
      ...(closed.value ? [{ label: 'Was with', value: staffName(closed.value.mentorId) }] : [{ label: 'Mentor', value: mentor.value }]),
      { label: 'Head of Year', value: headOfYear.value },
      { label: 'Form tutor', value: file.value?.tutor },
      ...(closed.value ? closedFacts(closed.value) : [
        { label: 'State', value: mentorship.value && STATE_WORDS[mentorship.value.state] },
        { label: 'Mentored since', value: mentorship.value && mediumDate(mentorship.value.startedOn) },
        { label: 'Expected', value: expectation.value && expectedWords(expectation.value) },
        { label: 'Reason', value: mentorship.value?.reason },
      ]),
    ]),
    records: computed(() => [
      memory.get('deskPupil', pupilId), memory.get('pupil', pupilId), memory.get('pupilIdentity', pupilId), mentorshipOf(memory, pupilId) ?? closedOf(memory, pupilId), ...targetsOf(thisWeek.value), ...targetsOf(addDays(thisWeek.value, 7)),
      ...memory.ofPupil('session', pupilId), ...memory.ofPupil('commitment', pupilId), ...memory.ofPupil('contact', pupilId),
    ].filter((row) => row !== undefined)),
    mornings: computed(() => weekdaysOf(thisWeek.value).map((date) =>
      morningOf(date, arrivals.value.find((one) => one.date === date), expectationFor(memory, pupilId, date), calendar.value, settings.value, { today: today.value, minutes: minutes.value }))),
    targets: computed(() => targetsOf(thisWeek.value)),
    nextTargets: computed(() => targetsOf(addDays(thisWeek.value, 7))),
    outcomes: computed(() => weeks.value.map((week) => {
      const outcome = memory.get('weeklyReview', reviewId(pupilId, week))?.f.outcome ?? null
      return { label: dayAndMonth(week), value: outcome, ...(outcome === null ? {} : { valueText: signed(outcome) }) }
    })),
    lateness: computed(() => weeks.value.map((week) => {
      const end = addDays(week, 6)
      const late = arrivals.value.reduce((sum, one) => (one.date >= week && one.date <= end ? sum + one.minutesLateToMentor : sum), 0)
      return { label: dayAndMonth(week), value: late, valueText: `${late} min`, tone: late > 0 ? 'late' as const : 'good' as const }
    })),
  }
}

/** Of what is over it is said when and why, not that nothing is known. */
const closedFacts = ({ startedOn, endedOn, reason, endReason }: Mentorship): { label: string; value: string | undefined }[] => [
  { label: 'State', value: endedOn === undefined ? STATE_WORDS.closed : `Closed on ${mediumDate(endedOn)}` },
  { label: 'Mentored from', value: mediumDate(startedOn) },
  { label: 'Reason', value: reason },
  ...(endReason === undefined || endReason === '' ? [] : [{ label: 'Why it ended', value: endReason }]),
]
