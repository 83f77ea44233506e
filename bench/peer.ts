/** What a store must do to be measured: the interface of the comparison of stores from which our design came. */
import type { Scope, TimelineRow, TodayRow, Work, WorkArrival, Workload } from './workload.ts'

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

/** A peer that also syncs, with a server behind the page's own address. */
export type SyncingPeer = Peer & {
  /** Resolves when all records the server has are in the store; stays live. */
  firstSync: (records: number) => Promise<void>
  offline: () => Promise<void>
  /** Writes locally. */
  work: (changes: readonly Work[]) => Promise<void>
  /** Goes online; resolves when the server has acknowledged everything. */
  push: () => Promise<void>
  /** On another tablet: resolves when all of them are there. */
  listen: (changes: readonly Work[]) => Promise<void>
}
