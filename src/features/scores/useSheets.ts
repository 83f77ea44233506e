/** The blue reports of one week: whose, and how much of each has come back. */
import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { oldOnPaperOf, sheetOfWeek } from '../../data/readings/paperFile.ts'
import { readWeek, reviewsOfWeek } from '../../data/readings/reviewing.ts'
import { scoresOfWeek } from '../../data/readings/scoring.ts'
import { useSchool } from '../../data/readings/school.ts'
import { previousWeek } from '../../domain/time/calendar.ts'
import { weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { matchesSearch } from '../../domain/mornings/deskList.ts'
import type { Paper } from '../../domain/week/paperFile.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { countScores, type ScoreCount } from '../../domain/week/reportScore.ts'
import { nextWeek, weekAsked } from '../../domain/week/reviewWeek.ts'
import { useSchoolClock } from '../../sync/index.ts'

export type SheetLine = { pupilId: string; pupil: DeskPupil; mentorId: string }
export type SheetGlance = { count: ScoreCount; /** The sheet that is about. */ paper: Paper | undefined; old: boolean }
export type Sheets = {
  weekStart: ComputedRef<SchoolDate>
  previous: ComputedRef<SchoolDate | undefined>
  /** The week after, up to the one to come: its sheets are printed before it begins. */
  next: ComputedRef<SchoolDate | undefined>
  /** My caseload, or everyone whose sheets this person may see, by name. */
  lines: ComputedRef<SheetLine[]>
  found: ComputedRef<SheetLine[]>
  /** What a row says beyond the name; asked for the rows that are drawn. */
  glanceOf: (line: SheetLine) => SheetGlance
  typed: Ref<string>
  mentor: Ref<string>
  mentors: ComputedRef<{ value: string; label: string }[]>
  olderProblem: Ref<string>
}

export function useSheets(asked: () => string | undefined): Sheets {
  const { tick, today } = useSchoolClock()
  const { memory, me, loadOlder } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const weekStart = computed(() => weekAsked(asked()) ?? weekBeginning(today.value))
  // Who was mentored in the week is what the reviews' list says; the minute makes no difference to it.
  const listed = computed(() => {
    const week = readWeek(memory, { calendar: calendar.value, settings: settings.value }, weekStart.value, Math.floor(tick.value / 60_000) * 60_000)
    return reviewsOfWeek(memory, week, me.role === 'mentor' ? me.id : undefined).filter((line) => line.due)
  })
  const lines = computed(() => listed.value.map(({ pupilId, pupil, mentorId }): SheetLine => ({ pupilId, pupil, mentorId })))
  const glanceOf = ({ pupilId }: SheetLine): SheetGlance => ({
    count: countScores(scoresOfWeek(memory, { calendar: calendar.value, settings: settings.value }, pupilId, weekStart.value, today.value).begun),
    paper: sheetOfWeek(memory, pupilId, weekStart.value), old: oldOnPaperOf(memory, pupilId, weekStart.value) !== undefined,
  })
  const typed = ref('')
  const mentor = ref('')
  const olderProblem = ref('')
  onMounted(() => {
    loadOlder().catch((error: unknown) => {
      olderProblem.value = 'Weeks before this half-term cannot be read from this tablet just now. Nothing is lost: close Blue Report and open it again.'
      console.error('Older history was not read', error instanceof Error ? error.name : 'unknown')
    })
  })
  return {
    weekStart, lines, typed, mentor, olderProblem, glanceOf,
    previous: computed(() => previousWeek(calendar.value, weekStart.value)),
    next: computed(() => {
      const next = nextWeek(calendar.value, weekStart.value)
      const last = nextWeek(calendar.value, weekBeginning(today.value))
      return next !== undefined && last !== undefined && next <= last ? next : undefined
    }),
    found: computed(() => lines.value.filter((line) => (mentor.value === '' || line.mentorId === mentor.value) && matchesSearch(line.pupil, typed.value))),
    mentors: computed(() => (me.role === 'mentor' ? [] : [...new Set(lines.value.map((line) => line.mentorId))].map((id) => ({ value: id, label: staffName(id) })).sort((a, b) => a.label.localeCompare(b.label, 'en-GB')))),
  }
}
