/** What a meeting about a year left with an owner and a day. */
import { shortDate, dateOf } from '../../domain/clock.ts'
import { meetingTasksOf } from '../identifying.ts'
import type { At, Found } from './at.ts'

export const yearMeetingTasks = ({ memory, me, today }: At, pupilId: string): Found[] =>
  meetingTasksOf(memory, pupilId, today).filter(({ f, done }) => !done && f.owner === me.id)
    .map(({ id, f }) => ({ key: id, due: f.due, to: `/pupils/${pupilId}`, what: f.text, why: `Decided in the year’s meeting on ${shortDate(dateOf(f.entered))}` }))
