/** Printing blue reports: one file for one pupil or the whole caseload, and a row in the paper file for each sheet. */
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { targetsOfWeek } from '../../data/readings/scoring.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { trustedUrl } from '../../data/vault/trustedUrl.ts'
import { toBase32 } from '../../domain/sync/base32.ts'
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { initialsOf } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { neutralFileName } from '../../ui/paper/deliver.ts'
import { wordsOf, type BlueReportSheet } from '../../ui/paper/model.ts'
import { makePaper, type Paper } from '../../ui/paper/paper.ts'
import { usePdf, type PdfMaking } from '../../ui/paper/usePdf.ts'
import { blueReportSheet } from './blueReportSheet.ts'
import type { SheetLine } from './useSheets.ts'

const appPaper: Paper = makePaper((url, name) => new Worker(trustedUrl(url), { type: 'module', name }))
type Prepared = { id: string; pupilId: string; sheet: BlueReportSheet }

export type SheetPrinting = {
  making: PdfMaking
  /** As they would be printed now. */
  sheets: ComputedRef<BlueReportSheet[]>
  /** What came of it was kept in the paper file, or why not. */
  failure: Ref<string>
  /** The print view was sent to a printer. */
  printed: () => Promise<void>
}

export function useSheetPrinting(weekStart: () => SchoolDate, lines: () => readonly SheetLine[], paper: Paper = appPaper): SheetPrinting {
  const { now } = useSchoolClock()
  const { memory, me, commit, olderLoaded } = useRecords()
  const { settings, calendar, staffName, staff } = useSchool()
  const toasts = useToasts()
  const failure = shallowRef('')
  const newSheetId = (): string => toBase32(crypto.getRandomValues(new Uint8Array(10)))
  const ids = new Map<string, string>()
  /** A sheet on the screen and the same sheet in the file have one name; after printing the next one has another. */
  const idOf = (pupilId: string): string => {
    const id = ids.get(pupilId) ?? newSheetId()
    ids.set(pupilId, id)
    return id
  }
  const prepare = (): Prepared[] => lines().flatMap(({ pupilId, mentorId }) => {
    const id = idOf(pupilId)
    const source = { memory, calendar: calendar.value, settings: settings.value, staffName, initialsOf: (by: string) => staff(by)?.initials ?? '', now: now(), isAllLoaded: olderLoaded.value }
    const sheet = blueReportSheet(source, { id, pupilId, mentorId, weekStart: weekStart() })
    return sheet ? [{ id, pupilId, sheet }] : []
  })

  let prepared: Prepared[] = []
  /** Who may not write for a pupil prints all the same; the row is the mentor's to add. */
  async function record(): Promise<void> {
    const own = prepared.filter(({ pupilId }) => mayWriteFor(memory, me, 'paperDocument', pupilId))
    ids.clear()
    failure.value = ''
    if (own.length === 0) return
    try {
      await commit(own.map(({ id, pupilId }) => ({
        kind: 'add' as const, t: 'paperDocument' as const, id,
        f: { pupilId, kind: 'blue-report' as const, title: '', direction: 'out' as const, on: dateOf(now()), weekStart: weekStart(), targets: targetsOfWeek(memory, pupilId, weekStart()).map((target) => ({ id: target.id, version: target.f.version })) },
      })))
      const undo = (): void => void commit(own.map(({ id }) => ({ kind: 'void' as const, t: 'paperDocument' as const, id }))).catch((error: unknown) => (failure.value = saveProblem(error)))
      toasts.show({ text: own.length === 1 ? 'The sheet is in the paper file: out' : `${own.length} sheets are in the paper file: out`, tone: 'good', timeout: 10_000, action: { label: 'Not printed', run: undo } })
    } catch (error) {
      failure.value = saveProblem(error)
    }
  }

  const making = usePdf(() => {
    prepared = prepare()
    return {
      sheets: prepared.map(({ sheet }) => sheet), mayAtAll: settings.value.savePdf, wordsOf, draw: paper.makeBlueReportPdf,
      fileName: neutralFileName('blue-report', lines().map(({ pupil }) => initialsOf(pupil)), weekStart()), onDelivered: () => void record(),
    }
  })
  return {
    making, failure,
    sheets: computed(() => prepare().map(({ sheet }) => sheet)),
    printed() {
      prepared = prepare()
      return record()
    },
  }
}
