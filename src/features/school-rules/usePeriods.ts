/** The periods of the day as they are typed, for the week from which they shall hold; a change that is to come can be taken back. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { useSchool } from '../../data/readings/school.ts'
import { addDays, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { changesInOrder, newPeriodKey, periodKeys, periodProblem, periodsOn, type Period, type PeriodProblem, type PeriodsFrom } from '../../domain/time/period.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useRule } from './useRule.ts'

export type PeriodsView = {
  now: ComputedRef<readonly Period[]>
  coming: ComputedRef<PeriodsFrom[]>
  /** Each list that is over, the newest first, with the last day it held. */
  before: ComputedRef<{ until: SchoolDate; periods: readonly Period[] }[]>
  from: Ref<SchoolDate>
  fromProblem: ComputedRef<string | undefined>
  typed: Ref<Period[]>
  problem: ComputedRef<PeriodProblem | undefined>
  isDirty: ComputedRef<boolean>
  /** The names of those that the week would have without this change, and no longer has. */
  gone: ComputedRef<string[]>
  /** Blue reports of that week or a later one that are on paper already. */
  printed: ComputedRef<number>
  busy: Ref<boolean>
  failure: Ref<string>
  add: () => void
  putBack: () => void
  save: () => Promise<void>
  takeBack: (change: PeriodsFrom) => Promise<boolean>
}

const copy = (periods: readonly Period[]): Period[] => periods.map((one) => ({ ...one }))
const same = (a: readonly Period[], b: readonly Period[]): boolean => JSON.stringify(a) === JSON.stringify(b)

export function usePeriods(): PeriodsView {
  const { memory } = useRecords()
  const { settings } = useSchool()
  const { today } = useSchoolClock()
  const rule = useRule('laterPeriods')
  const thisWeek = computed(() => weekBeginning(today.value))
  const changes = computed(() => changesInOrder(settings.value.laterPeriods))
  const from = ref(addDays(thisWeek.value, 7))
  const week = computed(() => (from.value === '' ? thisWeek.value : weekBeginning(from.value)))
  const held = computed(() => periodsOn(settings.value, week.value))
  const typed = ref(copy(held.value))
  let opened = rule.stands()
  function putBack(): void {
    typed.value = copy(held.value)
    opened = rule.stands()
  }
  // What was not touched follows the week that is chosen, and what others save.
  watch(held, (_, was) => {
    if (same(typed.value, was)) putBack()
  })
  const problem = computed(() => periodProblem(typed.value))
  const fromProblem = computed(() => (from.value === '' || week.value < thisWeek.value ? 'Weeks that are over keep the periods they were written with. Choose this week or a later one.' : undefined))
  const isDirty = computed(() => !same(typed.value, held.value))
  return {
    from, fromProblem, typed, problem, isDirty, busy: rule.busy, failure: rule.failure,
    now: computed(() => periodsOn(settings.value, today.value)),
    coming: computed(() => changes.value.filter(({ from: first }) => first > today.value)),
    before: computed(() => {
      const begun = changes.value.filter(({ from: first }) => first <= today.value)
      return begun.map(({ from: next }, at) => ({ until: addDays(next, -1), periods: begun[at - 1]?.periods ?? settings.value.periods })).toReversed()
    }),
    gone: computed(() => held.value.filter(({ key }) => !typed.value.some((one) => one.key === key)).map(({ name }) => name)),
    printed: computed(() => memory.all('paperDocument').filter(({ f }) => f.kind === 'blue-report' && f.weekStart !== undefined && f.weekStart >= week.value).length),
    add() {
      const key = newPeriodKey(new Set([...periodKeys(settings.value), ...typed.value.map((one) => one.key), ...memory.all('reportScore').map(({ f }) => f.period)]))
      typed.value = [...typed.value, { key, name: key, from: typed.value.at(-1)?.to ?? '', to: '' }]
    },
    putBack,
    async save() {
      if (problem.value || fromProblem.value) return
      const periods = typed.value.map((one) => ({ ...one, name: one.name.trim() }))
      typed.value = periods
      await rule.save(changesInOrder([...changes.value.filter((one) => one.from !== week.value), { from: week.value, periods }]), opened)
    },
    takeBack: (change) => rule.save(changes.value.filter((one) => one.from !== change.from)),
  }
}
