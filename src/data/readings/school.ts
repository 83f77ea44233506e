/** The school's settings, calendar and staff as the open records have them, live. */
import { computed, type ComputedRef } from 'vue'
import { schoolCalendar, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { settingsFrom, type Settings } from '../../domain/setting.ts'
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
