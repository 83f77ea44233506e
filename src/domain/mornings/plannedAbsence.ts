/**
 * A pupil who is known to be away is not expected at the desk and is not missing: who is away, from when until when, and
 * why. An arrival all the same is an arrival.
 */
import { z } from '../schema.ts'
import { SchoolDate } from '../time/clock.ts'

export const AbsenceReason = z.enum(['trip', 'exam', 'appointment', 'illness', 'other-provision', 'family', 'other'])
export type AbsenceReason = z.infer<typeof AbsenceReason>
export const ABSENCE_WORDS: Record<AbsenceReason, string> = {
  trip: 'School trip or fixture', exam: 'Examination or interview', appointment: 'Appointment', illness: 'Illness', 'other-provision': 'At other provision',
  family: 'Family reason', other: 'Another reason',
}
/** The queue reads along: what a school itself arranged may be said there, the rest is for the card. */
export const deskAbsenceWords = (reason: AbsenceReason): string => (reason === 'trip' || reason === 'exam' ? ABSENCE_WORDS[reason] : 'Away')

export const ABSENCE_DETAIL_LIMIT = 120
export const PlannedAbsence = z.object({
  pupilId: z.string(),
  from: SchoolDate,
  /** The last day away. */
  until: SchoolDate,
  reason: AbsenceReason,
  detail: z.string().max(ABSENCE_DETAIL_LIMIT).optional(),
})
export type PlannedAbsence = z.infer<typeof PlannedAbsence>

export const absenceOn = <T extends PlannedAbsence>(absences: Iterable<T>, date: SchoolDate): T | undefined => {
  for (const one of absences) if (one.from <= date && date <= one.until) return one
  return undefined
}
