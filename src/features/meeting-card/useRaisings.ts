/** What to raise with one pupil this morning, ranked with its reasons, and what has been raised already. */
import { computed, type ComputedRef } from 'vue'
import { missedOf, unanswered } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { agendaFor, raiseFor } from '../../data/readings/mentoring.ts'
import { readPunctuality } from '../../data/readings/punctual.ts'
import { useSchool } from '../../data/readings/school.ts'
import { previousSchoolDay } from '../../domain/time/calendar.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { MATTER_WORDS, matterOf, rankRaisings, type Raisable, type Raising } from '../../domain/week/raising.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'

export type Raised = { outcome: Readonly<Row<'noteOutcome'>>; text: string }
type Asked = { pupilId: () => string; date: ComputedRef<SchoolDate>; readsCase: ComputedRef<boolean> }

export function useRaisings({ pupilId, date, readsCase }: Asked): { raisings: ComputedRef<Raising[]>; raisedToday: ComputedRef<Raised[]> } {
  const { minute } = useSchoolClock()
  const { memory } = useRecords()
  const { settings, calendar } = useSchool()
  const outcomes = computed(() => memory.ofPupil('noteOutcome', pupilId()))

  /** The file of the case alone knows more than the agenda. */
  const ofTheCase = computed((): Pick<Raisable, 'missed' | 'mornings' | 'targets'> => {
    if (!readsCase.value) return { missed: [], mornings: [], targets: [] }
    const school = { calendar: calendar.value, settings: settings.value }
    return {
      missed: missedOf(memory, school, pupilId(), minute.value).filter(({ state, latest }) => state !== 'unexplained' || (latest && unanswered(memory, pupilId(), latest.id))),
      mornings: readPunctuality(memory, pupilId(), school, minute.value).rolling.mornings,
      targets: memory.ofPupil('target', pupilId()).map((row) => row.f),
    }
  })
  const raisings = computed(() => rankRaisings({
    ...ofTheCase.value, waiting: (readsCase.value ? raiseFor : agendaFor)(memory, pupilId(), date.value), outcomes: outcomes.value.map((row) => row.f), today: date.value,
    yesterday: previousSchoolDay(calendar.value, date.value),
  }, settings.value))

  function textOf(key: string): string {
    const matter = matterOf(key)
    if (matter) return MATTER_WORDS[matter]
    return memory.ofPupil('note', pupilId()).find((note) => note.id === key)?.f.text ?? memory.ofPupil('agendaItem', pupilId()).find(({ f }) => f.noteId === key)?.f.text ?? ''
  }
  const raisedToday = computed(() => outcomes.value.filter(({ f }) => f.date === date.value && textOf(f.noteId) !== '').map((outcome) => ({ outcome, text: textOf(outcome.f.noteId) })))
  return { raisings, raisedToday }
}
