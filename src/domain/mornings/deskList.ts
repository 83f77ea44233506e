/**
 * "…instructed to report to their Mentors at 8.30" or "at 8.45 each morning": everyone expected at reception on a day,
 * mine first, in their two groups. A pupil on Monday, Wednesday, Friday is not missing on Tuesday.
 */
import type { Arrival } from './arrival.ts'
import { minutesFromTime, weekdayOf, type SchoolDate, type TimeOfDay } from '../time/clock.ts'
import { isElsewhere, type Commitment } from '../week/commitment.ts'
import { expectationOn, type Expectation } from '../cases/mentorship.ts'
import type { PlannedAbsence } from './plannedAbsence.ts'
import type { DeskPupil } from '../pupil.ts'
import type { Settings } from '../setting.ts'
import { byPlace } from './usualArrival.ts'

export type DeskEntry = {
  pupilId: string
  pupil: DeskPupil
  /** Tells equal first names apart; empty when the name is alone. */
  hint: string
  expectedAt: TimeOfDay
  expected: boolean
  mine: boolean
  mentorId: string | undefined
  arrival: Arrival | undefined
  /** Known to be away that day: not expected, and welcome all the same. */
  absence: PlannedAbsence | undefined
  /** What else the pupil has to do then: not expected, or at the time it says. */
  commitment: Commitment | undefined
}
export type DeskGroup = { time: TimeOfDay; entries: DeskEntry[]; arrived: number; expected: number }

type Source = {
  pupils: readonly { id: string; f: DeskPupil }[]
  /** What tells equal first names apart, from `deskHints`. */
  hints: ReadonlyMap<string, string>
  expectationsOf: (pupilId: string) => Iterable<Expectation>
  arrivalOf: (pupilId: string) => Arrival | undefined
  absenceOf?: (pupilId: string) => PlannedAbsence | undefined
  commitmentOf?: (pupilId: string) => Commitment | undefined
  /** The mentors this person covers that day: their pupils count as the own. */
  covered?: ReadonlySet<string>
}

/** Everyone who is expected or has arrived that day, and (for the search) everyone else the tablet knows. */
export function deskEntries(source: Source, date: SchoolDate, me: string, settings: Pick<Settings, 'registerStart'>): DeskEntry[] {
  const weekday = weekdayOf(date)
  return source.pupils.map(({ id, f }) => {
    const expectation = expectationOn(source.expectationsOf(id), date)
    const expects = expectation?.weekdays.includes(weekday) ?? false
    const absence = source.absenceOf?.(id)
    const commitment = expects && !absence ? source.commitmentOf?.(id) : undefined
    return {
      pupilId: id, pupil: f, hint: source.hints.get(id) ?? '',
      expectedAt: commitment?.time ?? expectation?.time ?? settings.registerStart,
      expected: expects && !absence && !isElsewhere(commitment),
      mine: expectation !== undefined && (expectation.mentorId === me || source.covered?.has(expectation.mentorId) === true),
      mentorId: expectation?.mentorId,
      arrival: source.arrivalOf(id),
      absence: expects ? absence : undefined,
      commitment,
    }
  })
}

/** The same desk a moment later: whoever stands there as before is the very entry of before. */
export function keepUnchanged(before: readonly DeskEntry[] | undefined, now: readonly DeskEntry[]): DeskEntry[] {
  const known = new Map(before?.map((one) => [one.pupilId, one]))
  return now.map((one) => {
    const was = known.get(one.pupilId)
    return was && isAsBefore(was, one) ? was : one
  })
}
const FIELDS = ['pupil', 'hint', 'expectedAt', 'expected', 'mine', 'mentorId', 'absence', 'commitment'] as const satisfies readonly (keyof DeskEntry)[]
function isAsBefore(was: DeskEntry, now: DeskEntry): boolean {
  // An arrival is what its events add up to.
  const [then, arrival] = [was.arrival, now.arrival]
  return FIELDS.every((field) => was[field] === now[field]) && then?.history.length === arrival?.history.length && (arrival?.history.every((event, at) => event === then?.history[at]) ?? true)
}

/** The list of before where the very same stand in it in the same order. */
export const sameList = <T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] =>
  before && before.length === now.length && now.every((one, at) => one === before[at]) ? before : now

/** The two queues of the morning, each mine first, then as `order` has them; later times only where the school has them. */
export function deskGroups(entries: readonly DeskEntry[], settings: Pick<Settings, 'registerStart' | 'earlyReport'>, order: readonly string[] = []): DeskGroup[] {
  const today = entries.filter((one) => one.expected || one.arrival)
  const inPlace = byPlace(order)
  const times = [...new Set([settings.earlyReport, settings.registerStart, ...today.map((one) => one.expectedAt)])].sort()
  return times.map((time) => {
    const group = today.filter((one) => one.expectedAt === time).sort(inPlace)
    return { time, entries: group, arrived: group.filter((one) => one.arrival).length, expected: group.length }
  })
}

/** Two letters are enough: matches the start of any part of the first name, or the form; the surname never shows but is found. */
export function matchesSearch(pupil: DeskPupil, typed: string): boolean {
  const wanted = typed === '' ? '' : folded(typed)
  if (!wanted) return true
  return [...pupil.preferredName.split(/[\s-]+/), pupil.preferredName, ...pupil.surname.split(/[\s-]+/), pupil.form].some((part) => folded(part).startsWith(wanted))
}
/** A name as a search compares it: without capitals, accents and strokes. */
export const folded = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L').toLocaleLowerCase('en-GB')

/** Who would be expected, and is known to be away or to be somewhere else in school. */
export const awayToday = (entries: readonly DeskEntry[]): DeskEntry[] => entries.filter((one) => (one.absence || isElsewhere(one.commitment)) && !one.arrival).sort(byPlace([]))

/** Expected, not arrived, and the register has closed: nothing is written for them, the office is told. */
export function notArrived(entries: readonly DeskEntry[], nowMinutes: number, settings: Pick<Settings, 'registerClose'>): DeskEntry[] {
  if (nowMinutes <= minutesFromTime(settings.registerClose)) return []
  return entries.filter((one) => one.expected && !one.arrival)
}
