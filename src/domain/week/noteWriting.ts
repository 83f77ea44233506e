/**
 * "Mentors should note anything pertinent from staff/blue report on electronic logs" and "complete their electronic
 * records by the end of Monday lunch for the previous week": what a note needs before it can be kept, and how a
 * correction reads: an edit until the records of its week are due, an amendment with a reason from then on.
 */
import { NOTE_LIMIT, type Note, type NoteType } from './blueReport.ts'
import { nextSchoolDay, recordsDue, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, dateOf, instantAt, SchoolDate, TimeOfDay, weekBeginning, type Instant } from '../time/clock.ts'

export type NoteDraft = { type: NoteType | null; text: string; date: string; time: string; raise: boolean; reason: string }
export type NoteProblem = 'type' | 'text' | 'too-long' | 'when' | 'future' | 'reason' | 'reason-too-long'

/** A clock may be a minute out; the future begins after that. */
const FUTURE_MS = 60_000
export const REASON_LIMIT = 200

/** When it happened (UTC ms), or undefined while day or time are not a day and a time. */
export const happenedAt = ({ date, time }: Pick<NoteDraft, 'date' | 'time'>): Instant | undefined =>
  SchoolDate.safeParse(date).success && TimeOfDay.safeParse(time).success ? instantAt(date, time) : undefined

/** What stands in the way of saving, in the order of the form; none when it may be kept. */
export function problemsInNote(draft: NoteDraft, now: Instant, correction?: CorrectionKind): NoteProblem[] {
  const happened = happenedAt(draft)
  const problems: [NoteProblem, boolean][] = [
    ['type', draft.type === null],
    ['text', draft.text.trim() === ''],
    ['too-long', draft.text.length > NOTE_LIMIT],
    ['when', happened === undefined],
    ['future', happened !== undefined && happened > now + FUTURE_MS],
    ['reason', correction === 'amendment' && draft.reason.trim() === ''],
    ['reason-too-long', draft.reason.trim().length > REASON_LIMIT],
  ]
  return problems.flatMap(([problem, stands]) => (stands ? [problem] : []))
}

export type CorrectionKind = 'edit' | 'amendment'

/**
 * Judged by the week in which the note was first entered: before that nobody's finished records held it. A note of a
 * holiday week is due with the next week that has school.
 */
export function correctionKind(firstEntered: Instant, at: Instant, calendar: SchoolCalendar, lunchEnds: TimeOfDay): CorrectionKind {
  const week = weekBeginning(dateOf(firstEntered))
  const next = nextSchoolDay(calendar, addDays(week, 6))
  const due = recordsDue(calendar, week, lunchEnds) ?? (next === undefined ? undefined : instantAt(next, lunchEnds))
  return due !== undefined && at > due ? 'amendment' : 'edit'
}

type Cited = { id: string; f: Pick<Note, 'corrects'> }

/** A note and the versions it corrects, newest first. */
export function versionsOf<T extends Cited>(note: T, byId: (id: string) => T | undefined): T[] {
  const chain: T[] = []
  for (let next: T | undefined = note; next && !chain.includes(next); next = next.f.corrects === undefined ? undefined : byId(next.f.corrects)) chain.push(next)
  return chain
}

/** The version that stands today: what a link to an older one leads to. */
export function standingVersion<T extends Cited>(note: T, all: readonly T[]): T {
  const seen = new Set<string>()
  for (let now = note; ; ) {
    seen.add(now.id)
    const later = all.find((one) => one.f.corrects === now.id && !seen.has(one.id))
    if (!later) return now
    now = later
  }
}
