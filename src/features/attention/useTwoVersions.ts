/**
 * One conflict as its card shows it, and the decision. Undecided until a person decides; what they have begun survives
 * a rotation and a restart as a draft. Deciding is an ordinary change that cites what is shown.
 */
import { computed, ref, type ComputedRef } from 'vue'
import { fitsKind } from '../../domain/change.ts'
import { bothTexts, isChoice, type Decision, type Version } from '../../domain/sync/conflict.ts'
import type { Change } from '../../data/store/commit.ts'
import { wall } from '../../data/clock.ts'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { sayValue } from '../../domain/sync/setAsideWords.ts'
import { useDraft } from '../../data/useDraft.ts'
import type { Op } from '../../domain/protocol.ts'
import { isKind, type Row } from '../../domain/records.ts'

export type Shown = Version & { name: string; text: string; isShown: boolean }
type Choosing = { choice: Exclude<Decision, 'noted'> | null; text: string }

export function useTwoVersions(conflict: () => Readonly<Row<'conflict'>>) {
  const { memory, me, commit } = useRecords()
  const { staffName } = useSchool()
  const { id } = conflict()
  const draft = useDraft<Choosing>(`two-versions:${id}`, () => ({ choice: null, text: '' }))
  const saving = ref(false)
  const failure = ref('')

  const about = computed(() => {
    const { t, id: recordId } = conflict().f.about
    return isKind(t) ? memory.get(t, recordId) : undefined
  })
  const now = computed(() => (about.value?.f as Record<string, unknown> | undefined)?.[conflict().f.field])
  const shown = (one: Version): Shown => ({ ...one, name: staffName(one.by), text: typeof one.value === 'string' ? one.value : one.removed ? '' : (sayValue(conflict().f.about.t, conflict().f.field, one.value, staffName) ?? ''), isShown: !one.removed && JSON.stringify(one.value) === JSON.stringify(now.value) })
  const versions: ComputedRef<[Shown, Shown]> = computed(() => [shown(conflict().f.versions[0]), shown(conflict().f.versions[1])])

  const isSigned = computed(() => conflict().f.about.t === 'weeklyReview' && conflict().f.field !== 'signed' && (about.value as Row<'weeklyReview'> | undefined)?.f.signed != null)
  const maySettle = computed(() => (conflict().f.pupilId === undefined ? me.role === 'lead-mentor' : mayWriteFor(memory, me, 'conflict', conflict().f.pupilId ?? '')))
  const mayChoose = computed(() => maySettle.value && isChoice(conflict().f) && about.value !== undefined && !isSigned.value)

  const joined = computed(() => bothTexts(versions.value))
  const result = computed(() => {
    const { choice, text } = draft.values.value
    return choice === 'both' ? joined.value : choice === 'first' ? versions.value[0].text : choice === 'second' ? versions.value[1].text : choice === 'edited' ? text : ''
  })
  function choose(choice: Choosing['choice']): void {
    const { text } = draft.values.value
    draft.values.value = { choice, text: choice === 'edited' && text === '' ? joined.value : text }
  }
  const isTooLong = computed(() => {
    const { t } = conflict().f.about
    const { choice } = draft.values.value
    return choice !== null && isKind(t) && !fitsKind({ t, kind: 'patch', f: { [conflict().f.field]: result.value } } as unknown as Op, true).fits
  })

  async function decide(how: Decision): Promise<boolean> {
    if (saving.value) return false
    saving.value = true
    failure.value = ''
    const { t, id: recordId } = conflict().f.about
    const change = { kind: 'patch', t, id: recordId, f: { [conflict().f.field]: result.value }, saw: about.value } as unknown as Change
    const settled: Change = { kind: 'patch', t: 'conflict', id, f: { resolved: { by: me.id, at: wall(), how } }, saw: conflict() }
    try {
      await commit(how === 'noted' || now.value === result.value ? [settled] : [change, settled], { clearDraft: draft.key })
      draft.saved()
      return true
    } catch (error) {
      failure.value = saveProblem(error)
      return false
    } finally {
      saving.value = false
    }
  }

  return { draft, versions, about, isSigned, maySettle, mayChoose, result, isTooLong, saving, failure, choose, decide }
}
