/** "This process should begin prior to pupils meeting with their mentor": what is still missing, and the step to active. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { preparingOf, type Preparing } from '../../data/readings/preparing.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayCloseFor, mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { nextSchoolDay } from '../../domain/time/calendar.ts'
import { addDays, type SchoolDate } from '../../domain/time/clock.ts'
import { expectationOn } from '../../domain/cases/mentorship.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type PreparingView = {
  preparing: ComputedRef<Preparing | undefined>
  today: ComputedRef<SchoolDate>
  mayBegin: ComputedRef<boolean>
  /** Nobody has said yet when the pupil is expected: asked for where mentoring begins. */
  needsDay: ComputedRef<boolean>
  firstDay: Ref<SchoolDate>
  refused: Ref<boolean>
  /** Agreed, and nobody has begun to prepare. */
  isAgreed: ComputedRef<boolean>
  mayPrepare: ComputedRef<boolean>
  prepare: () => Promise<boolean>
  busy: Ref<boolean>
  problem: Ref<string>
  begin: () => Promise<boolean>
}

const ALWAYS = '9999-12-31'
const EVERY_DAY = [1, 2, 3, 4, 5]

export function usePreparing(pupilId: string): PreparingView {
  const { today, now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, calendar } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const preparing = computed(() => preparingOf(memory, pupilId, today.value))
  const needsDay = computed(() => (expectationOn(memory.ofPupil('expectation', pupilId).map(({ f }) => f), ALWAYS)?.weekdays.length ?? 0) === 0)
  const firstDay = ref(nextSchoolDay(calendar.value, today.value) ?? addDays(today.value, 1))
  const refused = ref(false)

  return {
    preparing, today, needsDay, firstDay, refused, busy, problem,
    isAgreed: computed(() => preparing.value?.mentorship.f.state === 'agreed'),
    // Whoever may end a case may begin to prepare it: the mentor whose it is, and the Lead Mentor.
    mayPrepare: computed(() => mayCloseFor(memory, me, pupilId)),
    mayBegin: computed(() => mayWriteFor(memory, me, 'mentorship', pupilId)),
    prepare() {
      const row = preparing.value?.mentorship
      return row ? keep(() => commit([{ kind: 'patch', t: 'mentorship', id: row.id, f: { state: 'preparing' }, saw: row }]), () => toasts.show({ text: 'Preparing has begun', tone: 'good', key: 'preparing' })) : Promise.resolve(false)
    },
    async begin() {
      const one = preparing.value
      refused.value = one !== undefined && one.readiness.missing.includes('letter')
      if (!one || refused.value) return false
      const expectation = needsDay.value ? randomId() : undefined
      return keep(() => commit([
        { kind: 'patch', t: 'mentorship', id: one.mentorship.id, f: { state: 'active' }, saw: one.mentorship },
        ...(expectation === undefined ? [] : [{ kind: 'add' as const, t: 'expectation' as const, id: expectation, f: { pupilId, mentorId: one.mentorship.f.mentorId, from: firstDay.value, time: settings.value.registerStart, weekdays: EVERY_DAY, decidedAt: now() } }]),
      ]), () => {
        const { id, f: { state } } = one.mentorship
        const undo: Change[] = [{ kind: 'patch', t: 'mentorship', id, f: { state }, saw: memory.get('mentorship', id) }, ...(expectation === undefined ? [] : [{ kind: 'void' as const, t: 'expectation' as const, id: expectation }])]
        toasts.show({ text: 'Mentoring has begun', tone: 'good', key: 'preparing', action: { label: 'Undo', run: () => void keep(() => commit(undo), () => undefined) } })
      })
    },
  }
}
