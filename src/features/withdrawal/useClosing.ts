/** One pupil's end of mentoring: start against now, the call home, the closing, and what follows it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { groundFor, lastMentorship, readExit } from '../../data/readings/closing.ts'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { endingOf } from '../../data/readings/endOfCase.ts'
import { contactsOf, reachFor } from '../../data/readings/home.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayCloseFor, mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { endReasonText, FOLLOW_UP_WEEKS, followUpsOf, mayWaive, tellsHome, type EndReason, type FollowUp, type FollowUpHow } from '../../domain/cases/closing.ts'
import type { ContactEntry, Reach } from '../../domain/home/contactLog.ts'
import type { ExitSummary } from '../../domain/cases/exitSummary.ts'
import { isOpen } from '../../domain/cases/mentorship.ts'
import { may } from '../../domain/permission.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type ClosingCall = Pick<ContactEntry, 'contactId' | 'used' | 'outcome' | 'text' | 'agreed'> & { strengths: readonly string[] }
export type ClosingView = {
  pupilId: string
  today: ComputedRef<SchoolDate>
  pupil: ComputedRef<DeskPupil | undefined>
  mentorName: ComputedRef<string>
  mentorship: ComputedRef<Readonly<Row<'mentorship'>> | undefined>
  isOpen: ComputedRef<boolean>
  mayRead: ComputedRef<boolean>
  mayClose: ComputedRef<boolean>
  mayFollowUp: ComputedRef<boolean>
  mayReopen: ComputedRef<boolean>
  mayWaive: ComputedRef<boolean>
  summary: ComputedRef<ExitSummary | undefined>
  /** Every record is here: a start that was not read is no start. */
  isWhole: ComputedRef<boolean>
  ground: ComputedRef<ReturnType<typeof groundFor> | undefined>
  contacts: ComputedRef<Readonly<Row<'contact'>>[]>
  reach: ComputedRef<Reach>
  followUps: ComputedRef<FollowUp[]>
  mentors: ComputedRef<{ value: string; label: string }[]>
  busy: Ref<boolean>
  problem: Ref<string>
  call: (call: ClosingCall, clearDraft: string) => Promise<boolean>
  waive: (reason: string) => Promise<boolean>
  close: (reason: EndReason, line: string) => Promise<boolean>
  followUp: (weeks: number, how: FollowUpHow, line: string, clearDraft: string) => Promise<boolean>
  reopen: (mentorId: string, reason: string, clearDraft: string) => Promise<boolean>
}

