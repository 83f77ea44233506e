import type { Commitment } from '../../../src/domain/week/commitment.ts'
import type { Explanation } from '../../../src/domain/mornings/missed.ts'
import type { PlannedAbsence } from '../../../src/domain/mornings/plannedAbsence.ts'

/** Why a pupil had not come, and the line the mentor put down. */
export const EXPLANATIONS: Partial<Record<Explanation, string>> = {
  // The office’s code says it.
  'absent-from-school': '',
  transport: 'The school bus was cancelled; home telephoned',
  appointment: 'Dentist, card shown',
  home: 'Helped with the little ones; mother rang at 8.20',
  'other-commitment': 'Choir rehearsal in the hall, Mr Averill confirms',
}

/** The step, the day, what happened, and whether it has been served. */
type Given = readonly (readonly [step: string, date: string, behaviour: string, served: boolean])[]
export const SANCTIONED: Readonly<Record<string, Given>> = {
  'Harvey Pickersgill': [['verbal-warning', '2026-12-02', 'Called out four times in one lesson after two reminders.', true], ['break-detention', '2026-12-09', 'Left the lesson without asking.', false]],
  'Jack Entwistle': [['break-detention', '2026-11-30', 'Threw paper across the room while others were reading.', true], ['lunch-detention', '2026-12-03', 'Would not move seats when asked, and left when asked again.', true]],
  'Niamh Gallagher': [['verbal-warning', '2026-12-07', 'Talked through the instructions of the test.', true]],
}

export const PLANNED: Readonly<Record<string, Omit<PlannedAbsence, 'pupilId'>>> = {
  'Maya Fernandes': { from: '2026-12-14', until: '2026-12-15', reason: 'trip', detail: 'Geography field trip to the coast' },
  'Khadija Miah': { from: '2026-12-16', until: '2026-12-16', reason: 'exam', detail: 'Mathematics paper, hall' },
  'Tomos Llewellyn': { from: '2026-12-14', until: '2026-12-14', reason: 'appointment', detail: 'Optician' },
}

/** All of them begin after the demo's own day. */
export const COMMITTED: Readonly<Record<string, Omit<Commitment, 'pupilId'>>> = {
  'Siân Prosser': { kind: 'music-lesson', detail: 'Harp, music block', from: '2026-12-11', weekdays: [5], time: '08:55' },
  'Mateusz Kowal': { kind: 'breakfast-club', detail: 'Dining hall', from: '2026-12-11', until: '2027-02-12', weekdays: [1, 3, 5] },
  'Tolu Bankole': { kind: 'rehearsal', detail: 'Athletics, track', from: '2026-12-15', weekdays: [2] },
}
