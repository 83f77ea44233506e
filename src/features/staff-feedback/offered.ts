/** "…liaise with staff to collate specific subject and pastoral information": whom, from the timetable and the file, to be picked instead of typed. */
import { FEEDBACK_LIMITS, type Asked, type StaffRequest } from '../../domain/week/staffFeedback.ts'
import { taughtBy, type Lesson } from '../../domain/time/timetable.ts'

export type Offered = Pick<StaffRequest, 'teacher' | 'subject' | 'area'>
type Known = { lessons: readonly Lesson[]; tutor: string | undefined; headOfYear: string | undefined }

export const offeredKey = ({ teacher, subject }: Pick<StaffRequest, 'teacher' | 'subject'>): string => `${teacher}|${subject}`

/** Whoever was asked and has not answered yet is not offered again. */
export function offeredOf({ lessons, tutor, headOfYear }: Known, asked: readonly Asked[]): Offered[] {
  const waiting = new Set(asked.filter(({ state }) => state === 'outstanding').map(({ f }) => offeredKey(f)))
  const pastoral = (teacher: string | undefined, subject: string): Offered[] => (teacher ? [{ teacher, subject, area: 'pastoral' }] : [])
  return [...taughtBy(lessons).map(({ teacher, subject }): Offered => ({ teacher, subject, area: 'subject' })), ...pastoral(tutor, 'Form tutor'), ...pastoral(headOfYear, 'Head of Year')]
    .map((one) => ({ ...one, teacher: one.teacher.slice(0, FEEDBACK_LIMITS.teacher), subject: one.subject.slice(0, FEEDBACK_LIMITS.subject) }))
    .filter((one) => !waiting.has(offeredKey(one)))
}
