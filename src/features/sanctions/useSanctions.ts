/** A pupil's sanctions and what becomes of each: served or not, parents told, withdrawn. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { isRepeating, orderOf, sanctionsOf } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { enteredAfter } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import type { EndOfDayOrder } from '../../domain/tasks/endOfDay.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { IssuedSanction, ParentsTold, SanctionEvent } from '../../domain/conduct/sanction.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'

export type Sanctions = {
  pupil: ComputedRef<DeskPupil | undefined>
  mayRead: ComputedRef<boolean>
  mayWrite: ComputedRef<boolean>
  all: ComputedRef<readonly IssuedSanction[]>
  order: ComputedRef<EndOfDayOrder | undefined>
  /** Sanctions repeat, and nobody has been asked to report at the end of the day. */
  offersReport: ComputedRef<boolean>
  busy: Ref<boolean>
  failure: Ref<string>
  served: (sanction: IssuedSanction) => Promise<boolean>
  notServed: (sanction: IssuedSanction) => Promise<boolean>
  parentsTold: (sanction: IssuedSanction, how: ParentsTold) => Promise<boolean>
  withdraw: (sanction: IssuedSanction, reason: string) => Promise<boolean>
}

export function useSanctions(pupilId: string): Sanctions {
  const { today } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar } = useSchool()
  const sync = useSync()
  const order = computed(() => orderOf(memory, pupilId, today.value))
  const busy = ref(false)
  const failure = ref('')

  async function keep(f: SanctionEvent): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failure.value = ''
    try {
      await commit([{ kind: 'add', t: 'sanctionEvent', id: randomId(), f }])
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  const about = ({ id, events }: IssuedSanction) => ({ pupilId, sanctionId: id, entered: enteredAfter(sync.status.skew, events.at(-1)?.f.entered) })
  return {
    order, busy, failure,
    pupil: computed(() => memory.get('deskPupil', pupilId)?.f),
    mayRead: computed(() => mayReadCase(memory, me, pupilId)),
    mayWrite: computed(() => mayWriteFor(memory, me, 'sanction', pupilId)),
    all: computed(() => sanctionsOf(memory, pupilId)),
    offersReport: computed(() => (order.value === undefined || order.value.state === 'ended') && isRepeating(memory, { calendar: calendar.value, settings: settings.value }, pupilId, today.value)),
    served: (sanction) => keep({ type: 'served', ...about(sanction), on: today.value }),
    notServed: (sanction) => keep({ type: 'not-served', ...about(sanction), on: today.value, line: '' }),
    parentsTold: (sanction, how) => keep({ type: 'parents-told', ...about(sanction), on: today.value, how }),
    withdraw: (sanction, reason) => keep({ type: 'withdrawn', ...about(sanction), reason: reason.trim() }),
  }
}
