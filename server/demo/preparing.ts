/** Before the first meeting, at its different points (and of a home whose letter is in two languages): a letter printed, a letter sent, nothing yet, and a start without one. */
import type { StartLetter } from '../../src/domain/home/startLetter.ts'
import type { DemoRow, Mentee, World } from './shape.ts'
import { moment } from './times.ts'

type Said = StartLetter extends infer One ? (One extends StartLetter ? Omit<One, 'pupilId' | 'mentorshipId' | 'at'> : never) : never
const SAID: Record<string, readonly { on: string; by: 'mentor' | 'lead'; f: Said }[]> = {
  'Kacper Wójcik': [
    { on: '2026-09-24', by: 'mentor', f: { type: 'printed', reasons: 'Kacper is often late in the morning, and we should like to help with that.', letters: 1 } },
    { on: '2026-09-25', by: 'mentor', f: { type: 'sent', date: '2026-09-25', via: 'post', letters: 1 } },
  ],
  'Ffion Bowen': [{ on: '2026-12-08', by: 'mentor', f: { type: 'printed', reasons: 'Ffion would like support with homework, and with starting lessons calmly.', letters: 1 } }],
  'Elif Karataş': [
    { on: '2026-12-07', by: 'mentor', f: { type: 'printed', reasons: 'We should like to help Elif to make a fresh start in two of her subjects.', letters: 1 } },
    { on: '2026-12-08', by: 'mentor', f: { type: 'sent', date: '2026-12-08', via: 'post', letters: 1 } },
  ],
  'Leah Stansfield': [{ on: '2026-12-09', by: 'lead', f: { type: 'waived', reason: 'Her mother was told in full at the parents’ evening; the letter follows.' } }],
}

export const preparingRows = (mentees: readonly Mentee[], { lead }: World): DemoRow[] =>
  mentees.flatMap(({ plan, pupil, mentor }) => (SAID[`${plan.preferredName} ${plan.surname}`] ?? []).map(({ on, by, f }, index): DemoRow => {
    const at = moment(on, 935, index)
    return { t: 'startLetter', id: `start-letter.${pupil.id}.${index + 1}`, by: (by === 'lead' ? lead : mentor).id, at, f: { ...f, pupilId: pupil.id, mentorshipId: `m.${pupil.id}`, at } }
  }))
