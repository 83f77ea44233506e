/** The school's settings and calendar as the frame needs them: with the defaults while the tablet is locked. */
import { computed } from 'vue'
import { openNow } from '../data/current.ts'
import { schoolCalendar } from '../domain/time/calendar.ts'
import { settingsFrom } from '../domain/setting.ts'

export const settingsNow = computed(() => settingsFrom(openNow.value?.memory.all('setting').map((row) => row.f) ?? []))
export const calendarNow = computed(() => {
  const memory = openNow.value?.memory
  return schoolCalendar(memory?.all('term').map((row) => row.f) ?? [], memory?.all('dayException').map((row) => row.f) ?? [], memory?.all('earlyFinish').map((row) => row.f) ?? [])
})
