/** What is left to raise for whoever covers, while somebody does: one item per note, under an id made of the note's. */
import { agendaText, isOver } from '../../domain/cases/cover.ts'
import type { Note } from '../../domain/week/blueReport.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { Change } from '../store/commit.ts'
import type { Memory } from '../store/memory.ts'
import { mentorshipOf } from './mentoring.ts'

export const agendaId = (noteId: string): string => `agenda:${noteId}`
export const agendaItem = (id: string, { pupilId, type, text, occurredAt }: Note): Change =>
  ({ kind: 'add', t: 'agendaItem', id: agendaId(id), f: { pupilId, noteId: id, type, text: agendaText(text), occurredAt } })

/** The item to add with a note marked for the morning meeting; none where nobody covers. */
export function leftForCover(memory: Memory, id: string, note: Note, today: SchoolDate): Change[] {
  const mentorId = mentorshipOf(memory, note.pupilId)?.f.mentorId
  const isCovered = memory.all('cover').some(({ f }) => f.mentorId === mentorId && !isOver(f, today))
  return note.raise && isCovered ? [agendaItem(id, note)] : []
}
