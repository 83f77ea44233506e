/** Meetings with home: one held with its decisions, one to come on the day after the demo day. */
import { addDays } from '../../src/domain/time/clock.ts'
import type { DemoRow, Mentee, World } from './shape.ts'
import { moment } from './times.ts'

export const meetingRows = (mentees: readonly Mentee[], world: World): DemoRow[] => mentees.flatMap((mentee) => rowsOf(mentee, world))

function rowsOf({ plan, pupil, mentor }: Mentee, { lead, accounts, day }: World): DemoRow[] {
  const head = accounts.find(({ role, year }) => role === 'head-of-year' && year === pupil.year)
  if (!head) return []
  const id = `hm.${pupil.id}`
  const invited = [mentor.id, lead.id, head.id]
  const common = { pupilId: pupil.id, withPupil: true, interpreter: false, invited, without: [] }
  const by = mentor.id
  switch (`${plan.preferredName} ${plan.surname}`) {
    case 'Jack Entwistle': {
      const called = moment('2026-11-30', 920)
      const held = moment('2026-12-03', 985)
      return [
        { t: 'homeMeeting', id, by, at: called, f: { ...common, why: 'Two sanctions in a week, and the targets of three weeks not met.', evidence: ['1 of 5 targets met in the last weeks (20%)'], date: '2026-12-03', time: '15:40', room: 'Meeting room 1', agenda: ['What mornings are like at home', 'What helps in Science'], entered: called } },
        { t: 'homeMeetingEvent', id: `${id}.held`, by, at: held, f: { type: 'held', pupilId: pupil.id, meetingId: id, entered: held, homeCame: true, present: [mentor.id, lead.id], absent: [{ id: head.id, reason: 'Called to cover an examination' }], minutes: 'Jack’s grandmother came. Jack told her himself what happened, and what he would do instead. She would rather be telephoned than written to.', decisions: [{ text: 'Telephone home on Fridays, good news first', who: mentor.id, due: '2026-12-11' }, { text: 'Seat near the door in Science until Christmas', who: lead.id, due: '2026-12-07' }, { text: 'Phone stays downstairs at night', who: 'home' }], reviewOn: '2026-12-17' } },
        { t: 'homeMeetingEvent', id: `${id}.done`, by, at: held + 3_600_000, f: { type: 'done', pupilId: pupil.id, meetingId: id, entered: held + 3_600_000, decision: 1 } },
      ]
    }
    case 'Harvey Pickersgill': {
      const called = moment(addDays(day, -1), 930)
      return [{ t: 'homeMeeting', id, by, at: called, f: { ...common, why: 'Harvey leaves lessons when it gets loud. We should like to find with his parents what helps.', evidence: [], date: addDays(day, 1), time: '15:45', room: 'L12', agenda: ['What goes well', 'What helps when it is loud'], entered: called } }]
    }
    default:
      return []
  }
}
