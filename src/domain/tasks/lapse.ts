/**
 * "Mentees should report to their Mentor … at 8.45 each morning" and "All Mentors have an electronic log": where neither
 * happens with anybody of a mentor's, the Lead Mentor hears of it the same morning. It says what has arrived, not whose
 * fault it is: a tablet without a network holds its marks and sends them later.
 */
import { minutesFromTime, type SchoolDate, type TimeOfDay } from '../time/clock.ts'

export type MentorDay = {
  mentorId: string
  /** Mentees expected today. */
  expected: number
  /** Of them, those for whom an arrival stands, by whomever it was put down. */
  marked: number
  /** The last school days before today, newest first: as many as may pass without a word. */
  days: readonly SchoolDate[]
  /** The day on which the mentor last wrote anything about a mentee. */
  lastWrote: SchoolDate | undefined
  /** The mentor's first day with a mentee; undefined where there is none. */
  since: SchoolDate | undefined
  /** Somebody covers for them today. */
  coverId: string | undefined
}
export type Lapse = { mentorId: string; what: 'no-arrivals'; expected: number; coverId: string | undefined } | { mentorId: string; what: 'no-notes'; days: number; last: SchoolDate | undefined; coverId: string | undefined }

export type LapseRule = { arrivalsBy: TimeOfDay; noteDays: number }

export function lapsesOf(mentors: readonly MentorDay[], minutes: number, { arrivalsBy, noteDays }: LapseRule): Lapse[] {
  return mentors.flatMap((one): Lapse[] => {
    const { mentorId, expected, marked, days, lastWrote, since, coverId } = one
    const watchedFrom = days[noteDays - 1]
    // Who has had mentees for fewer days than that has not let them pass.
    const isQuiet = watchedFrom !== undefined && since !== undefined && since <= watchedFrom && (lastWrote ?? '') < watchedFrom
    return [
      ...(minutes >= minutesFromTime(arrivalsBy) && expected > 0 && marked === 0 ? [{ mentorId, what: 'no-arrivals' as const, expected, coverId }] : []),
      ...(isQuiet ? [{ mentorId, what: 'no-notes' as const, days: noteDays, last: lastWrote, coverId }] : []),
    ]
  })
}
