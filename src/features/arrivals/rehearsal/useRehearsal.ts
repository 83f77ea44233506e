/** A rehearsal of the queue from start to end: a desk of its own to mark at, the clock moved for it, and both put back. */
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { useRecords } from '../../../data/current.ts'
import { deskOn } from '../../../data/readings/mentoring.ts'
import { openRehearsed, type Rehearsed } from '../../../data/rehearsedRecords.ts'
import { randomId, type Records } from '../../../data/records.ts'
import { saveProblem } from '../../../data/saveProblem.ts'
import { useSchool } from '../../../data/readings/school.ts'
import { isSchoolDay, nextSchoolDay } from '../../../domain/time/calendar.ts'
import { instantAt, minutesFromTime, timeFromMinutes, type Instant, type SchoolDate, type TimeOfDay } from '../../../domain/time/clock.ts'
import type { DeskEntry } from '../../../domain/mornings/deskList.ts'
import { arrivedEvent } from '../../../domain/mornings/marking.ts'
import { bucketOf, type Kind, type Row } from '../../../domain/records.ts'
import { rehearsalQueue, type RehearsalQueue } from '../../../domain/mornings/rehearsalQueue.ts'
import { Tried } from '../../../domain/mornings/rehearsalRun.ts'
import { useToasts } from '../../../ui/index.ts'

/** Moves the school's time of this tablet, and puts it back where it was. */
export type RehearsalClock = { set: (moment: Instant) => void; back: () => void }
type State = 'ready' | 'opening' | 'running' | 'done' | 'nobody'
export type Rehearsal = {
  state: Ref<State>
  problem: Ref<string>
  queue: ShallowRef<RehearsalQueue | undefined>
  records: ShallowRef<Records | undefined>
  /** The try that has just ended, and the one before it on this tablet. */
  tried: Ref<Tried | undefined>
  last: Ref<Tried | undefined>
  start: () => Promise<void>
  /** The clock of the day goes on to this time. */
  moveOn: (to: TimeOfDay) => void
  finish: (result: Tried) => Promise<void>
  leave: () => Promise<void>
}

/** What a desk needs; nothing of what is written about a pupil. */
const KINDS = ['staff', 'term', 'dayException', 'earlyFinish', 'setting', 'deskPupil', 'expectation', 'plannedAbsence', 'commitment', 'cover'] as const satisfies readonly Kind[]
const DRAFT = 'rehearsal:queue'

export function useRehearsal(clock: RehearsalClock, today: () => SchoolDate, dice: () => number = Math.random, open: typeof openRehearsed = openRehearsed): Rehearsal {
  const real = useRecords()
  const { settings, calendar } = useSchool()
  const toasts = useToasts()
  const state = ref<State>('ready')
  const problem = ref('')
  const queue = shallowRef<RehearsalQueue>()
  const records = shallowRef<Records>()
  const tried = ref<Tried>()
  const last = ref<Tried>()
  let rehearsed: Rehearsed | undefined
  let day: SchoolDate = today()
  let isGone = false

  const kept = real.drafts.read(DRAFT).then((before) => {
    const parsed = Tried.safeParse(before)
    if (parsed.success) last.value = parsed.data
  })
  kept.catch(() => undefined)

  function rowsOf(date: SchoolDate): Row[] {
    return [...KINDS.flatMap((kind): Row[] => [...real.memory.all(kind)]), ...real.memory.all('arrivalEvent').filter(({ f }) => f.date !== date)]
  }
  /** Somebody else marked this one a little earlier. */
  function markedEarlier({ pupilId, expectedAt }: DeskEntry, date: SchoolDate): Row {
    const at = instantAt(date, timeFromMinutes(minutesFromTime(settings.value.registerStart) - 4))
    const f = arrivedEvent({ pupilId, date, expectedAt }, { now: at, entered: at, wall: at, skew: 0 }, settings.value)
    return { t: 'arrivalEvent', id: randomId(), b: bucketOf('arrivalEvent', f, pupilId), f, s: 'rehearsal', seq: 1, by: 'rehearsal', at }
  }

  async function start(): Promise<void> {
    if (state.value === 'opening' || state.value === 'running') return
    problem.value = ''
    state.value = 'opening'
    day = isSchoolDay(calendar.value, today()) ? today() : (nextSchoolDay(calendar.value, today()) ?? today())
    try {
      rehearsed = await open(real, rowsOf(day))
      if (isGone) return await leave()
      const { memory, me } = rehearsed.records
      queue.value = rehearsalQueue(deskOn(memory, day, me.id, settings.value), settings.value.registerStart, dice)
      if (!queue.value) {
        await leave()
        state.value = 'nobody'
        return
      }
      if (queue.value.marked) memory.putServerRows([markedEarlier(queue.value.marked, day)])
      clock.set(instantAt(day, timeFromMinutes(minutesFromTime(settings.value.registerStart) - 1)))
      records.value = rehearsed.records
      state.value = 'running'
    } catch (error) {
      problem.value = saveProblem(error)
      state.value = 'ready'
    }
  }

  /** The desk is put away before anything else: no message may offer an undo at a desk that is gone. */
  async function leave(): Promise<void> {
    const leaving = rehearsed
    rehearsed = undefined
    records.value = undefined
    if (!leaving) return
    clock.back()
    toasts.clear()
    await leaving.end()
  }
  async function finish(result: Tried): Promise<void> {
    tried.value = result
    state.value = 'done'
    await leave()
    await kept.catch(() => undefined)
    await real.drafts.write(DRAFT, result)
  }
  onScopeDispose(() => {
    isGone = true
    void leave()
  })

  return {
    state, problem, queue, records, tried, last, finish, leave,
    async start() {
      if (tried.value) last.value = tried.value
      tried.value = undefined
      await start()
    },
    moveOn: (to) => clock.set(instantAt(day, to)),
  }
}
