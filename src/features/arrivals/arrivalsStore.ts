/** The desk of one morning: who is expected, who has come, and the taps that put it down. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { wall } from '../../data/clock.ts'
import { useRecords } from '../../data/current.ts'
import { deskChoices } from '../../data/tablet/deskChoices.ts'
import { deskOn, usualOn } from '../../data/readings/mentoring.ts'
import { momentOf, schoolTick } from '../../data/moment.ts'
import { randomId, type Records } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { phase } from '../../data/tablet/session.ts'
import type { Arrived } from '../../domain/mornings/arrival.ts'
import { dayKind, type DayKind } from '../../domain/time/calendar.ts'
import { dateOf, longDate, minutesOf, type Instant, type SchoolDate, type TimeOfDay } from '../../domain/time/clock.ts'
import { awayToday, deskGroups, keepUnchanged, matchesSearch, notArrived, type DeskEntry, type DeskGroup } from '../../domain/mornings/deskList.ts'
import { arrivedEvent, undoneEvent } from '../../domain/mornings/marking.ts'
import { markSentence } from '../../domain/mornings/markWords.ts'
import { may } from '../../domain/permission.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { recentSchoolDays } from '../../domain/time/recentDays.ts'
import type { MentorMark } from '../../domain/mornings/registration.ts'
import { byName, deskOrder, USUAL_DAYS } from '../../domain/mornings/usualArrival.ts'
import { useSync } from '../../sync/index.ts'
import { answerTap, useToasts } from '../../ui/index.ts'
import { useSettling, type Settling } from './settling.ts'
import { useStandingOrder } from './standingOrder.ts'
import { useTapMessage } from './tapMessage.ts'

const DOUBLE_TAP_MS = 1_000
const SLOW_MS = 150
const UNDO_MS = 10_000
const END_OF_DAY = 24 * 60

export type SetByHand = { at: TimeOfDay; mark: MentorMark; reason: string }
type Named = Pick<DeskEntry, 'pupilId' | 'pupil' | 'hint'>
export type Arrivals = Settling & {
  /** The queue reads along: a tile says that a pupil is here, and not how late. So also when the list is left alone. */
  veiled: ComputedRef<boolean>
  /** The school's time by the corrected clock, live: a tap now would be put down so. */
  time: ComputedRef<Instant>
  today: ComputedRef<SchoolDate>
  days: ComputedRef<readonly SchoolDate[]>
  date: ComputedRef<SchoolDate>
  isToday: ComputedRef<boolean>
  kind: ComputedRef<DayKind>
  mayMark: boolean
  groups: ComputedRef<DeskGroup[]>
  arrived: ComputedRef<DeskEntry[]>
  missing: ComputedRef<DeskEntry[]>
  /** Known to be away or elsewhere in school that day, and not come. */
  away: ComputedRef<DeskEntry[]>
  total: ComputedRef<number>
  /** Everyone this tablet knows, expected or not. */
  roll: ComputedRef<DeskEntry[]>
  typed: Ref<string>
  found: ComputedRef<DeskEntry[]>
  isBusy: (pupilId: string) => boolean
  problem: Ref<string>
  /** One tap. Says what the screen does next: open the pupil's card, ask for a time and a reason, or nothing. */
  press: (entry: DeskEntry) => 'card' | 'ask' | 'none'
  /** Resolves to whether it was kept; what went wrong stands in `problem`. */
  mark: (entry: DeskEntry, byHand?: SetByHand) => Promise<boolean>
  /** For ten seconds after a tap on this tablet. */
  mayUndo: (entry: DeskEntry) => boolean
  undo: (entry: Named) => Promise<void>
  /** Puts the message away before a sheet opens under it; the tiles keep their undo. */
  hush: () => void
  addPupil: (pupil: DeskPupil, byHand?: SetByHand) => Promise<boolean>
}

