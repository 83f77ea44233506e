/**
 * "…and Mentors will give them their registration mark."
 * Source: The School Attendance (Pupil Registration) (England) Regulations 2024, reg 10, Table 1: `/` present when the
 * register begins to be taken, `L` attends before the taking has ended, `U` after it. A mentor writes only these three
 * (the office confirms `U`); every other code is the attendance office's. Being late to the mentor is not being late
 * for the register.
 */
import { z } from '../schema.ts'
import { instantAt, minutesFromTime, type Instant, type SchoolDate, type TimeOfDay } from '../time/clock.ts'

export const MentorMark = z.enum(['/', 'L', 'U'])
export type MentorMark = z.infer<typeof MentorMark>

export type RegisterTimes = { registerStart: TimeOfDay; registerClose: TimeOfDay }
export type ProposedMark = {
  mark: MentorMark
  punctuality: 'on-time' | 'late-to-mentor' | 'late' | 'after-close'
  /** Whole minutes after the register began; 0 when present as it began. */
  minutesLate: number
  /** Whole minutes after the time then expected at reception. */
  minutesLateToMentor: number
  officeConfirms: boolean
}

/** Times are whole minutes of the school day: 8.45:59 counts as 8.45. `expectedAt` is never later than the register's start. */
export function proposeMark(arrivedAt: TimeOfDay, expectedAt: TimeOfDay, register: RegisterTimes): ProposedMark {
  const arrived = minutesFromTime(arrivedAt)
  const start = minutesFromTime(register.registerStart)
  const toMentor = Math.max(0, arrived - minutesFromTime(expectedAt))
  const base = { minutesLate: Math.max(0, arrived - start), minutesLateToMentor: toMentor, officeConfirms: false }
  if (arrived <= start) return { ...base, mark: '/', punctuality: toMentor > 0 ? 'late-to-mentor' : 'on-time' }
  if (arrived <= minutesFromTime(register.registerClose)) return { ...base, mark: 'L', punctuality: 'late' }
  return { ...base, mark: 'U', punctuality: 'after-close', officeConfirms: true }
}

/** Whole seconds until the taking of the register has ended. Its closing minute is whole: who comes at 9.15:58 is still `L`. */
export const secondsToClose = (date: SchoolDate, now: Instant, { registerClose }: Pick<RegisterTimes, 'registerClose'>): number =>
  Math.ceil((instantAt(date, registerClose) - now) / 1000) + 59

/** What a mark means, in the words of the register; for labels and for a screen reader. */
export const MARK_WORDS: Record<MentorMark, string> = {
  '/': 'Present',
  L: 'Late, before the register closed',
  U: 'Arrived after the register closed',
}
