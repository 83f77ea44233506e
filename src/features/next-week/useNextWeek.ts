/** "Mentors tell Lead Mentor who is being mentored the following week": a mentor's own list, and everyone's for who reads them. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { timeOn, useSchool } from '../../data/readings/school.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { previousWeek } from '../../domain/time/calendar.ts'
import { weekBeginning, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import { listDue, type Listed, type ListedAs } from '../../domain/cases/nextWeekList.ts'
import { may, mayWrite } from '../../domain/permission.ts'
import { nextWeek, weekAsked } from '../../domain/week/reviewWeek.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { listAsOfNow, mentorsListed, readList, type MentorList, type Named } from './readLists.ts'

export type NextWeek = {
  /** Undefined where the calendar ends. */
  week: ComputedRef<SchoolDate | undefined>
  previous: ComputedRef<SchoolDate | undefined>
  next: ComputedRef<SchoolDate | undefined>
  due: ComputedRef<Instant | undefined>
  /** A mentor's own; undefined for who mentors nobody. */
  mine: ComputedRef<MentorList | undefined>
  /** The mentor's pupils, what each is to be listed as, and whether the week may still be listed. */
  pupils: ComputedRef<Named[]>
  choices: Ref<Record<string, ListedAs>>
  isToCome: ComputedRef<boolean>
  lists: ComputedRef<(MentorList & { name: string })[]>
  maySee: boolean
  mayTick: boolean
  busy: Ref<boolean>
  problem: Ref<string>
  send: () => Promise<boolean>
  seen: (lists: readonly MentorList[]) => Promise<boolean>
}

export function useNextWeek(asked: () => string | undefined): NextWeek {
  const { memory, me, commit } = useRecords()
  const { calendar, staffName } = useSchool()
  const { tick, today, now } = useSchoolClock()
  const { busy, problem, keep } = useKeeping()
  const following = computed(() => nextWeek(calendar.value, weekBeginning(today.value)))
  const week = computed(() => weekAsked(asked()) ?? following.value)
  const due = computed(() => (week.value === undefined ? undefined : listDue(calendar.value, week.value, timeOn(memory, 'nextWeekListBy'))))
  const read = (mentorId: string, weekStart: SchoolDate): MentorList => readList(memory, mentorId, { weekStart, due: due.value, now: tick.value, calendar: calendar.value })

  const mayTell = mayWrite(me, 'nextWeekList', { own: true, pupilYear: undefined })
  const pupils = computed(() => (week.value === undefined || !mayTell ? [] : listAsOfNow(memory, calendar.value, me.id, week.value)))
  const mine = computed(() => {
    const own = week.value === undefined || !mayTell ? undefined : read(me.id, week.value)
    return own && (own.sent || pupils.value.length > 0) ? own : undefined
  })
  const choices = ref<Record<string, ListedAs>>({})
  // What was chosen stays while the caseload changes under it; another week begins anew, from what was sent if anything was.
  watch([week, pupils], ([weekStart, list], [before]) => {
    const kept = weekStart === before ? choices.value : {}
    const sent = mine.value?.sent && new Map(mine.value.sent.pupils.map(({ pupilId, as }) => [pupilId, as]))
    choices.value = Object.fromEntries(list.map(({ pupilId, as }): [string, ListedAs] => [pupilId, kept[pupilId] ?? sent?.get(pupilId) ?? as]))
  }, { immediate: true })

  const maySee = may(me, 'see-lead')
  return {
    week, due, pupils, mine, choices, maySee, busy, problem,
    mayTick: mayWrite(me, 'nextWeekSeen', { own: false, pupilYear: undefined }),
    isToCome: computed(() => week.value !== undefined && week.value > today.value),
    previous: computed(() => (week.value === undefined ? undefined : previousWeek(calendar.value, week.value))),
    next: computed(() => (week.value === undefined || following.value === undefined || week.value >= following.value ? undefined : nextWeek(calendar.value, week.value))),
    lists: computed(() => {
      const weekStart = week.value
      if (weekStart === undefined || !maySee) return []
      return mentorsListed(memory, weekStart).map((id) => ({ ...read(id, weekStart), name: staffName(id) })).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    }),
    async send() {
      const weekStart = week.value
      if (weekStart === undefined) return false
      const listed = Object.entries(choices.value).map(([pupilId, as]): Listed => ({ pupilId, as }))
      return keep(() => commit([{ kind: 'add', t: 'nextWeekList', id: randomId(), f: { mentorId: me.id, weekStart, pupils: listed, sentAt: now() } }]), () => undefined)
    },
    seen: (lists) =>
      keep(() => commit(lists.flatMap(({ mentorId, sent }) => (!sent || sent.seenAt !== undefined ? [] : [{ kind: 'add' as const, t: 'nextWeekSeen' as const, id: randomId(), f: { mentorId, listId: sent.id, at: now() } }]))), () => undefined),
  }
}