/** `day`: the day asked for, or undefined for today. A day too far back is today. `records`: others than the open ones, to rehearse with. */
export function useArrivals(day: () => string | undefined, records: Pick<Records, 'memory' | 'me' | 'commit' | 'olderLoaded'> = useRecords()): Arrivals {
  const { memory, me, commit } = records
  const { settings, calendar } = useSchool(records)
  const sync = useSync()
  const toasts = useToasts()
  const veiled = computed(() => deskChoices.value.hidesMarks || phase.value === 'desk')

  const time = computed(() => schoolTick(sync.status.skew))
  const today = computed(() => dateOf(time.value))
  const days = computed(() => recentSchoolDays(calendar.value, today.value, settings.value.markBackDays))
  const date = computed(() => days.value.find((one) => one === day()) ?? today.value)
  const isToday = computed(() => date.value === today.value)
  const kind = computed(() => dayKind(calendar.value, date.value))
  const minute = computed(() => (isToday.value ? minutesOf(time.value) : END_OF_DAY))

  // On a day without school nobody is missing: the mentees stand there in case one comes.
  const entries = computed<DeskEntry[]>((before) => {
    const all = deskOn(memory, date.value, me.id, settings.value)
    // One arrival changes one entry, and so one tile is drawn again and not the whole list.
    return keepUnchanged(before, kind.value.kind === 'school' ? all : all.map((one) => ({ ...one, expected: false })))
  })
  const typed = ref('')
  const arrived = computed(() => entries.value.filter((one) => one.arrival).sort(newestFirst))
  const settling = useSettling(
    () => new Set(arrived.value.map((one) => one.pupilId)),
    () => date.value,
    () => {
      typed.value = ''
    },
  )
  const order = useStandingOrder(
    () => deskOrder(entries.value, usualOn(memory, recentSchoolDays(calendar.value, date.value, USUAL_DAYS))),
    () => [date.value, memory.all('expectation'), memory.all('deskPupil'), records.olderLoaded.value],
    settling,
  )
  const groups = computed(() => (kind.value.kind === 'school' ? deskGroups(entries.value, settings.value, order.value) : closedDayGroups(entries.value)))
  const missing = computed(() => notArrived(entries.value, minute.value, settings.value))
  const away = computed(() => (kind.value.kind === 'school' ? awayToday(entries.value) : []))
  const total = computed(() => groups.value.reduce((sum, group) => sum + group.expected, 0))

  const found = computed(() => entries.value.filter((one) => matchesSearch(one.pupil, typed.value)).sort(expectedFirst))

  // What is being kept just now, and what of it takes long enough to say so: telling the tiles at once would draw the
  // whole list before the disk is even asked.
  const inHand = new Set<string>()
  const busy = ref<ReadonlySet<string>>(new Set())
  const problem = ref('')
  const markedAt = new Map<string, number>()

  function press(entry: DeskEntry): 'card' | 'ask' | 'none' {
    if (inHand.has(entry.pupilId) || settling.justMoved()) return 'none'
    // The second half of a double tap must not open what the first half made.
    if (entry.arrival) return wall() - (markedAt.get(entry.pupilId) ?? 0) < DOUBLE_TAP_MS ? 'none' : 'card'
    if (!may(me, 'mark-arrival')) return 'card'
    if (!isToday.value) return 'ask'
    void mark(entry).then((kept) => {
      if (!kept) toasts.show({ text: problem.value, tone: 'bad', timeout: 0, key: 'not-kept' })
    })
    return 'none'
  }

  const nameOf = (entry: Pick<Named, 'pupil' | 'hint'>): string => [entry.pupil.preferredName, entry.hint].filter(Boolean).join(' ')

  async function keep(pupilId: string, write: () => Promise<void>): Promise<boolean> {
    if (inHand.has(pupilId)) return false
    inHand.add(pupilId)
    problem.value = ''
    const slow = setTimeout(() => (busy.value = new Set(inHand)), SLOW_MS)
    try {
      await write()
      return true
    } catch (error) {
      problem.value = saveProblem(error)
      return false
    } finally {
      clearTimeout(slow)
      inHand.delete(pupilId)
      if (busy.value.size > 0) busy.value = new Set(inHand)
    }
  }

  // Each tile offers its own undo, so one message is enough, and it covers little of the queue.
  const message = useTapMessage(toasts)
  const taps = ref<ReadonlyMap<string, string>>(new Map())
  function forget(tap: string): void {
    taps.value = new Map([...taps.value].filter(([, one]) => one !== tap))
  }
  function made(entry: Named, tap: string, f: Arrived): void {
    markedAt.set(entry.pupilId, wall())
    answerTap(deskChoices.value, f.mark !== '/')
    taps.value = new Map([...taps.value, [entry.pupilId, tap]])
    setTimeout(() => forget(tap), UNDO_MS)
    const on = isToday.value ? '' : `, ${longDate(f.date)}`
    message.say({
      text: `${nameOf(entry)}: ${veiled.value ? 'here' : markSentence(f)}${on}`, tone: f.mark === '/' || veiled.value ? 'good' : 'late', key: 'mark', timeout: UNDO_MS,
      action: { label: 'Undo', run: () => void undoTap(entry, tap, f.date) },
    })
  }
  async function undoTap(entry: Named, tap: string, on: SchoolDate): Promise<void> {
    const f = undoneEvent(tap, { pupilId: entry.pupilId, date: on }, momentOf(sync.status.skew))
    const undone = await keep(entry.pupilId, () => commit([{ kind: 'add', t: 'arrivalEvent', id: randomId(), f }]))
    if (undone) forget(tap)
    toasts.show(undone ? { text: `${nameOf(entry)}: undone`, key: 'mark', timeout: 4_000 } : { text: problem.value, tone: 'bad', timeout: 0, key: 'not-kept' })
  }
  const undo: Arrivals['undo'] = async (entry) => {
    const tap = taps.value.get(entry.pupilId)
    if (tap !== undefined) await undoTap(entry, tap, date.value)
  }

  const mark: Arrivals['mark'] = (entry, byHand) => {
    const id = randomId()
    const f = arrivedEvent({ pupilId: entry.pupilId, date: date.value, expectedAt: entry.expectedAt }, momentOf(sync.status.skew), settings.value, byHand)
    return keep(entry.pupilId, async () => {
      await commit([{ kind: 'add', t: 'arrivalEvent', id, f }])
      made(entry, id, f)
    })
  }

  const addPupil: Arrivals['addPupil'] = (pupil, byHand) => {
    const pupilId = randomId()
    const id = randomId()
    const f = arrivedEvent({ pupilId, date: date.value, expectedAt: settings.value.registerStart }, momentOf(sync.status.skew), settings.value, byHand)
    return keep('new', async () => {
      await commit([
        { kind: 'add', t: 'deskPupil', id: pupilId, f: { ...pupil, walkIn: true } },
        { kind: 'add', t: 'arrivalEvent', id, f },
      ])
      made({ pupilId, pupil, hint: '' }, id, f)
    })
  }

  return {
    ...settling, veiled, time, today, days, date, isToday, kind, mayMark: may(me, 'mark-arrival'), groups, arrived, missing, away, total, roll: entries, typed, found,
    isBusy: (pupilId) => busy.value.has(pupilId), problem, press, mark, undo, addPupil,
    hush: message.hush,
    mayUndo: ({ pupilId, arrival }) => arrival !== undefined && taps.value.get(pupilId) === arrival.tap,
  }
}

const expectedFirst = (a: DeskEntry, b: DeskEntry): number =>
  Number(b.expected || !!b.arrival) - Number(a.expected || !!a.arrival) || Number(b.mine) - Number(a.mine) || byName(a, b)
const newestFirst = (a: DeskEntry, b: DeskEntry): number => (b.arrival?.at ?? '').localeCompare(a.arrival?.at ?? '') || byName(a, b)

/** Everyone with a mentor, in one group: a day without school has no queue. */
function closedDayGroups(entries: readonly DeskEntry[]): DeskGroup[] {
  const mentees = entries.filter((one) => one.mentorId !== undefined || one.arrival).sort((a, b) => Number(b.mine) - Number(a.mine) || byName(a, b))
  return [{ time: '', entries: mentees, arrived: mentees.filter((one) => one.arrival).length, expected: 0 }]
}
