/** The letter home at the start of mentoring: its words, what stands in its way, and what became of it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useRecords } from '../../data/current.ts'
import { contactsOf } from '../../data/readings/home.ts'
import { caseloadOf, mentorshipOf } from '../../data/readings/mentoring.ts'
import { startLetterFor } from '../../data/readings/preparing.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { mayReadCase, mayWriteFor } from '../../data/readings/standing.ts'
import { useDraft, type Draft } from '../../data/useDraft.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import { fillIn } from '../../domain/home/mergeFields.ts'
import { households, type Contact } from '../../domain/home/homeContact.ts'
import { emptyBlocks, isBeforeStart, letterOfTwo, othersNamed, START_LETTER_LIMITS, type LetterBlock, type LetterBlocks, type LetterState, type SentVia, type StartLetter } from '../../domain/home/startLetter.ts'
import { blocksOf } from '../../domain/home/startLetterSheet.ts'
import { may } from '../../domain/permission.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type StartLetterView = {
  pupilId: string
  today: ComputedRef<SchoolDate>
  pupil: ComputedRef<DeskPupil | undefined>
  mentorship: ComputedRef<Readonly<Row<'mentorship'>> | undefined>
  mentor: ComputedRef<string>
  mayRead: ComputedRef<boolean>
  mayWrite: ComputedRef<boolean>
  /** Only while mentoring has not begun. */
  mayWaive: ComputedRef<boolean>
  /** The school’s file says that the pupil is looked after. */
  inCare: ComputedRef<boolean>
  homes: ComputedRef<Contact[][]>
  draft: Draft<{ reasons: string }>
  blocks: ComputedRef<LetterBlocks>
  /** What stands in the way of making it. */
  empty: ComputedRef<LetterBlock[]>
  isTooLong: ComputedRef<boolean>
  /** The school's sentences for the reasons that the letter does not have yet, as they would stand in it. */
  offered: ComputedRef<string[]>
  /** Other mentees whom the reasons seem to name. */
  named: ComputedRef<string[]>
  letter: ComputedRef<LetterState | undefined>
  /** Which of two it is; undefined where one letter does both. */
  ofTwo: ComputedRef<'first' | 'second' | undefined>
  busy: Ref<boolean>
  problem: Ref<string>
  printed: () => Promise<boolean>
  sent: (via: SentVia, date: SchoolDate) => Promise<boolean>
  waive: (reason: string) => Promise<boolean>
}

type Said = StartLetter extends infer One ? (One extends StartLetter ? Omit<One, 'pupilId' | 'mentorshipId' | 'at'> : never) : never

export function useStartLetter(pupilId: string): StartLetterView {
  const { today, now } = useSchoolClock()
  const { memory, me, commit } = useRecords()
  const { settings, staffName } = useSchool()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const pupil = computed(() => memory.get('deskPupil', pupilId)?.f)
  const mentorship = computed(() => mentorshipOf(memory, pupilId))
  const mentor = computed(() => (mentorship.value ? staffName(mentorship.value.f.mentorId) : ''))
  const ofTwo = computed(() => mentorship.value && letterOfTwo(memory.ofPupil('startLetter', pupilId), { id: mentorship.value.id, state: mentorship.value.f.state }, settings.value.twoStartLetters))
  const isSecond = computed(() => ofTwo.value === 'second')
  const letter = computed(() => mentorship.value && startLetterFor(memory, mentorship.value, isSecond.value ? 'second' : 'first'))
  const draft = useDraft(`start-letter:${mentorship.value?.id ?? pupilId}`, () => ({ reasons: letter.value?.printed?.f.reasons ?? mentorship.value?.f.reason.slice(0, START_LETTER_LIMITS.reasons) ?? '' }))
  const reasons = computed(() => draft.values.value.reasons)
  const blocks = computed(() => blocksOf(reasons.value, settings.value, { pupil: pupil.value?.preferredName ?? '', mentor: mentor.value }))
  const homes = computed(() => households(contactsOf(memory, pupilId)).map((of) => of.map(({ f }) => f)))
  const others = computed(() => caseloadOf(memory).flatMap(({ f }) => memory.get('deskPupil', f.pupilId)?.f ?? []).concat(memory.all('expectation').flatMap(({ f }) => memory.get('deskPupil', f.pupilId)?.f ?? [])))

  const which = (): { brief?: true; second?: true } => (ofTwo.value === undefined ? {} : ofTwo.value === 'first' ? { brief: true } : { second: true })
  async function add(said: Said, text: string, clearDraft?: string): Promise<boolean> {
    const of = mentorship.value
    if (!of) return false
    const id = randomId()
    const f = { ...said, pupilId, mentorshipId: of.id, at: now() }
    return keep(() => commit([{ kind: 'add', t: 'startLetter', id, f }], clearDraft === undefined ? {} : { clearDraft }), () =>
      toasts.show({ text, tone: 'good', key: 'start-letter', action: { label: 'Undo', run: () => void keep(() => commit([{ kind: 'void', t: 'startLetter', id }]), () => undefined) } }))
  }

  return {
    pupilId, today, pupil, mentorship, mentor, homes, draft, blocks, letter, busy, problem,
    inCare: computed(() => memory.get('pupil', pupilId)?.f.lookedAfter === true),
    ofTwo,
    mayRead: computed(() => mayReadCase(memory, me, pupilId)),
    mayWrite: computed(() => mayWriteFor(memory, me, 'startLetter', pupilId)),
    mayWaive: computed(() => may(me, 'waive-letter') && mentorship.value !== undefined && isBeforeStart(mentorship.value.f.state)),
    empty: computed(() => emptyBlocks(blocks.value)),
    isTooLong: computed(() => blocks.value.reasons.length > START_LETTER_LIMITS.reasons),
    offered: computed(() => settings.value.letterReasons.map((one) => fillIn(one, { pupil: pupil.value?.preferredName ?? '' })).filter((one) => !reasons.value.includes(one))),
    named: computed(() => (pupil.value ? othersNamed(reasons.value, pupil.value, others.value.filter((one) => one !== pupil.value)) : [])),
    printed: () => add({ type: 'printed', reasons: blocks.value.reasons, letters: Math.min(10, Math.max(1, homes.value.length)), ...which() }, 'Letter home: printed', draft.key),
    sent: (via, date) => add({ type: 'sent', via, date, letters: Math.min(10, Math.max(1, homes.value.length)), ...which() }, 'Letter home: sent'),
    waive: (reason) => add({ type: 'waived', reason }, 'Mentoring may begin without the letter'),
  }
}
