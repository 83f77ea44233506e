/**
 * "Mentors should liaise with staff to collate specific subject and pastoral information": whom, and when a pupil is where,
 * is the timetable's word. It comes with an export; the one that came last stands. A two-week timetable tells its weeks
 * A and B apart, and whoever takes it in says which of them one week is: from there the weeks that have school are counted.
 */
import { z } from '../schema.ts'
import { schoolDaysOfWeek, type SchoolCalendar } from './calendar.ts'
import { addDays, weekBeginning, weekdayOf, type SchoolDate } from './clock.ts'
import { Period } from './period.ts'

export const WeekLetter = z.enum(['A', 'B'])
export type WeekLetter = z.infer<typeof WeekLetter>
export const LESSON_LIMITS = { subject: 80, teacher: 120, room: 40, lessons: 120 } as const

export const Lesson = z.object({
  /** Absent: in both weeks. */
  week: WeekLetter.optional(),
  weekday: z.int().min(1).max(5),
  /** The key of the school's period. */
  period: Period.shape.key,
  subject: z.string().min(1).max(LESSON_LIMITS.subject),
  teacher: z.string().max(LESSON_LIMITS.teacher),
  room: z.string().max(LESSON_LIMITS.room),
})
export type Lesson = z.infer<typeof Lesson>

/** One pupil's timetable as one export had it: whole, so that the next one takes its place. */
export const Timetable = z.object({ pupilId: z.string(), batch: z.string(), lessons: z.array(Lesson).max(LESSON_LIMITS.lessons) })
export type Timetable = z.infer<typeof Timetable>

/** A week that a person said the letter of. */
export type NamedWeek = { weekStart: SchoolDate; letter: WeekLetter }
const MOST_WEEKS = 160
const other = (letter: WeekLetter): WeekLetter => (letter === 'A' ? 'B' : 'A')

/** Undefined where nobody has said it, or the calendar does not reach so far. A week without school is not counted. */
export function letterOf(calendar: SchoolCalendar, named: NamedWeek | undefined, date: SchoolDate): WeekLetter | undefined {
  if (!named) return undefined
  const week = weekBeginning(date)
  const step = week < named.weekStart ? -7 : 7
  let letter = named.letter
  for (let at = named.weekStart, tries = 0; at !== week; tries++) {
    if (tries > MOST_WEEKS) return undefined
    at = addDays(at, step)
    if (schoolDaysOfWeek(calendar, at).length > 0) letter = other(letter)
  }
  return letter
}

export const hasTwoWeeks = (lessons: readonly Pick<Lesson, 'week'>[]): boolean => lessons.some(({ week }) => week !== undefined)

/** What is taught on a day. Where nobody knows which week it is, only what is in both. */
export const lessonsOn = (lessons: readonly Lesson[], date: SchoolDate, letter: WeekLetter | undefined): Lesson[] =>
  lessons.filter(({ weekday, week }) => weekday === weekdayOf(date) && (week === undefined || week === letter))

export type Taught = { teacher: string; subject: string; lessons: number }
/** Each teacher of each subject once, whoever has most lessons first. Two who share a class are two. */
export function taughtBy(lessons: readonly Lesson[]): Taught[] {
  const taught = new Map<string, Taught>()
  for (const { teacher, subject } of lessons)
    for (const name of teacher.split(/ & |, /).map((one) => one.trim()).filter((one) => one !== '')) {
      const key = `${name}|${subject}`
      taught.set(key, { teacher: name, subject, lessons: (taught.get(key)?.lessons ?? 0) + 1 })
    }
  return [...taught.values()].sort((a, b) => b.lessons - a.lessons || a.subject.localeCompare(b.subject, 'en-GB') || a.teacher.localeCompare(b.teacher, 'en-GB'))
}

/** In the order in which they are read: two equal timetables are the same text. */
export const inTimetableOrder = (lessons: readonly Lesson[]): Lesson[] => [...lessons].sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en'))
const keyOf = ({ week, weekday, period, subject, teacher, room }: Lesson): string => [weekday, period, week ?? '', subject, teacher, room].join('|')
