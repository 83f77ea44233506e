/** What a meeting about a year left behind: its tasks with their owners and days, and which meeting was the one before. */
import type { SchoolDate } from '../time/clock.ts'
import type { MeetingTask, MeetingTaskDone, YearMeeting } from './yearMeeting.ts'

type Stored<T> = { id: string; by: string; f: T }
export type TaskView = { id: string; by: string; f: MeetingTask; done: { by: string; at: number } | undefined; isLate: boolean }
/** Open ones first, by day. */
export function tasksFrom(tasks: readonly Stored<MeetingTask>[], dones: readonly Stored<MeetingTaskDone>[], today: SchoolDate): TaskView[] {
  return tasks.map(({ id, by, f }): TaskView => {
    const done = dones.find((one) => one.f.taskId === id)
    return { id, by, f, done: done && { by: done.by, at: done.f.at }, isLate: done === undefined && f.due < today }
  }).sort((a, b) => Number(a.done !== undefined) - Number(b.done !== undefined) || (a.f.due < b.f.due ? -1 : a.f.due > b.f.due ? 1 : a.f.entered - b.f.entered))
}

type OfYear = { id: string; f: YearMeeting }
/** The one that is going on; of several the last begun. One that nobody ended is over the next day. */
export const meetingNow = <One extends OfYear>(meetings: readonly One[], year: number, today: SchoolDate): One | undefined =>
  [...meetings].filter(({ f }) => f.year === year && f.date === today && !f.ended).sort((a, b) => b.f.begun - a.f.begun)[0]
export const meetingsOfYear = <One extends OfYear>(meetings: readonly One[], year: number): One[] => meetings.filter(({ f }) => f.year === year).sort((a, b) => b.f.begun - a.f.begun)
/** The one before this, or before today: since when things have changed. */
export const meetingBefore = <One extends OfYear>(meetings: readonly One[], year: number, now: One | undefined): One | undefined =>
  meetingsOfYear(meetings, year).find(({ id, f }) => id !== now?.id && (now === undefined || f.begun < now.f.begun))
