/** Readings of a pupil's timetable, from the open records: the export that came last and was not undone. */
import type { SchoolCalendar } from '../../domain/time/calendar.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { lessonsOn, letterOf, type Lesson, type NamedWeek, type WeekLetter } from '../../domain/time/timetable.ts'
import type { Memory } from '../store/memory.ts'

const batchOf = (memory: Memory, batch: string): Readonly<Row<'simsBatch'>> | undefined => memory.get('simsBatch', batch)

export function timetableOf(memory: Memory, pupilId: string): Readonly<Row<'timetable'>> | undefined {
  const stands = memory.ofPupil('timetable', pupilId).filter(({ f }) => batchOf(memory, f.batch)?.f.state !== 'undone')
  return [...stands].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).at(-1)
}

export function namedWeekOf(memory: Memory, timetable: Readonly<Row<'timetable'>> | undefined): NamedWeek | undefined {
  const named = timetable && batchOf(memory, timetable.f.batch)?.f
  return named?.weekStart !== undefined && named.weekLetter !== undefined ? { weekStart: named.weekStart, letter: named.weekLetter } : undefined
}

/** Which week of a two-week timetable a day lies in; undefined also where there are no two. */
export function weekLetterFor(memory: Memory, calendar: SchoolCalendar, pupilId: string, date: SchoolDate): WeekLetter | undefined {
  const timetable = timetableOf(memory, pupilId)
  return letterOf(calendar, namedWeekOf(memory, timetable), date)
}

export function lessonsFor(memory: Memory, calendar: SchoolCalendar, pupilId: string, date: SchoolDate): Lesson[] {
  const timetable = timetableOf(memory, pupilId)
  return timetable ? lessonsOn(timetable.f.lessons, date, letterOf(calendar, namedWeekOf(memory, timetable), date)) : []
}
