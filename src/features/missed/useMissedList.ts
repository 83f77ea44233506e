/** What the pupils of a caseload missed lately: what is open first, then what has been settled. */
import { computed, type ComputedRef } from 'vue'
import { missedOf } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { caseloadOf } from '../../data/readings/mentoring.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase } from '../../data/readings/standing.ts'
import { isOpenMissed, type Missed } from '../../domain/mornings/missed.ts'
import { fullName, type DeskPupil } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'

export type MissedRow = { missed: Missed; pupil: DeskPupil; name: string; mentor: string }

export function useMissedList(): { open: ComputedRef<MissedRow[]>; settled: ComputedRef<MissedRow[]>; showsMentor: boolean } {
  const { minute } = useSchoolClock()
  const { memory, me } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const rows = computed(() =>
    caseloadOf(memory, me.role === 'mentor' ? me.id : undefined).flatMap(({ f }): MissedRow[] => {
      const pupil = memory.get('deskPupil', f.pupilId)?.f
      if (!pupil || !mayReadCase(memory, me, f.pupilId)) return []
      return missedOf(memory, { calendar: calendar.value, settings: settings.value }, f.pupilId, minute.value)
        .map((missed) => ({ missed, pupil, name: fullName(pupil), mentor: staffName(f.mentorId) }))
    }).sort((a, b) => (a.missed.date < b.missed.date ? 1 : a.missed.date > b.missed.date ? -1 : a.name.localeCompare(b.name, 'en-GB'))),
  )
  return {
    showsMentor: me.role !== 'mentor',
    open: computed(() => rows.value.filter(({ missed }) => isOpenMissed(missed))),
    settled: computed(() => rows.value.filter(({ missed }) => !isOpenMissed(missed))),
  }
}
