/** One missed time of one pupil: what the records know, what the mentor finds out, and what comes of it. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { missedFor, missedOf, officeCodesFor, sanctionsOf } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { formerWords, type FormerWords } from '../../data/readings/formerMentor.ts'
import { arrivalFor, deskOn, expectationFor } from '../../data/readings/mentoring.ts'
import { enteredAfter } from '../../data/moment.ts'
import { sessionsFor } from '../../data/readings/pupilSessions.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import { useTripWire, type TripWire } from '../../data/useTripWire.ts'
import { useUnsaved } from '../../data/unsaved.ts'
import { dateOf, minutesOf, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { Explanation, LINE_LIMIT, missedStory, missedWord, NoExplanation, type Missed, type MissedEvent, type MissedKey, type MissedLine, type MissedWhat } from '../../domain/mornings/missed.ts'
import { evidenceOf, type Evidence } from '../../domain/mornings/missedEvidence.ts'
import { morningOf, weekdaysOf } from '../../domain/mornings/morning.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { sanctionFor } from '../../domain/conduct/sanction.ts'
import { saySession } from '../../domain/week/sessionWeek.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

type Values = { reason: string; line: string }
export type MissedTime = {
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  mayWrite: ComputedRef<boolean>
  missed: ComputedRef<Missed>
  /** The pupil was expected and did not come; false once a mark was put down after all. */
  isMissed: ComputedRef<boolean>
  evidence: ComputedRef<Evidence[]>
  story: ComputedRef<MissedLine[]>
  /** Which of it came late from a mentor whose case it was. */
  former: ComputedRef<ReadonlyMap<string, FormerWords>>
  /** The sanction that answers it, where there is one. */
  isSanctioned: ComputedRef<boolean>
  draft: Draft<Values>
  lineError: ComputedRef<string | undefined>
  stop: TripWire['bind']
  busy: Ref<boolean>
  failure: Ref<string>
  investigate: () => Promise<boolean>
  /** Puts down the reason chosen; it says itself whether that explains it. */
  settle: () => Promise<boolean>
}

export function useMissedTime(pupilId: string, what: MissedWhat, date: SchoolDate, session?: string): MissedTime {
  const { tick } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const school = computed(() => ({ calendar: calendar.value, settings: settings.value }))
  const key: MissedKey = { what, date, ...(session === undefined ? {} : { session }) }
  const missed = computed(() => missedFor(memory, pupilId, key))
  const moment = computed(() => ({ today: dateOf(tick.value), minutes: minutesOf(tick.value) }))

  const draft = useDraft<Values>(`missed:${pupilId}:${missedWord(key)}`, () => ({ reason: '', line: '' }))
  const line = computed(() => draft.values.value.line)
  const lineError = computed(() => (line.value.trim().length > LINE_LIMIT ? `Keep it to ${LINE_LIMIT} characters. Nothing is lost.` : undefined))
  const wire = useTripWire(() => pupilId, () => line.value)
  useUnsaved(() => line.value !== '')
  const busy = ref(false)
  const failure = ref('')

  async function keep(f: MissedEvent, said: string, clearDraft?: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failure.value = ''
    try {
      await commit([{ kind: 'add', t: 'missedEvent', id: randomId(), f }], clearDraft === undefined ? {} : { clearDraft })
      if (said) toasts.show({ text: said, tone: 'good', key: 'missed', timeout: 4_000 })
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  const about = () => ({ pupilId, ...key, entered: enteredAfter(sync.status.skew, missed.value.latest?.f.entered) })

  return {
    missed, draft, lineError, busy, failure, stop: wire.bind,
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mayRead: computed(() => mayReadCase(memory, me, pupilId)),
    mayWrite: computed(() => mayWriteFor(memory, me, 'missedEvent', pupilId)),
    isMissed: computed(() => missed.value.latest !== undefined || missedOf(memory, school.value, pupilId, tick.value).some((one) => missedWord(one) === missedWord(key))),
    isSanctioned: computed(() => sanctionFor(sanctionsOf(memory, pupilId), missed.value) !== undefined),
    former: computed(() => formerWords(memory, pupilId, staffName)),
    story: computed(() => missedStory(missed.value, staffName)),
    evidence: computed(() => {
      const mentorId = expectationFor(memory, pupilId, date)?.mentorId
      const others = deskOn(memory, date, me.id, settings.value).filter((one) => one.expected && one.mentorId === mentorId && one.pupilId !== pupilId)
      return evidenceOf({
        missed: missed.value,
        week: weekdaysOf(weekBeginning(date)).map((day) => morningOf(day, arrivalFor(memory, pupilId, day), expectationFor(memory, pupilId, day), calendar.value, settings.value, moment.value)),
        code: officeCodesFor(memory, pupilId, date).at(-1),
        taps: memory.ofPupil('arrivalEvent', pupilId).filter(({ f }) => f.date === date && f.session === 'am'),
        morning: arrivalFor(memory, pupilId, date),
        endOfDay: arrivalFor(memory, pupilId, date, 'eod'),
        notedAt: memory.ofPupil('note', pupilId).map(({ f }) => f.occurredAt).filter((at) => dateOf(at) === date).sort((a, b) => a - b),
        session: sessionsFor(memory, calendar.value, pupilId, date).filter(({ id }) => id === session).map((one) => `${saySession(one)}${one.mark ? `. Put down by ${staffName(one.mark.by)}` : ''}`)[0],
        others: { expected: others.length, arrived: others.filter((one) => one.arrival).length },
      })
    }),
    investigate: () => keep({ type: 'investigating', ...about() }, ''),
    async settle() {
      const { reason } = draft.values.value
      if (lineError.value || reason === '' || busy.value || !(await wire.clears())) return false
      const explanation = Explanation.safeParse(reason)
      const rest = { ...about(), line: line.value.trim() }
      const f: MissedEvent = explanation.success ? { type: 'explained', ...rest, reason: explanation.data } : { type: 'unexplained', ...rest, reason: NoExplanation.parse(reason) }
      const kept = await keep(f, f.type === 'explained' ? 'Explained. Nothing more is needed.' : 'Kept as unexplained.', draft.key)
      if (kept) await draft.discard()
      return kept
    },
  }
}
