/**
 * "All records should be shared": a mentor and the Lead Mentor wrote one pupil's words for a target on the same afternoon
 * without seeing each other's. The later is shown, both are kept, and nobody has decided yet.
 */
import { conflictId } from '../sync/copyNames.ts'
import { opIdOf } from '../../src/domain/change.ts'
import type { Conflict, Version } from '../../src/domain/sync/conflict.ts'
import { addDays, weekBeginning } from '../../src/domain/time/clock.ts'
import type { DemoRow, Mentee, World } from './shape.ts'
import { moment } from './times.ts'

const OF = 'Alfie Pickersgill'
const FIELD = 'pupilWording'
const WORDS = {
  mentor: 'I go and ask what I have missed, at break and not in the lesson',
  lead: 'I ask what I have missed, and I write it in my planner straight away',
}

export function withTwoVersions(rows: readonly DemoRow[], mentees: readonly Mentee[], { day, lead }: World): DemoRow[] {
  const mentee = mentees.find(({ plan }) => `${plan.preferredName} ${plan.surname}` === OF)
  const target = rows.find((row) => row.t === 'target' && row.f.pupilId === mentee?.pupil.id && row.f.weekStart === weekBeginning(day))
  if (!mentee || target?.t !== 'target') return [...rows]
  const written = (value: string, by: string, minutes: number, tablet: string): Version => ({ value, by, at: moment(addDays(day, -1), minutes, 12), tablet, stamp: opIdOf(`demo-${tablet}`, 41) })
  const [first, second] = [written(WORDS.mentor, mentee.mentor.id, 918, 'k2v9m4qa'), written(WORDS.lead, lead.id, 923, 'w7hd3x5c')]
  const about = { t: target.t, id: target.id }
  const f: Conflict = { pupilId: mentee.pupil.id, about, field: FIELD, base: target.f[FIELD], versions: [first, second], resolved: null }
  const conflict: DemoRow = { t: 'conflict', id: conflictId(about.t, about.id, FIELD, [first.stamp, second.stamp]), by: second.by, at: second.at, f }
  return [...rows.map((row) => (row === target ? { ...target, f: { ...target.f, [FIELD]: WORDS.lead } } : row)), conflict]
}
