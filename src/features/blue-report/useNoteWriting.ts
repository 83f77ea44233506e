/** Writing one note: a new one, or a correction that cites the note it replaces. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { agendaId, leftForCover } from '../../data/readings/agenda.ts'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { useTripWire, type TripWire } from '../../data/useTripWire.ts'
import { useUnsaved } from '../../data/unsaved.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import { dateOf, timeOf, type Instant } from '../../domain/time/clock.ts'
import { correctionKind, happenedAt, problemsInNote, standingVersion, versionsOf, type CorrectionKind, type NoteDraft, type NoteProblem } from '../../domain/week/noteWriting.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

type NoteRow = Readonly<Row<'note'>>
export type NoteWriting = {
  mayWrite: ComputedRef<boolean>
  draft: Draft<NoteDraft>
  /** The note being corrected: its newest version, when the screen was opened. */
  original: NoteRow | undefined
  /** The link led to a version that had been corrected since. */
  followed: boolean
  correction: ComputedRef<CorrectionKind | undefined>
  /** What stands in the way, once Save was tried; a text that is too long is said at once. */
  problems: ComputedRef<ReadonlySet<NoteProblem>>
  isTooLong: ComputedRef<boolean>
  isDirty: ComputedRef<boolean>
  /** What stops words that are for a DSL. */
  stop: TripWire['bind']
  saving: Ref<boolean>
  /** Why it could not be kept; the text is still on the screen. */
  failure: Ref<string>
  /** True when the note is durable. */
  save: () => Promise<boolean>
}

const UNDO_MS = 10_000

export function useNoteWriting(pupilId: string, noteId: string | undefined, raise: boolean): NoteWriting {
  const { tick, now } = useSchoolClock()
  const { memory, me, commit, drafts } = useRecords()
  const { settings, calendar } = useSchool()
  const toasts = useToasts()

  const asked = noteId === undefined ? undefined : memory.get('note', noteId)
  const original = asked && standingVersion(asked, memory.ofPupil('note', pupilId))
  const first = original && versionsOf(original, (id) => memory.get('note', id)).at(-1)

  const draft = useDraft<NoteDraft>(original ? `note:${original.id}` : `note:new:${pupilId}`, () => startOf(original, raise, now()))
  const correction = computed(() => first && correctionKind(first.f.enteredAt, tick.value, calendar.value, settings.value.lunchEnds))

  const wire = useTripWire(() => pupilId, () => [draft.values.value.text, draft.values.value.reason].join('\n'))

  const tried = ref(false)
  const saving = ref(false)
  const failure = ref('')
  const found = computed(() => problemsInNote(draft.values.value, tick.value, correction.value))
  const isTooLong = computed(() => found.value.includes('too-long'))
  const problems = computed(() => new Set(tried.value ? found.value : found.value.filter((one) => one === 'too-long' || one === 'future')))
  const isDirty = computed(() => draft.values.value.text !== (original?.f.text ?? '') && !saving.value)
  useUnsaved(() => isDirty.value)

  async function save(): Promise<boolean> {
    if (saving.value) return false
    tried.value = true
    if (!changeOf(draft.values.value) || !(await wire.clears())) return false
    const change = changeOf(draft.values.value)
    if (!change || saving.value) return false
    saving.value = true
    failure.value = ''
    const kept = JSON.parse(JSON.stringify(draft.values.value)) as NoteDraft
    try {
      await commit([change, ...(change.kind === 'add' && change.t === 'note' ? leftForCover(memory, change.id, change.f, dateOf(tick.value)) : [])], { clearDraft: draft.key })
      draft.saved()
      toasts.show({ text: original ? 'Correction saved' : 'Note saved', tone: 'good', timeout: UNDO_MS, action: { label: 'Undo', run: () => void undo(change.id, kept) } })
      return true
    } catch (error) {
      saving.value = false
      failure.value = saveProblem(error)
      return false
    }
  }

  function changeOf(values: NoteDraft): Extract<Change, { t: 'note'; kind: 'add' }> | undefined {
    const happened = happenedAt(values)
    if (problemsInNote(values, now(), correction.value).length > 0 || values.type === null || happened === undefined) return undefined
    const isSameMinute = original && values.date === dateOf(original.f.occurredAt) && values.time === timeOf(original.f.occurredAt)
    const reason = values.reason.trim()
    return {
      kind: 'add', t: 'note', id: randomId(),
      f: {
        pupilId, type: values.type, text: values.text.trim(), raise: values.raise, enteredAt: now(),
        // The fields show minutes; a time left alone keeps its seconds, so that a correction does not move it.
        occurredAt: isSameMinute ? original.f.occurredAt : Math.min(happened, now()),
        ...(original ? { corrects: original.id } : {}),
        ...(original && reason ? { correctionReason: reason } : {}),
      },
    }
  }

  /** The note is voided and its words become a draft again: undoing loses nothing. */
  async function undo(id: string, values: NoteDraft): Promise<void> {
    try {
      await drafts.write(draft.key, values)
      await commit([{ kind: 'void', t: 'note', id }, ...(memory.get('agendaItem', agendaId(id)) ? [{ kind: 'void' as const, t: 'agendaItem' as const, id: agendaId(id) }] : [])])
      toasts.show({ text: 'Taken back. Its words are kept as a draft.' })
    } catch (error) {
      toasts.show({ text: saveProblem(error), tone: 'bad', timeout: 0 })
    }
  }

  return {
    mayWrite: computed(() => mayWriteFor(memory, me, 'note', pupilId)),
    draft, original, followed: asked !== original, correction, problems, isTooLong, isDirty, stop: wire.bind, saving, failure, save,
  }
}

function startOf(original: NoteRow | undefined, raise: boolean, now: Instant): NoteDraft {
  const at = original?.f.occurredAt ?? now
  return { type: original?.f.type ?? null, text: original?.f.text ?? '', date: dateOf(at), time: timeOf(at), raise: original?.f.raise ?? raise, reason: '' }
}
