/** Whom we asked about a pupil, and what came back: of the present time of mentoring. */
import { dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import { askedOf, type Asked } from '../../domain/week/staffFeedback.ts'
import type { Memory } from '../store/memory.ts'
import { isPresent } from './presentCase.ts'

export function askedFor(memory: Memory, pupilId: string, today: SchoolDate): Asked[] {
  const isOfCase = isPresent(memory, pupilId)
  const asked = askedOf(memory.ofPupil('staffRequest', pupilId), memory.ofPupil('staffRequestEvent', pupilId), memory.ofPupil('staffReply', pupilId), today)
  return asked.filter(({ f }) => isOfCase(dateOf(f.asked)))
}
