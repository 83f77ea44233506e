/** What was set at the same time as something that stands: live, in words, and put back by an ordinary change. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../store/commit.ts'
import { openNow, useRecords } from '../current.ts'
import { schoolTick } from '../moment.ts'
import { saveProblem } from '../saveProblem.ts'
import { useSchool } from './school.ts'
import { mayWriteRow } from './standing.ts'
import { pupilOf } from '../../domain/bucket.ts'
import { shortMoment } from '../../domain/time/clock.ts'
import type { Json } from '../../domain/protocol.ts'
import { isKind, stampOf, type Row } from '../../domain/records.ts'
import { changedSetting } from '../../domain/setting.ts'
import type { SetAside } from '../../domain/sync/setAside.ts'
import { setAsideWords, whichOne, type SetAsideWords } from '../../domain/sync/setAsideWords.ts'
import type { Memory } from '../store/memory.ts'

/** `of`: which of several, where it has to be said. */
export type SetAsideLine = SetAsideWords & { id: string; of: string; standsBy: string; asideBy: string; when: string; mayRestore: boolean }
export type SetAsideLines = { lines: ComputedRef<SetAsideLine[]>; failure: Ref<string>; /** Resolves to what takes it back, or undefined where it could not be saved. */ restore: (id: string) => Promise<(() => Promise<void>) | undefined> }

export const setAsideOf = (memory: Memory, pupilId: string | undefined, about: { t: string; id: string }): Readonly<Row<'setAside'>>[] =>
  (pupilId === undefined ? memory.all('setAside') : memory.ofPupil('setAside', pupilId)).filter(({ f }) => f.about.t === about.t && f.about.id === about.id).sort((a, b) => b.at - a.at)

const when = ({ at, tablet }: SetAside['aside']): string => `${shortMoment(at)}${tablet ? ` · tablet ${tablet}` : ''}`

/** Of these records: where the merge is still the last word. What somebody has set since is theirs, and the rest is in the log. `words`: of a screen that has its own. */
export function useSetAside(records: () => readonly Readonly<Row>[], words: typeof setAsideWords = setAsideWords): SetAsideLines {
  const { memory, me, commit } = useRecords()
  const { staffName } = useSchool()
  const failure = ref('')
  const open = computed(() => records().flatMap((row) => setAsideOf(memory, pupilOf(row.b), row).filter(({ f }) => stampOf(row, f.field) === f.stands.stamp).map((one) => ({ row, one }))))
  // Signed words stay as they were signed.
  const isLocked = (row: Readonly<Row>): boolean => row.t === 'weeklyReview' && (row as Readonly<Row<'weeklyReview'>>).f.signed !== null

  /** `saw`: what somebody sets in the meantime is then put beside it, and not lost. Resolves to the row as it stands with that. */
  async function set(saw: Readonly<Row>, field: string, value: Json): Promise<Readonly<Row> | undefined> {
    if (!isKind(saw.t)) return undefined
    failure.value = ''
    try {
      const now = schoolTick(openNow.value?.skew.value ?? null)
      const f = saw.t === 'setting' ? changedSetting((saw as Readonly<Row<'setting'>>).f, value, me.id, now) : { [field]: value }
      await commit([{ kind: 'patch', t: saw.t, id: saw.id, f, saw } as unknown as Change])
      return memory.get(saw.t, saw.id)
    } catch (error) {
      failure.value = saveProblem(error)
      return undefined
    }
  }

  return {
    failure,
    lines: computed(() =>
      open.value.flatMap(({ row, one: { id, f } }) => {
        const said = words(f, staffName)
        return said ? [{ ...said, id, of: whichOne(row, staffName), standsBy: staffName(f.stands.by), asideBy: staffName(f.aside.by), when: when(f.aside), mayRestore: mayWriteRow(memory, me, row) && !isLocked(row) }] : []
      })),
    async restore(id) {
      const found = open.value.find(({ one }) => one.id === id)
      if (!found) return undefined
      const { row, one: { f: { field, stands, aside } } } = found
      const after = await set(row, field, aside.value)
      return after && (async () => void (await set(after, field, stands.value)))
    },
  }
}
