/** The paper file of a caseload: what is out, what waits to be filed, what was lost, and when it is to be destroyed. */
import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { papersOf } from '../../data/readings/paperFile.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayWriteFor } from '../../data/readings/standing.ts'
import { type SchoolDate } from '../../domain/time/clock.ts'
import { isOpen } from '../../domain/cases/mentorship.ts'
import { destroyOn, PAPER_STATE_WORDS, type Paper, type PaperDocument, type PaperEventType, type PaperState } from '../../domain/week/paperFile.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type FileLine = Paper & { pupil: DeskPupil; mayWrite: boolean; destroyOn: SchoolDate | undefined; /** Of a blue report: how many photos of it are kept. */ photos: number }
export type PaperFile = {
  state: Ref<PaperState[]>
  states: ComputedRef<{ value: PaperState; label: string; count: number }[]>
  found: ComputedRef<FileLine[]>
  total: ComputedRef<number>
  pupils: ComputedRef<{ value: string; label: string }[]>
  busy: Ref<boolean>
  failure: Ref<string>
  olderProblem: Ref<string>
  became: (lines: readonly FileLine[], type: PaperEventType, line?: string) => Promise<void>
  cameIn: (document: Pick<PaperDocument, 'pupilId' | 'kind' | 'title' | 'on'> & { from: string }) => Promise<boolean>
}

const ORDER: readonly PaperState[] = ['to-file', 'out', 'lost', 'filed', 'destroyed']
const SAID: Partial<Record<PaperEventType, string>> = { returned: 'Back: to be filed', filed: 'Filed', lost: 'Noted as lost', destroyed: 'Noted as destroyed' }

export function usePaperFile(pupilId: () => string | undefined): PaperFile {
  const { now, today } = useSchoolClock()
  const { memory, me, commit, loadOlder } = useRecords()
  const { settings } = useSchool()
  const toasts = useToasts()
  const mine = computed(() => {
    const asked = pupilId()
    const ids = new Set(memory.all('mentorship').filter(({ f }) => me.role !== 'mentor' || f.mentorId === me.id).map(({ f }) => f.pupilId))
    return [...ids].filter((id) => asked === undefined || id === asked)
  })
  const endOf = (id: string): SchoolDate | undefined => {
    const all = memory.ofPupil('mentorship', id)
    return all.some(({ f }) => isOpen(f.state)) ? undefined : all.flatMap(({ f }) => f.endedOn ?? []).toSorted().at(-1)
  }
  const all = computed(() => mine.value.flatMap((id): FileLine[] => {
    const pupil = memory.get('deskPupil', id)?.f
    if (!pupil) return []
    const end = destroyOn(endOf(id), settings.value.paperMonths)
    const photos = memory.ofPupil('sheetPhoto', id)
    const papers = papersOf(memory, id)
    const mayWrite = papers.length > 0 && mayWriteFor(memory, me, 'paperEvent', id)
    return papers.map((paper) => ({ ...paper, photos: photos.filter(({ f }) => f.documentId === paper.id).length, pupil, mayWrite, destroyOn: paper.state === 'destroyed' ? undefined : end }))
  }))
  const state = ref<PaperState[]>([])
  const { busy, problem: failure, keep: keeping } = useKeeping()
  const olderProblem = ref('')
  onMounted(() => {
    loadOlder().catch((error: unknown) => {
      olderProblem.value = 'Paper from before this half-term cannot be read from this tablet just now. Nothing is lost: close Blue Report and open it again.'
      console.error('Older history was not read', error instanceof Error ? error.name : 'unknown')
    })
  })

  async function keep(changes: readonly Change[], said: string): Promise<boolean> {
    if (changes.length === 0) return false
    return keeping(() => commit(changes), () => {
      const undo = (): void => void keeping(() => commit(changes.map(({ t, id }) => ({ kind: 'void', t, id }) as Change)), () => undefined)
      toasts.show({ text: said, tone: 'good', timeout: 10_000, action: { label: 'Undo', run: undo } })
    })
  }

  return {
    state, busy, failure, olderProblem,
    total: computed(() => all.value.length),
    states: computed(() => ORDER.map((value) => ({ value, label: PAPER_STATE_WORDS[value], count: all.value.filter((one) => one.state === value).length })).filter(({ count, value }) => count > 0 || state.value.includes(value))),
    found: computed(() => all.value.filter((one) => (state.value.length === 0 ? one.state !== 'destroyed' : state.value.includes(one.state))).sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.f.on < b.f.on ? 1 : a.f.on > b.f.on ? -1 : a.id < b.id ? -1 : 1))),
    pupils: computed(() => mine.value.flatMap((id) => {
      const pupil = memory.get('deskPupil', id)?.f
      return pupil && mayWriteFor(memory, me, 'paperDocument', id) ? [{ value: id, label: `${pupil.preferredName} ${pupil.surname}, ${pupil.form}` }] : []
    }).sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))),
    async became(lines, type, line) {
      const about = lines.filter(({ mayWrite }) => mayWrite)
      await keep(about.map((one) => ({ kind: 'add', t: 'paperEvent', id: randomId(), f: { pupilId: one.f.pupilId, documentId: one.id, type, on: today.value, entered: now(), ...(line?.trim() ? { line: line.trim() } : {}) } })), about.length === 1 ? (SAID[type] ?? '') : `${about.length}: ${(SAID[type] ?? '').toLowerCase()}`)
    },
    cameIn: ({ from, ...document }) => keep([{ kind: 'add', t: 'paperDocument', id: randomId(), f: { ...document, direction: 'in', ...(from.trim() ? { from: from.trim() } : {}) } }], 'In the paper file: to be filed'),
  }
}
