/** "…by the end of Monday lunch": the Lead Mentor asks for the records of a pupil's week, and the mentor sees it. It goes by itself when they are complete. */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'

export const Nudge = z.object({ pupilId: z.string(), mentorId: z.string(), weekStart: SchoolDate, entered: z.number() })
export type Nudge = z.infer<typeof Nudge>
