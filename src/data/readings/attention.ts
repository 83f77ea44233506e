/** What only a person can decide: two versions of one field, and changes that were not accepted. Live. */
import { computed, type ComputedRef } from 'vue'
import { pupilOf } from '../../domain/bucket.ts'
import { may } from '../../domain/permission.ts'
import type { Row } from '../../domain/records.ts'
import { weekBeginning, type SchoolDate } from '../../domain/time/clock.ts'
import { dayOfScore } from '../../domain/week/reportScore.ts'
import type { Actor } from '../../domain/staff.ts'
import { useRecords } from '../current.ts'
import type { Memory } from '../store/memory.ts'
import { mayWriteFor } from './standing.ts'

export type Attention = {
  conflicts: ComputedRef<Readonly<Row<'conflict'>>[]>
  parked: ComputedRef<ReturnType<typeof waitingChanges>>
  count: ComputedRef<number>
}

/** Those who may settle it, and both who wrote: the Head of Year and the DHT read the case without being asked. */
export const concerns = (memory: Memory, me: Actor, { f }: Readonly<Row<'conflict'>>): boolean => {
  const maySettle = f.pupilId === undefined ? me.role === 'lead-mentor' : mayWriteFor(memory, me, 'conflict', f.pupilId)
  return maySettle || (may(me, 'write-log') && f.versions.some((one) => one.by === me.id))
}

/** What was not accepted: to its author and the Lead Mentor, and to whoever mentors the pupil since. Who has both copies sees one. */
export const waitingChanges = (memory: Memory, me: Actor): Readonly<Row<'parked'> | Row<'parkedForMentor'>>[] => [
  ...memory.all('parked').filter(({ f }) => f.closed === null && (f.author === me.id || me.role === 'lead-mentor')),
  ...memory.all('parkedForMentor').filter(({ id, b, f }) => f.closed === null && memory.get('parked', id) === undefined && mayWriteFor(memory, me, 'parkedForMentor', pupilOf(b) ?? '')),
].sort((a, b) => a.f.at - b.f.at)

export function useAttention(): Attention {
  const { memory, me } = useRecords()
  const conflicts = computed(() => memory.all('conflict').filter((row) => row.f.resolved === null && concerns(memory, me, row)).sort((a, b) => a.at - b.at))
  const parked = computed(() => waitingChanges(memory, me))
  return { conflicts, parked, count: computed(() => conflicts.value.length + parked.value.length) }
}

/** The undecided versions of one record, for a banner where it is read. */
export const undecidedAbout = (memory: Memory, t: string, id: string): Readonly<Row<'conflict'>>[] =>
  memory.all('conflict').filter(({ f }) => f.resolved === null && f.about.t === t && f.about.id === id)
/** Those of one pupil's blue report of a week, whichever lesson they are about. */
export const undecidedOnSheet = (memory: Memory, pupilId: string, weekStart: SchoolDate): Readonly<Row<'conflict'>>[] =>
  memory.all('conflict').filter(({ f }) => f.resolved === null && f.pupilId === pupilId && f.about.t === 'reportScore' && weekBeginning(dayOfScore(f.about.id)) === weekStart)
