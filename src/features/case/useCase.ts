/** One pupil's case over time: a pause, taking it up again, another mentor. The Lead Mentor decides; each leaves its reason in the log. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { handingOver, pauseFor, pausing, roomOfAll, takingUp, type CaseMoment } from '../../data/readings/caseChanges.ts'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { mentorshipOf } from '../../data/readings/mentoring.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { goesOnAs, sayRoom } from '../../domain/cases/caseEvent.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { STATE_WORDS, type MentorshipState } from '../../domain/cases/mentorship.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type CaseView = {
  pupilId: string
  today: ComputedRef<SchoolDate>
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  mayDecide: ComputedRef<boolean>
  mentorship: ComputedRef<Readonly<Row<'mentorship'>> | undefined>
  mentorName: ComputedRef<string>
  pause: ComputedRef<ReturnType<typeof pauseFor>>
  goesOn: ComputedRef<MentorshipState>
  /** The other mentors, each with the room they have. */
  mentors: ComputedRef<{ value: string; label: string }[]>
  isFull: (mentorId: string) => boolean
  busy: Ref<boolean>
  problem: Ref<string>
  /** `lookAgainOn`: empty where no day was chosen. */
  pauseCase: (reason: string, lookAgainOn: string) => Promise<boolean>
  takeUp: () => Promise<boolean>
  handOver: (mentorId: string, reason: string) => Promise<boolean>
}

export function useCase(pupilId: string): CaseView {
  const { today, now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const mayRead = computed(() => mayReadCase(memory, me, pupilId))
  const mentorship = computed(() => (mayRead.value ? mentorshipOf(memory, pupilId) : undefined))
  const pause = computed(() => mentorship.value && pauseFor(memory, { pupilId }, mentorship.value))
  const moment = (): CaseMoment => ({ calendar: calendar.value, settings: settings.value, today: today.value, now: now() })
  const others = computed(() => roomOfAll(memory, settings.value).filter(({ mentorId, isActive }) => isActive && mentorId !== mentorship.value?.f.mentorId))

  const decide = (changes: (row: Readonly<Row<'mentorship'>>) => Change[], said: string): Promise<boolean> => {
    const row = mentorship.value
    return row ? keep(() => commit(changes(row)), () => toasts.show({ text: said, tone: 'good', key: 'case' })) : Promise.resolve(false)
  }
  return {
    pupilId, today, mayRead, mentorship, pause, busy, problem,
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mayDecide: computed(() => mayWriteFor(memory, me, 'caseEvent', pupilId)),
    mentorName: computed(() => (mentorship.value ? staffName(mentorship.value.f.mentorId) : '')),
    goesOn: computed(() => goesOnAs(pause.value)),
    mentors: computed(() => others.value.map((one) => ({ value: one.mentorId, label: `${one.name}: ${sayRoom(one)}` }))),
    isFull: (mentorId) => (others.value.find((one) => one.mentorId === mentorId)?.room ?? 1) <= 0,
    pauseCase: (reason, lookAgainOn) => decide((row) => pausing(memory, row, moment(), { reason: reason.trim(), ...(lookAgainOn === '' ? {} : { lookAgainOn }) }), 'Paused. From tomorrow nobody expects the pupil.'),
    takeUp: () => decide((row) => takingUp(memory, row, moment()), `Taken up again: ${STATE_WORDS[goesOnAs(pause.value)].toLowerCase()}`),
    handOver: (mentorId, reason) => decide((row) => handingOver(memory, row, moment(), mentorId, reason.trim()), `Handed over to ${staffName(mentorId)}`),
  }
}
