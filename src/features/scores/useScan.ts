/** Which sheet a code is of, and where its scores are entered; a sheet that was out is back. */
import { useRecords } from '../../data/current.ts'
import { papersOf } from '../../data/readings/paperFile.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { dateOf } from '../../domain/time/clock.ts'
import { readSheetCode } from '../../domain/week/paperFile.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type ScanProblem = 'other-code' | 'unknown-sheet'
export const SCAN_WORDS: Record<ScanProblem, string> = {
  'other-code': 'This is not the code of a blue report.',
  'unknown-sheet': 'This sheet is not on this tablet: it is of another mentor’s pupil, or it was printed elsewhere and has not arrived yet.',
}

export function useScan(): (text: string) => Promise<ScanProblem | { path: string }> {
  const { memory, me, commit, loadOlder } = useRecords()
  const toasts = useToasts()
  const { now } = useSchoolClock()
  return async (text) => {
    const code = readSheetCode(text)
    if (!code) return 'other-code'
    let row = memory.get('paperDocument', code.id)
    if (!row) {
      // It may be of before this half-term; where that cannot be read, the sheet is not known here.
      await loadOlder().catch((error: unknown) => console.error('Older history was not read', error instanceof Error ? error.name : 'unknown'))
      row = memory.get('paperDocument', code.id)
    }
    const { pupilId, weekStart } = row?.f ?? {}
    if (!row || pupilId === undefined || weekStart === undefined) return 'unknown-sheet'
    const paper = papersOf(memory, pupilId).find(({ id }) => id === code.id)
    if (paper && (paper.state === 'out' || paper.state === 'lost') && mayWriteFor(memory, me, 'paperEvent', pupilId)) await comeBack(pupilId, code.id)
    return { path: `/blue-reports/${weekStart}/${pupilId}` }
  }

  async function comeBack(pupilId: string, documentId: string): Promise<void> {
    const id = randomId()
    const failed = (error: unknown): unknown => toasts.show({ text: saveProblem(error), tone: 'bad', timeout: 0 })
    try {
      await commit([{ kind: 'add', t: 'paperEvent', id, f: { pupilId, documentId, type: 'returned', on: dateOf(now()), entered: now() } }])
      toasts.show({ text: 'The sheet is back: to be filed', tone: 'good', timeout: 10_000, action: { label: 'Undo', run: () => void commit([{ kind: 'void', t: 'paperEvent', id }]).catch(failed) } })
    } catch (error) {
      failed(error)
    }
  }
}
