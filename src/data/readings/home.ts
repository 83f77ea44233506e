/** Readings of how home is reached, from the open records. */
import { dateOf, type Instant } from '../../domain/time/clock.ts'
import { reachOf, toPutRight, type Reach, type ReachRule, type StoredEntry } from '../../domain/home/contactLog.ts'
import { inOrder } from '../../domain/home/homeContact.ts'
import type { Row } from '../../domain/records.ts'
import type { Settings } from '../../domain/setting.ts'
import type { Memory } from '../store/memory.ts'
import { isPresent, presentFrom } from './presentCase.ts'

export const reachRule = ({ contactAttempts, contactDays, contactChannels }: Settings): ReachRule => ({ attempts: contactAttempts, days: contactDays, channels: contactChannels })
export const contactsOf = (memory: Memory, pupilId: string): Readonly<Row<'contact'>>[] => inOrder(memory.ofPupil('contact', pupilId))
export const reachFor = (memory: Memory, pupilId: string, settings: Settings): Reach =>
  reachOf(ofCase(memory, pupilId, memory.ofPupil('contactEntry', pupilId), ({ f }) => f.occurredAt), ofCase(memory, pupilId, memory.ofPupil('homeLetter', pupilId), ({ f }) => f.at), memory.ofPupil('contact', pupilId), reachRule(settings))
/** Attempts of an earlier time of mentoring say nothing of this one. */
function ofCase<T>(memory: Memory, pupilId: string, rows: readonly T[], at: (row: T) => Instant): readonly T[] {
  const isOfCase = isPresent(memory, pupilId)
  return presentFrom(memory, pupilId) === undefined ? rows : rows.filter((row) => isOfCase(dateOf(at(row))))
}
export const numbersToPutRight = (memory: Memory, pupilId: string): ReturnType<typeof toPutRight> => toPutRight(memory.ofPupil('contactEntry', pupilId), memory.ofPupil('contact', pupilId))
/** Whom an entry was with, as it can still be said. */
export const contactName = (memory: Memory, { f }: StoredEntry): string => (f.contactId === undefined ? 'Home' : (memory.get('contact', f.contactId)?.f.name ?? 'A former contact'))
