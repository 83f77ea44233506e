/**
 * "…and Mentors will give them their registration mark", and the form tutor may have given one too: where the two differ
 * the office decides, so it is told of each difference and of nothing else.
 */
import type { AttendanceCode } from './attendanceCode.ts'
import type { Arrival } from './arrival.ts'

/** `tutor` null: the form tutor's file names the pupil without a mark. */
export type TutorMark = { pupilId: string; code: AttendanceCode | null; line: number }
export type Discrepancy<E> = { entry: E; tutor: AttendanceCode | null; kind: 'absent-but-here' | 'here-but-not-marked' | 'other-mark' }

type Entry = { pupilId: string; expected: boolean; arrival: Arrival | undefined }

/** `closed`: only after the close of the register is a pupil the mentors have not marked a difference. */
export function discrepancies<E extends Entry>(entries: readonly E[], marks: readonly TutorMark[], closed: boolean): Discrepancy<E>[] {
  const byPupil = new Map(marks.map((one) => [one.pupilId, one.code]))
  return entries.flatMap((entry): Discrepancy<E>[] => {
    const tutor = byPupil.get(entry.pupilId)
    if (tutor === undefined) return []
    const { arrival } = entry
    if (arrival) return tutor === arrival.mark || tutor === null ? [] : [{ entry, tutor, kind: isMentorsOwn(tutor) ? 'other-mark' : 'absent-but-here' }]
    return closed && tutor !== null && isMentorsOwn(tutor) && entry.expected ? [{ entry, tutor, kind: 'here-but-not-marked' }] : []
  })
}

const isMentorsOwn = (code: AttendanceCode): boolean => code === '/' || code === 'L' || code === 'U'
