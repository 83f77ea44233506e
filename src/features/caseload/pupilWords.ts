/** A pupil's file said in the words of a school. */
import { shortDate, spokenTime, weekdayName, addDays, type SchoolDate } from '../../domain/time/clock.ts'
import type { Expectation } from '../../domain/cases/mentorship.ts'
import type { Pupil } from '../../domain/pupil.ts'

/** Any Monday: only its weekday names are used. */
const MONDAY: SchoolDate = '2026-01-05'
const dayName = (weekday: number): string => weekdayName(addDays(MONDAY, weekday - 1)).slice(0, 3)

/** "8.45 every school day", "8.30 on Mon, Wed and Fri". */
export function expectedWords({ time, weekdays }: Pick<Expectation, 'time' | 'weekdays'>): string {
  if (weekdays.length === 0) return 'Not expected at reception at present'
  if (weekdays.length === 5) return `${spokenTime(time)} every school day`
  const names = [...weekdays].sort((a, b) => a - b).map(dayName)
  return `${spokenTime(time)} on ${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`
}

/** "Mon, Wed, Fri"; undefined for every day and for none. */
export const fewerDays = (expectation: Pick<Expectation, 'weekdays'> | undefined): string | undefined =>
  expectation && expectation.weekdays.length > 0 && expectation.weekdays.length < 5 ? [...expectation.weekdays].sort((a, b) => a - b).map(dayName).join(', ') : undefined

export type Flag = { label: string; meaning: string }
/** Only for the people on the case: the short labels schools use, each with its meaning. */
export function flagsOf(file: Pupil): Flag[] {
  return [
    ...(file.sen === 'K' ? [{ label: 'SEN K', meaning: 'Special educational needs support' }] : []),
    ...(file.sen === 'E' ? [{ label: 'SEN E', meaning: 'Education, health and care plan' }] : []),
    ...(file.pupilPremium ? [{ label: 'PP', meaning: 'Pupil premium' }] : []),
    ...(file.eal ? [{ label: 'EAL', meaning: 'English as an additional language' }] : []),
    ...(file.lookedAfter ? [{ label: 'LAC', meaning: 'Looked-after child' }] : []),
  ]
}

/** "Today, Tue 8 Dec" / "Yesterday, …" / "Tue 8 Dec 2025" for another year. */
export function dayWords(date: SchoolDate, today: SchoolDate): string {
  const day = date.slice(0, 4) === today.slice(0, 4) ? shortDate(date) : `${shortDate(date)} ${date.slice(0, 4)}`
  if (date === today) return `Today, ${day}`
  return date === addDays(today, -1) ? `Yesterday, ${day}` : day
}
