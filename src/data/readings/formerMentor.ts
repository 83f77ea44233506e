/** What a pupil's records have of a mentor whose case it was: what arrived when it was another's, and what the new mentor took in. */
import type { Memory } from '../store/memory.ts'
import { shortMoment } from '../../domain/time/clock.ts'
import { opOf } from '../../domain/sync/parked.ts'
import { recordOfAgain } from '../../domain/sync/sentAgain.ts'

/** `arrived`: it came late, and how. `taken`: who took in what somebody else had written. */
export type FormerWords = { arrived?: string; taken: string[] }


/** By the id of the record that it is of. */
export function formerWords(memory: Memory, pupilId: string, staffName: (id: string) => string): ReadonlyMap<string, FormerWords> {
  const words = new Map<string, FormerWords>()
  for (const { by, f } of memory.ofPupil('fromFormerMentor', pupilId)) words.set(f.about.id, { arrived: `Written by ${staffName(by)} while the pupil’s mentor, arrived ${shortMoment(f.at)}`, taken: [] })
  for (const { id, f } of memory.ofPupil('parkedForMentor', pupilId)) {
    const of = f.closed?.how === 'sent-again' ? recordOfAgain(id, opOf(f)) : undefined
    if (!f.closed || of === undefined) continue
    const said = words.get(of) ?? { taken: [] }
    words.set(of, { ...said, taken: [...said.taken, `${staffName(f.closed.by)} took in what ${staffName(f.author)} had written, ${shortMoment(f.closed.at)}`] })
  }
  return words
}
