/** One pupil's morning meeting: the mark with its history, what to raise, and today's action for the blue report. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { absenceFor, arrivalFor, commitmentFor, expectationFor } from '../../data/readings/mentoring.ts'
import { momentOf, schoolTick } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { standingOf } from '../../data/readings/standing.ts'
import type { Arrival } from '../../domain/mornings/arrival.ts'
import { wholeStory, type StoryLine } from '../../domain/mornings/arrivalStory.ts'
import { standing, type DailyAction, type NoteOutcome } from '../../domain/week/blueReport.ts'
import { agendaOf, caseOf } from '../../domain/bucket.ts'
import { dateOf, type SchoolDate, type TimeOfDay } from '../../domain/time/clock.ts'
import type { Commitment } from '../../domain/week/commitment.ts'
import { amendedEvent, withdrawnEvent, type Moment } from '../../domain/mornings/marking.ts'
import { mayRead, mayWrite } from '../../domain/permission.ts'
import type { PlannedAbsence } from '../../domain/mornings/plannedAbsence.ts'
import { deskHints, type DeskPupil } from '../../domain/pupil.ts'
import type { Raising } from '../../domain/week/raising.ts'
import { recentSchoolDays } from '../../domain/time/recentDays.ts'
import type { Row } from '../../domain/records.ts'
import type { MentorMark } from '../../domain/mornings/registration.ts'
import { asksStartCheck, checksByDay, sayCheck, type StartItem } from '../../domain/cases/startCheck.ts'
import { useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { useRaisings, type Raised } from './useRaisings.ts'
import { useYesterday, type Yesterday } from './useYesterday.ts'


export type MeetingCard = {
  pupil: ComputedRef<DeskPupil | undefined>
  hint: ComputedRef<string>
  date: ComputedRef<SchoolDate>
  isToday: ComputedRef<boolean>
  expectedAt: ComputedRef<TimeOfDay>
  mentorName: ComputedRef<string>
  arrival: ComputedRef<Arrival | undefined>
  story: ComputedRef<StoryLine[]>
  markedBy: ComputedRef<string>
  mayAmend: ComputedRef<boolean>
  /** Whether the pupil's notes may be seen here; whether they may be written. */
  readsCase: ComputedRef<boolean>
  writesCase: ComputedRef<boolean>
  /** The same for the agenda of the morning, which a cover has too. */
  readsAgenda: ComputedRef<boolean>
  writesAgenda: ComputedRef<boolean>
  covers: ComputedRef<boolean>
  absence: ComputedRef<PlannedAbsence | undefined>
  commitment: ComputedRef<Commitment | undefined>
  /** What the pupil had ready; asked of who starts early. */
  check: ComputedRef<Readonly<Row<'startCheck'>> | undefined>
  checkedBy: ComputedRef<string>
  asksCheck: ComputedRef<boolean>
  raisings: ComputedRef<Raising[]>
  raisedToday: ComputedRef<Raised[]>
  yesterday: ComputedRef<Yesterday | undefined>
  actions: ComputedRef<{ id: string; by: string; f: DailyAction }[]>
  busy: Ref<boolean>
  problem: Ref<string>
  amend: (to: { at: TimeOfDay; mark: MentorMark }, reason: string) => Promise<boolean>
  withdraw: (reason: string) => Promise<boolean>
  settle: (key: string, result: NoteOutcome['result'], line: string, clearDraft?: string) => Promise<boolean>
  saveAction: (text: string, corrects: string | undefined, clearDraft?: string) => Promise<boolean>
  saveCheck: (ready: StartItem[]) => Promise<boolean>
  staffName: (id: string) => string
}

