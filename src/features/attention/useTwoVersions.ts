/**
 * One conflict as its card shows it, and the decision. Undecided until a person decides; what they have begun survives
 * a rotation and a restart as a draft. Deciding is an ordinary change that cites what is shown, and is only made while
 * the words that were shown when it was chosen still stand.
 */
import { computed, ref, type ComputedRef } from 'vue'
import { fitsKind, isOwn } from '../../domain/change.ts'
import { isJoined } from '../../domain/people/joining.ts'
import { bothTexts, isChoice, type Decision, type Version } from '../../domain/sync/conflict.ts'
import type { Change } from '../../data/store/commit.ts'
import { wall } from '../../data/clock.ts'
import { useRecords } from '../../data/current.ts'
import { saveProblem } from '../../data/saveProblem.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { sayValue } from '../../domain/sync/setAsideWords.ts'
import { useDraft } from '../../data/useDraft.ts'
import type { Json, Op } from '../../domain/protocol.ts'
import { isKind, stampOf, type Row, type Stamp } from '../../domain/records.ts'
import { shortMoment } from '../../domain/time/clock.ts'

export type Shown = Pick<Version, 'value' | 'removed' | 'tablet'> & { name: string; when: string; text: string; isShown: boolean }
/** `now`: neither of the two, but what somebody has made of it since. */
export type Choice = Exclude<Decision, 'noted'> | 'now'
/** `stood`: what the card showed as standing when this was chosen. */
type Choosing = { choice: Choice | null; text: string; stood?: Json }

export function useTwoVersions(conflict: () => Readonly<Row<'conflict'>>) {
  const { memory, me, commit, sync } = useRecords()
  const { staffName } = useSchool()
  const { id } = conflict()
  const draft = useDraft<Choosing>(`two-versions:${id}`, () => ({ choice: null, text: '' }))
  const saving = ref(false)
  const failure = ref('')

  const about = computed(() => {
    const { t, id: recordId } = conflict().f.about
    return isKind(t) ? memory.get(t, recordId) : undefined
  })
  const now = computed(() => (about.value?.f as Record<string, Json> | undefined)?.[conflict().f.field])
  const shown = (one: Version): Shown => ({ ...one, name: staffName(one.by), when: shortMoment(one.at), text: typeof one.value === 'string' ? one.value : one.removed ? '' : (sayValue(conflict().f.about.t, conflict().f.field, one.value, staffName) ?? ''), isShown: !one.removed && JSON.stringify(one.value) === JSON.stringify(now.value) })
  const versions: ComputedRef<[Shown, Shown]> = computed(() => [shown(conflict().f.versions[0]), shown(conflict().f.versions[1])])
  /** What stands now, where it is neither of the two: somebody wrote it again. */
  const since = computed<Shown | undefined>(() => {
    if (!isChoice(conflict().f) || typeof now.value !== 'string' || versions.value.some(({ isShown }) => isShown)) return undefined
    return { value: now.value, text: now.value, isShown: true, ...whoseIs(stampOf(about.value, conflict().f.field) ?? '') }
  })
  /** A tablet's name is one person's; a text that several added to is nobody's alone. */
  function whoseIs(stamp: Stamp): Pick<Shown, 'name' | 'when' | 'tablet'> {
    if (isOwn(stamp, sync.clientId())) return { name: me.name, when: 'Written since, on this tablet', tablet: '' }
    const written = memory.all('conflict').flatMap(({ f }) => f.versions)
    const same = written.find((one) => one.stamp === stamp) ?? (isJoined(stamp) ? undefined : written.find((one) => tabletOf(one.stamp) === tabletOf(stamp)))
    return { name: same ? staffName(same.by) : 'Changed since', when: same?.stamp === stamp ? shortMoment(same.at) : 'Written after these two', tablet: same?.tablet ?? '' }
  }

  const isSigned = computed(() => conflict().f.about.t === 'weeklyReview' && conflict().f.field !== 'signed' && (about.value as Row<'weeklyReview'> | undefined)?.f.signed != null)
  const maySettle = computed(() => (conflict().f.pupilId === undefined ? me.role === 'lead-mentor' : mayWriteFor(memory, me, 'conflict', conflict().f.pupilId ?? '')))
  const mayChoose = computed(() => maySettle.value && isChoice(conflict().f) && about.value !== undefined && !isSigned.value)

  const joined = computed(() => bothTexts(versions.value))
  /** Nothing is left to leave as it stands where one of the two stands again. */
  const choice = computed(() => (draft.values.value.choice === 'now' && !since.value ? null : draft.values.value.choice))
  const result = computed(() => {
    const texts = { both: joined.value, first: versions.value[0].text, second: versions.value[1].text, now: since.value?.text ?? '', edited: draft.values.value.text }
    return choice.value === null ? '' : texts[choice.value]
  })
  /** It was written again since this was chosen, and whoever chose has not said that they read it. */
  const isMoved = computed(() => choice.value !== null && draft.values.value.stood !== (now.value ?? null))
  function choose(to: Choice | null): void {
    const { text } = draft.values.value
    const all = since.value ? `${since.value.text.trim()}\n\n${joined.value}` : joined.value
    draft.values.value = { choice: to, text: to === 'edited' && text === '' ? all : text, stood: now.value ?? null }
  }
  const isTooLong = computed(() => {
    const { t } = conflict().f.about
    return choice.value !== null && choice.value !== 'now' && isKind(t) && !fitsKind({ t, kind: 'patch', f: { [conflict().f.field]: result.value } } as unknown as Op, true).fits
  })

  /** False also where something came in between the choice and this. */
  async function decide(how: Choice | 'noted'): Promise<boolean> {
    if (saving.value || (how !== 'noted' && isMoved.value)) return false
    saving.value = true
    failure.value = ''
    const { t, id: recordId } = conflict().f.about
    const change = { kind: 'patch', t, id: recordId, f: { [conflict().f.field]: result.value }, saw: about.value } as unknown as Change
    const settled: Change = { kind: 'patch', t: 'conflict', id, f: { resolved: { by: me.id, at: wall(), how: how === 'now' ? 'edited' : how } }, saw: conflict() }
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

  return { draft, versions, since, about, isSigned, maySettle, mayChoose, choice, result, isMoved, isTooLong, saving, failure, choose, decide }
}

const tabletOf = (stamp: Stamp): string => stamp.slice(0, stamp.lastIndexOf(':'))
