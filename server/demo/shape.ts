/** The shapes the demo school is made of. */
import type { SchoolCalendar } from '../../src/domain/time/calendar.ts'
import type { Instant, SchoolDate } from '../../src/domain/time/clock.ts'
import type { Expectation, MentorshipState } from '../../src/domain/cases/mentorship.ts'
import type { Pupil } from '../../src/domain/pupil.ts'
import type { FieldsOf, Kind } from '../../src/domain/records.ts'
import type { Settings } from '../../src/domain/setting.ts'
import type { Role } from '../../src/domain/staff.ts'

/** One row to plant; `at`: when it was entered (UTC ms). */
export type DemoRow = { [K in Kind]: { t: K; id: string; f: FieldsOf<K>; by: string; at: Instant } }[Kind]
export type RowOf<K extends Kind> = Extract<DemoRow, { t: K }>
export type DemoAccount = { id: string; username: string; name: string; initials: string; role: Role; year?: number }

/** A pupil on roll, with what a school's own system knows. The UPN is what imports match by. */
export type RollPupil = Required<Omit<Pupil, 'tutor'>> & {
  id: string
  preferredName: string
  surname: string
  sex: 'F' | 'M'
  year: number
  form: string
  tutor: string
  admissionNumber: string
  upn: string
  dateOfBirth: SchoolDate
}

/** How a pupil's mornings go. */
export type Habit = 'punctual' | 'steady' | 'mostly' | 'often-late' | 'improving' | 'slipping'

/** A pupil's place in mentoring, written by hand in `cases.ts`. */
export type CasePlan = {
  preferredName: string
  surname: string
  sex: 'F' | 'M'
  form: string
  /** 1 to 6. */
  mentor: number
  state: MentorshipState
  habit: Habit
  startedOn: SchoolDate
  legalForename?: string
  legalSurname?: string
  /** Under a care order, with a foster carer. */
  inCare?: true
  /** Expected at 8.30 from this Monday, at 8.45 before. */
  earlyFrom?: SchoolDate
  /** Withdrawing or closing: fewer mornings from each date on. */
  fewer?: readonly { from: SchoolDate; weekdays: readonly number[] }[]
  /** Not expected from `from` until `back` (or at all, when absent). */
  away?: { from: SchoolDate; back?: SchoolDate }
  endedOn?: SchoolDate
  endReason?: string
  reason: string
  /** Was mentored once before, and came back. */
  before?: { mentor: number; startedOn: SchoolDate; endedOn: SchoolDate; reason: string; endReason: string; notes: readonly { date: SchoolDate; text: string }[] }
}

export type Mentee = { plan: CasePlan; pupil: RollPupil; mentor: DemoAccount; expectations: readonly Expectation[] }

export type World = {
  seed: number
  calendar: SchoolCalendar
  settings: Settings
  accounts: readonly DemoAccount[]
  lead: DemoAccount
  office: DemoAccount
  mentors: readonly DemoAccount[]
  /** The demo day: nothing has happened on it yet. */
  day: SchoolDate
  /** From here on the history is dense: this half-term. */
  denseFrom: SchoolDate
}
