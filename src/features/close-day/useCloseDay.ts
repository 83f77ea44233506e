/** What is still open before the tablet is put away, and sending it. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { missedOf, toldFor } from '../../data/readings/conduct.ts'
import { caseloadOf, deskOn, raiseFor } from '../../data/readings/mentoring.ts'
import { randomId } from '../../data/records.ts'
import { readWeek, reviewsOfWeek, unsigned } from '../../data/readings/reviewing.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { timeOn, useSchool } from '../../data/readings/school.ts'
import type { ToRaise } from '../../domain/week/blueReport.ts'
import { dayKind, previousWeek, type DayKind } from '../../domain/time/calendar.ts'
import { dateOf, minutesFromTime, minutesOf, type SchoolDate } from '../../domain/time/clock.ts'
import { closeOfDay, closingSentence } from '../../domain/tasks/closeOfDay.ts'
import type { DeskEntry } from '../../domain/mornings/deskList.ts'
import { isOpenMissed } from '../../domain/mornings/missed.ts'
import { fullName } from '../../domain/pupil.ts'
import { reviewsDue, weekToReview } from '../../domain/week/reviewWeek.ts'
import { type SyncNow, type SyncStatus, useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Undiscussed = { pupilId: string; name: string; came: boolean; notes: ToRaise[] }
export type DueWeek = { weekStart: SchoolDate; names: string[]; overdue: boolean; text: string }
export type CloseDay = {
  today: ComputedRef<SchoolDate>
  kind: ComputedRef<DayKind>
  registerClosed: ComputedRef<boolean>
  /** Somebody without a caseload (the DHT, a Lead Mentor) has nothing of their own to check. */
  hasPupils: ComputedRef<boolean>
  unmarked: ComputedRef<DeskEntry[]>
  undiscussed: ComputedRef<Undiscussed[]>
  due: ComputedRef<DueWeek[]>
  /** Mine, with a missed time that nobody has looked into. */
  missed: ComputedRef<{ pupilId: string; name: string; count: number }[]>
  /** Mine, where a DSL is to be told and it is not put down that it was done. */
  toTell: ComputedRef<{ pupilId: string; name: string }[]>
  status: ComputedRef<SyncStatus>
  /** The closing sentence; undefined while nothing has been tried and something waits. */
  closing: ComputedRef<{ safe: boolean; text: string } | undefined>
  syncing: Ref<boolean>
  syncNow: () => Promise<void>
  carryOver: (all: readonly Undiscussed[]) => Promise<void>
  failure: Ref<string>
}

export function useCloseDay(): CloseDay {
  const { minute } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar } = useSchool()
  const sync = useSync()
  const toasts = useToasts()
  const today = computed(() => dateOf(minute.value))
  const kind = computed(() => dayKind(calendar.value, today.value))

  const desk = computed(() => deskOn(memory, today.value, me.id, settings.value))
  const checked = computed(() =>
    closeOfDay({
      today: today.value, isSchoolDay: kind.value.kind === 'school', registerClose: settings.value.registerClose, desk: desk.value, unsent: sync.status.waiting,
      mine: caseloadOf(memory, me.id).map(({ f }) => ({ pupilId: f.pupilId, toRaise: raiseFor(memory, f.pupilId, today.value) })),
    }),
  )
  const entryOf = (pupilId: string): DeskEntry | undefined => desk.value.find((one) => one.pupilId === pupilId)
  const undiscussed = computed(() =>
    checked.value.undiscussed.flatMap(({ pupilId, notes }): Undiscussed[] => {
      const entry = entryOf(pupilId)
      return entry ? [{ pupilId, notes, name: fullName(entry.pupil), came: entry.arrival !== undefined }] : []
    }),
  )

  /** The week under review, and the one before it while its reviews are still open. */
  const due = computed(() => {
    const under = weekToReview(calendar.value, today.value)
    return [previousWeek(calendar.value, under), under].flatMap((weekStart): DueWeek[] => {
      if (weekStart === undefined) return []
      const open = unsigned(reviewsOfWeek(memory, readWeek(memory, { calendar: calendar.value, settings: settings.value }, weekStart, minute.value), me.id))
      const { overdue, text } = reviewsDue(calendar.value, weekStart, timeOn(memory, 'lunchEnds'), minute.value, open.length)
      return open.length === 0 ? [] : [{ weekStart, overdue, text, names: open.map((line) => fullName(line.pupil)) }]
    })
  })

  const mine = computed(() => caseloadOf(memory, me.id).flatMap(({ f }) => {
    const pupil = memory.get('deskPupil', f.pupilId)?.f
    return pupil ? [{ pupilId: f.pupilId, name: fullName(pupil) }] : []
  }))
  const missed = computed(() => mine.value.flatMap((one) => {
    const count = missedOf(memory, { calendar: calendar.value, settings: settings.value }, one.pupilId, minute.value).filter(isOpenMissed).length
    return count === 0 ? [] : [{ ...one, count }]
  }))
  const toTell = computed(() => mine.value.filter(({ pupilId }) => toldFor(memory, pupilId).openSince !== undefined))

  const syncing = ref(false)
  const last = ref<SyncNow>()
  const failure = ref('')
  const closing = computed(() => {
    const { waiting, reached, needs } = sync.status
    if (waiting > 0 && !last.value) return undefined
    return closingSentence({ sentNow: last.value?.sent ?? 0, waiting, reached: last.value ? reached : true, needsSignIn: needs === 'sign-in' })
  })

  async function carryOver(all: readonly Undiscussed[]): Promise<void> {
    failure.value = ''
    const adds = all.flatMap(({ pupilId, notes }) =>
      notes.map(({ note }): Extract<Change, { kind: 'add'; t: 'noteOutcome' }> => ({
        kind: 'add', t: 'noteOutcome', id: randomId(), f: { pupilId, noteId: note.id, date: today.value, result: 'carried-over', line: '' },
      })),
    )
    const undo = adds.map(({ id }): Change => ({ kind: 'void', t: 'noteOutcome', id }))
    if (await keep(adds)) {
      const words = adds.length === 1 ? 'Carried over to the next morning' : `${adds.length} notes carried over to the next morning`
      toasts.show({ text: words, tone: 'good', key: 'carried', action: { label: 'Undo', run: () => void keep(undo) } })
    }
  }
  async function keep(changes: readonly Change[]): Promise<boolean> {
    try {
      await commit(changes)
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    }
  }

  return {
    today, kind, undiscussed, due, missed, toTell, closing, syncing, carryOver, failure,
    hasPupils: computed(() => caseloadOf(memory, me.id).length > 0),
    registerClosed: computed(() => minutesOf(minute.value) > minutesFromTime(settings.value.registerClose)),
    unmarked: computed(() => checked.value.unmarked),
    status: computed(() => sync.status),
    async syncNow() {
      if (syncing.value) return
      syncing.value = true
      try {
        last.value = await sync.syncNow()
      } finally {
        syncing.value = false
      }
    },
  }
}
