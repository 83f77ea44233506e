/** The attendance office's list of one morning: every mark as it came, what waits to be confirmed, who has not come. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { officeDeskOn, type OfficeEntry } from '../../data/readings/handOvers.ts'
import { momentOf, schoolTick } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import type { Arrival } from '../../domain/mornings/arrival.ts'
import { wholeStory, type StoryLine } from '../../domain/mornings/arrivalStory.ts'
import { dayKind, type DayKind } from '../../domain/time/calendar.ts'
import { dateOf, minutesFromTime, minutesOf, type SchoolDate } from '../../domain/time/clock.ts'
import { matchesSearch, notArrived, type DeskEntry } from '../../domain/mornings/deskList.ts'
import { hasChanged, stepOf, type HandOver, type Step } from '../../domain/mornings/handOver.ts'
import { standingOf } from '../../domain/mornings/handOverLines.ts'
import { inSimsFact, notInSimsFact, outOfSimsFact, receivedFact } from '../../domain/mornings/handOverWriting.ts'
import { confirmedEvent, type Moment } from '../../domain/mornings/marking.ts'
import { may } from '../../domain/permission.ts'
import { fullName } from '../../domain/pupil.ts'
import { recentSchoolDays } from '../../domain/time/recentDays.ts'
import { useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

const END_OF_DAY = 24 * 60

/** `ahead`: a code or a voice brought it, and the mentor's own record has not come by sync yet. */
export type Marked = { entry: OfficeEntry; arrival: Arrival; markedBy: string; story: StoryLine[]; step: Step; changed: boolean; ahead: boolean }
export type Register = {
  today: ComputedRef<SchoolDate>
  days: ComputedRef<readonly SchoolDate[]>
  date: ComputedRef<SchoolDate>
  isToday: ComputedRef<boolean>
  kind: ComputedRef<DayKind>
  typed: Ref<string>
  /** Of one mentor alone, or of all where empty. */
  mentor: Ref<string>
  mentors: ComputedRef<{ value: string; label: string }[]>
  entries: ComputedRef<OfficeEntry[]>
  isClosed: ComputedRef<boolean>
  /** All of the day's, newest first, whatever the search says. */
  everyMark: ComputedRef<Marked[]>
  toConfirm: ComputedRef<Marked[]>
  toEnter: ComputedRef<Marked[]>
  inSims: ComputedRef<Marked[]>
  /** In SIMS, though the mentor has taken the arrival back since. */
  toTakeOut: ComputedRef<OfficeEntry[]>
  toReceive: ComputedRef<Marked[]>
  missing: ComputedRef<DeskEntry[]>
  counts: ComputedRef<{ present: number; late: number; afterClose: number; notArrived: number; expected: number }>
  mayConfirm: boolean
  mayReceive: boolean
  problem: Ref<string>
  isBusy: (pupilId: string) => boolean
  confirm: (arrival: Arrival) => Promise<void>
  /** Puts down that these came here; the mentor's tablet shows it as the receipt. */
  receive: (marks: readonly Marked[]) => Promise<void>
  enter: (marks: readonly Marked[]) => Promise<void>
  /** The tick was a mistake. */
  untick: (marked: Marked) => Promise<void>
  takenOut: (entry: OfficeEntry) => Promise<void>
  staffName: (id: string) => string
}