export function useClosing(pupilId: string): ClosingView {
  const { now, minute } = useSchoolClock()
  const { memory, me, commit, olderLoaded } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const say = (text: string) => (): void => void toasts.show({ text, tone: 'good', key: 'closing' })
  const today = computed(() => dateOf(minute.value))
  /** Facts, with the way to take them back at once. */
  function put(facts: readonly (Change & { kind: 'add' })[], text: string, clearDraft?: string): Promise<boolean> {
    const undo = (): void => void keep(() => commit([...facts].reverse().map(({ t, id }) => ({ kind: 'void', t, id }) as Change)), () => undefined)
    return keep(() => commit(facts, clearDraft === undefined ? {} : { clearDraft }), () => void toasts.show({ text, tone: 'good', key: 'closing', action: { label: 'Undo', run: undo } }))
  }
  const mayRead = computed(() => mayReadCase(memory, me, pupilId))
  const mentorship = computed(() => (mayRead.value ? lastMentorship(memory, pupilId) : undefined))
  const isCaseOpen = computed(() => mentorship.value !== undefined && isOpen(mentorship.value.f.state))
  const ground = computed(() => mentorship.value && groundFor(memory, mentorship.value))
  const reach = computed(() => reachFor(memory, pupilId, settings.value))
  const about = (mentorshipId: string) => ({ pupilId, mentorshipId, at: now() })

  /** Whoever ends or begins it says when the pupil is expected, too. */
  const mayExpect = (): boolean => mayWriteFor(memory, me, 'expectation', pupilId)

  return {
    pupilId, today, mayRead, mentorship, ground, reach, busy, problem, isOpen: isCaseOpen,
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mentorName: computed(() => (mentorship.value ? staffName(mentorship.value.f.mentorId) : '')),
    mayClose: computed(() => isCaseOpen.value && mayCloseFor(memory, me, pupilId) && mayExpect()),
    mayFollowUp: computed(() => mayWriteFor(memory, me, 'closingEvent', pupilId)),
    mayReopen: computed(() => mayWriteFor(memory, me, 'mentorship', pupilId) && mayExpect()),
    mayWaive: computed(() => may(me, 'send-letter-home') && mayWriteFor(memory, me, 'closingEvent', pupilId) && mayWaive(reach.value)),
    isWhole: computed(() => olderLoaded.value),
    summary: computed(() => mentorship.value && readExit(memory, { calendar: calendar.value, settings: settings.value, isAllLoaded: olderLoaded.value }, mentorship.value, minute.value)),
    contacts: computed(() => contactsOf(memory, pupilId)),
    followUps: computed(() => {
      const one = mentorship.value
      return one?.f.state === 'closed' && one.f.endedOn !== undefined ? followUpsOf(one.id, one.f.endedOn, memory.ofPupil('closingEvent', pupilId), today.value) : []
    }),
    mentors: computed(() => memory.all('staff').filter(({ f }) => f.active && f.role === 'mentor').map(({ id, f }) => ({ value: id, label: f.name })).sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))),
    async call({ strengths, ...said }, clearDraft) {
      const row = mentorship.value
      if (!row) return false
      const entryId = randomId()
      const entry = { kind: 'add' as const, t: 'contactEntry' as const, id: entryId, f: { ...said, pupilId, direction: 'out' as const, topic: 'Progress', occurredAt: now(), entered: now() } }
      const isTold = tellsHome(said.outcome)
      const told = { kind: 'add' as const, t: 'closingEvent' as const, id: randomId(), f: { type: 'call' as const, ...about(row.id), entryId, strengths: strengths.map((one) => one.trim()).filter(Boolean) } }
      return put(isTold ? [entry, told] : [entry], isTold ? 'The closing call is in the log' : 'The attempt is in the contact log. The case stays open.', clearDraft)
    },
    async waive(reason) {
      const row = mentorship.value
      return row ? put([{ kind: 'add', t: 'closingEvent', id: randomId(), f: { type: 'waived', ...about(row.id), reason: reason.trim() } }], 'The letter stands in for the call') : false
    },
    async close(reason, line) {
      const row = mentorship.value
      if (!row || !ground.value) return false
      // The case last: who closes it may not write for the pupil any more.
      return keep(() => commit([
        ...endingOf(memory, pupilId, today.value, now()),
        { kind: 'patch', t: 'mentorship', id: row.id, f: { state: 'closed', endedOn: today.value, endReason: endReasonText(reason, line) }, saw: row },
      ]), say(`Mentoring has ended. The Lead Mentor looks in after ${FOLLOW_UP_WEEKS.join(' and ')} weeks.`))
    },
    async followUp(weeks, how, line, clearDraft) {
      const row = mentorship.value
      return row ? put([{ kind: 'add', t: 'closingEvent', id: randomId(), f: { type: 'follow-up', ...about(row.id), weeks, how, line: line.trim() } }], 'The look back is noted', clearDraft) : false
    },
    reopen(mentorId, reason, clearDraft) {
      return keep(() => commit([
        { kind: 'add', t: 'mentorship', id: randomId(), f: { pupilId, mentorId, state: 'preparing', reason: reason.trim(), startedOn: today.value } },
      ], { clearDraft }), say(`${staffName(mentorId)} prepares it: home gets a letter again first`))
    },
  }
}
