/** What a store must do to be measured: the interface of the comparison of stores from which our design came. */
import type { Scope, TimelineRow, TodayRow, WorkArrival, Workload } from './workload.ts'

export type Peer = {
  name: string
  note: string
  open: (context: { scope: Scope }) => Promise<void>
  /** Resolves when everything is committed. */
  load: (data: Workload) => Promise<void>
  /** One write; resolves when it is durable. `acked` is called where the store answers earlier than it commits. */
  markArrival: (arrival: WorkArrival, acked?: () => void) => Promise<void>
  today: (mentorId: string, date: string) => Promise<TodayRow[]>
  /** All the pupil's records, newest first. */
  timeline: (pupilId: string) => Promise<TimelineRow[]>
  close: () => Promise<void>
}

/** A peer that also syncs. */
export type SyncingPeer = Peer & {
  /** Resolves when all records the server has are in the store. */
  firstSync: (records: number) => Promise<void>
  /** Resolves when the server has acknowledged everything. */
  push: () => Promise<void>
}
