/** What was set at the same time as something that stands: live, in words, and put back by an ordinary change. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../store/commit.ts'
import { useRecords } from '../current.ts'
import { saveProblem } from '../saveProblem.ts'
import { useSchool } from './school.ts'
import { mayWriteFor } from './standing.ts'
import { dateOf, shortDate, spokenTime, timeOf, type Instant } from '../../domain/time/clock.ts'
import { isKind, stampOf, type Row } from '../../domain/records.ts'
import { setAsideWords, type SetAsideWords } from '../../domain/sync/setAside.ts'
import { targetSentence } from '../../domain/week/target.ts'
import type { Memory } from '../store/memory.ts'

/** `of`: which of several, where it has to be said. */
export type SetAsideLine = SetAsideWords & { id: string; of: string; standsBy: string; asideBy: string; when: string; mayRestore: boolean }
export type SetAsideLines = { lines: ComputedRef<SetAsideLine[]>; failure: Ref<string>; restore: (id: string) => Promise<boolean> }

export const setAsideOf = (memory: Memory, pupilId: string, about: { t: string; id: string }): Readonly<Row<'setAside'>>[] =>
  memory.ofPupil('setAside', pupilId).filter(({ f }) => f.about.t === about.t && f.about.id === about.id).sort((a, b) => b.at - a.at)

const when = (at: Instant): string => `${shortDate(dateOf(at))}, ${spokenTime(timeOf(at))}`

/** Of these records: where the merge is still the last word. What somebody has set since is theirs, and the rest is in the log. */
export function useSetAside(pupilId: () => string, records: () => readonly Readonly<Row>[]): SetAsideLines {
  const { memory, me, commit } = useRecords()
  const { staffName } = useSchool()
  const failure = ref('')
  const open = computed(() => records().flatMap((row) => setAsideOf(memory, pupilId(), row).filter(({ f }) => stampOf(row, f.field) === f.stands.stamp).map((one) => ({ row, one }))))
  // Signed words stay as they were signed.
  const isLocked = (row: Readonly<Row>): boolean => row.t === 'weeklyReview' && (row as Readonly<Row<'weeklyReview'>>).f.signed !== null

  return {
    failure,
    lines: computed(() =>
      open.value.flatMap(({ row, one: { id, f } }) => {
        const words = setAsideWords(f, staffName)
        return words ? [{ ...words, id, of: row.t === 'target' ? targetSentence((row as Readonly<Row<'target'>>).f) : '', standsBy: staffName(f.stands.by), asideBy: staffName(f.aside.by), when: when(f.aside.at), mayRestore: mayWriteFor(memory, me, row.t, pupilId()) && !isLocked(row) }] : []
      })),
    async restore(id) {
      const found = open.value.find(({ one }) => one.id === id)
      if (!found || !isKind(found.row.t)) return false
      const { row, one } = found
      failure.value = ''
      try {
        await commit([{ kind: 'patch', t: row.t, id: row.id, f: { [one.f.field]: one.f.aside.value }, saw: row } as unknown as Change])
        return true
      } catch (error) {
        failure.value = saveProblem(error)
        return false
      }
    },
  }
}
