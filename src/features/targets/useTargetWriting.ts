/** Writing one target: a new one for a week, or an edit of what stands, told apart from what others changed meanwhile. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { evidenceFor, lastWeekOf, weekBefore, type Evidence } from '../../data/readings/targetEvidence.ts'
import { useUnsaved } from '../../data/unsaved.ts'
import { useTripWire, type TripWire } from '../../data/useTripWire.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import { schoolDaysOfWeek, type SchoolCalendar } from '../../domain/time/calendar.ts'
import { addDays, dateOf, weekBeginning, weekdayOf, type Instant, type SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import type { Target } from '../../domain/week/target.ts'
import { smartLights, type Light } from '../../domain/week/smart.ts'
import { earlierAfter, isWeekFull, missingInTarget, versionAfter, type TargetField } from '../../domain/week/targetWriting.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'
import { asDraft, changedFields, emptyTarget, fieldsOf, type TargetValues } from './targetValues.ts'

type TargetRow = Readonly<Row<'target'>>
export type TargetWriting = {
  draft: Draft<TargetValues>
  isNew: boolean
  missing: ComputedRef<ReadonlySet<TargetField>>
  /** Three targets are open in the chosen week already. */
  isFull: ComputedRef<boolean>
  /** The version this becomes when it is saved now. */
  version: ComputedRef<number>
  /** What stops words that are for a DSL. */
  stop: TripWire['bind']
  saving: Ref<boolean>
  failure: Ref<string>
  save: () => Promise<boolean>
  discard: () => Promise<void>
  lastSchoolDay: (week: SchoolDate) => SchoolDate
  /** The five lights as the form stands. */
  lights: ComputedRef<Light[]>
  evidence: ComputedRef<Evidence[]>
  restOn: (words: string) => void
  stems: ComputedRef<readonly string[]>
}

export function useTargetWriting(pupilId: string, targetId: string | undefined): TargetWriting {
  const { now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { calendar, settings } = useSchool()
  const sync = useSync()
  const toasts = useToasts()

  const start = (): TargetValues => {
    const row = targetId === undefined ? undefined : memory.get('target', targetId)
    // With three targets in hand one plans for the week after.
    const next = weekToPlan(now())
    const week = isWeekFull(memory.ofPupil('target', pupilId), next) ? addDays(next, 7) : next
    return row ? asDraft(row) : emptyTarget(week, lastSchoolDayOf(calendar.value, week))
  }
  const draft = useDraft<TargetValues>(targetId === undefined ? `target:new:${pupilId}` : `target:${targetId}`, start)
  /** The target as it was when the draft was begun: what was changed is judged against this, also after a kill. */
  const opened = computed<TargetRow | null>(() => draft.values.value.opened)

  const school = computed(() => ({ calendar: calendar.value, settings: settings.value }))
  const before = computed(() => weekBefore(memory, school.value, pupilId, draft.values.value.weekStart, now()))
  const evidence = computed(() => evidenceFor(memory, pupilId, before.value, now()))

  const tried = ref(false)
  const saving = ref(false)
  const failure = ref('')
  const found = computed(() => missingInTarget(fieldsOf(draft.values.value)))
  const missing = computed(() => new Set(tried.value ? found.value : []))
  const isFull = computed(() => draft.values.value.result === 'open' && isWeekFull(memory.ofPupil('target', pupilId), draft.values.value.weekStart, targetId))
  const version = computed(() => {
    const fields = toTarget()
    return opened.value && fields ? versionAfter(opened.value.f, fields) : (opened.value?.f.version ?? 1)
  })
  const clean = JSON.stringify(start())
  useUnsaved(() => !saving.value && draft.ready.value && JSON.stringify(draft.values.value) !== clean)

  const wire = useTripWire(() => pupilId, () => wordsOf(draft.values.value))

  function toTarget(): Omit<Target, 'version'> | undefined {
    const { measure, threshold, weekStart, behaviour, scope, by, source, pupilWording, evidence } = fieldsOf(draft.values.value)
    if (measure === null) return undefined
    return {
      pupilId, weekStart, measure, by, result: draft.values.value.result,
      behaviour: behaviour.trim(), scope: scope.trim(), source: source.trim(), pupilWording: pupilWording.trim(),
      ...(measure === 'yes-no' || threshold === undefined ? {} : { threshold }),
      ...(evidence === undefined || (evidence === 'by-hand' && opened.value?.f.evidence === undefined) ? {} : { evidence }),
    }
  }

  async function save(): Promise<boolean> {
    tried.value = true
    const target = toTarget()
    if (saving.value || found.value.length > 0 || isFull.value || !target || !(await wire.clears())) return false
    saving.value = true
    failure.value = ''
    const id = targetId ?? randomId()
    const change = changeOf(id, target)
    try {
      if (change) await commit([change], { clearDraft: draft.key })
      else await draft.discard()
      draft.saved()
      toasts.show({ text: 'Target saved', tone: 'good', timeout: 10_000, ...(opened.value ? {} : { action: { label: 'Undo', run: () => void undo(id) } }) })
      return true
    } catch (error) {
      saving.value = false
      failure.value = saveProblem(error)
      return false
    }
  }

  /** Only what was changed travels, over the version the editor opened; undefined when nothing was. */
  function changeOf(id: string, target: Omit<Target, 'version'>): Change | undefined {
    const before = opened.value
    if (!before) return { kind: 'add', t: 'target', id, f: { ...target, version: 1 } }
    const version = versionAfter(before.f, target)
    const at = momentOf(sync.status.skew).entered
    const earlier = version === before.f.version ? undefined : earlierAfter(before.f, target, at, me.id)
    const f = changedFields(before.f, { ...target, version, ...(earlier ? { earlier: JSON.parse(JSON.stringify(earlier)) as typeof earlier } : {}), ...(target.result !== before.f.result ? { resultAt: at } : {}) })
    return Object.keys(f).length === 0 ? undefined : { kind: 'patch', t: 'target', id, f, saw: JSON.parse(JSON.stringify(before)) as TargetRow }
  }

  async function undo(id: string): Promise<void> {
    try {
      await commit([{ kind: 'void', t: 'target', id }])
    } catch (error) {
      toasts.show({ text: saveProblem(error), tone: 'bad', timeout: 0 })
    }
  }

  return {
    draft, isNew: targetId === undefined, missing, isFull, version, stop: wire.bind, saving, failure, save,
    discard: draft.discard,
    evidence,
    stems: computed(() => settings.value.targetStems),
    lights: computed(() => smartLights(fieldsOf(draft.values.value), lastWeekOf(before.value, draft.values.value.evidence, draft.values.value.measure))),
    restOn(words) {
      draft.values.value = { ...draft.values.value, source: words, evidence: evidence.value.find((one) => one.words === words)?.evidence ?? 'by-hand' }
    },
    lastSchoolDay: (week) => lastSchoolDayOf(calendar.value, week),
  }
}

const wordsOf = ({ behaviour, scope, source, pupilWording }: Pick<Target, 'behaviour' | 'scope' | 'source' | 'pupilWording'>): string => [behaviour, scope, source, pupilWording].join('\n')

/** From Friday on the week to plan is the next one. */
function weekToPlan(at: Instant): SchoolDate {
  const today = dateOf(at)
  return weekBeginning(weekdayOf(today) >= 5 ? addDays(today, 7) : today)
}
const lastSchoolDayOf = (calendar: SchoolCalendar, week: SchoolDate): SchoolDate => schoolDaysOfWeek(calendar, week).at(-1) ?? addDays(week, 4)
