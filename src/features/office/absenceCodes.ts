/** Why those who have not come are away: the office's code for each, put down, changed and taken back. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { officeCodesFor } from '../../data/readings/conduct.ts'
import { useRecords } from '../../data/current.ts'
import { momentOf } from '../../data/moment.ts'
import { randomId } from '../../data/records.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { codedFact, isInSchool, isToCall, morningCodeFrom, sayAbsence, takenBackFact, type Coded, type HowKnown, type MorningCode } from '../../domain/mornings/absenceCode.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { DeskEntry } from '../../domain/mornings/deskList.ts'
import type { TutorMark } from '../../domain/mornings/discrepancy.ts'
import type { Moment } from '../../domain/mornings/marking.ts'
import { may } from '../../domain/permission.ts'
import { fullName } from '../../domain/pupil.ts'
import { useSync } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type NotHere = {
  entry: DeskEntry
  coded: Coded | undefined
  /** What the form tutors' file says of an absence that has no code here yet. */
  offered: { code: MorningCode | null } | undefined
}
type Given = { entry: DeskEntry; code: MorningCode | null; known: HowKnown }
export type AbsenceCodes = {
  toCall: ComputedRef<NotHere[]>
  known: ComputedRef<NotHere[]>
  offered: ComputedRef<NotHere[]>
  mayPut: boolean
  busy: Ref<boolean>
  problem: Ref<string>
  /** The pupil whose code is being chosen. */
  chosen: Ref<NotHere | undefined>
  put: (given: readonly Given[]) => Promise<boolean>
  takeOffered: () => Promise<boolean>
  takeBack: (coded: Coded) => Promise<boolean>
}

export function useAbsenceCodes(date: () => SchoolDate, missing: () => readonly DeskEntry[], tutorMarks: () => readonly TutorMark[]): AbsenceCodes {
  const { memory, me, commit } = useRecords()
  const sync = useSync()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const chosen = ref<NotHere>()

  const said = computed(() => new Map(tutorMarks().map(({ pupilId, code }) => [pupilId, code])))
  const rows = computed(() => missing().map((entry): NotHere => {
    const coded = officeCodesFor(memory, entry.pupilId, date()).at(-1)
    return { entry, coded, offered: isToCall(coded) ? absentBy(entry.pupilId) : undefined }
  }))
  function absentBy(pupilId: string): NotHere['offered'] {
    const tutor = said.value.get(pupilId)
    const code = tutor === null || tutor === undefined ? undefined : morningCodeFrom(tutor)
    return code === undefined || code === 'N' || isInSchool(code) ? undefined : { code }
  }
  const offered = computed(() => rows.value.filter((one) => one.offered))
  const moment = (): Moment => momentOf(sync.status.skew)

  async function put(given: readonly Given[]): Promise<boolean> {
    const [first] = given
    if (!first) return false
    const made = given.map(({ entry: { pupilId }, code, known }) => ({ id: randomId(), f: codedFact({ pupilId, date: date() }, code, known, me, moment()) }))
    return keep(() => commit(made.map(({ id, f }) => ({ kind: 'add', t: 'absenceCode', id, f }))), () => {
      const text = given.length === 1 ? `${fullName(first.entry.pupil)}. ${sayAbsence(first.code)}` : `${given.length} codes put down`
      const undo = (): void => void back(made.map(({ id, f: { pupilId } }) => ({ id, pupilId })))
      toasts.show({ text, tone: 'good', key: 'absence-code', timeout: 10_000, action: { label: 'Undo', run: undo } })
    })
  }
  const back = (codes: readonly { id: string; pupilId: string }[]): Promise<boolean> =>
    keep(() => commit(codes.map(({ id, pupilId }) => ({ kind: 'add', t: 'absenceCode', id: randomId(), f: takenBackFact({ pupilId, date: date() }, id, me, moment()) }))), () => undefined)

  return {
    busy, problem, chosen, put, offered,
    toCall: computed(() => rows.value.filter(({ coded }) => isToCall(coded))),
    known: computed(() => rows.value.filter(({ coded }) => !isToCall(coded))),
    mayPut: may(me, 'code-absence'),
    takeOffered: () => put(offered.value.flatMap(({ entry, offered: one }) => (one ? [{ entry, code: one.code, known: 'tutor' as const }] : []))),
    takeBack: ({ id, f: { pupilId } }) => back([{ id, pupilId }]),
  }
}
