/** What the Lead Mentor decided about cases: two pauses, one of them due to be looked at, and one case that changed hands. */
import type { DemoRow, Mentee, World } from './shape.ts'
import { moment } from './times.ts'

const PAUSES: Record<string, { reason: string; lookAgainOn: string }> = {
  'Dylan Ashworth': { reason: 'A reading group has the mornings for two weeks; home agreed.', lookAgainOn: '2026-12-10' },
  'Owen Braithwaite': { reason: 'A reading programme takes the morning slot this half-term.', lookAgainOn: '2027-01-11' },
}
const HANDED_ON = 'Tolu Bankole'

export function caseRows({ plan, pupil, mentor }: Mentee, world: World): DemoRow[] {
  const name = `${plan.preferredName} ${plan.surname}`
  const pause = PAUSES[name]
  const [by, about] = [world.lead.id, { pupilId: pupil.id, mentorshipId: `m.${pupil.id}` }]
  const before = world.mentors[1]
  if (pause && plan.away) {
    const at = moment(plan.away.from, 8 * 60)
    return [{ t: 'caseEvent', id: `pause.${pupil.id}`, by, at, f: { type: 'paused', ...about, at, on: plan.away.from, was: 'active', ...pause } }]
  }
  if (name !== HANDED_ON || !before) return []
  const at = moment('2026-09-04', 15 * 60)
  return [{ t: 'caseEvent', id: `handed.${pupil.id}`, by, at, f: { type: 'handed-over', ...about, at, on: '2026-09-04', from: before.id, to: mentor.id, reason: `${mentor.name} teaches her athletics group and sees her every day.` } }]
}

/** One mentor has fewer lessons free than the school reckons with. */
export const capacityRows = ({ lead, mentors }: World): DemoRow[] =>
  mentors.slice(-1).map(({ id }): DemoRow => ({ t: 'mentorCapacity', id: `capacity:${id}`, by: lead.id, at: moment('2026-09-04', 15 * 60 + 30), f: { mentorId: id, pupils: 7 } }))
