/** What the server proposed and is still to be decided, and what somebody holds. */
import { groupBy } from '../../domain/group.ts'
import { fullName } from '../../domain/pupil.ts'
import { holdOf, proposalOf, type Held, type Proposal } from '../../domain/people/retention.ts'
import type { Memory } from '../store/memory.ts'
import { mentorshipOf } from './mentoring.ts'

export type DueFile = { pupilId: string; name: string; proposal: Proposal | undefined; hold: Held | undefined }

export function dueFiles(memory: Memory): DueFile[] {
  return [...groupBy(memory.all('retention').map(({ f }) => f), ({ pupilId }) => pupilId)].flatMap(([pupilId, facts]) => {
    const [hold, proposal] = [holdOf(facts), proposalOf(facts)]
    // Mentored again, it is not due, whatever was proposed before.
    if (!hold && (!proposal || mentorshipOf(memory, pupilId))) return []
    const pupil = (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f
    return [{ pupilId, name: pupil ? `${fullName(pupil)}, ${pupil.form}` : 'A pupil', proposal, hold }]
  }).sort((a, b) => ((a.proposal?.due ?? '') < (b.proposal?.due ?? '') ? -1 : 1))
}
