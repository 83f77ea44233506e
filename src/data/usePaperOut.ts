/** "Mentors should keep a paper file": what was printed on this tablet becomes rows of it, as blue reports do. */
import { dateOf, type Instant } from '../domain/time/clock.ts'
import { PAPER_TITLE_LIMIT, PAPER_WORDS, type PaperDocument } from '../domain/week/paperFile.ts'
import type { Change } from './store/commit.ts'
import { useRecords } from './current.ts'
import { papersOf } from './readings/paperFile.ts'
import { randomId } from './records.ts'
import { saveProblem } from './saveProblem.ts'
import { mayWriteFor } from './readings/standing.ts'

export type PaperOut = Pick<PaperDocument, 'pupilId' | 'kind' | 'title' | 'weekStart'>
type Say = (message: { text: string; tone: 'good' | 'bad'; timeout: number; action?: { label: string; run: () => void } }) => unknown

/** `say`: how the screen tells; `now`: the school's corrected clock. Who may not write for a pupil prints all the same; the row is the mentor's to add. */
export function usePaperOut(say: Say, now: () => Instant): (papers: readonly PaperOut[]) => Promise<void> {
  const { memory, me, commit, openings } = useRecords()
  /** The same paper printed twice in a day is one paper that did not come out well. */
  const isNoted = ({ pupilId, kind, title, weekStart }: PaperOut, on: string): boolean =>
    papersOf(memory, pupilId).some(({ f }) => f.kind === kind && f.title === title && f.weekStart === weekStart && f.on === on && f.direction === 'out')

  async function keep(changes: readonly Change[], kept: () => void): Promise<void> {
    try {
      await commit(changes)
      kept()
    } catch (error) {
      say({ text: `Not in the paper file. ${saveProblem(error)}`, tone: 'bad', timeout: 0 })
    }
  }

  return async (papers) => {
    for (const pupilId of new Set(papers.map((one) => one.pupilId))) openings.note('file-left', pupilId, now()).catch((error: unknown) => console.error('Not noted for the audit', error instanceof Error ? error.name : 'unknown'))
    const on = dateOf(now())
    const rows = papers.map((one) => ({ ...one, title: one.title.slice(0, PAPER_TITLE_LIMIT) }))
      .filter((one) => mayWriteFor(memory, me, 'paperDocument', one.pupilId) && !isNoted(one, on))
      .map((one): Change & { kind: 'add' } => ({ kind: 'add', t: 'paperDocument', id: randomId(), f: { ...one, direction: 'out', on } }))
    const [first] = papers
    if (rows.length === 0 || !first) return
    const undo = (): void => void keep(rows.map(({ t, id }) => ({ kind: 'void', t, id }) as Change), () => undefined)
    const text = rows.length === 1 ? `In the paper file: ${PAPER_WORDS[first.kind].toLowerCase()}` : `In the paper file: ${rows.length} papers`
    await keep(rows, () => say({ text, tone: 'good', timeout: 10_000, action: { label: 'Not printed', run: undo } }))
  }
}
