/** What a parent or carer at the desk is shown of one pupil, and who stands there. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { askedFor } from '../../data/readings/feedback.ts'
import { contactsOf } from '../../data/readings/home.ts'
import { arrivalFor, expectationFor, mentorshipOf } from '../../data/readings/mentoring.ts'
import { FRIDAY, isPresent, presentFrom, weeksOfCase } from '../../data/readings/presentCase.ts'
import { sessionsFor } from '../../data/readings/pupilSessions.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase } from '../../data/readings/standing.ts'
import { addDays, minutesOf, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { askingOf, homeView, type Asking, type HomeView } from '../../domain/home/homeView.ts'
import { morningOf, weekdaysOf } from '../../domain/mornings/morning.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { attendedOf } from '../../domain/week/sessionWeek.ts'
import { useSchoolClock } from '../../sync/index.ts'

/** So far back a paper for a kitchen table goes; the rest is asked for by right. */
const WEEKS = 6
export type Person = { id: string; name: string; relation: string; asking: Asking }
export type ForHome = {
  pupilId: string
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  mentor: ComputedRef<string>
  people: ComputedRef<Person[]>
  from: ComputedRef<SchoolDate>
  today: ComputedRef<SchoolDate>
  view: ComputedRef<HomeView | undefined>
}

export function useHomeView(pupilId: string): ForHome {
  const { tick, today } = useSchoolClock()
  const { memory, me } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const pupil = computed(() => memory.get('deskPupil', pupilId)?.f)
  const mayRead = computed(() => mayReadCase(memory, me, pupilId))
  const minutes = computed(() => minutesOf(tick.value))
  const weeks = computed(() => weeksOfCase(memory, calendar.value, pupilId, weekBeginning(today.value), WEEKS))
  const from = computed(() => {
    const [first = weekBeginning(today.value), began = ''] = [weeks.value[0], presentFrom(memory, pupilId)]
    return began > first ? began : first
  })
  return {
    pupilId, pupil, mayRead, from, today,
    mentor: computed(() => {
      const row = mentorshipOf(memory, pupilId)
      return row ? staffName(row.f.mentorId) : ''
    }),
    people: computed(() => (mayRead.value ? contactsOf(memory, pupilId).map(({ id, f }) => ({ id, name: f.name, relation: f.relation, asking: askingOf(f) })) : [])),
    view: computed(() => {
      if (!pupil.value || !mayRead.value) return undefined
      const isOfCase = isPresent(memory, pupilId)
      const isShown = ({ weekStart }: { weekStart: SchoolDate }): boolean => weeks.value.includes(weekStart) && isOfCase(addDays(weekStart, FRIDAY))
      const days = weeks.value.flatMap((week) => weekdaysOf(week)).filter((date) => isOfCase(date) && date <= today.value)
      return homeView({
        pupil: pupil.value,
        others: [...memory.all('deskPupil'), ...memory.all('candidate')].filter(({ id }) => id !== pupilId).map(({ f }) => f),
        mornings: days.map((date) => morningOf(date, arrivalFor(memory, pupilId, date), expectationFor(memory, pupilId, date), calendar.value, settings.value, { today: today.value, minutes: minutes.value })),
        sessions: attendedOf(sessionsFor(memory, calendar.value, pupilId, from.value, today.value)),
        targets: memory.ofPupil('target', pupilId).map(({ f }) => f).filter(isShown),
        reviews: memory.ofPupil('weeklyReview', pupilId).map(({ f }) => f).filter(isShown),
        replies: askedFor(memory, pupilId, today.value).flatMap(({ f, reply }) => (reply ? [{ subject: f.subject, shareSafe: reply.f.shareSafe, entered: reply.f.entered }] : [])).sort((a, b) => b.entered - a.entered),
      })
    }),
  }
}
