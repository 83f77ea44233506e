/** The school's settings, calendar and staff as the open records have them, live. */
import { computed, type ComputedRef } from 'vue'
import { schoolCalendar, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { settingAt, settingsFrom, type Settings } from '../../domain/setting.ts'
import { instantAt, type SchoolDate, type TimeOfDay } from '../../domain/time/clock.ts'
import type { StaffMember } from '../../domain/staff.ts'
import { useRecords } from '../current.ts'
import type { Records } from '../records.ts'

export type School = {
  settings: ComputedRef<Settings>
  calendar: ComputedRef<SchoolCalendar>
  /** The staff member's name, or "Someone who has left" where the list no longer has them. */
  staffName: (id: string) => string
  staff: (id: string) => StaffMember | undefined
}

/** The time by which something was due, as the rule stood when that day began: a change does not make late what was in time. */
export function timeOn(memory: Pick<Records['memory'], 'get'>, key: 'lunchEnds' | 'nextWeekListBy'): (day: SchoolDate) => TimeOfDay {
  return (day) => {
    const row = memory.get('setting', key)?.f
    return settingsFrom(row ? [settingAt(row, instantAt(day, '00:00'))] : [])[key]
  }
}

/** One for all screens: reading a hundred settings and three years of terms is not done again for each. */
const schools = new WeakMap<Records['memory'], School>()
export function useSchool({ memory }: Pick<Records, 'memory'> = useRecords()): School {
  const school = schools.get(memory) ?? schoolOf(memory)
  schools.set(memory, school)
  return school
}

function schoolOf(memory: Records['memory']): School {
  const settings = computed(() => settingsFrom(memory.all('setting').map((row) => row.f)))
  const calendar = computed(() => schoolCalendar(memory.all('term').map((row) => row.f), memory.all('dayException').map((row) => row.f), memory.all('earlyFinish').map((row) => row.f)))
  const staff = (id: string): StaffMember | undefined => memory.get('staff', id)?.f
  return { settings, calendar, staff, staffName: (id) => staff(id)?.name ?? 'Someone who has left' }
}
