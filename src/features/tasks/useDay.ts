/** A person's day, live, and putting a thing off with a reason. */
import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import type { At } from '../../data/readings/tasks/at.ts'
import { readDay } from '../../data/readings/tasks/readDay.ts'
import { readLapses, sayLapse } from '../../data/readings/tasks/readLapses.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { dateOf, shortDate, type SchoolDate } from '../../domain/time/clock.ts'
import { folded } from '../../domain/mornings/deskList.ts'
import { may } from '../../domain/permission.ts'
import { COMING_DAYS, type PutOff, type Ranked, type TaskPutOff } from '../../domain/tasks/task.ts'
import { digestOfDay, type Awaited } from '../../domain/tasks/taskWords.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type TheDay = {
  today: ComputedRef<SchoolDate>
  typed: Ref<string>
  total: ComputedRef<number>
  now: ComputedRef<Ranked[]>
  coming: ComputedRef<Ranked[]>
  putOff: ComputedRef<PutOff[]>
  awaited: ComputedRef<Awaited[]>
  lapses: ComputedRef<string[]>
  sentences: ComputedRef<string[]>
  comingDays: number
  busy: Ref<boolean>
  problem: Ref<string>
  /** Of the tasks that are done by saying so. */
  isTicked: (task: Ranked) => boolean
  done: (task: Ranked) => Promise<boolean>
  delay: (task: Ranked, until: SchoolDate, reason: string) => Promise<boolean>
  bringBack: (task: Ranked) => Promise<boolean>
}

export function useDay(): TheDay {
  const { minute } = useSchoolClock()
  const { memory, me, commit, loadOlder, olderLoaded } = useRecords()
  const { calendar, settings, staffName } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const typed = ref('')
  const today = computed(() => dateOf(minute.value))
  const at = computed((): At => ({ memory, me, now: minute.value, today: today.value, calendar: calendar.value, settings: settings.value, staffName, isAllLoaded: olderLoaded.value }))
  const day = computed(() => readDay(at.value))
  const wanted = computed(() => folded(typed.value))
  const fits = (...texts: string[]): boolean => wanted.value === '' || texts.some((text) => folded(text).includes(wanted.value))
  const found = <T extends { about: string; what: string }>(all: readonly T[], more: (one: T) => string): T[] => all.filter((one) => fits(one.about, one.what, more(one)))

  // A call-back may have been asked for before this half-term.
  onMounted(() => void loadOlder().catch((error: unknown) => console.error('Older history was not read', error instanceof Error ? error.name : 'unknown')))

  return {
    today, typed, busy, problem, comingDays: COMING_DAYS,
    total: computed(() => day.value.now.length + day.value.coming.length + day.value.putOff.length + day.value.awaited.length),
    now: computed(() => found(day.value.now, ({ why }) => why)),
    coming: computed(() => found(day.value.coming, ({ why }) => why)),
    putOff: computed(() => found(day.value.putOff, ({ reason }) => reason)),
    awaited: computed(() => found(day.value.awaited, ({ on }) => on)),
    lapses: computed(() => (may(me, 'see-lead') ? readLapses(at.value).map((one) => sayLapse(one, at.value)) : [])),
    sentences: computed(() => digestOfDay(day.value, day.value.awaited, today.value)),
    isTicked: ({ id }) => day.value.done.has(id),
    done({ id, what }) {
      const change = day.value.done.get(id)?.()
      if (!change) return Promise.resolve(false)
      const undo = (): void => void keep(() => commit([{ kind: 'void', t: change.t, id: change.id } as Change]), () => undefined)
      return keep(() => commit([change]), () => toasts.show({ text: `Done: ${what}`, tone: 'good', timeout: 10_000, action: { label: 'Undo', run: undo } }))
    },
    delay({ id: taskId, pupilId, ofCandidate }, until, reason) {
      if (pupilId === undefined) return Promise.resolve(false)
      const id = randomId()
      const f: TaskPutOff = { pupilId, ...(ofCandidate ? { about: 'candidate' } : {}), taskId, until, reason: reason.trim(), entered: momentOf(sync.status.skew).entered }
      const undo = (): void => void keep(() => commit([{ kind: 'void', t: 'taskPutOff', id }]), () => undefined)
      return keep(() => commit([{ kind: 'add', t: 'taskPutOff', id, f }]), () => toasts.show({ text: `Put off to ${shortDate(until)}`, tone: 'good', timeout: 10_000, action: { label: 'Undo', run: undo } }))
    },
    bringBack({ id: taskId }) {
      const held = memory.all('taskPutOff').filter(({ f }) => f.taskId === taskId)
      return keep(() => commit(held.map(({ id }) => ({ kind: 'void' as const, t: 'taskPutOff' as const, id }))), () => undefined)
    },
  }
}
