/** What the badge and the end of the day say about sending: four states, computed from what the server has acknowledged. */
export type NeedsYou = 'sign-in' | 'storage' | 'refused' | 'missing' | 'stuck' | 'update'
export type SyncState = 'all-sent' | 'waiting' | 'sending' | 'needs-you'
export type SyncStatus = {
  state: SyncState
  /** Changes on this tablet that the server has not acknowledged. */
  waiting: number
  /** When the oldest of them was made (UTC ms). */
  oldest: number | null
  /** The last time the server answered (UTC ms of this tablet's clock). */
  lastOkAt: number | null
  /** Whether the server answered the last time it was tried. */
  reached: boolean
  needs: NeedsYou | null
  /** The server's clock minus this tablet's, in ms, without what the demo moves on purpose; null while it could not be measured. */
  skew: number | null
  /** Rows received so far by a first sync that is under way; null otherwise. */
  firstSync: number | null
  /** With `stuck`: what to read out to whoever looks after Blue Report. */
  code: string | null
}

/** How a "sync now" ended. */
export type SyncNow = { sent: number; waiting: number; reached: boolean; needsSignIn: boolean }
