/** Where the present case of a pupil begins, who may have been mentored before: what is counted, owed or asked begins there. */
import { previousWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, type SchoolDate } from '../../domain/time/clock.ts'
import { casesOf, countedFrom } from '../../domain/cases/mentoringCase.ts'
import type { Row } from '../../domain/records.ts'
import { beside } from './beside.ts'
import type { Memory } from '../store/memory.ts'

const fromAmong = beside((rows: readonly Readonly<Row<'mentorship'>>[]): SchoolDate | undefined => countedFrom(casesOf(rows.map((row) => row.f))))

/** Undefined where the pupil was never mentored before. */
export const presentFrom = (memory: Memory, pupilId: string): SchoolDate | undefined => fromAmong(memory.ofPupil('mentorship', pupilId))

/** Whether a day lies in the present case. */
export function isPresent(memory: Memory, pupilId: string): (date: SchoolDate) => boolean {
  const from = presentFrom(memory, pupilId)
  return (date) => from === undefined || date >= from
}

/** A week is of the case that its Friday lies in. */
export const FRIDAY = 4

/** So many weeks with school, oldest first and this one last; those of an earlier case are its own. */
export function weeksOfCase(memory: Memory, calendar: SchoolCalendar, pupilId: string, thisWeek: SchoolDate, most: number): SchoolDate[] {
  const isOfCase = isPresent(memory, pupilId)
  const weeks = [thisWeek]
  for (let week = previousWeek(calendar, thisWeek); week !== undefined && weeks.length < most && isOfCase(addDays(week, FRIDAY)); week = previousWeek(calendar, week)) weeks.unshift(week)
  return weeks
}
