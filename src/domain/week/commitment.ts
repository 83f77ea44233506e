/**
 * A pupil may have something else to do when mentees report: an examination, breakfast club, a music lesson, alternative
 * provision. Once or every week, from a day on, they are not expected at reception then, or at another time. Nobody
 * misses them; what it changes are the days it holds on, and no others.
 */
import { z } from '../schema.ts'
import { isSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, SchoolDate, TimeOfDay, weekdayOf } from '../time/clock.ts'

export const CommitmentKind = z.enum(['exam', 'breakfast-club', 'music-lesson', 'rehearsal', 'duty', 'support', 'other-provision', 'other'])
export type CommitmentKind = z.infer<typeof CommitmentKind>
export const COMMITMENT_WORDS: Record<CommitmentKind, string> = {
  exam: 'Examination', 'breakfast-club': 'Breakfast club', 'music-lesson': 'Music lesson', rehearsal: 'Rehearsal or practice', duty: 'A job in school',
  support: 'Support or intervention', 'other-provision': 'Alternative provision', other: 'Another commitment',
}
/** The queue reads along: what says nothing about a pupil may be said there, the rest is for the card. */
const FOR_THE_CARD: readonly CommitmentKind[] = ['support', 'other-provision', 'other']
export const deskCommitmentWords = (kind: CommitmentKind): string => (FOR_THE_CARD.includes(kind) ? 'Other commitment' : COMMITMENT_WORDS[kind])

export const COMMITMENT_DETAIL_LIMIT = 120
export const Commitment = z.object({
  pupilId: z.string(),
  kind: CommitmentKind,
  detail: z.string().max(COMMITMENT_DETAIL_LIMIT).optional(),
  from: SchoolDate,
  /** The last day; it goes on where there is none. */
  until: SchoolDate.optional(),
  /** 1 = Monday … 5 = Friday. */
  weekdays: z.array(z.int().min(1).max(5)).min(1),
  /** When the pupil is expected on these days; without one they are not expected. */
  time: TimeOfDay.optional(),
})
export type Commitment = z.infer<typeof Commitment>

export const holdsOn = ({ from, until, weekdays }: Pick<Commitment, 'from' | 'until' | 'weekdays'>, date: SchoolDate): boolean =>
  from <= date && (until === undefined || date <= until) && weekdays.includes(weekdayOf(date))

/** Not at reception at all on the days it holds. */
export const isElsewhere = (one: Pick<Commitment, 'time'> | undefined): boolean => one !== undefined && one.time === undefined

/** Of several on one day what keeps the pupil away counts before a later time, and a later time before an earlier. */
export function commitmentOn<T extends Commitment>(commitments: Iterable<T>, date: SchoolDate): T | undefined {
  let found: T | undefined
  for (const one of commitments) if (holdsOn(one, date) && (!found || rank(one) > rank(found))) found = one
  return found
}
const rank = ({ time }: Pick<Commitment, 'time'>): string => time ?? '24:00'

export type CommitmentDraft = { kind: CommitmentKind | ''; detail: string; how: 'once' | 'weekly'; from: string; until: string; weekdays: number[]; expected: 'not' | 'later'; time: string }
export type CommitmentProblem = 'kind' | 'too-long' | 'from' | 'past' | 'no-school' | 'until' | 'weekdays' | 'never' | 'time'
export const COMMITMENT_PROBLEM_WORDS: Record<CommitmentProblem, string> = {
  kind: 'Choose what it is.',
  'too-long': `Keep it to ${COMMITMENT_DETAIL_LIMIT} characters.`,
  from: 'Say from which day.',
  past: 'That day is over: what has been stays as it was.',
  'no-school': 'There is no school on that day.',
  until: 'That is before it begins.',
  weekdays: 'Choose one day of the week at least.',
  never: 'Between these days there is no such weekday.',
  time: 'Give the time the pupil is expected then.',
}

/** The days of the week a draft means: of a single day its own. */
export const weekdaysIn = ({ how, from, weekdays }: CommitmentDraft): number[] => (how === 'weekly' ? [...weekdays].sort() : SchoolDate.safeParse(from).success ? [weekdayOf(from)] : [])
export const lastDayIn = ({ how, from, until }: CommitmentDraft): SchoolDate | undefined => (how === 'once' ? from : until === '' ? undefined : until)

export function problemsInCommitment(draft: CommitmentDraft, today: SchoolDate, calendar: SchoolCalendar): CommitmentProblem[] {
  const { kind, detail, how, from, expected, time } = draft
  const isDay = SchoolDate.safeParse(from).success
  const until = lastDayIn(draft)
  const isUntil = until === undefined || (SchoolDate.safeParse(until).success && until >= from)
  const weekdays = weekdaysIn(draft)
  const checks: [CommitmentProblem, boolean][] = [
    ['kind', kind === ''],
    ['too-long', detail.trim().length > COMMITMENT_DETAIL_LIMIT],
    ['from', !isDay],
    ['past', isDay && from < today],
    ['no-school', isDay && from >= today && how === 'once' && !isSchoolDay(calendar, from)],
    ['weekdays', how === 'weekly' && weekdays.length === 0],
    ['until', isDay && !isUntil],
    ['never', isDay && how === 'weekly' && weekdays.length > 0 && until !== undefined && isUntil && !reaches(from, until, weekdays)],
    ['time', expected === 'later' && !TimeOfDay.safeParse(time).success],
  ]
  return checks.flatMap(([problem, stands]) => (stands ? [problem] : []))
}
const reaches = (from: SchoolDate, until: SchoolDate, weekdays: readonly number[]): boolean =>
  [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(from, days)).some((day) => day <= until && weekdays.includes(weekdayOf(day)))
