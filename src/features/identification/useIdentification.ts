/** "Mentors meet with DHT / HOY to identify pupils": one year's meeting as its screen shows it, and what may be written there. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Change } from '../../data/store/commit.ts'
import { useRecords } from '../../data/current.ts'
import { candidatesOf, roomOf, changesSince, dataUntil, meetingTasksOfYear, menteesOf, type YearChange } from '../../data/readings/identifying.ts'
import { randomId } from '../../data/records.ts'
import { useSchool } from '../../data/readings/school.ts'
import { useKeeping } from '../../data/useKeeping.ts'
import { addDays, dateOf, type SchoolDate } from '../../domain/time/clock.ts'
import type { Choice } from '../../domain/cases/candidate.ts'
import type { CandidateView } from '../../domain/cases/candidateView.ts'
import { sayReason } from '../../domain/cases/candidateWords.ts'
import { meetingBefore, meetingNow, type TaskView } from '../../domain/cases/meetingTasks.ts'
import { STATE_WORDS } from '../../domain/cases/mentorship.ts'
import { fullName } from '../../domain/pupil.ts'
import type { Row } from '../../domain/records.ts'
import { useSchoolClock } from '../../sync/index.ts'
import { useToasts } from '../../ui/index.ts'

export type Mentee = { pupilId: string; name: string; form: string; mentor: string; mentorId: string; state: string; /** Of two with equal names. */ id: string }
export type Deciding = { choice: Choice; reason: string; mentorId: string; startOn: SchoolDate; lookAgain: SchoolDate }
export type NewTask = { pupilId: string; about: 'case' | 'candidate'; text: string; owner: string; due: SchoolDate }
export type ByHand = { preferredName: string; surname: string; form: string; why: string }
type Capacity = ReturnType<typeof roomOf>

export type Identification = {
  year: Ref<number>
  /** A Head of Year has one. */
  years: readonly number[]
  today: ComputedRef<SchoolDate>
  data: ComputedRef<ReturnType<typeof dataUntil>>
  candidates: ComputedRef<CandidateView[]>
  mentees: ComputedRef<Mentee[]>
  capacity: ComputedRef<Capacity>
  /** A Head of Year holds the year alone, so how full a mentor's list is cannot be told. */
  knowsRoom: boolean
  people: ComputedRef<{ value: string; label: string }[]>
  staffName: (id: string) => string
  nameOf: (pupilId: string) => string
  meeting: ComputedRef<Readonly<Row<'yearMeeting'>> | undefined>
  /** The year's, of which two people may set one thing at once. */
  records: ComputedRef<Readonly<Row>[]>
  before: ComputedRef<Readonly<Row<'yearMeeting'>> | undefined>
  changes: ComputedRef<YearChange[]>
  tasks: ComputedRef<TaskView[]>
  notes: ComputedRef<Readonly<Row<'meetingNote'>>[]>
  decided: ComputedRef<Readonly<Row<'candidateDecision'>>[]>
  /** Tasks that the meeting left so far. */
  left: ComputedRef<number>
  busy: Ref<boolean>
  problem: Ref<string>
  begin: (present: string[]) => Promise<boolean>
  setPresent: (present: string[]) => Promise<boolean>
  end: () => Promise<boolean>
  decide: (candidate: CandidateView, deciding: Deciding) => Promise<boolean>
  addTask: (task: NewTask) => Promise<boolean>
  done: (task: TaskView) => Promise<boolean>
  note: (text: string) => Promise<boolean>
  add: (id: string, byHand: ByHand) => Promise<boolean>
}

