/** Three strengths to say and to print: from the records until the mentor says them otherwise. */
import { computed, ref, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { useSchool } from '../../data/readings/school.ts'
import { readStrengths } from '../../data/readings/strengths.ts'
import { STRENGTHS } from '../../domain/week/strengths.ts'
import { useSchoolClock } from '../../sync/index.ts'

export type StrengthsView = {
  strengths: ComputedRef<string[]>
  set: (place: number, words: string) => void
  /** Whether the data had anything to say. */
  isFromData: ComputedRef<boolean>
}

/** `isEnd`: of the whole time of mentoring, where a step on the way looks at the last weeks. */
export function useStrengths(pupilId: string, isEnd = false): StrengthsView {
  const { memory, olderLoaded } = useRecords()
  const { calendar, settings } = useSchool()
  const { minute } = useSchoolClock()
  // Older half-terms come later than the screen, and must not take away what was typed meanwhile.
  const found = computed(() => readStrengths(memory, { calendar: calendar.value, settings: settings.value, isAllLoaded: olderLoaded.value }, pupilId, minute.value, isEnd))
  const own = ref<Record<number, string>>({})
  return {
    strengths: computed(() => Array.from({ length: STRENGTHS }, (_, at) => own.value[at] ?? found.value[at] ?? '')),
    set: (place, words) => void (own.value = { ...own.value, [place]: words }),
    isFromData: computed(() => found.value.length > 0),
  }
}
