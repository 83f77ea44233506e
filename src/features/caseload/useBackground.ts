/** "…discuss with HOY any background information": what is on file, as far as this person may know it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { isStale, type Background } from '../../domain/cases/background.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type BackgroundLine = { row: Readonly<Row<'background'>>; by: string; stale: boolean; mayTakeBack: boolean }
export type BackgroundView = {
  pupilId: string
  today: ComputedRef<SchoolDate>
  /** What was said last first. */
  lines: ComputedRef<BackgroundLine[]>
  mayAdd: ComputedRef<boolean>
  busy: Ref<boolean>
  problem: Ref<string>
  add: (said: Omit<Background, 'pupilId' | 'entered'>) => Promise<boolean>
  takeBack: (line: BackgroundLine) => Promise<boolean>
}

export function useBackground(pupilId: string): BackgroundView {
  const { memory, me, commit } = useRecords()
  const { settings, staffName } = useSchool()
  const { today, now } = useSchoolClock()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  return {
    pupilId, today, busy, problem,
    lines: computed(() => memory.ofPupil('background', pupilId)
      .map((row) => ({ row, by: staffName(row.by), stale: isStale(row.f, settings.value.backgroundMonths, today.value), mayTakeBack: row.by === me.id || me.role === 'lead-mentor' }))
      .sort((a, b) => (a.row.f.on === b.row.f.on ? b.row.f.entered - a.row.f.entered : a.row.f.on < b.row.f.on ? 1 : -1))),
    mayAdd: computed(() => mayWriteFor(memory, me, 'background', pupilId)),
    add: (said) => keep(() => commit([{ kind: 'add', t: 'background', id: randomId(), f: { pupilId, ...said, entered: now() } }]), () => toasts.show({ text: 'Kept.', tone: 'good', key: 'background' })),
    takeBack: ({ row }) => keep(() => commit([{ kind: 'void', t: 'background', id: row.id }]), () => toasts.show({ text: 'Taken back.', tone: 'good', key: 'background' })),
  }
}
