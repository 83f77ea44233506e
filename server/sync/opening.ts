/**
 * "Mentors meet with DHT / HOY to identify pupils": a decision of the meeting opens a case. A Head of Year opens one of the
 * year by their decision, with the mentor it names, and changes nothing of it afterwards.
 */
import { latestDecision } from '../../src/domain/cases/candidate.ts'
import type { Mentorship } from '../../src/domain/cases/mentorship.ts'
import { pupilOf } from '../../src/domain/bucket.ts'
import type { Op } from '../../src/domain/protocol.ts'
import type { Row } from '../../src/domain/records.ts'
import type { Actor } from '../../src/domain/staff.ts'
import type { InCase } from './conduct.ts'

export const isOfOpening = (t: string): boolean => t === 'deskPupil' || t === 'pupil' || t === 'mentorship'

/** Asked of a Head of Year. The operation's fields have been parsed already. */
export async function openingRefusal(op: Op, row: Row | undefined, actor: Actor, owns: (pupilId: string) => Promise<boolean>, inCase: InCase): Promise<'forbidden' | undefined> {
  const pupilId = pupilOf(op.bucket)
  if (pupilId === undefined || !(await owns(pupilId))) return 'forbidden'
  // What one has opened oneself may be taken back until it is prepared.
  if (op.kind === 'void') return row?.by === actor.id && (await inCase('mentorship', pupilId)).every(({ f }) => f.state === 'agreed') ? undefined : 'forbidden'
  if (row || op.kind !== 'add') return 'forbidden'
  const decision = latestDecision(await inCase('candidateDecision', pupilId))?.f
  if (decision?.choice !== 'mentor') return 'forbidden'
  if (op.t === 'deskPupil' && op.f?.['year'] !== actor.year) return 'forbidden'
  const opened = op.t === 'mentorship' ? (op.f as Mentorship) : undefined
  return opened === undefined || (opened.state === 'agreed' && opened.mentorId === decision.mentorId) ? undefined : 'forbidden'
}
