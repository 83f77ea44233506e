/** Unsent changes as a person would name them: what it is, whose, and when it was saved. */
import type { Memory } from '../data/store/memory.ts'
import { pupilOf } from '../domain/bucket.ts'
import { sayChange } from '../domain/sync/changeWords.ts'
import type { Instant } from '../domain/time/clock.ts'
import type { Op } from '../domain/protocol.ts'

export type WaitingChange = { n: number; what: string; whose: string; at: Instant }

/** First name and form: enough to know one's own work by, on a screen that stands behind the PIN. */
export function waitingChange(op: Op, memory: Pick<Memory, 'get'>): WaitingChange {
  const pupilId = pupilOf(op.bucket)
  const pupil = pupilId === undefined ? undefined : memory.get('deskPupil', pupilId)?.f
  return { n: op.n, what: sayChange(op, pupil?.preferredName), whose: pupil?.form ?? '', at: op.wall }
}
