/**
 * "Mentors should keep a paper file of all blue reports/contact logs/letters they receive": every sheet that was printed
 * or came in has a row, and what became of it is facts, so that two people who tick the same pile agree.
 */
import { z } from '../schema.ts'
import { addMonths, SchoolDate, type Instant } from '../time/clock.ts'
import { RecordId } from '../id.ts'

export const PaperKind = z.enum(['blue-report', 'weekly-review', 'contact-log', 'letter-home', 'letter-in', 'staff-slip', 'notice', 'other', 'log', 'certificate', 'exit-summary'])
export type PaperKind = z.infer<typeof PaperKind>
export const PAPER_WORDS: Record<PaperKind, string> = {
  'blue-report': 'Blue report', 'weekly-review': 'Weekly review', 'contact-log': 'Contact log', 'letter-home': 'Letter home', 'letter-in': 'Letter from home',
  'staff-slip': 'Slip for a teacher', notice: 'Notice', other: 'Other paper', log: 'Mentoring log', certificate: 'Certificate or card', 'exit-summary': 'Exit summary',
}
const ShownTarget = z.object({ id: RecordId, version: z.int().min(1) })
export type ShownTarget = z.infer<typeof ShownTarget>

export const PAPER_TITLE_LIMIT = 120
export const WHERE_LIMIT = 80
/** Its id stands on the sheet as a code, and means nothing to whoever finds the sheet. */
export const PaperDocument = z.object({
  pupilId: z.string(),
  kind: PaperKind,
  /** What it is, where the kind does not say all: "Apology for Thursday". */
  title: z.string().max(PAPER_TITLE_LIMIT),
  /** `out`: printed here and given away. `in`: came to the mentor. */
  direction: z.enum(['out', 'in']),
  on: SchoolDate,
  /** The Monday of the week it is about. */
  weekStart: SchoolDate.optional(),
  /** Who it came from. */
  from: z.string().max(80).optional(),
  /** The targets a blue report shows, each in the version that was printed. */
  targets: z.array(ShownTarget).max(3).optional(),
})
export type PaperDocument = z.infer<typeof PaperDocument>

export const PaperEventType = z.enum(['returned', 'filed', 'lost', 'destroyed', 'written-by-hand'])
export type PaperEventType = z.infer<typeof PaperEventType>
export const PaperEvent = z.object({
  pupilId: z.string(),
  documentId: RecordId,
  type: PaperEventType,
  on: SchoolDate,
  /** When it was put down (UTC ms). */
  entered: z.number(),
  /** The folder or drawer, where it was filed; the reason, where it was lost. */
  line: z.string().max(WHERE_LIMIT).optional(),
  /** What was written onto the sheet by hand. */
  targets: z.array(ShownTarget).max(3).optional(),
})
export type PaperEvent = z.infer<typeof PaperEvent>

type Stored<T> = { id: string; by: string; at: Instant; f: T }
/** Printed here to be kept, or given away for good with a copy for the file: it never comes back. */
const FOR_THE_FILE: readonly PaperKind[] = ['log', 'contact-log', 'letter-home', 'notice', 'certificate', 'exit-summary']
export type PaperState = 'out' | 'to-file' | 'filed' | 'lost' | 'destroyed'
export const PAPER_STATE_WORDS: Record<PaperState, string> = { out: 'Out', 'to-file': 'To file', filed: 'Filed', lost: 'Lost', destroyed: 'Destroyed' }
const BECOMES: Partial<Record<PaperEventType, PaperState>> = { returned: 'to-file', filed: 'filed', lost: 'lost', destroyed: 'destroyed' }

export type Paper = { id: string; by: string; at: Instant; f: PaperDocument; state: PaperState; /** The fact that made it so. */ since: SchoolDate; line: string; shows: readonly ShownTarget[] }

/** A document as the facts about it stand; the one put down last holds. */
export function paperOf(document: Stored<PaperDocument>, events: readonly Stored<PaperEvent>[]): Paper {
  const own = events.filter(({ f }) => f.documentId === document.id).sort((a, b) => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1))
  const last = own.findLast(({ f }) => BECOMES[f.type] !== undefined)
  const shows = own.findLast(({ f }) => f.type === 'written-by-hand')?.f.targets ?? document.f.targets ?? []
  const { id, by, at, f } = document
  return { id, by, at, f, state: (last && BECOMES[last.f.type]) ?? (f.direction === 'in' || FOR_THE_FILE.includes(f.kind) ? 'to-file' : 'out'), since: last?.f.on ?? f.on, line: last?.f.line ?? '', shows }
}

/** "Paper shows old target": what the sheet a pupil carries this week says otherwise than the log. */
export type OldOnPaper = { paper: Paper; changed: number; missing: number; gone: number }
export function oldOnPaper(papers: readonly Paper[], weekStart: SchoolDate, targets: readonly ShownTarget[]): OldOnPaper | undefined {
  const paper = papers.filter(({ f, state }) => f.kind === 'blue-report' && f.weekStart === weekStart && (state === 'out' || state === 'to-file')).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).at(-1)
  if (!paper) return undefined
  const shown = new Map(paper.shows.map(({ id, version }) => [id, version]))
  const changed = targets.filter(({ id, version }) => shown.has(id) && shown.get(id) !== version).length
  const missing = targets.filter(({ id }) => !shown.has(id)).length
  const gone = paper.shows.filter(({ id }) => !targets.some((target) => target.id === id)).length
  return changed + missing + gone === 0 ? undefined : { paper, changed, missing, gone }
}
export const oldOnPaperWords = ({ changed, missing, gone }: Pick<OldOnPaper, 'changed' | 'missing' | 'gone'>): string =>
  [
    changed > 0 ? `${changed === 1 ? 'one target was' : `${changed} targets were`} changed since it was printed` : '',
    missing > 0 ? `${missing === 1 ? 'one target is' : `${missing} targets are`} not on it` : '',
    gone > 0 ? `${gone === 1 ? 'one target on it was' : `${gone} targets on it were`} retired` : '',
  ].filter(Boolean).join('; ')

/** When paper about a pupil is to be destroyed: so many months after the mentoring ended. Undefined while it goes on. */
export const destroyOn = (endedOn: SchoolDate | undefined, months: number): SchoolDate | undefined => (endedOn === undefined ? undefined : addMonths(endedOn, months))

const CODE = /^SHEET:1:([A-Z2-7]{16}):([FB])$/
/** The code on a sheet: which sheet and which side. Nothing of a pupil is in it. */
export const sheetCode = (id: string, side: 'front' | 'back'): string => `SHEET:1:${id}:${side === 'front' ? 'F' : 'B'}`
export function readSheetCode(text: string): { id: string; side: 'front' | 'back' } | undefined {
  const found = CODE.exec(text.trim())
  return found?.[1] === undefined ? undefined : { id: found[1], side: found[2] === 'B' ? 'back' : 'front' }
}
