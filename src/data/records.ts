/**
 * What one person's open vault holds: who they are, the records in memory, the one way to change them, and their drafts.
 * Opening reads this half-term's packs and the log; older packs follow when the first screen stands.
 */
import type { Actor } from '../domain/staff.ts'
import type { Commit } from './commit.ts'
import type { Drafts } from './drafts.ts'
import type { Memory } from './memory.ts'
import type { Outbox } from './outbox.ts'

export type Records = {
  readonly me: Actor
  readonly memory: Memory
  /** The only write. Resolves when the change is durable; rejects with a typed error when it is not. */
  readonly commit: Commit
  readonly drafts: Drafts
  readonly outbox: Outbox
}
