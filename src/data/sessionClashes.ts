/** What a session would clash with, from the open records. */
import { isSchoolDay } from '../domain/calendar.ts'
import type { SchoolDate } from '../domain/clock.ts'
import { clashesOn, type Clash, type SessionTime } from '../domain/sessionClash.ts'
import type { PlannedSession } from '../domain/sessionWeek.ts'
import { ordersOf, sanctionsOf, type SchoolNow } from './conduct.ts'
import type { Memory } from './memory.ts'
import { absenceFor } from './mentoring.ts'
import { sessionsFor } from './pupilSessions.ts'

/** `isItself`: the session that is being planned, which does not clash with itself. */
export function clashesFor(memory: Memory, { calendar, settings }: SchoolNow, pupilId: string, time: SessionTime, today: SchoolDate, isItself: (one: PlannedSession) => boolean = () => false): Clash[] {
  if (!isSchoolDay(calendar, time.date)) return []
  return clashesOn(time, {
    sessions: sessionsFor(memory, calendar, pupilId, time.date).filter((one) => !isItself(one)), sanctions: sanctionsOf(memory, pupilId), orders: ordersOf(memory, pupilId, today),
    absence: absenceFor(memory, pupilId, time.date), endOfDayCloses: settings.endOfDayCloses,
  })
}
