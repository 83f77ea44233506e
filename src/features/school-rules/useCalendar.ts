/** The school's year, live, and its changes: each one saved for everybody and taken back with one tap. */
import { computed, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { schoolCalendar, type DayException, type SchoolCalendar, type Term } from '../../domain/time/calendar.ts'
import { daysOf, stretchesOf, type DaysDraft, type DayStretch } from '../../domain/time/calendarWriting.ts'
import type { Row } from '../../domain/records.ts'
import { useToasts } from '../../ui/index.ts'

export type CalendarView = {
  calendar: ComputedRef<SchoolCalendar>
  /** In their order. */
  terms: ComputedRef<Readonly<Row<'term'>>[]>
  stretches: ComputedRef<DayStretch[]>
  busy: Ref<boolean>
  problem: Ref<string>
  /** The calendar as it would be without these days: what a change of them is held against. */
  without: (ids: readonly string[]) => SchoolCalendar
  /** `opened`: the term as its form opened on it. */
  saveTerm: (term: Term, opened?: Readonly<Row<'term'>>) => Promise<boolean>
  removeTerm: (row: Readonly<Row<'term'>>) => Promise<boolean>
  saveDays: (draft: DaysDraft, before?: DayStretch) => Promise<boolean>
  removeDays: (stretch: DayStretch) => Promise<boolean>
}

export function useCalendar(): CalendarView {
  const { memory, commit } = useRecords()
  const { calendar } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const days = computed(() => memory.all('dayException'))
  const finishes = computed(() => memory.all('earlyFinish'))

  const adding = (draft: DaysDraft): Change[] => {
    const name = draft.name.trim()
    return daysOf(draft).map((date): Change => (draft.kind === 'early-finish'
      ? { kind: 'add', t: 'earlyFinish', id: randomId(), f: { date, at: draft.at, name } }
      : { kind: 'add', t: 'dayException', id: randomId(), f: { date, kind: draft.kind, name } }))
  }
  const voiding = ({ kind, ids }: Pick<DayStretch, 'kind' | 'ids'>): Change[] => ids.map((id) => ({ kind: 'void', t: kind === 'early-finish' ? 'earlyFinish' : 'dayException', id }))
  /** What was added is voided; what was voided is added again under a new name of its own. */
  function change(text: string, changes: readonly Change[], back: () => Change[]): Promise<boolean> {
    return keep(() => commit(changes), () => {
      // Made now: it rests on what was saved, not on what others make of it until it is taken back.
      const undo = back()
      toasts.show({ text, tone: 'good', key: 'calendar', action: { label: 'Undo', run: () => void keep(() => commit(undo), () => undefined) } })
    })
  }
  const voidAdded = (changes: readonly Change[]): Change[] => changes.flatMap(({ t, id }): Change[] => {
    if (t === 'term') return [{ kind: 'void', t, id }]
    if (t === 'dayException') return [{ kind: 'void', t, id }]
    return t === 'earlyFinish' ? [{ kind: 'void', t, id }] : []
  })

  return {
    calendar, busy, problem,
    terms: computed(() => [...memory.all('term')].sort((a, b) => (a.f.from < b.f.from ? -1 : 1))),
    stretches: computed(() => stretchesOf(days.value, finishes.value)),
    without: (ids) => schoolCalendar(memory.all('term').map(({ f }) => f), days.value.filter(({ id }) => !ids.includes(id)).map(({ f }): DayException => f), finishes.value.filter(({ id }) => !ids.includes(id)).map(({ f }) => f)),
    saveTerm(term, opened) {
      const f = { ...term, name: term.name.trim() }
      if (!opened) {
        const added: Change[] = [{ kind: 'add', t: 'term', id: randomId(), f }]
        return change(`${f.name}: saved for the whole school`, added, () => voidAdded(added))
      }
      // Only what was changed is written, so that what somebody else changes meanwhile stands.
      const [now, was] = [differing(f, opened.f), differing(opened.f, f)]
      if (Object.keys(now).length === 0) return Promise.resolve(true)
      return change(`${f.name}: saved for the whole school`, [{ kind: 'patch', t: 'term', id: opened.id, f: now, saw: opened }], () => [{ kind: 'patch', t: 'term', id: opened.id, f: was, saw: memory.get('term', opened.id) }])
    },
    removeTerm: (row) => change(`${row.f.name}: removed`, [{ kind: 'void', t: 'term', id: row.id, saw: row }], () => [{ kind: 'add', t: 'term', id: randomId(), f: { ...row.f } }]),
    saveDays(draft, before) {
      const added = adding(draft)
      return change(`${draft.name.trim()}: saved for the whole school`, [...(before ? voiding(before) : []), ...added], () => [...voidAdded(added), ...(before ? adding(before) : [])])
    },
    removeDays: (stretch) => change(`${stretch.name}: removed`, voiding(stretch), () => adding(stretch)),
  }
}

const differing = (one: Term, other: Term): Partial<Term> => Object.fromEntries((['name', 'from', 'to'] as const).filter((field) => one[field] !== other[field]).map((field) => [field, one[field]]))
