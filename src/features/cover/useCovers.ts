/** Who covers for whom, and what a cover is left to raise. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { agendaId, agendaItem } from '../../data/readings/agenda.ts'
import { useRecords } from '../../data/current.ts'
import { caseloadOf, raiseFor } from '../../data/readings/mentoring.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { useSchool } from '../../data/readings/school.ts'
import { addDays, type SchoolDate } from '../../domain/time/clock.ts'
import { isOver, type Cover } from '../../domain/cases/cover.ts'
import { mayWrite } from '../../domain/permission.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Covers = {
  today: ComputedRef<SchoolDate>
  mayName: boolean
  mentors: ComputedRef<{ value: string; label: string }[]>
  /** Running and to come, the first to begin first; then those that are over. */
  open: ComputedRef<Readonly<Row<'cover'>>[]>
  past: ComputedRef<Readonly<Row<'cover'>>[]>
  staffName: (id: string) => string
  busy: Ref<boolean>
  problem: Ref<string>
  name: (cover: Cover) => Promise<boolean>
  end: (cover: Readonly<Row<'cover'>>) => Promise<boolean>
}

export function useCovers(): Covers {
  const { today } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { staffName } = useSchool()
  const toasts = useToasts()
  const byStart = (a: Row<'cover'>, b: Row<'cover'>): number => (a.f.from < b.f.from ? -1 : 1)

  const { busy, problem, keep: keeping } = useKeeping()
  const keep = (write: () => Promise<void>, said: string): Promise<boolean> => keeping(write, () => toasts.show({ text: said, tone: 'good', key: 'cover' }))

  /** The words of what waits with each of the mentor's pupils, where the agenda does not have them yet. */
  const agendaOf = (mentorId: string) =>
    caseloadOf(memory, mentorId)
      .flatMap(({ f }) => raiseFor(memory, f.pupilId, today.value))
      .filter(({ note }) => !memory.get('agendaItem', agendaId(note.id)))
      .map(({ note }) => agendaItem(note.id, note.f))

  return {
    today, staffName, busy, problem,
    mayName: mayWrite(me, 'cover', { own: false, pupilYear: undefined }),
    mentors: computed(() => memory.all('staff').filter(({ f }) => f.active && f.role === 'mentor').map(({ id, f }) => ({ value: id, label: f.name })).sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))),
    open: computed(() => memory.all('cover').filter(({ f }) => !isOver(f, today.value)).sort(byStart)),
    past: computed(() => memory.all('cover').filter(({ f }) => isOver(f, today.value)).sort(byStart).reverse()),
    // Whoever may name a cover and not write the case leaves no agenda; the cover then has the list alone.
    name: (f) => keep(() => commit([{ kind: 'add', t: 'cover', id: randomId(), f }, ...(mayWrite(me, 'agendaItem', { own: false, pupilYear: undefined }) ? agendaOf(f.mentorId) : [])]), `${staffName(f.coverId)} covers for ${staffName(f.mentorId)}`),
    end: ({ id, f }) =>
      keep(() => commit([f.from >= today.value ? { kind: 'void', t: 'cover', id } : { kind: 'patch', t: 'cover', id, f: { until: addDays(today.value, -1) } }]), 'The cover has ended.'),
  }
}
