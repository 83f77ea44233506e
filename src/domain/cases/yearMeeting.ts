/**
 * "Mentors meet with DHT / HOY": a meeting about one year, who was there, and what it left behind. A decision leaves with an
 * owner and a day; whether it is done is a fact of its own, so that any list of work can be computed from the two.
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'

export const MEETING_NOTE_LIMIT = 600
export const YearMeeting = z.object({
  year: z.int().min(7).max(13),
  date: SchoolDate,
  /** Staff, by id. */
  present: z.array(z.string()).max(30),
  begun: z.number(),
  ended: z.number().nullable().optional(),
})
export type YearMeeting = z.infer<typeof YearMeeting>

/** A line of the minutes: what is of no single pupil. */
export const MeetingNote = z.object({ year: z.int().min(7).max(13), meetingId: z.string(), text: z.string().min(1).max(MEETING_NOTE_LIMIT), entered: z.number() })
export type MeetingNote = z.infer<typeof MeetingNote>

export const TASK_LIMIT = 300
/** `case`: of a mentee, and the mentor sees it. `candidate`: of somebody nobody mentors, and no mentor does. */
const about = { pupilId: z.string(), about: z.enum(['case', 'candidate']) }
export const MeetingTask = z.object({ ...about, meetingId: z.string().optional(), text: z.string().min(1).max(TASK_LIMIT), owner: z.string(), due: SchoolDate, entered: z.number() })
export type MeetingTask = z.infer<typeof MeetingTask>
export const MeetingTaskDone = z.object({ ...about, taskId: z.string(), at: z.number() })
export type MeetingTaskDone = z.infer<typeof MeetingTaskDone>