/** `asked`: the year that a link named. */
export function useIdentification(asked?: number): Identification {
  const { memory, me, commit } = useRecords()
  const { settings, staffName } = useSchool()
  const { today, now } = useSchoolClock()
  const toasts = useToasts()
  const { busy, problem, keep } = useKeeping()
  const years = me.role === 'head-of-year' ? [me.year ?? 7] : [7, 8, 9, 10, 11]
  const year = ref(asked !== undefined && years.includes(asked) ? asked : (years[0] ?? 7))
  const meetings = computed(() => memory.all('yearMeeting'))
  const meeting = computed(() => meetingNow(meetings.value, year.value, today.value))
  const before = computed(() => meetingBefore(meetings.value, year.value, meeting.value))
  const candidates = computed(() => candidatesOf(memory, year.value, settings.value, today.value))
  const nameOf = (pupilId: string): string => {
    const pupil = (memory.get('deskPupil', pupilId) ?? memory.get('candidate', pupilId))?.f
    return pupil ? `${fullName(pupil)}, ${pupil.form}` : 'A pupil who is no longer here'
  }
  const said = (text: string, undo?: Change[]) => () => void toasts.show({ text, tone: 'good', key: 'meeting', ...(undo ? { action: { label: 'Undo', run: () => void keep(() => commit(undo), () => undefined) } } : {}) })
  /** A fact, with the way to take it back. */
  const put = (fact: Change & { kind: 'add' }, words: string): Promise<boolean> => keep(() => commit([fact]), said(words, [{ kind: 'void', t: fact.t, id: fact.id } as Change]))
  const inMeeting = (): { meetingId?: string } => (meeting.value ? { meetingId: meeting.value.id } : {})

  async function decide({ id, f, reasons }: CandidateView, { choice, reason, mentorId, startOn, lookAgain }: Deciding): Promise<boolean> {
    const decision: Change = {
      kind: 'add', t: 'candidateDecision', id: randomId(),
      f: {
        pupilId: id, choice, reason, date: today.value, ...inMeeting(), present: [...(meeting.value?.f.present ?? [me.id])], evidence: [...reasons.map(sayReason), ...(f.byHand ? [f.byHand.why.slice(0, 200)] : [])].slice(0, 12), entered: now(),
        ...(choice === 'mentor' ? { mentorId } : {}), ...(choice === 'watch' ? { lookAgain } : {}),
      },
    }
    const opening = choice === 'mentor' ? openingOf(id, f, { mentorId, reason, startOn }) : []
    const undo = [...opening].reverse().concat(decision).map(({ t, id: of }) => ({ kind: 'void', t, id: of }) as Change)
    return keep(async () => {
      // The case opens by the decision, so the server must have that first.
      await commit([decision])
      if (opening.length > 0) await commit(opening)
    }, said(choice === 'mentor' ? `${f.preferredName} goes to ${staffName(mentorId)}. The case is open and is being prepared.` : choice === 'watch' ? 'Watched. It comes back on its day.' : 'Not now. The reason is kept and shown again.', undo))
  }
  function openingOf(pupilId: string, { preferredName, surname, form, year: ofYear, groups }: CandidateView['f'], { mentorId, reason, startOn }: { mentorId: string; reason: string; startOn: SchoolDate }): Change[] {
    const said = memory.get('pupilIdentity', pupilId)?.f.said
    return [
      ...(memory.get('deskPupil', pupilId) ? [] : [{ kind: 'add' as const, t: 'deskPupil' as const, id: pupilId, f: { preferredName, surname, form, year: ofYear } }]),
      ...(memory.get('pupil', pupilId) ? [] : [{ kind: 'add' as const, t: 'pupil' as const, id: pupilId, f: { legalForename: String(said?.legalForename ?? ''), legalSurname: String(said?.legalSurname ?? ''), sen: groups?.sen ?? 'N', pupilPremium: groups?.pupilPremium ?? false, eal: groups?.eal ?? false, lookedAfter: groups?.lookedAfter ?? false, ...(groups?.sex === undefined ? {} : { sex: groups.sex }) } }]),
      { kind: 'add', t: 'mentorship', id: randomId(), f: { pupilId, mentorId, state: 'agreed', reason, startedOn: startOn } },
      { kind: 'add', t: 'meetingTask', id: randomId(), f: { pupilId, about: 'case', ...inMeeting(), text: `Prepare ${preferredName}: background, staff, SIMS, the letter home, first targets.`, owner: mentorId, due: startOn, entered: now() } },
    ]
  }

  return {
    knowsRoom: me.role !== 'head-of-year', year, years, today, candidates, meeting, before, busy, problem, staffName, nameOf, decide,
    records: computed(() => [...memory.all('candidate').filter(({ f }) => f.year === year.value), ...meetings.value.filter(({ f }) => f.year === year.value)]),
    data: computed(() => dataUntil(memory)),
    mentees: computed(() => menteesOf(memory, year.value).map(({ id, f }): Mentee => ({ id, pupilId: f.pupilId, name: fullName(memory.get('deskPupil', f.pupilId)?.f ?? { preferredName: '', surname: '' }), form: memory.get('deskPupil', f.pupilId)?.f.form ?? '', mentorId: f.mentorId, mentor: staffName(f.mentorId), state: STATE_WORDS[f.state] }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))),
    capacity: computed(() => roomOf(memory, settings.value)),
    people: computed(() => memory.all('staff').filter(({ f }) => f.active && (['mentor', 'lead-mentor', 'dht'].includes(f.role) || (f.role === 'head-of-year' && f.year === year.value))).map(({ id, f }) => ({ value: id, label: f.name })).sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))),
    changes: computed(() => (before.value ? changesSince(memory, year.value, before.value.f.begun, addDays(dateOf(before.value.f.begun), 1)) : [])),
    tasks: computed(() => meetingTasksOfYear(memory, year.value, today.value)),
    notes: computed(() => memory.all('meetingNote').filter(({ f }) => f.meetingId === meeting.value?.id).sort((a, b) => a.f.entered - b.f.entered)),
    left: computed(() => memory.all('meetingTask').filter(({ f }) => meeting.value !== undefined && f.meetingId === meeting.value.id).length),
    decided: computed(() => memory.all('candidateDecision').filter(({ f }) => meeting.value !== undefined && f.meetingId === meeting.value.id)),
    begin: (present) => put({ kind: 'add', t: 'yearMeeting', id: randomId(), f: { year: year.value, date: today.value, present, begun: now() } }, 'The meeting has begun. What is decided now is in its minutes.'),
    setPresent: (present) => (meeting.value ? keep(() => commit([{ kind: 'patch', t: 'yearMeeting', id: meeting.value?.id ?? '', f: { present } }]), () => undefined) : Promise.resolve(false)),
    end: () => (meeting.value ? keep(() => commit([{ kind: 'patch', t: 'yearMeeting', id: meeting.value?.id ?? '', f: { ended: now() } }]), said('The meeting has ended.', [{ kind: 'patch', t: 'yearMeeting', id: meeting.value.id, f: { ended: null } }])) : Promise.resolve(false)),
    addTask: (task) => put({ kind: 'add', t: 'meetingTask', id: randomId(), f: { ...task, ...inMeeting(), entered: now() } }, `Kept, for ${staffName(task.owner)}.`),
    done: ({ id, f: { pupilId, about } }) => put({ kind: 'add', t: 'meetingTaskDone', id: randomId(), f: { pupilId, about, taskId: id, at: now() } }, 'Done.'),
    note: (text) => (meeting.value ? put({ kind: 'add', t: 'meetingNote', id: randomId(), f: { year: year.value, meetingId: meeting.value.id, text, entered: now() } }, 'In the minutes.') : Promise.resolve(false)),
    add: (id, { why, ...who }) => put({ kind: 'add', t: 'candidate', id, f: { ...who, year: year.value, byHand: { why, by: me.id, on: today.value } } }, `${who.preferredName} is on the list.`),
  }
}
