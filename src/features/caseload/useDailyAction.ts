/** One daily action: today's, an earlier day's, or a correction that cites the line it replaces. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useTripWire, type TripWire } from '../../data/useTripWire.ts'
import { useUnsaved } from '../../data/unsaved.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import { dateOf } from '../../domain/time/clock.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export const ACTION_LIMIT = 500
export const ACTION_PHRASES = ['Bring the planner to every lesson.', 'Hand in homework today.', 'Catch up at lunch.', 'Bring full equipment.', 'See the teacher after the lesson.', 'Well done: keep it up.'] as const

type Values = { text: string; date: string }
export type DailyActionWriting = {
  draft: Draft<Values>
  isTooLong: ComputedRef<boolean>
  textError: ComputedRef<string | undefined>
  dateError: ComputedRef<string | undefined>
  /** What stops words that are for a DSL. */
  stop: TripWire['bind']
  saving: Ref<boolean>
  failure: Ref<string>
  save: () => Promise<boolean>
}

export function useDailyAction(pupilId: string, corrects: string | undefined): DailyActionWriting {
  const { now } = useSchoolClock()
  const { memory, commit } = useRecords()
  const toasts = useToasts()
  const original = corrects === undefined ? undefined : memory.get('dailyAction', corrects)
  const draft = useDraft<Values>(original ? `action:${original.id}` : `action:new:${pupilId}`, () => ({ text: original?.f.text ?? '', date: original?.f.date ?? dateOf(now()) }))
  const wire = useTripWire(() => pupilId, () => draft.values.value.text)
  const tried = ref(false)
  const saving = ref(false)
  const failure = ref('')
  const isTooLong = computed(() => draft.values.value.text.trim().length > ACTION_LIMIT)
  const isEmpty = computed(() => draft.values.value.text.trim() === '')
  const dateError = computed(() => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.values.value.date)) return tried.value ? 'Give the day of the action.' : undefined
    return draft.values.value.date > dateOf(now()) ? 'This day is still to come.' : undefined
  })
  useUnsaved(() => !saving.value && draft.values.value.text !== (original?.f.text ?? ''))

  async function save(): Promise<boolean> {
    tried.value = true
    if (saving.value || isEmpty.value || isTooLong.value || dateError.value !== undefined || !(await wire.clears())) return false
    saving.value = true
    failure.value = ''
    const id = randomId()
    const { text, date } = draft.values.value
    try {
      await commit([{ kind: 'add', t: 'dailyAction', id, f: { pupilId, date, text: text.trim(), ...(original ? { corrects: original.id } : {}) } }], { clearDraft: draft.key })
      draft.saved()
      toasts.show({ text: original ? 'Action corrected' : 'Action noted', tone: 'good', timeout: 10_000, action: { label: 'Undo', run: () => void undo(id) } })
      return true
    } catch (error) {
      saving.value = false
      failure.value = saveProblem(error)
      return false
    }
  }

  async function undo(id: string): Promise<void> {
    try {
      await commit([{ kind: 'void', t: 'dailyAction', id }])
    } catch (error) {
      toasts.show({ text: saveProblem(error), tone: 'bad', timeout: 0 })
    }
  }

  return { draft, isTooLong, textError: computed(() => (tried.value && isEmpty.value ? 'Write the action first.' : undefined)), dateError, stop: wire.bind, saving, failure, save }
}
