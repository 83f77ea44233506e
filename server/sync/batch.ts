/** What the parts of one push share. */
import type { Hlc } from '../../src/domain/hlc.ts'
import type { Actor } from '../../src/domain/staff.ts'
import type { Write } from '../store.ts'

/** What one push has used up so far; `head` and `lastHlc` move with every operation. */
export type Batch = {
  trx: Write
  schoolId: string
  clientId: string
  tabletId: string
  actor: Actor
  now: number
  head: number
  lastHlc: Hlc | undefined
  buckets: Set<string>
}
/** An operation as it came, not yet believed; `hash` tells a repeat from a second tablet under the same name. */
export type SentOp = { n: number; g: string | null; hash: string; sent: Record<string, unknown> }
