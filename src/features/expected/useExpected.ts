/** When one pupil is expected at reception, how punctual they have been, and what was decided about it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { mentorshipOf } from '../../data/readings/mentoring.ts'
import { effectOf, readPunctuality, type Effect, type PunctualityReading } from '../../data/readings/punctual.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { type SchoolDate, type TimeOfDay } from '../../domain/time/clock.ts'
import { expectationOn, type Expectation } from '../../domain/cases/mentorship.ts'
import type { PlannedAbsence } from '../../domain/mornings/plannedAbsence.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { expectationsAfter, type DecisionKind } from '../../domain/week/reporting.ts'
import { organisedOver, type Organised } from '../../domain/cases/startCheck.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Decided = { kind: DecisionKind; from: SchoolDate; reviewOn?: SchoolDate | undefined; time?: TimeOfDay; weekdays?: number[]; reason: string }
export type Expected = {
  pupilId: string
  pupil: ComputedRef<DeskPupil | undefined>
  mentorName: ComputedRef<string>
  today: ComputedRef<SchoolDate>
  /** Whether the pupil's own history may be seen here, and whether it may be decided upon. */
  readsCase: ComputedRef<boolean>
  mayDecide: ComputedRef<boolean>
  mayPlan: ComputedRef<boolean>
  expectation: ComputedRef<Expectation | undefined>
  /** What is decided for a later day already, in order. */
  upcoming: ComputedRef<Expectation[]>
  reading: ComputedRef<PunctualityReading>
  effect: ComputedRef<(Effect & { organisedBefore: Organised; organisedAfter: Organised }) | undefined>
  decisions: ComputedRef<Readonly<Row<'reportingDecision'>>[]>
  /** Absences that are not over, the next first. */
  absences: ComputedRef<Readonly<Row<'plannedAbsence'>>[]>
  mayRemove: (absence: Pick<Row<'plannedAbsence'>, 'by'>) => boolean
  busy: Ref<boolean>
  problem: Ref<string>
  decide: (decided: Decided, said: string) => Promise<boolean>
  plan: (absence: Omit<PlannedAbsence, 'pupilId'>) => Promise<boolean>
  remove: (id: string) => Promise<boolean>
}

export function useExpected(pupilId: string): Expected {
  const { now, today, minute } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const school = useSchool()
  const toasts = useToasts()
  // The figures change with the minute at most, not with every second of the clock.
  const place = computed(() => ({ calendar: school.calendar.value, settings: school.settings.value }))
  const expectations = computed(() => memory.ofPupil('expectation', pupilId).map((row) => row.f))
  const expectation = computed(() => expectationOn(expectations.value, today.value))
  const reading = computed(() => readPunctuality(memory, pupilId, place.value, minute.value))
  const mentorId = computed(() => mentorshipOf(memory, pupilId)?.f.mentorId ?? expectation.value?.mentorId)

  const { busy, problem, keep: keeping } = useKeeping()
  const keep = (write: () => Promise<void>, said: string): Promise<boolean> => keeping(write, () => toasts.show({ text: said, tone: 'good', key: 'expected' }))

  const decide: Expected['decide'] = ({ kind, from, reviewOn, time, weekdays, reason }, said) =>
    keep(async () => {
      const decidedAt = now()
      const change = { ...(time === undefined ? {} : { time }), ...(weekdays === undefined ? {} : { weekdays }) }
      const next = time === undefined && weekdays === undefined ? [] : expectationsAfter(expectations.value, change, from, decidedAt)
      const holds = next[0] ?? expectationOn(expectations.value, from)
      await commit([
        ...next.map((f) => ({ kind: 'add' as const, t: 'expectation' as const, id: randomId(), f })),
        {
          kind: 'add', t: 'reportingDecision', id: randomId(),
          f: {
            pupilId, kind, from, ...(reviewOn === undefined ? {} : { reviewOn }), time: holds?.time ?? school.settings.value.registerStart, weekdays: holds?.weekdays ?? [],
            reason: reason.trim(), name: me.name, role: me.role, decidedAt,
          },
        },
      ])
    }, said)

  return {
    pupilId, today, expectation, reading, busy, problem, decide,
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mentorName: computed(() => (mentorId.value === undefined ? '' : school.staffName(mentorId.value))),
    readsCase: computed(() => mayReadCase(memory, me, pupilId)),
    mayDecide: computed(() => mayWriteFor(memory, me, 'reportingDecision', pupilId)),
    mayPlan: computed(() => mayWriteFor(memory, me, 'plannedAbsence', pupilId)),
    upcoming: computed(() => [...new Set(expectations.value.map((one) => one.from).filter((day) => day > today.value))].sort().flatMap((day) => expectationOn(expectations.value, day) ?? [])),
    effect: computed(() => {
      const { since } = reading.value.early
      if (since === undefined) return undefined
      const effect = effectOf(memory, pupilId, place.value, since, minute.value)
      const checks = memory.ofPupil('startCheck', pupilId)
      return { ...effect, organisedBefore: organisedOver(checks, effect.daysBefore), organisedAfter: organisedOver(checks, effect.daysAfter) }
    }),
    decisions: computed(() => [...memory.ofPupil('reportingDecision', pupilId)].sort((a, b) => b.f.decidedAt - a.f.decidedAt)),
    absences: computed(() => memory.ofPupil('plannedAbsence', pupilId).filter(({ f }) => f.until >= today.value).sort((a, b) => (a.f.from < b.f.from ? -1 : 1))),
    mayRemove: ({ by }) => by === me.id || me.role === 'lead-mentor',
    plan: ({ detail, ...rest }) =>
      keep(() => commit([{ kind: 'add', t: 'plannedAbsence', id: randomId(), f: { pupilId, ...rest, ...(detail?.trim() ? { detail: detail.trim() } : {}) } }]), 'The absence is planned. Nobody will miss this pupil then.'),
    remove: (id) => keep(() => commit([{ kind: 'void', t: 'plannedAbsence', id }]), 'The planned absence was taken away.'),
  }
}
