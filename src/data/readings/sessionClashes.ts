/** What a session would clash with, from the open records. */
import { isSchoolDay } from '../../domain/time/calendar.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { periodsOn } from '../../domain/time/period.ts'
import { clashesOn, type Clash, type SessionTime } from '../../domain/week/sessionClash.ts'
import type { PlannedSession } from '../../domain/week/sessionWeek.ts'
import { ordersOf, sanctionsOf, type SchoolNow } from './conduct.ts'
import type { Memory } from '../store/memory.ts'
import { absenceFor } from './mentoring.ts'
import { sessionsFor } from './pupilSessions.ts'
import { lessonsFor } from './timetable.ts'

/** `isItself`: the session that is being planned, which does not clash with itself. */
export function clashesFor(memory: Memory, { calendar, settings }: SchoolNow, pupilId: string, time: SessionTime, today: SchoolDate, isItself: (one: PlannedSession) => boolean = () => false): Clash[] {
  if (!isSchoolDay(calendar, time.date)) return []
  const periods = new Map(periodsOn(settings, time.date).map(({ key, from, to }) => [key, { starts: from, ends: to }]))
  return clashesOn(time, {
    lessons: lessonsFor(memory, calendar, pupilId, time.date).flatMap((lesson) => {
      const at = periods.get(lesson.period)
      return at ? [{ ...lesson, ...at }] : []
    }),
    sessions: sessionsFor(memory, calendar, pupilId, time.date).filter((one) => !isItself(one)), sanctions: sanctionsOf(memory, pupilId), orders: ordersOf(memory, pupilId, today),
    absence: absenceFor(memory, pupilId, time.date), endOfDayCloses: settings.endOfDayCloses,
  })
}
