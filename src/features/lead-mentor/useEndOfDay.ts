/** "…report to the Lead Mentor at the end of the school day": the day's register, who missed it, and whose review has come. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { evidenceOf, missedOf, orderOf, type SchoolNow } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { arrivalFor, caseloadOf } from '../../data/readings/mentoring.ts'
import { enteredAfter, momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import type { Arrival } from '../../domain/mornings/arrival.ts'
import { isSchoolDay, nextSchoolDay, withFinish } from '../../domain/time/calendar.ts'
import { shortDate, type SchoolDate, type TimeOfDay } from '../../domain/time/clock.ts'
import { reportedEvent, sayEvidence, type EndOfDayOrder, type OrderDraft } from '../../domain/tasks/endOfDay.ts'
import { isOpenMissed, type Missed } from '../../domain/mornings/missed.ts'
import { may, mayWrite } from '../../domain/permission.ts'
import { fullName } from '../../domain/pupil.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

/** `time`: of today, which on a day that finishes early is sooner. */
export type Reporting = { pupilId: string; time: TimeOfDay; name: string; form: string; order: EndOfDayOrder; arrival: Arrival | undefined }
export type EndOfDay = {
  today: ComputedRef<SchoolDate>
  isSchool: ComputedRef<boolean>
  /** Everyone who reports today. */
  register: ComputedRef<Reporting[]>
  /** Missed and not looked into, newest first. */
  missed: ComputedRef<(Reporting & { missed: Missed })[]>
  /** The review date has come: it ends by itself unless it is continued. */
  reviews: ComputedRef<(Reporting & { evidence: string })[]>
  /** Ordered and not over, whether it has begun or not: it may end before its review, and says why. */
  running: ComputedRef<Reporting[]>
  mayMark: boolean
  mayOrder: boolean
  busy: Ref<string>
  failure: Ref<string>
  /** One tap; undone from the message or the row. */
  tap: (one: Reporting) => Promise<boolean>
  undo: (one: Reporting) => Promise<boolean>
  order: (pupilId: string, draft: OrderDraft) => Promise<boolean>
  continueUntil: (one: Reporting, until: SchoolDate) => Promise<boolean>
  end: (one: Reporting, reason?: string) => Promise<boolean>
}

const UNDO_MS = 10_000

export function useEndOfDay(): EndOfDay {
  const { tick, today } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const school = computed((): SchoolNow => ({ calendar: calendar.value, settings: settings.value }))
  const busy = ref('')
  const failure = ref('')

  const all = computed(() => {
    const ids = new Set([...caseloadOf(memory).map(({ f }) => f.pupilId), ...memory.all('endOfDayReport').map(({ f }) => f.pupilId)])
    return [...ids].flatMap((pupilId): Reporting[] => {
      const pupil = memory.get('deskPupil', pupilId)?.f
      const order = pupil && orderOf(memory, pupilId, today.value)
      return pupil && order ? [{ pupilId, time: withFinish(calendar.value, today.value, order.time, settings.value.dayEnds), name: fullName(pupil), form: pupil.form, order, arrival: arrivalFor(memory, pupilId, today.value, 'eod') }] : []
    }).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  })

  async function keep(pupilId: string, changes: readonly Change[]): Promise<boolean> {
    if (busy.value !== '') return false
    busy.value = pupilId
    failure.value = ''
    try {
      await commit(changes)
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    } finally {
      busy.value = ''
    }
  }

  async function undoTap(pupilId: string, tap: string, date: SchoolDate): Promise<boolean> {
    return keep(pupilId, [{ kind: 'add', t: 'arrivalEvent', id: randomId(), f: { type: 'undone', pupilId, date, session: 'eod', entered: momentOf(sync.status.skew).entered, event: tap } }])
  }

  function goOn(one: Reporting, from: SchoolDate, until: SchoolDate): Promise<boolean> {
    const decidedAt = orderOf(memory, one.pupilId, today.value)?.decidedAt ?? one.order.decidedAt
    return keep(one.pupilId, [{ kind: 'add', t: 'endOfDayDecision', id: randomId(), f: { type: 'continued', pupilId: one.pupilId, reportId: one.order.id, entered: enteredAfter(sync.status.skew, decidedAt), from, until } }])
  }
  /** As it stood: until the same review, whether that lies before or after today. */
  const takeBackEnd = ({ order, ...one }: Reporting): Promise<boolean> => goOn({ order, ...one }, order.from, order.until)

  return {
    today, busy, failure, mayMark: may(me, 'mark-arrival'), mayOrder: mayWrite(me, 'endOfDayReport', { own: false, pupilYear: undefined }),
    isSchool: computed(() => isSchoolDay(calendar.value, today.value)),
    register: computed(() => (isSchoolDay(calendar.value, today.value) ? all.value.filter(({ order }) => order.holdsOn(today.value)) : [])),
    missed: computed(() => all.value.flatMap((one) =>
      missedOf(memory, school.value, one.pupilId, tick.value).filter((missed) => missed.what === 'end-of-day' && isOpenMissed(missed)).map((missed) => ({ ...one, missed })))),
    reviews: computed(() => all.value.filter(({ order }) => order.state === 'review').map((one) => ({ ...one, evidence: sayEvidence(evidenceOf(memory, calendar.value, one.order, today.value)) }))),
    running: computed(() => all.value.filter(({ order }) => order.state === 'running' || order.state === 'to-come')),
    async tap(one) {
      if (one.arrival) return false
      const id = randomId()
      const f = reportedEvent(one.pupilId, today.value, one.time, momentOf(sync.status.skew))
      const kept = await keep(one.pupilId, [{ kind: 'add', t: 'arrivalEvent', id, f }])
      if (kept) toasts.show({ text: `${one.name}: reported`, tone: 'good', key: 'eod', timeout: UNDO_MS, action: { label: 'Undo', run: () => void undoTap(one.pupilId, id, f.date) } })
      return kept
    },
    undo: (one) => (one.arrival ? undoTap(one.pupilId, one.arrival.tap, today.value) : Promise.resolve(false)),
    order: (pupilId, { from, until, time, checks }) => keep(pupilId, [{ kind: 'add', t: 'endOfDayReport', id: randomId(), f: { pupilId, entered: momentOf(sync.status.skew).entered, from, until, time, checks: [...checks] } }]),
    async continueUntil(one, until) {
      const from = nextSchoolDay(calendar.value, one.order.until > today.value ? one.order.until : today.value) ?? until
      const kept = await goOn(one, from > until ? until : from, until)
      if (kept) toasts.show({ text: `${one.name}: goes on until ${shortDate(until)}`, tone: 'good', key: 'eod-review' })
      return kept
    },
    async end(one, reason) {
      // Today still counts where it was reported; from tomorrow on nothing is expected.
      const on = one.arrival ? (nextSchoolDay(calendar.value, today.value) ?? today.value) : today.value
      const kept = await keep(one.pupilId, [{
        kind: 'add', t: 'endOfDayDecision', id: randomId(),
        f: { type: 'ended', pupilId: one.pupilId, reportId: one.order.id, entered: enteredAfter(sync.status.skew, one.order.decidedAt), on, ...(reason === undefined ? {} : { reason: reason.trim() }) },
      }])
      if (kept) toasts.show({ text: `${one.name}: ended`, tone: 'good', key: 'eod-review', timeout: UNDO_MS, action: { label: 'Undo', run: () => void takeBackEnd(one) } })
      return kept
    },
  }
}
