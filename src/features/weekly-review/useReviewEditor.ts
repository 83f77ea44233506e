/**
 * Writing one review. Each keystroke is kept as a sealed draft; Save, signing, or leaving commits the changed fields
 * alone, against the record the editor opened on.
 */
import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { openNow, useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useTripWire, type TripWire } from '../../data/useTripWire.ts'
import { useUnsaved } from '../../data/unsaved.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { changedFields, rebased, tooLong, valuesOf, type ReviewValues } from '../../domain/week/reviewWriting.ts'
import { emptyReview, missingForSignOff, reviewId, type WeeklyReview, type WeekNumbers } from '../../domain/week/weeklyReview.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

type ReviewRow = Readonly<Row<'weeklyReview'>>
type Kept = { values: ReviewValues; opened: ReviewRow | null }
export type ReviewEditor = {
  draft: Draft<Kept>
  isDirty: ComputedRef<boolean>
  /** A draft from earlier stands on the screen with words that were not saved. */
  broughtBack: Ref<boolean>
  /** Somebody else's change came in while this was written. */
  changedMeanwhile: Ref<boolean>
  missing: ComputedRef<ReturnType<typeof missingForSignOff>>
  tooLong: ComputedRef<ReturnType<typeof tooLong>>
  /** What stops words that are for a DSL. */
  stop: TripWire['bind']
  saving: Ref<boolean>
  failure: Ref<string>
  /** True when it is durable. */
  save: () => Promise<boolean>
  sign: (pupilInitials: string, numbers: WeekNumbers) => Promise<boolean>
  amend: (reason: string) => Promise<boolean>
  discard: () => Promise<void>
}

/** `starting`: the review as it stands before anyone has written in it. */
export function useReviewEditor(pupilId: string, weekStart: SchoolDate, starting: WeeklyReview): ReviewEditor {
  const { now } = useSchoolClock()
  const records = useRecords()
  const { memory, me, commit, drafts } = records
  const toasts = useToasts()
  const id = reviewId(pupilId, weekStart)
  const current = (): ReviewRow | null => memory.get('weeklyReview', id) ?? null
  const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
  const fresh = (): Kept => ({ values: plain(valuesOf(current()?.f ?? starting)), opened: plain(current()) })

  const draft = useDraft<Kept>(`review:${pupilId}:${weekStart}`, fresh)
  const baseOf = ({ opened }: Kept): ReviewValues => opened?.f ?? starting
  const changed = computed(() => changedFields(draft.values.value.values, baseOf(draft.values.value)))
  const isDirty = computed(() => Object.keys(changed.value).length > 0)
  useUnsaved(() => isDirty.value)
  // Only what was written now: a text that stands already was let by when it was saved.
  const wire = useTripWire(() => pupilId, () => JSON.stringify(changed.value))

  const broughtBack = ref(false)
  const changedMeanwhile = ref(false)
  watch(draft.ready, () => {
    const latest = current()
    // Saved words are no draft: what somebody has made of them since is shown, not what they were here.
    const isNew = isDirty.value && Object.keys(changedFields(draft.values.value.values, latest?.f ?? starting)).length > 0
    // A signed review is not for writing: words from before it was signed stay in the draft and come back if it is amended.
    if (!isNew || latest?.f.signed) draft.values.value = fresh()
    else {
      broughtBack.value = draft.restored.value
      if (latest && JSON.stringify(latest.f) !== JSON.stringify(draft.values.value.opened?.f)) rebaseOn(latest)
    }
  }, { once: true })

  watch(() => memory.get('weeklyReview', id), (latest) => {
    if (!latest || saving.value || !draft.ready.value) return
    if (!isDirty.value) draft.values.value = fresh()
    else rebaseOn(latest)
  })
  function rebaseOn(latest: ReviewRow): void {
    const { values, opened } = draft.values.value
    const typed = Object.keys(changed.value)
    const on = plain(rebased(opened, starting, latest, typed))
    const mine = Object.fromEntries(typed.map((field) => [field, values[field as keyof ReviewValues]]))
    draft.values.value = { values: { ...plain(valuesOf(on.f)), ...(mine as Partial<ReviewValues>) }, opened: on }
    changedMeanwhile.value = true
  }

  const saving = ref(false)
  const failure = ref('')

  function changeOf(more: Partial<WeeklyReview> = {}): Change | undefined {
    const { values, opened } = draft.values.value
    const f = plain({ ...changed.value, ...more })
    // Signed on another tablet meanwhile: the words stay a draft until somebody amends it.
    const isLocked = !!current()?.f.signed && !('signed' in more)
    if (isLocked || Object.keys(f).length === 0) return undefined
    if (!opened) return { kind: 'add', t: 'weeklyReview', id, f: { ...emptyReview(pupilId, weekStart), ...plain(valuesOf(values)), ...more } }
    return { kind: 'patch', t: 'weeklyReview', id, f, saw: plain(opened) }
  }

  async function keep(more?: Partial<WeeklyReview>): Promise<boolean> {
    if (saving.value || tooLong(draft.values.value.values)) return false
    if (!changeOf(more)) return true
    if (!(await wire.clears())) return false
    const change = changeOf(more)
    if (!change || saving.value) return !saving.value
    saving.value = true
    failure.value = ''
    try {
      await commit([change], { clearDraft: draft.key })
      await draft.startFrom({ values: draft.values.value.values, opened: plain(current()) })
      broughtBack.value = false
      changedMeanwhile.value = false
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    } finally {
      saving.value = false
    }
  }

  /** Leaving saves. What cannot be saved stays a draft, and the message says so. */
  onBeforeUnmount(() => {
    if (!isDirty.value || saving.value || openNow.value !== records) return
    const kept = plain(draft.values.value)
    const change = tooLong(kept.values) || wire.found.value.length > 0 ? undefined : changeOf()
    const say = (text: string, tone: 'good' | 'bad' | 'warn'): unknown => toasts.show({ text, tone, key: draft.key, ...(tone === 'good' ? {} : { timeout: 0 }) })
    if (!change) return void say('The review you left is not saved. What you wrote is kept as a draft: open it again to see why.', 'warn')
    draft.saved()
    commit([change], { clearDraft: draft.key }).then(
      () => say('Review saved.', 'good'),
      async (error: unknown) => {
        const why = saveProblem(error).split('.')[0]
        await drafts.write(draft.key, kept)
        say(`The review you left was not saved (${why}). What you wrote is kept as a draft: open it again and save.`, 'bad')
      },
    )
  })

  return {
    draft, isDirty, broughtBack, changedMeanwhile, stop: wire.bind, saving, failure,
    missing: computed(() => missingForSignOff({ ...starting, ...draft.values.value.values })),
    tooLong: computed(() => tooLong(draft.values.value.values)),
    save: () => keep(),
    // All that is signed is said with it, changed here or not: what another wrote into it unseen is then not signed with it.
    sign: (pupilInitials, numbers) => keep({ ...plain(valuesOf(draft.values.value.values)), signed: { by: me.id, name: me.name, at: now(), pupilInitials: pupilInitials.trim(), numbers: plain(numbers) } }),
    amend: (reason) => keep({ signed: null, amendedReason: reason.trim(), version: (draft.values.value.opened?.f.version ?? 1) + 1 }),
    async discard() {
      await draft.discard()
      broughtBack.value = false
    },
  }
}
