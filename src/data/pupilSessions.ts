/** A pupil's sessions as the open records have them. */
import type { SchoolCalendar } from '../domain/calendar.ts'
import { addDays, weekBeginning, type SchoolDate } from '../domain/clock.ts'
import { sessionsBetween, type PlannedSession } from '../domain/sessionWeek.ts'
import type { Memory } from './memory.ts'

export const sessionsFor = (memory: Memory, calendar: SchoolCalendar, pupilId: string, from: SchoolDate, until: SchoolDate = from): PlannedSession[] =>
  sessionsBetween(from, until, pupilId, { sessions: memory.ofPupil('session', pupilId), changes: memory.ofPupil('sessionChange', pupilId), attendance: memory.ofPupil('sessionAttendance', pupilId) }, calendar)

/** Of the week that begins on a Monday. */
export const sessionsOfWeek = (memory: Memory, calendar: SchoolCalendar, pupilId: string, weekStart: SchoolDate): PlannedSession[] =>
  sessionsFor(memory, calendar, pupilId, weekStart, addDays(weekBeginning(weekStart), 6))
