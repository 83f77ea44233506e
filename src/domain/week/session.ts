/**
 * "…record on the blue report times and venues where they are expected to attend that week for mentoring/catch-up
 * sessions." What is planned is a record; what became of one day of it (moved, cancelled, came, did not come) is facts.
 */
import { z } from '../schema.ts'
import { SchoolDate, TimeOfDay, type Instant } from '../time/clock.ts'

export const SessionKind = z.enum(['mentoring', 'catch-up', 'subject-support', 'homework', 'other'])
export type SessionKind = z.infer<typeof SessionKind>
export const SESSION_KIND_WORDS: Record<SessionKind, string> = {
  mentoring: 'Mentoring', 'catch-up': 'Catch-up', 'subject-support': 'Subject support', homework: 'Homework club', other: 'Session',
}

export const SESSION_LIMITS = { subject: 60, venue: 60, leads: 80, reason: 200 } as const
const place = { starts: TimeOfDay, ends: TimeOfDay, venue: z.string().min(1).max(SESSION_LIMITS.venue), leads: z.string().max(SESSION_LIMITS.leads) }
/** Why it stands although it clashes with something. */
const override = z.string().max(SESSION_LIMITS.reason).optional()

export const Session = z.object({
  pupilId: z.string(),
  kind: SessionKind,
  /** "Maths coursework"; may be empty. */
  subject: z.string().max(SESSION_LIMITS.subject),
  from: SchoolDate,
  /** The last day; the same as `from` where it does not repeat. */
  until: SchoolDate,
  /** On the weekday of `from`, each week that has school on it. */
  weekly: z.boolean(),
  ...place,
  override,
})
export type Session = z.infer<typeof Session>

/** `on`: the day of the plan that is meant, also where it was moved to another. */
const about = { pupilId: z.string(), sessionId: z.string(), on: SchoolDate, entered: z.number() }
export const SessionChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('cancelled'), ...about, reason: z.string().max(SESSION_LIMITS.reason) }),
  z.object({ type: z.literal('moved'), ...about, date: SchoolDate, ...place, override }),
  /** As it was planned, after all. */
  z.object({ type: z.literal('restored'), ...about }),
])
export type SessionChange = z.infer<typeof SessionChange>

export const SessionOutcome = z.enum(['came', 'late', 'did-not-come', 'cancelled'])
export type SessionOutcome = z.infer<typeof SessionOutcome>
export const SESSION_OUTCOME_WORDS: Record<SessionOutcome, string> = { came: 'Came', late: 'Came late', 'did-not-come': 'Did not come', cancelled: 'Cancelled by school' }
export const SESSION_OUTCOMES = SessionOutcome.options

export const SessionAttendance = z.object({
  ...about,
  /** The day it took place, or should have. */
  date: SchoolDate,
  outcome: SessionOutcome,
})
export type SessionAttendance = z.infer<typeof SessionAttendance>

export type Stored<T> = { id: string; by: string; at: Instant; f: T }
export type SessionFacts = {
  sessions: readonly Stored<Session>[]
  changes: readonly Stored<SessionChange>[]
  attendance: readonly Stored<SessionAttendance>[]
}

/** "Catch-up, Maths" */
export const sessionTitle = ({ kind, subject }: Pick<Session, 'kind' | 'subject'>): string => [SESSION_KIND_WORDS[kind], subject.trim()].filter(Boolean).join(', ')
