/** The sessions of one pupil, or of everybody, as the open records have them. */
import type { SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { groupBy } from '../../domain/group.ts'
import type { Kind, Row } from '../../domain/records.ts'
import { sessionsBetween, type PlannedSession } from '../../domain/week/sessionWeek.ts'
import { beside } from './beside.ts'
import type { Memory } from '../store/memory.ts'

export const sessionsFor = (memory: Memory, calendar: SchoolCalendar, pupilId: string, from: SchoolDate, until: SchoolDate = from): PlannedSession[] =>
  sessionsBetween(from, until, pupilId, { sessions: memory.ofPupil('session', pupilId), changes: memory.ofPupil('sessionChange', pupilId), attendance: memory.ofPupil('sessionAttendance', pupilId) }, calendar)

/** Of the week that begins on a Monday. */
export const sessionsOfWeek = (memory: Memory, calendar: SchoolCalendar, pupilId: string, weekStart: SchoolDate): PlannedSession[] =>
  sessionsFor(memory, calendar, pupilId, weekStart, addDays(weekBeginning(weekStart), 6))

type Rows<K extends Kind> = readonly Readonly<Row<K>>[]
const ofWhom = ({ f }: { f: { pupilId: string } }): string => f.pupilId
const sessionsAmong = beside((rows: Rows<'session'>) => groupBy(rows, ofWhom))
const changesAmong = beside((rows: Rows<'sessionChange'>) => groupBy(rows, ofWhom))
/** By the day of the plan: what was moved is marked by that day too. */
const marksAmong = beside((rows: Rows<'sessionAttendance'>) => groupBy(rows, ({ f }) => f.on))

/** Of that week for everybody who has any: a board asks for hundreds, so nobody's list is gone through for every week there was. */
export function sessionsOfEverybody(memory: Memory, calendar: SchoolCalendar, weekStart: SchoolDate): ReadonlyMap<string, PlannedSession[]> {
  const until = addDays(weekStart, 6)
  const [changes, marks] = [changesAmong(memory.all('sessionChange')), marksAmong(memory.all('sessionAttendance'))]
  const movedHere = memory.all('sessionChange').flatMap(({ f }) => (f.type === 'moved' && f.date >= weekStart && f.date <= until ? [f.on] : []))
  const days = new Set([...Array.from({ length: 7 }, (_, day) => addDays(weekStart, day)), ...movedHere])
  const attendance = groupBy([...days].flatMap((day) => marks.get(day) ?? []), ofWhom)
  return new Map([...sessionsAmong(memory.all('session'))].map(([pupilId, sessions]) =>
    [pupilId, sessionsBetween(weekStart, until, pupilId, { sessions, changes: changes.get(pupilId) ?? [], attendance: attendance.get(pupilId) ?? [] }, calendar)]))
}
