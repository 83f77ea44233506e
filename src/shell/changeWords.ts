/** Unsent changes as a person would name them: what it is, whose, and when it was saved. */
import type { Memory } from '../data/memory.ts'
import { pupilOf } from '../domain/bucket.ts'
import type { Instant } from '../domain/clock.ts'
import type { Op } from '../domain/protocol.ts'
import type { Kind } from '../domain/records.ts'

export type WaitingChange = { n: number; what: string; whose: string; at: Instant }

const WORDS: Record<Kind, [added: string, changed: string]> = {
  staff: ['Staff member', 'Change to a staff member'],
  term: ['Term dates', 'Change to term dates'],
  dayException: ['Day without lessons', 'Change to a day without lessons'],
  setting: ['School setting', 'School setting'],
  deskPupil: ['Pupil added at the desk', 'Change to a pupil’s name or form'],
  expectation: ['When a pupil is expected', 'When a pupil is expected'],
  arrivalEvent: ['Arrival', 'Arrival'],
  pupil: ['Pupil’s file', 'Change to a pupil’s file'],
  mentorship: ['Start of mentoring', 'Change to mentoring'],
  note: ['Note', 'Note'],
  noteOutcome: ['What came of a note', 'What came of a note'],
  dailyAction: ['Today’s action', 'Today’s action'],
  target: ['Target', 'Change to a target'],
  weeklyReview: ['Weekly review', 'Change to a weekly review'],
}
const ARRIVALS: Record<string, string> = {
  arrived: 'Arrival', undone: 'Arrival undone', amended: 'Arrival amended', withdrawn: 'Arrival withdrawn', confirmed: 'Mark confirmed',
}

function whatIs({ t, kind, f }: Op): string {
  if (t === 'arrivalEvent' && typeof f?.['type'] === 'string') return ARRIVALS[f['type']] ?? 'Arrival'
  const words = WORDS[t as Kind] as [string, string] | undefined
  if (!words) return 'A change of a newer kind'
  return kind === 'void' ? `${words[0]} removed` : words[kind === 'add' ? 0 : 1]
}

/** First name and form: enough to know one's own work by, on a screen that stands behind the PIN. */
export function waitingChange(op: Op, memory: Pick<Memory, 'get'>): WaitingChange {
  const pupilId = pupilOf(op.bucket)
  const pupil = pupilId === undefined ? undefined : memory.get('deskPupil', pupilId)?.f
  return { n: op.n, what: whatIs(op), whose: pupil ? `${pupil.preferredName}, ${pupil.form}` : '', at: op.wall }
}
