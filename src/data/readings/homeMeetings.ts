/** Meetings with home, and what would speak for one, from the open records. */
import { previousWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { meetingsFrom, progressPrompt, type Meeting, type ProgressPrompt } from '../../domain/home/homeMeeting.ts'
import { reviewId } from '../../domain/week/weeklyReview.ts'
import type { Row } from '../../domain/records.ts'
import { beside } from './beside.ts'
import type { Memory } from '../store/memory.ts'

const meetingsAmong = beside((events: readonly Readonly<Row<'homeMeetingEvent'>>[]) => beside((meetings: readonly Readonly<Row<'homeMeeting'>>[]): readonly Meeting[] => meetingsFrom(meetings, events)))
export const meetingsOf = (memory: Memory, pupilId: string): readonly Meeting[] => meetingsAmong(memory.ofPupil('homeMeetingEvent', pupilId))(memory.ofPupil('homeMeeting', pupilId))

const WEEKS = 4
export function promptFor(memory: Memory, calendar: SchoolCalendar, pupilId: string, today: SchoolDate, leastPercent: number): ProgressPrompt {
  const weeks: SchoolDate[] = []
  for (let week: SchoolDate | undefined = weekBeginning(today); week !== undefined && weeks.length <= WEEKS; week = previousWeek(calendar, week)) weeks.push(week)
  const judged = memory.ofPupil('target', pupilId).filter(({ f }) => weeks.includes(f.weekStart) && ['met', 'partly', 'not-met'].includes(f.result))
  return progressPrompt({
    judged: judged.length, met: judged.filter(({ f }) => f.result === 'met').length,
    outcomes: weeks.flatMap((week) => { const review = memory.get('weeklyReview', reviewId(pupilId, week)); return review?.f.signed ? [review.f.outcome] : [] }),
  }, leastPercent)
}
