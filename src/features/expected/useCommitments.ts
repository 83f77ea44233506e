/** What else a pupil has to do when mentees report: what holds now and later, putting one down, and ending it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import type { Commitment } from '../../domain/week/commitment.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { SchoolCalendar } from '../../domain/time/calendar.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type CommitmentRow = Readonly<Row<'commitment'>>
export type Commitments = {
  pupilId: string
  today: ComputedRef<SchoolDate>
  calendar: ComputedRef<SchoolCalendar>
  /** Those that are not over, the next first. */
  rows: ComputedRef<CommitmentRow[]>
  mayPlan: ComputedRef<boolean>
  /** Nothing of it has held yet, and it is this person's own: it may go as if it had never been. */
  mayRemove: (row: CommitmentRow) => boolean
  busy: Ref<boolean>
  problem: Ref<string>
  plan: (commitment: Omit<Commitment, 'pupilId'>) => Promise<boolean>
  /** Its last day; the days before it stay as they were. */
  endOn: (row: CommitmentRow, until: SchoolDate) => Promise<boolean>
  remove: (row: CommitmentRow) => Promise<boolean>
}

export function useCommitments(pupilId: string): Commitments {
  const { memory, me, commit } = useRecords()
  const { calendar } = useSchool()
  const { today } = useSchoolClock()
  const toasts = useToasts()
  const { busy, problem, keep: keeping } = useKeeping()
  const keep = (write: () => Promise<void>, text: string): Promise<boolean> => keeping(write, () => toasts.show({ text, tone: 'good', key: 'commitment' }))

  return {
    pupilId, today, calendar, busy, problem,
    rows: computed(() => memory.ofPupil('commitment', pupilId).filter(({ f }) => f.until === undefined || f.until >= today.value).sort((a, b) => (a.f.from < b.f.from ? -1 : 1))),
    mayPlan: computed(() => mayWriteFor(memory, me, 'commitment', pupilId)),
    mayRemove: ({ by, f }) => f.from >= today.value && (by === me.id || me.role === 'lead-mentor'),
    plan: (f) => keep(() => commit([{ kind: 'add', t: 'commitment', id: randomId(), f: { pupilId, ...f } }]), 'Kept. Nobody will miss this pupil then.'),
    endOn: (row, until) => keep(() => commit([{ kind: 'patch', t: 'commitment', id: row.id, f: { until }, saw: row }]), 'It has a last day now.'),
    remove: ({ id }) => keep(() => commit([{ kind: 'void', t: 'commitment', id }]), 'Taken away.'),
  }
}
