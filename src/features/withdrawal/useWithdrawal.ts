/** One pupil's way out of mentoring: the stage, what the weeks say about the next, and what people decided. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { mentorshipOf } from '../../data/readings/mentoring.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { readWithdrawal, type Withdrawal } from '../../data/readings/withdrawing.ts'
import { dateOf, longDate, type SchoolDate } from '../../domain/time/clock.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { expectationsAfter } from '../../domain/week/reporting.ts'
import { isMoved, type CheckInHow, type ToldHow } from '../../domain/cases/withdrawal.ts'
import { dialOf, type Dial } from '../../domain/cases/withdrawalDial.ts'
import { evidenceWords, lacksWords, unknownWords } from '../../domain/cases/withdrawalEvidence.ts'
import { inSentence, type WithdrawalStage } from '../../domain/cases/withdrawalStage.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Step = { type: 'moved-on' | 'stepped-back'; stage: WithdrawalStage; from: SchoolDate; weekdays: readonly number[]; reason: string }
export type WithdrawalView = {
  pupilId: string
  pupil: ComputedRef<DeskPupil | undefined>
  mentorName: ComputedRef<string>
  today: ComputedRef<SchoolDate>
  mayRead: ComputedRef<boolean>
  mayDecide: ComputedRef<boolean>
  /** Undefined while the pupil is at no stage. */
  reading: ComputedRef<Withdrawal | undefined>
  dial: ComputedRef<Dial | undefined>
  evidence: ComputedRef<string[]>
  lacks: ComputedRef<string[]>
  unknown: ComputedRef<string[]>
  /** Newest first. */
  events: ComputedRef<Readonly<Row<'withdrawalEvent'>>[]>
  checkIns: ComputedRef<Readonly<Row<'checkIn'>>[]>
  busy: Ref<boolean>
  problem: Ref<string>
  step: (step: Step) => Promise<boolean>
  notYet: (lookAgain: SchoolDate, reason: string) => Promise<boolean>
  told: (decisionId: string, how: ToldHow) => Promise<boolean>
  checkIn: (how: CheckInHow, line: string) => Promise<boolean>
}

export function useWithdrawal(pupilId: string): WithdrawalView {
  const { now, minute } = useSchoolClock()
  const { memory, me, commit, olderLoaded } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const today = computed(() => dateOf(minute.value))
  const mayRead = computed(() => mayReadCase(memory, me, pupilId))
  const reading = computed(() => (mayRead.value ? readWithdrawal(memory, { calendar: calendar.value, settings: settings.value, isAllLoaded: olderLoaded.value }, pupilId, minute.value) : undefined))
  const evidence = computed(() => (reading.value ? evidenceWords(reading.value.at.stage, reading.value.progress, reading.value.scale) : []))
  const events = computed(() => [...memory.ofPupil('withdrawalEvent', pupilId)].sort((a, b) => b.f.decidedAt - a.f.decidedAt))
  const decided = (reason: string) => ({ pupilId, decidedAt: now(), reason: reason.trim(), evidence: evidence.value.slice(0, 12), name: me.name, role: me.role })

  return {
    pupilId, today, mayRead, reading, evidence, events, busy, problem,
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mentorName: computed(() => {
      const mentorship = mentorshipOf(memory, pupilId)
      return mentorship ? staffName(mentorship.f.mentorId) : ''
    }),
    mayDecide: computed(() => mayWriteFor(memory, me, 'withdrawalEvent', pupilId)),
    dial: computed(() => reading.value && dialOf(settings.value.withdrawalStages, reading.value)),
    lacks: computed(() => (reading.value ? lacksWords(reading.value.at.stage, reading.value.progress) : [])),
    unknown: computed(() => (reading.value ? unknownWords(reading.value.progress) : [])),
    checkIns: computed(() => [...memory.ofPupil('checkIn', pupilId)].sort((a, b) => b.f.entered - a.f.entered)),
    step: ({ type, stage, from, weekdays, reason }) =>
      keep(async () => {
        const said = decided(reason)
        // A later step to no mornings is no pause: this decision takes its place.
        const steps = new Set(events.value.flatMap(({ f }) => (isMoved(f) && f.weekdays.length === 0 ? [f.from] : [])))
        const expectations = expectationsAfter(memory.ofPupil('expectation', pupilId).map((row) => row.f), { weekdays: [...weekdays].sort() }, from, said.decidedAt, (one) => one.weekdays.length === 0 && !steps.has(one.from))
        await commit([
          ...expectations.map((f) => ({ kind: 'add' as const, t: 'expectation' as const, id: randomId(), f })),
          { kind: 'add', t: 'withdrawalEvent', id: randomId(), f: { type, ...said, from, stage: stage.name, weekdays: [...weekdays].sort() } },
        ])
      }, () => toasts.show({ text: `From ${longDate(from)}: ${inSentence(stage.name)}. The Lead Mentor sees it.`, tone: 'good', key: 'withdrawal' })),
    notYet: (lookAgain, reason) =>
      keep(() => commit([{ kind: 'add', t: 'withdrawalEvent', id: randomId(), f: { type: 'not-yet', ...decided(reason), lookAgain } }]), () => toasts.show({ text: `Noted. It is asked again on ${longDate(lookAgain)} at the earliest.`, tone: 'good', key: 'withdrawal' })),
    async told(decisionId, how) {
      const id = randomId()
      const undo = (): void => void keep(() => commit([{ kind: 'void', t: 'withdrawalEvent', id }]), () => undefined)
      return keep(() => commit([{ kind: 'add', t: 'withdrawalEvent', id, f: { type: 'home-told', pupilId, decidedAt: now(), decisionId, how, on: today.value } }]), () => toasts.show({ text: 'Home was told', tone: 'good', timeout: 10_000, action: { label: 'Undo', run: undo } }))
    },
    async checkIn(how, line) {
      const id = randomId()
      const undo = (): void => void keep(() => commit([{ kind: 'void', t: 'checkIn', id }]), () => undefined)
      return keep(() => commit([{ kind: 'add', t: 'checkIn', id, f: { pupilId, on: today.value, how, line: line.trim(), entered: now() } }]), () => toasts.show({ text: 'The check-in is noted', tone: 'good', timeout: 10_000, action: { label: 'Undo', run: undo } }))
    },
  }
}
