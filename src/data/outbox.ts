/** The sealed operations of this tablet, numbered without a gap; the first not yet acknowledged is what waits. */
import type { Ref } from 'vue'
import type { Hlc } from '../domain/hlc.ts'
import type { Op } from '../domain/protocol.ts'

export type Waiting = { count: number; oldest: number | null }

export type Outbox = {
  nextN: () => number
  lastHlc: () => Hlc | undefined
  /** Adds the operations in one strict transaction, with the draft they came from cleared; numbers never repeat. */
  append: (ops: readonly Op[], clearDraft?: string) => Promise<void>
  /** What the server has not yet acknowledged, live. */
  readonly waiting: Readonly<Ref<Waiting>>
}