export function useMeetingCard(pupilId: () => string, day: () => string | undefined): MeetingCard {
  const { memory, me, commit } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const sync = useSync()
  const toasts = useToasts()

  const today = computed(() => dateOf(schoolTick(sync.status.skew)))
  const date = computed(() => recentSchoolDays(calendar.value, today.value, settings.value.markBackDays).find((one) => one === day()) ?? today.value)
  const isToday = computed(() => date.value === today.value)

  const pupil = computed(() => memory.get('deskPupil', pupilId())?.f)
  const hint = computed(() => deskHints(memory.all('deskPupil').map(({ id, f }) => ({ id, pupil: f }))).get(pupilId()) ?? '')
  const expectation = computed(() => expectationFor(memory, pupilId(), date.value))
  const arrival = computed(() => arrivalFor(memory, pupilId(), date.value))
  const isOfMorning = ({ f }: { f: { date: SchoolDate; session: string } }): boolean => f.date === date.value && f.session === 'am'
  const story = computed(() => wholeStory(memory.ofPupil('arrivalEvent', pupilId()).filter(isOfMorning), memory.ofPupil('handOver', pupilId()).filter(isOfMorning), staffName))

  const standingOfMe = computed(() => standingOf(memory, me, pupilId()))
  const readsCase = computed(() => mayRead(me, caseOf(pupilId()), standingOfMe.value))
  const covers = computed(() => !readsCase.value && standingOfMe.value.covers === true)
  const check = computed(() => checksByDay(memory.ofPupil('startCheck', pupilId())).get(date.value))

  const { raisings, raisedToday } = useRaisings({ pupilId, date, readsCase })
  const raised = computed(() => new Set([...raisings.value.map(({ key }) => key), ...raisedToday.value.map(({ outcome }) => outcome.f.noteId)]))
  const yesterday = useYesterday(pupilId, date, raised)
  const actions = computed(() => standing(memory.ofPupil('dailyAction', pupilId()).filter(({ f }) => f.date === date.value)))

  const busy = ref(false)
  const problem = ref('')
  const moment = (): Moment => momentOf(sync.status.skew)

  async function keep(write: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = ''
    try {
      await write()
      return true
    } catch (error) {
      problem.value = saveProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }

  const amend: MeetingCard['amend'] = (to, reason) =>
    keep(async () => {
      if (!arrival.value) return
      await commit([{ kind: 'add', t: 'arrivalEvent', id: randomId(), f: amendedEvent(arrival.value, to, reason, me, moment(), settings.value) }])
      toasts.show({ text: 'Amended. The first mark and your reason are kept.', tone: 'good', key: 'card' })
    })

  const withdraw: MeetingCard['withdraw'] = (reason) =>
    keep(async () => {
      if (!arrival.value) return
      await commit([{ kind: 'add', t: 'arrivalEvent', id: randomId(), f: withdrawnEvent(arrival.value, reason, me, moment()) }])
      toasts.show({ text: 'Taken back. What happened is kept in the history.', tone: 'good', key: 'card' })
    })

  function undo(kind: 'noteOutcome' | 'dailyAction', id: string): void {
    void keep(() => commit([{ kind: 'void', t: kind, id }])).then((undone) => {
      if (!undone) toasts.show({ text: problem.value, tone: 'bad', timeout: 0 })
    })
  }
  const mayUndo = (kind: 'noteOutcome' | 'dailyAction', id: string) => ({ timeout: 10_000, action: { label: 'Undo', run: () => undo(kind, id) } })

  const settle: MeetingCard['settle'] = (key, result, line, clearDraft) =>
    keep(async () => {
      const id = randomId()
      const f = { pupilId: pupilId(), noteId: key, date: date.value, result, line: line.trim(), ...(readsCase.value ? {} : { byCover: true as const }) }
      await commit([{ kind: 'add', t: 'noteOutcome', id, f }], clearDraft === undefined ? {} : { clearDraft })
      toasts.show({ text: result === 'discussed' ? 'Noted as discussed' : 'Carried over to the next meeting', tone: 'good', ...mayUndo('noteOutcome', id) })
    })

  const saveAction: MeetingCard['saveAction'] = (text, corrects, clearDraft) =>
    keep(async () => {
      const f: DailyAction = { pupilId: pupilId(), date: date.value, text: text.trim(), ...(corrects === undefined ? {} : { corrects }) }
      const id = randomId()
      await commit([{ kind: 'add', t: 'dailyAction', id, f }], clearDraft === undefined ? {} : { clearDraft })
      toasts.show({ text: 'Today’s action is in the log', tone: 'good', key: 'card', ...mayUndo('dailyAction', id) })
    })

  const saveCheck: MeetingCard['saveCheck'] = (ready) =>
    keep(async () => {
      await commit([{ kind: 'add', t: 'startCheck', id: randomId(), f: { pupilId: pupilId(), date: date.value, ready } }])
      toasts.show({ text: sayCheck({ ready }), tone: 'good', timeout: 4_000, key: 'card' })
    })

  return {
    covers, check, saveCheck,
    absence: computed(() => absenceFor(memory, pupilId(), date.value)),
    commitment: computed(() => commitmentFor(memory, pupilId(), date.value)),
    readsAgenda: computed(() => mayRead(me, agendaOf(pupilId()), standingOfMe.value)),
    writesAgenda: computed(() => isToday.value && mayWrite(me, 'noteOutcome', standingOfMe.value)),
    checkedBy: computed(() => (check.value ? staffName(check.value.by) : '')),
    asksCheck: computed(() => check.value !== undefined || asksStartCheck(arrival.value?.expectedAt ?? expectation.value?.time ?? settings.value.registerStart, settings.value)),
    pupil, hint, date, isToday, arrival, story, readsCase, raisings, raisedToday, yesterday, actions, busy, problem, amend, withdraw, settle, saveAction, staffName,
    expectedAt: computed(() => arrival.value?.expectedAt ?? expectation.value?.time ?? settings.value.registerStart),
    mentorName: computed(() => (expectation.value ? staffName(expectation.value.mentorId) : '')),
    markedBy: computed(() => (arrival.value ? staffName(arrival.value.markedBy) : '')),
    mayAmend: computed(() => mayWrite(me, 'arrivalEvent', standingOfMe.value)),
    writesCase: computed(() => isToday.value && mayWrite(me, 'dailyAction', standingOfMe.value)),
  }
}
