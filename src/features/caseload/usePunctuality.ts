/** The last ten school days in a sentence, and what they ask a person to look at. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { readPunctuality } from '../../data/readings/punctual.ts'
import { useSchool } from '../../data/readings/school.ts'
import { spokenTime } from '../../domain/time/clock.ts'
import { sayPunctuality } from '../../domain/mornings/punctuality.ts'
import { useSchoolClock } from '../../sync/index.ts'

export function usePunctuality(pupilId: string): { punctuality: ComputedRef<string>; ask: ComputedRef<string | undefined> } {
  const { minute } = useSchoolClock()
  const { memory } = useRecords()
  const { settings, calendar } = useSchool()
  const reading = computed(() => readPunctuality(memory, pupilId, { calendar: calendar.value, settings: settings.value }, minute.value))
  return {
    punctuality: computed(() => (reading.value.rolling.mornings.length === 0 ? 'Not expected in the last ten school days.' : sayPunctuality(reading.value.rolling))),
    ask: computed(() => {
      const early = spokenTime(settings.value.earlyReport)
      if (reading.value.asks === 'review') return `The start at ${early} is to be looked at today.`
      return reading.value.asks === 'concern' ? `Punctuality may be of concern: think about ${early}.` : undefined
    }),
  }
}
