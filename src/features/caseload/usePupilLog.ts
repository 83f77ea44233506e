/** One pupil's log: filtered, searched and shown in pages; older half-terms are read from the disk when they are asked for. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { useOlder } from '../../data/useOlder.ts'
import { caseOfDay } from '../../domain/cases/mentoringCase.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { byDay, LOG_KIND_WORDS, searchLog, type LogDay, type LogKind } from '../../domain/week/pupilLog.ts'
import type { PupilLogEntry } from './logEntries.ts'
import { usePupilEntries, type PupilEntries } from './usePupilEntries.ts'

/** `divider`: an earlier time of mentoring, which ends with this day. */
export type ShownDay = LogDay<PupilLogEntry> & { divider: string | undefined }
export type PupilLog = {
  all: PupilEntries
  typed: Ref<string>
  /** Values of LogKind; none means all. */
  kinds: Ref<string[]>
  kindOptions: ComputedRef<{ value: LogKind; label: string; count: number }[]>
  today: ComputedRef<SchoolDate>
  total: ComputedRef<number>
  found: ComputedRef<number>
  days: ComputedRef<ShownDay[]>
  mayShowOlder: ComputedRef<boolean>
  isReading: Ref<boolean>
  problem: Ref<string>
  showOlder: () => Promise<void>
  readOlder: () => Promise<boolean>
}

const PAGE = 40
const KINDS = Object.keys(LOG_KIND_WORDS) as LogKind[]
export const kindsAmong = (entries: readonly PupilLogEntry[]): { value: LogKind; label: string; count: number }[] =>
  KINDS.map((value) => ({ value, label: LOG_KIND_WORDS[value], count: entries.filter((one) => one.kind === value).length })).filter((one) => one.count > 0)

export function usePupilLog(pupilId: string): PupilLog {
  const { olderLoaded } = useRecords()
  const all = usePupilEntries(pupilId)
  const { entries, cases, caseWords, today } = all
  const { isReading, problem, readOlder } = useOlder()

  const typed = ref('')
  const kinds = ref<string[]>([])
  const shown = ref(PAGE)
  const found = computed(() => searchLog(entries.value, new Set(kinds.value as LogKind[]), typed.value))

  watch([typed, kinds], () => {
    shown.value = PAGE
    if (typed.value.trim() !== '') void readOlder()
  })

  const dividerAt = (date: SchoolDate, above: SchoolDate | undefined): string | undefined => {
    const at = caseOfDay(cases.value, date)
    const one = cases.value[at]
    return one && at < cases.value.length - 1 && (above === undefined || caseOfDay(cases.value, above) !== at) ? caseWords(one) : undefined
  }

  return {
    all, typed, kinds, today, isReading, problem, readOlder,
    kindOptions: computed(() => kindsAmong(entries.value)),
    total: computed(() => entries.value.length),
    found: computed(() => found.value.length),
    days: computed(() => byDay(found.value.slice(0, shown.value)).map((day, index, days) => ({ ...day, divider: dividerAt(day.date, days[index - 1]?.date) }))),
    mayShowOlder: computed(() => found.value.length > shown.value || !olderLoaded.value),
    async showOlder() {
      if (found.value.length <= shown.value) await readOlder()
      shown.value += PAGE
    },
  }
}
