/** A state is a word, a shape and a colour, so that it is read without colour too. */
import type { RecordState } from '../../domain/week/completeness.ts'
import { dateOf, shortMoment, spokenTime, timeOf, type Instant } from '../../domain/time/clock.ts'
import type { Tone } from '../../ui/index.ts'

export const CELL_TONES: Record<RecordState, Tone> = { 'none-due': 'neutral', complete: 'good', 'to-do': 'info', late: 'late', nearly: 'warn', missing: 'bad' }
export const CELL_SIGNS: Record<RecordState, string> = { 'none-due': '–', complete: '●', 'to-do': '○', late: '◐', nearly: '▲', missing: '■' }
export const CELL_LOOKS: Record<RecordState, string> = {
  'none-due': 'bg-surface-sunken text-ink-muted border-line border-dashed',
  complete: 'bg-good-soft text-good border-good',
  'to-do': 'bg-accent-soft text-accent-text border-accent-text border-dashed',
  late: 'bg-late-soft text-late border-late border-dashed',
  nearly: 'bg-warn-soft text-warn border-warn',
  missing: 'bg-bad-soft text-bad border-bad border-2',
}

const said = (at: Instant, beside?: Instant): string => (beside !== undefined && dateOf(at) === dateOf(beside) ? spokenTime(timeOf(at)) : shortMoment(at))
/** `done Mon 14 Dec, 12.41, received 13.30`: two facts, where the server has said the second. */
export const doneWords = ({ completeAt, receivedAt }: { completeAt: Instant | undefined; receivedAt: Instant | undefined }): string =>
  completeAt === undefined || receivedAt === undefined ? '' : `done ${said(completeAt)}, received ${said(receivedAt, completeAt)}`
