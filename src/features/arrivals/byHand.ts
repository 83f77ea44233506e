/** A mark set by hand: another time, another of the three marks, a reason. */
import { timeProblem } from '../../domain/mornings/marking.ts'
import type { Instant, SchoolDate, TimeOfDay } from '../../domain/time/clock.ts'
import { proposeMark, type MentorMark, type RegisterTimes } from '../../domain/mornings/registration.ts'
import type { SetByHand } from './arrivalsStore.ts'

/** `at` empty: not yet said. `mark` null: the one the register's table proposes. */
export type ByHand = { at: TimeOfDay; mark: MentorMark | null; reason: string }

export const REASONS = ['Bus late', 'Appointment', 'Overslept', 'With another member of staff'] as const
export const REASON_LIMIT = 200

export type ByHandProblems = { at?: string; reason?: string }

export function problemsOf(form: ByHand, date: SchoolDate, reasonNeeded: boolean, now: Instant): ByHandProblems {
  const time = timeProblem(date, form.at, now)
  const reason = form.reason.trim()
  return {
    ...(time === 'missing' ? { at: 'Say when the pupil arrived.' } : time === 'future' ? { at: 'That time has not come yet.' } : {}),
    ...(reasonNeeded && reason === '' ? { reason: 'Another day needs a reason.' } : {}),
    ...(reason.length > REASON_LIMIT ? { reason: `Keep it to ${REASON_LIMIT} characters; this has ${reason.length}.` } : {}),
  }
}

export const isFine = (problems: ByHandProblems): boolean => Object.keys(problems).length === 0

export const setByHand = (form: ByHand, expectedAt: TimeOfDay, register: RegisterTimes): SetByHand =>
  ({ at: form.at, mark: form.mark ?? proposeMark(form.at, expectedAt, register).mark, reason: form.reason })
