/**
 * "Mentoring support should be withdrawn gradually": a pupil who is no longer mentored may come back. The history is one
 * and stays in sight; what is counted, set and owed belongs to the case it was written in. A mentor who hands a pupil on
 * to another within two weeks hands on the case.
 */
import { addDays, type SchoolDate } from '../time/clock.ts'
import type { Mentorship } from './mentorship.ts'

export type MentoringCase = { from: SchoolDate; until: SchoolDate | undefined; mentorIds: readonly string[]; reason: string; endReason: string }
const HANDED_ON_WITHIN_DAYS = 14

/** The oldest first. Who was only thought of was not mentored. */
export function casesOf(mentorships: readonly Mentorship[]): MentoringCase[] {
  const cases: MentoringCase[] = []
  const mentored = mentorships.filter(({ state }) => !['candidate', 'watched', 'declined'].includes(state))
  for (const one of [...mentored].sort((a, b) => (a.startedOn < b.startedOn ? -1 : a.startedOn > b.startedOn ? 1 : 0))) {
    const last = cases.at(-1)
    const until = one.state === 'closed' ? (one.endedOn ?? one.startedOn) : undefined
    const goesOn = last && (last.until === undefined || one.startedOn <= addDays(last.until, HANDED_ON_WITHIN_DAYS))
    if (last && goesOn) cases[cases.length - 1] = { ...last, until: until === undefined || last.until === undefined ? undefined : later(until, last.until), mentorIds: [...new Set([...last.mentorIds, one.mentorId])], endReason: one.endReason ?? '' }
    else cases.push({ from: one.startedOn, until, mentorIds: [one.mentorId], reason: one.reason, endReason: one.endReason ?? '' })
  }
  return cases
}
const later = (a: SchoolDate, b: SchoolDate): SchoolDate => (a > b ? a : b)

/** Which case a day belongs to: what comes after the end of one, such as collating before a pupil meets the mentor, belongs to the next. */
export function caseOfDay(cases: readonly MentoringCase[], date: SchoolDate): number {
  const at = cases.findIndex(({ until }) => until === undefined || date <= until)
  return at < 0 ? Math.max(0, cases.length - 1) : at
}

/** The first day of what is counted now; undefined while there was no case before. */
export function countedFrom(cases: readonly MentoringCase[]): SchoolDate | undefined {
  const before = cases.at(-2)?.until
  return before === undefined ? undefined : addDays(before, 1)
}
