/** The attendance office's list of one morning: every mark as it came, what waits to be confirmed, who has not come. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { tick } from '../../data/clock.ts'
import { useRecords } from '../../data/current.ts'
import { deskOn } from '../../data/mentoring.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/school.ts'
import type { Arrival } from '../../domain/arrival.ts'
import { arrivalStory, type StoryLine } from '../../domain/arrivalStory.ts'
import { dayKind, type DayKind } from '../../domain/calendar.ts'
import { dateOf, minutesOf, type SchoolDate } from '../../domain/clock.ts'
import { matchesSearch, notArrived, type DeskEntry } from '../../domain/deskList.ts'
import { confirmedEvent } from '../../domain/marking.ts'
import { may } from '../../domain/permission.ts'
import { fullName } from '../../domain/pupil.ts'
import { recentSchoolDays } from '../../domain/recentDays.ts'
import { useSync } from '../../sync/index.ts'

const DAYS_BACK = 10
const END_OF_DAY = 24 * 60

export type Marked = { entry: DeskEntry; arrival: Arrival; markedBy: string; story: StoryLine[] }
export type Register = {
  today: ComputedRef<SchoolDate>
  days: ComputedRef<SchoolDate[]>
  date: ComputedRef<SchoolDate>
  isToday: ComputedRef<boolean>
  kind: ComputedRef<DayKind>
  typed: Ref<string>
  /** Newest first, of those the search finds. */
  marked: ComputedRef<Marked[]>
  toConfirm: ComputedRef<Marked[]>
  missing: ComputedRef<DeskEntry[]>
  counts: ComputedRef<{ present: number; late: number; afterClose: number; notArrived: number; expected: number }>
  mayConfirm: boolean
  problem: Ref<string>
  isBusy: (pupilId: string) => boolean
  confirm: (arrival: Arrival) => Promise<void>
  staffName: (id: string) => string
}

export function useRegister(day: () => string | undefined): Register {
  const { memory, me, commit } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const sync = useSync()

  const today = computed(() => dateOf(tick.value))
  const days = computed(() => recentSchoolDays(calendar.value, today.value, DAYS_BACK))
  const date = computed(() => days.value.find((one) => one === day()) ?? today.value)
  const isToday = computed(() => date.value === today.value)
  const kind = computed(() => dayKind(calendar.value, date.value))
  const minute = computed(() => (isToday.value ? minutesOf(tick.value) : END_OF_DAY))
  const entries = computed(() => deskOn(memory, date.value, me.id, settings.value))

  const typed = ref('')
  const isFound = ({ pupil }: Pick<DeskEntry, 'pupil'>): boolean => matchesSearch(pupil, typed.value)
  const all = computed(() =>
    entries.value
      .flatMap((entry) => (entry.arrival ? [{ entry, arrival: entry.arrival, markedBy: staffName(entry.arrival.markedBy), story: arrivalStory(entry.arrival.history, staffName) }] : []))
      .sort((a, b) => b.arrival.at.localeCompare(a.arrival.at) || fullName(a.entry.pupil).localeCompare(fullName(b.entry.pupil), 'en-GB')),
  )
  const allMissing = computed(() => (kind.value.kind === 'school' ? notArrived(entries.value, minute.value, settings.value) : []))
  const isWaiting = ({ arrival }: Marked): boolean => arrival.mark === 'U' && !arrival.officeConfirmed
  const count = (mark: Arrival['mark']): number => all.value.filter((one) => one.arrival.mark === mark).length

  const busy = ref<ReadonlySet<string>>(new Set())
  const problem = ref('')
  async function confirm(arrival: Arrival): Promise<void> {
    if (busy.value.has(arrival.pupilId)) return
    busy.value = new Set([...busy.value, arrival.pupilId])
    problem.value = ''
    try {
      await commit([{ kind: 'add', t: 'arrivalEvent', id: randomId(), f: confirmedEvent(arrival, me, momentOf(sync.status.skew)) }])
    } catch (error) {
      problem.value = saveProblem(error)
    } finally {
      busy.value = new Set([...busy.value].filter((id) => id !== arrival.pupilId))
    }
  }

  return {
    today, days, date, isToday, kind, typed, problem, confirm, staffName,
    marked: computed(() => all.value.filter((one) => isFound(one.entry))),
    toConfirm: computed(() => all.value.filter((one) => isWaiting(one) && isFound(one.entry))),
    missing: computed(() => allMissing.value.filter(isFound).sort((a, b) => fullName(a.pupil).localeCompare(fullName(b.pupil), 'en-GB'))),
    counts: computed(() => ({
      present: count('/'), late: count('L'), afterClose: count('U'), notArrived: allMissing.value.length,
      expected: kind.value.kind === 'school' ? entries.value.filter((one) => one.expected).length : 0,
    })),
    mayConfirm: may(me, 'confirm-mark'),
    isBusy: (pupilId) => busy.value.has(pupilId),
  }
}
