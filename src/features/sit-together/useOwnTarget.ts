/** The target a pupil set for themselves, and how they see it this week. */
import { computed, type ComputedRef } from 'vue'
import { useRecords } from '../../data/current.ts'
import { enteredAfter } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping, type Keeping } from '../../data/useKeeping.ts'
import { weekBeginning } from '../../domain/time/clock.ts'
import { ownTargetOf, type OwnTarget, type OwnWord, type SelfScore } from '../../domain/week/ownWord.ts'
import { useSchoolClock, useSync } from '../../sync/index.ts'

export type OwnTargetView = Pick<Keeping, 'busy' | 'problem'> & {
  target: ComputedRef<OwnTarget | undefined>
  thisWeek: ComputedRef<SelfScore | undefined>
  set: (words: string, clearDraft: string) => Promise<boolean>
  score: (how: SelfScore) => Promise<boolean>
}

export function useOwnTarget(pupilId: string): OwnTargetView {
  const { today } = useSchoolClock()
  const { memory, commit } = useRecords()
  const sync = useSync()
  const { busy, problem, keep } = useKeeping()
  const rows = computed(() => memory.ofPupil('ownWord', pupilId))
  const target = computed(() => ownTargetOf(rows.value))
  const about = () => ({ pupilId, on: today.value, entered: enteredAfter(sync.status.skew, Math.max(-1, ...rows.value.map(({ f }) => f.entered))) })
  const add = (f: OwnWord, clearDraft?: string): Promise<boolean> => keep(() => commit([{ kind: 'add', t: 'ownWord', id: randomId(), f }], clearDraft === undefined ? {} : { clearDraft }), () => undefined)
  return {
    busy, problem, target,
    thisWeek: computed(() => target.value?.scores.find(({ weekStart }) => weekStart === weekBeginning(today.value))?.how),
    set: (words, clearDraft) => add({ type: 'target', ...about(), words: words.trim() }, clearDraft),
    score: (how) => (target.value ? add({ type: 'score', ...about(), targetId: target.value.id, how }) : Promise.resolve(false)),
  }
}
