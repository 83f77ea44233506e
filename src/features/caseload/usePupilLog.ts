/** One pupil's log: filtered, searched and shown in pages; older half-terms are read from the disk when they are asked for. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { tick } from '../../data/clock.ts'
import { useRecords } from '../../data/current.ts'
import { DatabaseLost, DatabaseShut } from '../../data/healing.ts'
import { sanctionsOf } from '../../data/conduct.ts'
import { arrivalsOf } from '../../data/mentoring.ts'
import { sessionsFor } from '../../data/pupilSessions.ts'
import { setAsideOf } from '../../data/setAside.ts'
import { useSchool } from '../../data/school.ts'
import { dateOf, type SchoolDate } from '../../domain/clock.ts'
import { byDay, LOG_KIND_WORDS, searchLog, type LogDay, type LogKind } from '../../domain/pupilLog.ts'
import { missedEntries, sanctionEntries } from './conductEntries.ts'
import { arrivalEntries, dailyActionEntries, mentorshipEntries, reviewEntries, supportEntries, targetEntries, type PupilLogEntry } from './logEntries.ts'
import { matterEntries, noteEntries } from './noteEntries.ts'
import { homeEntries } from './homeEntries.ts'
import { sessionEntries } from './sessionEntries.ts'

export type PupilLog = {
  typed: Ref<string>
  /** Values of LogKind; none means all. */
  kinds: Ref<string[]>
  kindOptions: ComputedRef<{ value: LogKind; label: string; count: number }[]>
  today: ComputedRef<SchoolDate>
  total: ComputedRef<number>
  found: ComputedRef<number>
  days: ComputedRef<LogDay<PupilLogEntry>[]>
  mayShowOlder: ComputedRef<boolean>
  isReading: Ref<boolean>
  problem: Ref<string>
  showOlder: () => Promise<void>
}

const PAGE = 40
const KINDS = Object.keys(LOG_KIND_WORDS) as LogKind[]

export function usePupilLog(pupilId: string): PupilLog {
  const { memory, loadOlder, olderLoaded } = useRecords()
  const { settings, calendar, staffName } = useSchool()
  const today = computed(() => dateOf(tick.value))
  const said = computed(() => ({ staffName, today: today.value, setAside: (about: { t: string; id: string }) => setAsideOf(memory, pupilId, about) }))

  /** The first day anything was planned. */
  const sinceSessions = computed(() => memory.ofPupil('session', pupilId).reduce((first, { f }) => (f.from < first ? f.from : first), today.value))

  const entries = computed(() => [
    ...arrivalEntries(arrivalsOf(memory, pupilId), said.value),
    ...noteEntries(memory.ofPupil('note', pupilId), memory.ofPupil('noteOutcome', pupilId), calendar.value, settings.value.lunchEnds, said.value),
    ...matterEntries(memory.ofPupil('noteOutcome', pupilId), said.value),
    ...dailyActionEntries(memory.ofPupil('dailyAction', pupilId), said.value),
    ...targetEntries(memory.ofPupil('target', pupilId), said.value),
    ...reviewEntries(memory.ofPupil('weeklyReview', pupilId), said.value),
    ...missedEntries(memory.ofPupil('missedEvent', pupilId), said.value),
    ...sanctionEntries(sanctionsOf(memory, pupilId), said.value),
    ...sessionEntries({ sessions: sessionsFor(memory, calendar.value, pupilId, sinceSessions.value, today.value), marks: memory.ofPupil('sessionAttendance', pupilId) }, said.value),
    ...homeEntries(memory.ofPupil('contactEntry', pupilId), memory.ofPupil('homeLetter', pupilId), (id) => memory.get('contact', id)?.f.name ?? 'a former contact', said.value),
    ...mentorshipEntries(memory.ofPupil('mentorship', pupilId), memory.ofPupil('expectation', pupilId), said.value),
    ...supportEntries(memory.ofPupil('reportingDecision', pupilId), memory.ofPupil('startCheck', pupilId), said.value),
  ])

  const typed = ref('')
  const kinds = ref<string[]>([])
  const shown = ref(PAGE)
  const isReading = ref(false)
  const problem = ref('')
  const found = computed(() => searchLog(entries.value, new Set(kinds.value as LogKind[]), typed.value))

  watch([typed, kinds], () => {
    shown.value = PAGE
    if (typed.value.trim() !== '') void readOlder()
  })

  async function readOlder(): Promise<void> {
    if (olderLoaded.value || isReading.value) return
    isReading.value = true
    problem.value = ''
    try {
      await loadOlder()
    } catch (error) {
      if (!(error instanceof DatabaseLost || error instanceof DatabaseShut)) throw error
      problem.value = 'The older records could not be read just now. Everything of this half-term is here. Try again, and if that does not help, reload.'
    } finally {
      isReading.value = false
    }
  }

  return {
    typed, kinds, today, isReading, problem,
    kindOptions: computed(() => KINDS.map((value) => ({ value, label: LOG_KIND_WORDS[value], count: entries.value.filter((one) => one.kind === value).length })).filter((one) => one.count > 0)),
    total: computed(() => entries.value.length),
    found: computed(() => found.value.length),
    days: computed(() => byDay(found.value.slice(0, shown.value))),
    mayShowOlder: computed(() => found.value.length > shown.value || !olderLoaded.value),
    async showOlder() {
      if (found.value.length <= shown.value) await readOlder()
      shown.value += PAGE
    },
  }
}
