/** The one small door to the network that features know: how sending stands, and "sync now". */
import type { ComputedRef } from 'vue'
import type { SyncStatus } from './status.ts'

export type { NeedsYou, SyncState, SyncStatus } from './status.ts'
export type SyncNow = { sent: number; waiting: number; reached: boolean; needsSignIn: boolean }
export type Sync = {
  status: ComputedRef<SyncStatus>
  /** Pushes and pulls until nothing more moves or the server cannot be reached; never throws for the network. */
  syncNow: () => Promise<SyncNow>
}
