/**
 * "Mentors should note anything pertinent from staff/blue report on electronic logs and discuss these with pupils at
 * morning meetings." — "Daily Mentor actions should be noted on the back of blue reports."
 * Notes are never edited: a correction is a new note that cites the old. What became of a note at the morning meeting
 * is a fact of its own.
 */
import { z } from '../schema.ts'
import { SchoolDate, daysBetween, type Instant } from '../time/clock.ts'

export const NOTE_LIMIT = 20_000

export const NoteType = z.enum(['staff', 'blue-report', 'home', 'pupil', 'observation'])
export type NoteType = z.infer<typeof NoteType>
export const NOTE_TYPE_WORDS: Record<NoteType, string> = {
  staff: 'From staff', 'blue-report': 'Blue report', home: 'From home', pupil: 'From the pupil', observation: 'Observation',
}

export const Note = z.object({
  pupilId: z.string(),
  type: NoteType,
  text: z.string().min(1).max(NOTE_LIMIT),
  /** When it happened (UTC ms), which is not when it was entered. */
  occurredAt: z.number(),
  enteredAt: z.number(),
  /** "Raise at morning meeting." */
  raise: z.boolean(),
  /** The note this one corrects. */
  corrects: z.string().optional(),
  correctionReason: z.string().max(200).optional(),
})
export type Note = z.infer<typeof Note>

export const NoteOutcome = z.object({
  pupilId: z.string(),
  /** The note, or the key of what the records themselves raised (raising.ts). */
  noteId: z.string(),
  date: SchoolDate,
  result: z.enum(['discussed', 'carried-over']),
  /** One line on what came of it. */
  line: z.string().max(500),
  /** Put down by who covered for the mentor that day. */
  byCover: z.literal(true).optional(),
})
export type NoteOutcome = z.infer<typeof NoteOutcome>

export const DailyAction = z.object({
  pupilId: z.string(),
  date: SchoolDate,
  text: z.string().min(1).max(500),
  corrects: z.string().optional(),
})
export type DailyAction = z.infer<typeof DailyAction>

type Stored<T> = { id: string; by: string; at: Instant; f: T }

/** Drops what a later row corrects. */
export function standing<T extends { corrects?: string | undefined }>(rows: readonly Stored<T>[]): Stored<T>[] {
  const corrected = new Set<string>()
  for (const { f } of rows) if (f.corrects !== undefined) corrected.add(f.corrects)
  return rows.filter((row) => !corrected.has(row.id))
}

export type ToRaise = { note: Stored<Note>; carriedOver: number; waitingDays: number }

/**
 * What waits to be raised with a pupil, the longest-waiting first. A note written today about today waits for tomorrow's
 * morning only if it was entered after this morning's meeting; the screen shows it all the same.
 */
export function toRaise(notes: readonly Stored<Note>[], outcomes: readonly Stored<NoteOutcome>[], today: SchoolDate, dayOf: (at: Instant) => SchoolDate): ToRaise[] {
  const citing = chainOf(notes)
  return standing(notes)
    .filter(({ f }) => f.raise)
    .flatMap((note) => {
      const about = outcomes.filter((one) => citing(note.id).has(one.f.noteId))
      if (about.some((one) => one.f.result === 'discussed')) return []
      if (about.some((one) => one.f.result === 'carried-over' && one.f.date >= today)) return []
      return [{ note, carriedOver: about.length, waitingDays: Math.max(0, daysBetween(dayOf(note.f.enteredAt), today)) }]
    })
    .sort((a, b) => a.note.f.occurredAt - b.note.f.occurredAt)
}

/** A note and every earlier version it corrects: an outcome recorded against any of them counts. */
function chainOf(notes: readonly Stored<Note>[]): (id: string) => ReadonlySet<string> {
  const byId = new Map(notes.map((note) => [note.id, note.f.corrects]))
  return (id) => {
    const chain = new Set<string>()
    for (let next: string | undefined = id; next !== undefined && !chain.has(next); next = byId.get(next)) chain.add(next)
    return chain
  }
}
