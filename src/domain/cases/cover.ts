/**
 * The policy names nobody for a mentor who is away. The Lead Mentor names a cover from one day to another, who sees that
 * day's list and what is to be raised, and nothing else of the case. The dates end it by themselves.
 */
import { z } from '../schema.ts'
import { NoteType } from '../week/blueReport.ts'
import { SchoolDate } from '../time/clock.ts'

export const Cover = z.object({
  /** Who is away. */
  mentorId: z.string(),
  coverId: z.string(),
  from: SchoolDate,
  /** The last day of it. */
  until: SchoolDate,
})
export type Cover = z.infer<typeof Cover>

export const AGENDA_TEXT_LIMIT = 1000
/** What waits to be raised with a pupil, as the cover reads it: the words of a note marked for the morning meeting. */
export const AgendaItem = z.object({
  pupilId: z.string(),
  noteId: z.string(),
  type: NoteType,
  text: z.string().min(1).max(AGENDA_TEXT_LIMIT),
  occurredAt: z.number(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

export const isRunning = ({ from, until }: Pick<Cover, 'from' | 'until'>, date: SchoolDate): boolean => from <= date && date <= until
export const isOver = ({ until }: Pick<Cover, 'until'>, date: SchoolDate): boolean => until < date

/** The mentors somebody covers on a day. */
export const coveredBy = (covers: Iterable<Cover>, coverId: string, date: SchoolDate): Set<string> =>
  new Set([...covers].filter((one) => one.coverId === coverId && isRunning(one, date)).map((one) => one.mentorId))

/** The last words that fit, where a note is longer than the agenda takes. */
export const agendaText = (text: string): string => (text.length <= AGENDA_TEXT_LIMIT ? text : `${text.slice(0, AGENDA_TEXT_LIMIT - 1)}…`)

/** Why a cover cannot be named so. */
export function coverProblem({ mentorId, coverId, from, until }: Cover, today: SchoolDate): 'who' | 'self' | 'dates' | 'past' | undefined {
  if (mentorId === '' || coverId === '') return 'who'
  if (mentorId === coverId) return 'self'
  if (!SchoolDate.safeParse(from).success || !SchoolDate.safeParse(until).success || until < from) return 'dates'
  return until < today ? 'past' : undefined
}
