/** Writing one target of the coming week: sealed as it is typed, saved as a record of its own. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { evidenceFor, lastWeekOf, weekBefore } from '../../data/readings/targetEvidence.ts'
import { useUnsaved } from '../../data/unsaved.ts'
import { useTripWire, type TripWire } from '../../data/useTripWire.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { Row } from '../../domain/records.ts'
import { smartLights, type Light } from '../../domain/week/smart.ts'
import type { EarlierWording, Target } from '../../domain/week/target.ts'
import { earlierAfter, isWeekFull, missingInTarget, versionAfter, type TargetField } from '../../domain/week/targetWriting.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'

/** `opened`: the target as it was when the draft was begun: what was changed is judged against this, also after a kill. */
export type TargetValues = Pick<Target, 'behaviour' | 'scope' | 'by' | 'source' | 'pupilWording'> & { evidence: NonNullable<Target['evidence']>; measure: Target['measure'] | null; threshold: string; opened: Readonly<Row<'target'>> | null }
export type TargetWriting = {
  draft: Draft<TargetValues>
  isDirty: ComputedRef<boolean>
  missing: ComputedRef<ReadonlySet<TargetField>>
  preview: ComputedRef<Pick<Target, 'behaviour' | 'measure' | 'threshold' | 'scope'> | undefined>
  version: ComputedRef<number>
  /** What stops words that are for a DSL. */
  stop: TripWire['bind']
  failure: Ref<string>
  /** The five lights as the form stands. */
  lights: ComputedRef<Light[]>
  sources: readonly string[]
  restOn: (words: string) => void
  stems: ComputedRef<readonly string[]>
  save: () => Promise<boolean>
}

/** `original`: the target as the sheet opened on it, or undefined for a new one. */
export function useTargetWriting(pupilId: string, weekStart: SchoolDate, by: SchoolDate, original: Readonly<Row<'target'>> | undefined): TargetWriting {
  const { now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const sync = useSync()
  const start = (): TargetValues => ({
    behaviour: original?.f.behaviour ?? '', measure: original?.f.measure ?? null, threshold: original?.f.threshold?.toString() ?? '',
    scope: original?.f.scope ?? '', by: original?.f.by ?? by, source: original?.f.source ?? '', pupilWording: original?.f.pupilWording ?? '', evidence: original?.f.evidence ?? 'by-hand', opened: original ?? null,
  })
  const draft = useDraft<TargetValues>(original ? `target:${original.id}` : `target:new:${pupilId}:${weekStart}`, start)
  const opened = computed(() => draft.values.value.opened)
  const isDirty = computed(() => JSON.stringify(draft.values.value) !== JSON.stringify(start()))
  useUnsaved(() => isDirty.value)

  const threshold = computed(() => {
    const typed = draft.values.value.threshold.trim().replace(',', '.')
    return draft.values.value.measure === 'yes-no' || typed === '' ? undefined : Number(typed)
  })
  const tried = ref(false)
  const failure = ref('')
  const found = computed(() => missingInTarget({ ...draft.values.value, weekStart, threshold: threshold.value }))

  const preview = computed(() => {
    const { behaviour, measure, scope } = draft.values.value
    if (!behaviour.trim() || measure === null || Number.isNaN(threshold.value)) return undefined
    return { behaviour: behaviour.trim(), measure, scope: scope.trim(), ...(threshold.value === undefined ? {} : { threshold: threshold.value }) }
  })
  const written = (): Omit<Target, 'version' | 'result'> | undefined => {
    const { by: until, source, pupilWording, evidence: how } = draft.values.value
    const judged = how === 'by-hand' && opened.value?.f.evidence === undefined ? {} : { evidence: how }
    return preview.value && { pupilId, weekStart, ...preview.value, by: until, source: source.trim(), pupilWording: pupilWording.trim(), ...judged }
  }
  const version = computed(() => {
    const now = written()
    return opened.value && now ? versionAfter(opened.value.f, now) : (opened.value?.f.version ?? 1)
  })

  const { calendar, settings } = useSchool()
  // What may be chosen is read once, as the sheet opens.
  const before = weekBefore(memory, { calendar: calendar.value, settings: settings.value }, pupilId, weekStart, now())
  const evidence = evidenceFor(memory, pupilId, before, now())
  const lights = computed(() => smartLights({ ...draft.values.value, weekStart, threshold: threshold.value }, lastWeekOf(before, draft.values.value.evidence, draft.values.value.measure)))

  const wire = useTripWire(() => pupilId, () => [draft.values.value.behaviour, draft.values.value.scope, draft.values.value.source, draft.values.value.pupilWording].join('\n'))

  async function save(): Promise<boolean> {
    tried.value = true
    failure.value = ''
    const f = written()
    if (found.value.length > 0 || !f || !(await wire.clears())) return false
    if (!original && isWeekFull(memory.ofPupil('target', pupilId), weekStart)) {
      failure.value = 'Three targets are open for that week already. Change or remove one of them first.'
      return false
    }
    try {
      await commit(changesFor(f), { clearDraft: draft.key })
      draft.saved()
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    }
  }

  function changesFor(f: Omit<Target, 'version' | 'result'>): Change[] {
    const before = opened.value
    if (!before) return [{ kind: 'add', t: 'target', id: randomId(), f: { ...f, result: 'open', version: 1 } }]
    // A threshold that falls away with "done or not done" is left standing: such a target is not read with one.
    const changed = Object.fromEntries(Object.entries(f).filter(([field, value]) => before.f[field as keyof Target] !== value))
    if (Object.keys(changed).length === 0) return []
    return [{ kind: 'patch', t: 'target', id: before.id, f: { ...changed, ...(version.value === before.f.version ? {} : { version: version.value, earlier: JSON.parse(JSON.stringify(earlierAfter(before.f, f, momentOf(sync.status.skew).entered, me.id))) as EarlierWording[] }) }, saw: before }]
  }

  return {
    draft, isDirty, missing: computed(() => new Set(tried.value ? found.value : [])), preview, version, stop: wire.bind, failure, save,
    lights, sources: evidence.map(({ words }) => words), stems: computed(() => settings.value.targetStems),
    restOn(words) {
      draft.values.value = { ...draft.values.value, source: words, evidence: evidence.find((one) => one.words === words)?.evidence ?? 'by-hand' }
    },
  }
}
