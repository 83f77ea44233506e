/**
 * Days are school days in the school's zone (Europe/London); instants are UTC milliseconds. Nothing here asks what time
 * it is: `now` is always an argument.
 */
import { z } from '../schema.ts'

export const SCHOOL_ZONE = 'Europe/London'

/** Milliseconds since 1970, UTC. */
export type Instant = number
/** A calendar day in the school's zone, `YYYY-MM-DD`. */
export const SchoolDate = z.iso.date()
export type SchoolDate = string
/** A wall-clock time in the school's zone, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:45')
export type TimeOfDay = string

type Local = { date: SchoolDate; minutes: number; seconds: number }
const HOUR = 3_600_000
const DAY = 24 * HOUR
const offsets = new Map<number, number>()

// Intl and not Temporal: every browser has it, and Temporal's polyfill is a tenth of what a tablet loads first. The tests
// hold the two side by side.
// Made when first asked: that alone takes a slow tablet a sixth of a second.
let inZone: Intl.DateTimeFormat | undefined
const zone = (): Intl.DateTimeFormat =>
  (inZone ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: SCHOOL_ZONE, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }))

/** The zone's offset at an instant, remembered by the hour: it changes twice a year and always on a full hour. */
function offsetAt(at: Instant): number {
  const hour = Math.floor(at / HOUR)
  let offset = offsets.get(hour)
  if (offset === undefined) {
    const part = Object.fromEntries(zone().formatToParts(hour * HOUR).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour: hours = 0, minute = 0, second = 0 } = part
    offset = Date.UTC(year, month - 1, day, hours, minute, second) - hour * HOUR
    if (offsets.size > 5000) offsets.clear()
    offsets.set(hour, offset)
  }
  return offset
}

function local(at: Instant): Local {
  const shifted = at + offsetAt(at)
  const day = Math.floor(shifted / 86_400_000)
  const inDay = shifted - day * 86_400_000
  return { date: dayNumberToDate(day), minutes: Math.floor(inDay / 60_000), seconds: Math.floor(inDay / 1000) % 60 }
}

/** The school day an instant falls on. */
export const dateOf = (at: Instant): SchoolDate => local(at).date
/** Whole minutes since the school's midnight; 8.45:59 is still 8.45. */
export const minutesOf = (at: Instant): number => local(at).minutes
export const timeOf = (at: Instant): TimeOfDay => timeFromMinutes(minutesOf(at))
export const secondsOf = (at: Instant): number => local(at).seconds

export const minutesFromTime = (time: TimeOfDay): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
export const timeFromMinutes = (minutes: number): TimeOfDay =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The instant of a wall-clock time on a day, with daylight saving. In the spring gap, the moment after it; in the autumn, the first of the two. */
export function instantAt(date: SchoolDate, time: TimeOfDay): Instant {
  const asUtc = dayNumber(date) * DAY + minutesFromTime(time) * 60_000
  const before = offsetAt(asUtc - DAY)
  const after = offsetAt(asUtc + DAY)
  const fits = [before, after].find((offset) => offsetAt(asUtc - offset) === offset)
  return asUtc - (fits ?? before)
}

export const addDays = (date: SchoolDate, days: number): SchoolDate => dayNumberToDate(dayNumber(date) + days)
/** The same day so many months later; the last of the month where that month is shorter. */
export function addMonths(date: SchoolDate, months: number): SchoolDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: SchoolDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
/** The Monday that begins the date's week, even when that Monday is a holiday. */
export const weekBeginning = (date: SchoolDate): SchoolDate => addDays(date, 1 - weekdayOf(date))
export const daysBetween = (from: SchoolDate, to: SchoolDate): number => dayNumber(to) - dayNumber(from)

/** A school has a few hundred days, and a board asks for each of them thousands of times. */
const numbers = new Map<SchoolDate, number>()
function dayNumber(date: SchoolDate): number {
  let number = numbers.get(date)
  if (number === undefined) {
    number = Math.round(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / 86_400_000)
    if (numbers.size > 5000) numbers.clear()
    numbers.set(date, number)
  }
  return number
}
/** And the other way. */
const dates = new Map<number, SchoolDate>()
function dayNumberToDate(day: number): SchoolDate {
  let date = dates.get(day)
  if (date === undefined) {
    date = new Date(day * 86_400_000).toISOString().slice(0, 10)
    if (dates.size > 5000) dates.clear()
    dates.set(day, date)
  }
  return date
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
export const weekdayName = (date: SchoolDate): string => WEEKDAYS[weekdayOf(date) - 1] ?? ''
/** `Monday 7 December 2026` */
export const longDate = (date: SchoolDate): string => `${weekdayName(date)} ${mediumDate(date)}`
/** `7 December 2026` */
export const mediumDate = (date: SchoolDate): string =>
  `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`
/** `Mon 7 Dec` */
export const shortDate = (date: SchoolDate): string =>
  `${weekdayName(date).slice(0, 3)} ${Number(date.slice(8, 10))} ${(MONTHS[Number(date.slice(5, 7)) - 1] ?? '').slice(0, 3)}`
/** `8.45`, as the school's policy writes times. */
export const spokenTime = (time: TimeOfDay): string => `${Number(time.slice(0, 2))}.${time.slice(3, 5)}`
/** `Thu 10 Dec, 8.41`, by the school's clock. */
export const shortMoment = (at: Instant): string => `${shortDate(dateOf(at))}, ${spokenTime(timeOf(at))}`
