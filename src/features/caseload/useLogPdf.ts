/** The whole log, or a part of it, as PDF for the paper file: chosen as on the screen, made on the tablet, with a row in the file. */
import { computed, reactive, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { PAPER_TITLE_LIMIT } from '../../domain/week/paperFile.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { searchLog, withinDays, type LogKind } from '../../domain/week/pupilLog.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import { logSheet, periodWords, type LogChoice } from './logSheet.ts'
import type { PupilLogEntry } from './logEntries.ts'
import type { PupilEntries } from './usePupilEntries.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))
/** As the fields hold it: an empty day is an open end. */
export type LogForm = { from: SchoolDate; until: SchoolDate; kinds: string[]; typed: string }

export type LogPdf = {
  form: LogForm
  found: ComputedRef<PupilLogEntry[]>
  making: PdfMaking
  /** Why the row in the paper file was not kept. */
  problem: Ref<string>
}

export function useLogPdf(pupilId: string, mentorName: () => string, { entries, cases, caseWords, today }: PupilEntries, paper: Paper = appPaper): LogPdf {
  const { now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings } = useSchool()
  const toasts = useToasts()
  const { problem, keep } = useKeeping()
  const form = reactive<LogForm>({ from: '', until: '', kinds: [], typed: '' })
  const choice = computed((): LogChoice => ({ from: form.from || undefined, until: form.until || undefined, kinds: form.kinds as LogKind[], typed: form.typed }))
  const found = computed(() => withinDays(searchLog(entries.value, new Set(choice.value.kinds), choice.value.typed), choice.value.from, choice.value.until))

  /** Who may not write for the pupil prints all the same; the row is the mentor's to add. */
  async function record(): Promise<void> {
    if (!mayWriteFor(memory, me, 'paperDocument', pupilId)) return
    const id = randomId()
    const title = periodWords(choice.value, today.value).slice(0, PAPER_TITLE_LIMIT)
    await keep(
      () => commit([{ kind: 'add', t: 'paperDocument', id, f: { pupilId, kind: 'log', title, direction: 'out', on: dateOf(now()) } }]),
      () => toasts.show({ text: 'The log is in the paper file: to be filed', tone: 'good', timeout: 10_000, action: { label: 'Not printed', run: () => void keep(() => commit([{ kind: 'void', t: 'paperDocument', id }]), () => undefined) } }),
    )
  }

  return {
    form, found, problem,
    making: usePdf(() => {
      const pupil = memory.get('deskPupil', pupilId)?.f
      const head = { schoolName: settings.value.schoolName, mentorName: mentorName(), today: today.value, maker: me.name }
      return {
        sheets: pupil ? [logSheet({ ...head, pupil }, found.value, choice.value, { cases: cases.value, caseWords })] : [], wordsOf, draw: paper.makeLogPdf, mayAtAll: settings.value.savePdf,
        fileName: neutralFileName('mentoring-log', pupil ? [initialsOf(pupil)] : [], today.value), onDelivered: () => void record(),
      }
    }),
  }
}
