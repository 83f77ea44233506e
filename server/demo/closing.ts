/** What was decided about a case, and how mentoring ended: the closing call of every closed case, and the looks back that were made since. */
import { addDays } from '../../src/domain/time/clock.ts'
import { caseRows } from './caseChanges.ts'
import type { DemoRow, Mentee, World } from './shape.ts'
import { moment } from './times.ts'

/** Looked back to already after six weeks; the others wait for the Lead Mentor. */
const LOOKED_BACK = ['Bronwen Pugh']

export const closingRows = (mentee: Mentee, world: World): DemoRow[] => [...caseRows(mentee, world), ...endRows(mentee, world)]

function endRows({ plan, pupil, mentor }: Mentee, world: World): DemoRow[] {
  const { endedOn } = plan
  if (plan.state !== 'closed' || endedOn === undefined) return []
  const at = moment(endedOn, 15 * 60 + 40)
  const about = { pupilId: pupil.id, mentorshipId: `m.${pupil.id}` }
  const sixWeeksOn = moment(addDays(endedOn, 42), 10 * 60)
  return [
    { t: 'contactEntry', id: `call.${pupil.id}.end`, by: mentor.id, at, f: { pupilId: pupil.id, used: '', direction: 'out', outcome: 'spoke', topic: 'Progress', text: 'Told home that mentoring ends, and what went well. Very pleased.', agreed: 'They call if it gets harder again', occurredAt: at, entered: at } },
    { t: 'closingEvent', id: `closing.${pupil.id}`, by: mentor.id, at, f: { type: 'call', ...about, at, entryId: `call.${pupil.id}.end`, strengths: ['Met the last targets', 'Comes prepared'] } },
    ...(LOOKED_BACK.includes(`${pupil.preferredName} ${pupil.surname}`) ? [{ t: 'closingEvent' as const, id: `closing.${pupil.id}.6`, by: world.lead.id, at: sixWeeksOn, f: { type: 'follow-up' as const, ...about, at: sixWeeksOn, weeks: 6, how: 'well' as const, line: 'Seen with her tutor: settled, and helps a new pupil.' } }] : []),
  ]
}
