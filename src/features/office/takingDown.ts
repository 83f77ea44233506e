/** Taking down what a mentor reads out or has on paper: a pupil, a time, and the mark that the clock proposes or another. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { officeDeskOn, type OfficeEntry } from '../../data/readings/handOvers.ts'
import { momentOf, schoolTick } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { dateOf, timeOf, type TimeOfDay } from '../../domain/time/clock.ts'
import { matchesSearch } from '../../domain/mornings/deskList.ts'
import { receivedFact } from '../../domain/mornings/handOverWriting.ts'
import { timeProblem } from '../../domain/mornings/marking.ts'
import { proposeMark, type MentorMark } from '../../domain/mornings/registration.ts'
import { useSync } from '../../sync/index.ts'

export type TakingDown = {
  typed: Ref<string>
  found: ComputedRef<OfficeEntry[]>
  at: Ref<TimeOfDay>
  mark: ComputedRef<MentorMark | null> & { value: MentorMark | null }
  chosen: Ref<OfficeEntry | undefined>
  choose: (entry: OfficeEntry) => void
  timeWords: ComputedRef<string | undefined>
  busy: Ref<boolean>
  problem: Ref<string>
  takeDown: () => Promise<boolean>
}

export function useTakingDown(): TakingDown {
  const { memory, me, commit } = useRecords()
  const { settings } = useSchool()
  const sync = useSync()
  const now = computed(() => schoolTick(sync.status.skew))
  const today = computed(() => dateOf(now.value))

  const typed = ref('')
  const chosen = ref<OfficeEntry>()
  const at = ref<TimeOfDay>('')
  const byHand = ref<MentorMark | null>(null)
  const busy = ref(false)
  const problem = ref('')
  const found = computed(() => officeDeskOn(memory, today.value, me.id, settings.value).filter((one) => !one.arrival && (one.expected || typed.value.trim() !== '') && matchesSearch(one.pupil, typed.value)).sort((a, b) => a.pupil.form.localeCompare(b.pupil.form, 'en-GB', { numeric: true }) || a.pupil.surname.localeCompare(b.pupil.surname, 'en-GB')))
  const proposed = computed(() => (chosen.value && at.value ? proposeMark(at.value, chosen.value.expectedAt, settings.value).mark : null))
  const timeWords = computed(() => {
    const wrong = timeProblem(today.value, at.value, now.value)
    return wrong === 'missing' ? 'Say when the pupil arrived.' : wrong === 'future' ? 'That time has not come yet.' : undefined
  })

  return {
    typed, found, at, chosen, busy, problem, timeWords,
    mark: computed({ get: () => byHand.value ?? proposed.value, set: (mark) => (byHand.value = mark) }),
    choose(entry) {
      chosen.value = entry
      at.value = timeOf(now.value)
      byHand.value = null
      problem.value = ''
    },
    async takeDown() {
      const entry = chosen.value
      const mark = byHand.value ?? proposed.value
      if (!entry || !mark || timeWords.value !== undefined || busy.value) return false
      busy.value = true
      try {
        const told = entry.mentorId === undefined ? {} : { from: entry.mentorId }
        await commit([{ kind: 'add', t: 'handOver', id: randomId(), f: receivedFact({ pupilId: entry.pupilId, date: today.value }, { mark, at: at.value }, 'read-out', told, me, momentOf(sync.status.skew)) }])
        chosen.value = undefined
        typed.value = ''
        return true
      } catch (error) {
        problem.value = saveProblem(error)
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
