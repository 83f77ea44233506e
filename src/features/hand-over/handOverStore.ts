/** What one mentor has to hand to the office this morning, and the acts of handing it over. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { areOnTheWay, handOverOn } from '../../data/readings/handOvers.ts'
import { momentOf, schoolTick } from '../../data/moment.ts'
import { deskOn } from '../../data/readings/mentoring.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { dayKind, type DayKind } from '../../domain/time/calendar.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import type { DeskEntry } from '../../domain/mornings/deskList.ts'
import type { Step } from '../../domain/mornings/handOver.ts'
import { isWaiting, type HandOverLine } from '../../domain/mornings/handOverLines.ts'
import { handedFact, type Handing } from '../../domain/mornings/handOverWriting.ts'
import { may } from '../../domain/permission.ts'
import { secondsToClose } from '../../domain/mornings/registration.ts'
import { useSync } from '../../sync/index.ts'

export type HandOvers = {
  today: ComputedRef<SchoolDate>
  kind: ComputedRef<DayKind>
  toClose: ComputedRef<number>
  mayHand: boolean
  lines: ComputedRef<HandOverLine[]>
  /** What is handed over now: what waits, and with `all` also what the server has but the office has not received. */
  chosen: ComputedRef<HandOverLine[]>
  sentOnly: ComputedRef<number>
  /** Mine, expected, and not here yet. */
  absent: ComputedRef<DeskEntry[]>
  reached: ComputedRef<boolean>
  /** What waits goes by itself in a moment. */
  onTheWay: ComputedRef<boolean>
  busy: Ref<boolean>
  problem: Ref<string>
  /** Puts down that these were handed over. Resolves to whether it was kept. */
  hand: (lines: readonly Pick<HandOverLine, 'entry' | 'standing'>[], how: Handing) => Promise<boolean>
}

const ON_THE_WAY: readonly Step[] = ['sent', 'handed']

export function useHandOver(all: () => boolean): HandOvers {
  const { memory, me, commit } = useRecords()
  const { settings, calendar } = useSchool()
  const sync = useSync()

  const today = computed(() => dateOf(schoolTick(sync.status.skew)))
  const lines = computed(() => handOverOn(memory, today.value, me.id, settings.value))
  const chosen = computed(() => lines.value.filter((line) => isWaiting(line) || (all() && ON_THE_WAY.includes(line.step))))
  const kind = computed(() => dayKind(calendar.value, today.value))

  const busy = ref(false)
  const problem = ref('')
  const hand: HandOvers['hand'] = async (some, how) => {
    if (busy.value || some.length === 0) return false
    busy.value = true
    problem.value = ''
    try {
      const moment = momentOf(sync.status.skew)
      await commit(some.map(({ entry: { pupilId }, standing }) => ({ kind: 'add' as const, t: 'handOver' as const, id: randomId(), f: handedFact({ pupilId, date: today.value }, standing, how, me, moment) })))
      return true
    } catch (error) {
      problem.value = saveProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }

  return {
    today, kind, lines, chosen, busy, problem, hand,
    toClose: computed(() => secondsToClose(today.value, schoolTick(sync.status.skew), settings.value)),
    mayHand: may(me, 'hand-over'),
    sentOnly: computed(() => lines.value.filter(({ step }) => ON_THE_WAY.includes(step)).length),
    absent: computed(() => (kind.value.kind === 'school' ? deskOn(memory, today.value, me.id, settings.value).filter((one) => one.mine && one.expected && !one.arrival) : [])),
    reached: computed(() => sync.status.reached),
    onTheWay: computed(() => areOnTheWay(sync.status)),
  }
}