export function useRegister(day: () => string | undefined): Register {
  const { memory, me, commit } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const sync = useSync()
  const toasts = useToasts()

  const today = computed(() => dateOf(schoolTick(sync.status.skew)))
  const days = computed(() => recentSchoolDays(calendar.value, today.value, settings.value.markBackDays))
  const date = computed(() => days.value.find((one) => one === day()) ?? today.value)
  const isToday = computed(() => date.value === today.value)
  const kind = computed(() => dayKind(calendar.value, date.value))
  const minute = computed(() => (isToday.value ? minutesOf(schoolTick(sync.status.skew)) : END_OF_DAY))
  const entries = computed(() => officeDeskOn(memory, date.value, me.id, settings.value))

  const typed = ref('')
  const mentor = ref('')
  const isFound = ({ pupil }: Pick<DeskEntry, 'pupil'>): boolean => matchesSearch(pupil, typed.value)
  const isShown = ({ entry, arrival }: Marked): boolean => isFound(entry) && (mentor.value === '' || arrival.markedBy === mentor.value)
  const all = computed(() => entries.value.flatMap(markedOf).sort((a, b) => b.arrival.at.localeCompare(a.arrival.at) || fullName(a.entry.pupil).localeCompare(fullName(b.entry.pupil), 'en-GB')))
  function markedOf(entry: OfficeEntry): Marked[] {
    const { arrival, handing, facts, ahead } = entry
    if (!arrival) return []
    const standing = standingOf(arrival)
    return [{ entry, arrival, ahead, markedBy: staffName(arrival.markedBy), story: wholeStory(arrival.history, facts, staffName), step: stepOf(handing, standing, true), changed: hasChanged(handing, standing) }]
  }
  const allMissing = computed(() => (kind.value.kind === 'school' ? notArrived(entries.value, minute.value, settings.value) : []))
  const isWaiting = ({ arrival }: Marked): boolean => arrival.mark === 'U' && !arrival.officeConfirmed
  const count = (mark: Arrival['mark']): number => all.value.filter((one) => one.arrival.mark === mark).length

  const busy = ref<ReadonlySet<string>>(new Set())
  const problem = ref('')
  async function keep(pupilIds: readonly string[], write: (moment: Moment) => Promise<void>): Promise<boolean> {
    if (pupilIds.length === 0 || pupilIds.some((id) => busy.value.has(id))) return false
    busy.value = new Set([...busy.value, ...pupilIds])
    problem.value = ''
    try {
      await write(momentOf(sync.status.skew))
      return true
    } catch (error) {
      problem.value = saveProblem(error)
      return false
    } finally {
      busy.value = new Set([...busy.value].filter((id) => !pupilIds.includes(id)))
    }
  }
  const confirm: Register['confirm'] = async (arrival) => {
    await keep([arrival.pupilId], (moment) => commit([{ kind: 'add', t: 'arrivalEvent', id: randomId(), f: confirmedEvent(arrival, me, moment) }]))
  }

  type Made = { id: string; f: HandOver }
  const add = (facts: readonly Made[]): Promise<void> => commit(facts.map(({ id, f }) => ({ kind: 'add', t: 'handOver', id, f })))
  const pupilsOf = (marks: readonly Marked[]): string[] => marks.map(({ entry }) => entry.pupilId)
  const receive: Register['receive'] = async (marks) => {
    await keep(pupilsOf(marks), (moment) => add(marks.map(({ arrival }) => ({ id: randomId(), f: receivedFact(arrival, standingOf(arrival), 'sync', { from: arrival.markedBy, clockVerified: arrival.clockVerified }, me, moment) }))))
  }
  const enter: Register['enter'] = async (marks) => {
    let ticks: Made[] = []
    const kept = await keep(pupilsOf(marks), (moment) => {
      ticks = marks.map(({ arrival }) => ({ id: randomId(), f: inSimsFact(arrival, me, moment) }))
      return add(ticks)
    })
    if (!kept) return
    const [first] = marks
    const text = marks.length === 1 && first ? `${fullName(first.entry.pupil)}: in SIMS` : `${marks.length} marks in SIMS`
    toasts.show({ text, tone: 'good', key: 'in-sims', timeout: 10_000, action: { label: 'Undo', run: () => void undoTicks(ticks) } })
  }
  async function undoTicks(ticks: readonly Made[]): Promise<void> {
    await keep(ticks.map(({ f }) => f.pupilId), (moment) => add(ticks.map(({ id, f }) => ({ id: randomId(), f: notInSimsFact(id, f, me, moment) }))))
  }
  const untick: Register['untick'] = async ({ entry: { handing } }) => {
    if (handing.inSims) await undoTicks([handing.inSims])
  }
  const takenOut: Register['takenOut'] = async ({ pupilId }) => {
    await keep([pupilId], (moment) => add([{ id: randomId(), f: outOfSimsFact({ pupilId, date: date.value }, me, moment) }]))
  }

  return {
    today, days, date, isToday, kind, typed, mentor, entries, problem, confirm, receive, enter, untick, takenOut, staffName,
    everyMark: all,
    isClosed: computed(() => kind.value.kind === 'school' && minute.value > minutesFromTime(settings.value.registerClose)),
    mentors: computed(() => [...new Set(all.value.map(({ arrival }) => arrival.markedBy))].map((id) => ({ value: id, label: `${staffName(id)} (${all.value.filter(({ arrival }) => arrival.markedBy === id).length})` }))),
    toConfirm: computed(() => all.value.filter((one) => isWaiting(one) && isShown(one))),
    toEnter: computed(() => all.value.filter((one) => !isWaiting(one) && one.step !== 'in-sims' && isShown(one))),
    inSims: computed(() => all.value.filter((one) => one.step === 'in-sims' && isShown(one))),
    toTakeOut: computed(() => entries.value.filter((one) => !one.arrival && one.handing.inSims !== undefined && one.handing.inSims.f.mark !== null && isFound(one))),
    toReceive: computed(() => all.value.filter((one) => one.step === 'sent' && isShown(one))),
    missing: computed(() => allMissing.value.filter(isFound).sort((a, b) => fullName(a.pupil).localeCompare(fullName(b.pupil), 'en-GB'))),
    counts: computed(() => ({
      present: count('/'), late: count('L'), afterClose: count('U'), notArrived: allMissing.value.length,
      expected: kind.value.kind === 'school' ? entries.value.filter((one) => one.expected).length : 0,
    })),
    mayConfirm: may(me, 'confirm-mark'),
    mayReceive: may(me, 'receive-marks'),
    isBusy: (pupilId) => busy.value.has(pupilId),
  }
}
