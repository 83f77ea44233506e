/**
 * The one list of record kinds. To add a kind: write its schema in the domain file it belongs to, add one line here and
 * one in permission.ts; tablet, server, sync and the guard follow.
 *
 * Longer than other files because it is one list: who looks for a kind finds all of them here.
 */
import type { z } from './schema.ts'
import { AbsenceCode } from './mornings/absenceCode.ts'
import { ArrivalEvent } from './mornings/arrival.ts'
import { DailyAction, Note, NoteOutcome } from './week/blueReport.ts'
import { ContactEntry, HomeLetter } from './home/contactLog.ts'
import { Contact } from './home/homeContact.ts'
import { Background } from './cases/background.ts'
import { agendaOf, candidateOf, caseOf, deskOf, identityOf, restrictedOf, SCHOOL, userBucket, yearBucket, type Bucket } from './bucket.ts'
import { Candidate, CandidateDecision, RollShape } from './cases/candidate.ts'
import { DayException, EarlyFinish, Term } from './time/calendar.ts'
import { dateOf, SchoolDate, type Instant } from './time/clock.ts'
import { CaseEvent, MentorCapacity } from './cases/caseEvent.ts'
import { ClosingEvent } from './cases/closing.ts'
import { Commitment } from './week/commitment.ts'
import { Conflict } from './sync/conflict.ts'
import { HomeMeeting, HomeMeetingEvent } from './home/homeMeeting.ts'
import { FileRequest } from './people/fileRequest.ts'
import { FromFormerMentor } from './sync/fromFormerMentor.ts'
import { HandOver } from './mornings/handOver.ts'
import { HandOverKey } from './mornings/handOverKey.ts'
import { EndOfDayDecision, EndOfDayReport } from './tasks/endOfDay.ts'
import { Alert, AlertSeen } from './tasks/alert.ts'
import { AgendaItem, Cover } from './cases/cover.ts'
import { Expectation, Mentorship } from './cases/mentorship.ts'
import { MissedEvent } from './mornings/missed.ts'
import { OwnWord } from './week/ownWord.ts'
import { PaperDocument, PaperEvent } from './week/paperFile.ts'
import { Parked } from './sync/parked.ts'
import { NextWeekList, NextWeekSeen } from './cases/nextWeekList.ts'
import { Nudge } from './tasks/nudge.ts'
import { Phrase } from './home/phrase.ts'
import { PlannedAbsence } from './mornings/plannedAbsence.ts'
import { DeskPupil, Pupil } from './pupil.ts'
import { Retention } from './people/retention.ts'
import { SetAside } from './sync/setAside.ts'
import { Safeguarding } from './conduct/safeguarding.ts'
import { Sanction, SanctionEvent } from './conduct/sanction.ts'
import { ReportScore } from './week/reportScore.ts'
import { ReportingDecision } from './week/reporting.ts'
import { SheetPhoto } from './week/sheetPhoto.ts'
import { Session, SessionAttendance, SessionChange } from './week/session.ts'
import { PupilIdentity, SimsBatch, SimsChange, SimsCheck, SimsFact } from './school/sims.ts'
import { Setting } from './setting.ts'
import { StaffReply, StaffRequest, StaffRequestEvent } from './week/staffFeedback.ts'
import { StaffMember } from './staff.ts'
import { StartCheck } from './cases/startCheck.ts'
import { StartLetter } from './home/startLetter.ts'
import { Target } from './week/target.ts'
import { TaskPutOff } from './tasks/task.ts'
import { Timetable } from './time/timetable.ts'
import { emptyReview, REVIEW_FIELDS, WeeklyReview } from './week/weeklyReview.ts'
import { YearTurn } from './school/yearTurn.ts'
import { MeetingNote, MeetingTask, MeetingTaskDone, YearMeeting } from './cases/yearMeeting.ts'
import { CheckIn, WithdrawalEvent } from './cases/withdrawal.ts'

/**
 * How two changes to one field merge when neither author saw the other's. `latest`: the later by corrected clock is
 * shown, the other kept in the history. `prose`: the same, and both people are told. `once`: the first stands.
 */
export type FieldRule = 'latest' | 'prose' | 'once'

type KindOf<S extends z.ZodType> = {
  schema: S
  /** `fact`: inserted once, never edited. `record`: edited field by field. */
  nature: 'fact' | 'record'
  /** Where it lives. Undefined where the id says it (pupils). */
  bucket: (f: z.infer<S>, id: string) => Bucket
  /** The day it belongs to, for the partition it is stored in; undefined: always at hand. */
  day?: (f: z.infer<S>) => SchoolDate | undefined
  rules?: Partial<Record<string, FieldRule>>
  /** The field that holds a signature, and what it is put to: that stays as its signer saw it. */
  signature?: { field: string; covers: readonly string[] }
  /** As it is begun, where two may begin the same one: what is still like this says nothing. */
  blank?: (f: z.infer<S>) => z.infer<S>
}
const kind = <S extends z.ZodType>(definition: KindOf<S>): KindOf<S> => definition
/** Where a copy lies, which the server keeps of one of two versions. */
const copied = ({ lies, pupilId }: { lies?: Bucket | undefined; pupilId?: string | undefined }): Bucket => lies ?? (pupilId === undefined ? SCHOOL : caseOf(pupilId))

export const RECORDS = {
  staff: kind({ schema: StaffMember, nature: 'record', bucket: () => SCHOOL }),
  term: kind({ schema: Term, nature: 'record', bucket: () => SCHOOL }),
  dayException: kind({ schema: DayException, nature: 'record', bucket: () => SCHOOL }),
  earlyFinish: kind({ schema: EarlyFinish, nature: 'record', bucket: () => SCHOOL }),
  setting: kind({ schema: Setting, nature: 'record', bucket: () => SCHOOL }),
  /** Always at hand: a letter home may be made whatever the month. */
  phrase: kind({ schema: Phrase, nature: 'fact', bucket: () => SCHOOL }),
  /** id = pupil id */
  deskPupil: kind({ schema: DeskPupil, nature: 'record', bucket: (_, id) => deskOf(id) }),
  expectation: kind({ schema: Expectation, nature: 'fact', bucket: (f) => deskOf(f.pupilId) }),
  plannedAbsence: kind({ schema: PlannedAbsence, nature: 'fact', bucket: (f) => deskOf(f.pupilId) }),
  commitment: kind({ schema: Commitment, nature: 'record', bucket: (f) => deskOf(f.pupilId) }),
  absenceCode: kind({ schema: AbsenceCode, nature: 'fact', bucket: (f) => deskOf(f.pupilId), day: (f) => f.date }),
  cover: kind({ schema: Cover, nature: 'record', bucket: () => SCHOOL }),
  agendaItem: kind({ schema: AgendaItem, nature: 'fact', bucket: (f) => agendaOf(f.pupilId) }),
  startCheck: kind({ schema: StartCheck, nature: 'fact', bucket: (f) => agendaOf(f.pupilId), day: (f) => f.date }),
  /** One that repeats may run over the turn of a half-term, so it is always at hand. */
  session: kind({ schema: Session, nature: 'record', bucket: (f) => agendaOf(f.pupilId), day: (f) => (f.weekly ? undefined : f.from) }),
  sessionChange: kind({ schema: SessionChange, nature: 'fact', bucket: (f) => agendaOf(f.pupilId) }),
  sessionAttendance: kind({ schema: SessionAttendance, nature: 'fact', bucket: (f) => agendaOf(f.pupilId), day: (f) => f.date }),
  reportingDecision: kind({ schema: ReportingDecision, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  /** All always at hand: a stage may run over the turn of a half-term, and an end is looked back to after weeks. */
  withdrawalEvent: kind({ schema: WithdrawalEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  caseEvent: kind({ schema: CaseEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  /** id = capacity:<mentor> */
  mentorCapacity: kind({ schema: MentorCapacity, nature: 'record', bucket: () => SCHOOL }),
  /** All always at hand: a log of last year says the form of then. */
  yearTurn: kind({ schema: YearTurn, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  closingEvent: kind({ schema: ClosingEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  ownWord: kind({ schema: OwnWord, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  checkIn: kind({ schema: CheckIn, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.on }),
  arrivalEvent: kind({ schema: ArrivalEvent, nature: 'fact', bucket: (f) => deskOf(f.pupilId), day: (f) => f.date }),
  handOver: kind({ schema: HandOver, nature: 'fact', bucket: (f) => deskOf(f.pupilId), day: (f) => f.date }),
  /** Written by the server. */
  handOverKey: kind({ schema: HandOverKey, nature: 'fact', bucket: () => SCHOOL }),
  /** id = pupil id */
  pupil: kind({ schema: Pupil, nature: 'record', bucket: (_, id) => caseOf(id) }),
  mentorship: kind({ schema: Mentorship, nature: 'record', bucket: (f) => caseOf(f.pupilId) }),
  /** id = pupil id. Who is not mentored, and of whom the school's rules found something: no mentor's tablet has it. */
  candidate: kind({ schema: Candidate, nature: 'record', bucket: (_, id) => candidateOf(id) }),
  /** Always at hand: it is shown again the next time. */
  candidateDecision: kind({ schema: CandidateDecision, nature: 'fact', bucket: (f) => candidateOf(f.pupilId) }),
  /** id = roll:<year>. Numbers alone. */
  rollShape: kind({ schema: RollShape, nature: 'record', bucket: (f) => yearBucket(f.year) }),
  yearMeeting: kind({ schema: YearMeeting, nature: 'record', bucket: (f) => yearBucket(f.year) }),
  meetingNote: kind({ schema: MeetingNote, nature: 'fact', bucket: (f) => yearBucket(f.year) }),
  /** Always at hand: a task is open until it is done, whatever the month. The owner's kind of bucket: a mentor sees those of the case. */
  meetingTask: kind({ schema: MeetingTask, nature: 'fact', bucket: (f) => (f.about === 'case' ? caseOf(f.pupilId) : candidateOf(f.pupilId)) }),
  meetingTaskDone: kind({ schema: MeetingTaskDone, nature: 'fact', bucket: (f) => (f.about === 'case' ? caseOf(f.pupilId) : candidateOf(f.pupilId)) }),
  /** Always at hand: what was said once holds until it is asked about again. */
  background: kind({ schema: Background, nature: 'fact', bucket: (f) => (f.reach === 'restricted' ? restrictedOf(f.pupilId) : caseOf(f.pupilId)) }),
  note: kind({ schema: Note, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => dateOf(f.occurredAt) }),
  /** A cover's lives with the agenda, where alone a cover may write. */
  noteOutcome: kind({ schema: NoteOutcome, nature: 'fact', bucket: (f) => (f.byCover ? agendaOf(f.pupilId) : caseOf(f.pupilId)), day: (f) => f.date }),
  dailyAction: kind({ schema: DailyAction, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.date }),
  /** id = score:<pupil>:<day>:<period>[:<target>] */
  reportScore: kind({ schema: ReportScore, nature: 'record', bucket: (f) => caseOf(f.pupilId), day: (f) => f.date, rules: { comment: 'prose' } }),
  target: kind({ schema: Target, nature: 'record', bucket: (f) => caseOf(f.pupilId), day: (f) => f.weekStart, rules: { behaviour: 'prose', pupilWording: 'prose' } }),
  /** id = review:<pupil>:<week> */
  weeklyReview: kind({
    schema: WeeklyReview, nature: 'record', bucket: (f) => caseOf(f.pupilId), day: (f) => f.weekStart,
    rules: { wentWell: 'prose', nextStep: 'prose', pupilComment: 'prose', signed: 'once' },
    signature: { field: 'signed', covers: REVIEW_FIELDS },
    blank: (f) => emptyReview(f.pupilId, f.weekStart),
  }),
  /** Always at hand: an answer may come after the turn of a half-term. */
  staffRequest: kind({ schema: StaffRequest, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  staffRequestEvent: kind({ schema: StaffRequestEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  staffReply: kind({ schema: StaffReply, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  paperDocument: kind({ schema: PaperDocument, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.on }),
  paperEvent: kind({ schema: PaperEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.on }),
  sheetPhoto: kind({ schema: SheetPhoto, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.weekStart }),
  /** Between a mentor and the Lead Mentor: it lives in the mentor’s own bucket, and names pupils by their ids alone. */
  nextWeekList: kind({ schema: NextWeekList, nature: 'fact', bucket: (f) => userBucket(f.mentorId), day: (f) => f.weekStart }),
  nextWeekSeen: kind({ schema: NextWeekSeen, nature: 'fact', bucket: (f) => userBucket(f.mentorId), day: (f) => dateOf(f.at) }),
  /** Always at hand: it holds until a day that may lie in the next half-term. */
  taskPutOff: kind({ schema: TaskPutOff, nature: 'fact', bucket: (f) => (f.about === 'candidate' ? candidateOf(f.pupilId) : caseOf(f.pupilId)) }),
  nudge: kind({ schema: Nudge, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.weekStart }),
  safeguarding: kind({ schema: Safeguarding, nature: 'fact', bucket: (f) => (f.about === 'candidate' ? candidateOf(f.pupilId) : caseOf(f.pupilId)), day: (f) => dateOf(f.at) }),
  missedEvent: kind({ schema: MissedEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.date }),
  sanction: kind({ schema: Sanction, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => f.date }),
  sanctionEvent: kind({ schema: SanctionEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => dateOf(f.entered) }),
  /** Always at hand: an order may run over the turn of a half-term. */
  endOfDayReport: kind({ schema: EndOfDayReport, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  endOfDayDecision: kind({ schema: EndOfDayDecision, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  contact: kind({ schema: Contact, nature: 'record', bucket: (f) => caseOf(f.pupilId) }),
  contactEntry: kind({ schema: ContactEntry, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => dateOf(f.occurredAt) }),
  /** Always at hand: it waits for the Lead Mentor whatever the month. */
  homeLetter: kind({ schema: HomeLetter, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  /** Always at hand: its decisions are open whatever the month. */
  homeMeeting: kind({ schema: HomeMeeting, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  homeMeetingEvent: kind({ schema: HomeMeetingEvent, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  /** Always at hand: mentoring begins by it, whatever the month. */
  startLetter: kind({ schema: StartLetter, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  simsBatch: kind({ schema: SimsBatch, nature: 'record', bucket: () => SCHOOL }),
  simsFact: kind({ schema: SimsFact, nature: 'fact', bucket: (f) => caseOf(f.pupilId), day: (f) => (f.set === 'attendance' ? f.to : f.date) }),
  simsChange: kind({ schema: SimsChange, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  /** Always at hand: it holds until the next export. */
  timetable: kind({ schema: Timetable, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  simsCheck: kind({ schema: SimsCheck, nature: 'fact', bucket: (f) => caseOf(f.pupilId) }),
  /** id = pupil id */
  pupilIdentity: kind({ schema: PupilIdentity, nature: 'record', bucket: (_, id) => identityOf(id) }),
  /** Always at hand: its month may run over the turn of a half-term. With the identity, which the Lead Mentor and the Deputy Headteacher alone read. */
  fileRequest: kind({ schema: FileRequest, nature: 'fact', bucket: (f) => identityOf(f.pupilId) }),
  /** Always at hand: a hold stands until somebody lets it go. */
  retention: kind({ schema: Retention, nature: 'fact', bucket: (f) => identityOf(f.pupilId) }),
  /** Written by the server. Always at hand, until it is read. */
  alert: kind({ schema: Alert, nature: 'fact', bucket: (f) => userBucket(f.to) }),
  alertSeen: kind({ schema: AlertSeen, nature: 'fact', bucket: (f) => userBucket(f.by) }),
  /** Two versions of one field. Written by the server; its id is made of the record, the field and the two stamps. */
  conflict: kind({ schema: Conflict, nature: 'record', bucket: copied }),
  /** What was set at the same time as what stands. Written by the server; nobody may change it. */
  setAside: kind({ schema: SetAside, nature: 'fact', bucket: copied }),
  /** A change that was not accepted. Written by the server; id = parked:<tablet>:<number>. */
  parked: kind({ schema: Parked, nature: 'record', bucket: (f) => f.lies ?? userBucket(f.author) }),
  /** The same, of the same id, for whoever mentors the pupil since: it lies where the record lies. */
  parkedForMentor: kind({ schema: Parked, nature: 'record', bucket: (f) => f.lies ?? userBucket(f.author) }),
  /** What came when its author's case was another's. Written by the server; nobody may change it. */
  fromFormerMentor: kind({ schema: FromFormerMentor, nature: 'fact', bucket: copied }),
} as const

export type Kind = keyof typeof RECORDS
export type FieldsOf<K extends Kind> = z.infer<(typeof RECORDS)[K]['schema']>
export const KINDS = Object.keys(RECORDS) as Kind[]
export const isKind = (name: string): name is Kind => Object.hasOwn(RECORDS, name)

/** `${clientId}:${n}`: which operation last set a field. */
export type Stamp = string

/** A record as tablet and server hold it and as it travels. */
export type Row<K extends Kind = Kind> = {
  t: K
  id: string
  b: Bucket
  f: FieldsOf<K>
  /** The stamp of each field; one string when all fields share it. */
  s: Stamp | Record<string, Stamp>
  /** The server's sequence; 0 while the server has not yet seen it. */
  seq: number
  /** The account that added it. */
  by: string
  /** When its tablet says it was added (UTC ms, corrected where the skew was known). */
  at: Instant
  /** Voided by this operation; the row stays as history. */
  void?: Stamp
}

/** The field's stamp, or null where the record has no such field yet. */
export const stampOf = (row: Pick<Row, 's' | 'f'> | undefined, field: string): Stamp | null =>
  !row ? null : typeof row.s === 'string' ? (Object.hasOwn(row.f, field) ? row.s : null) : (row.s[field] ?? null)

/** The day a record belongs to; undefined where it belongs to none, or where what another version wrote names no day. */
export function dayOfRecord(t: Kind, f: unknown): SchoolDate | undefined {
  const dayOf = RECORDS[t].day as ((f: unknown) => unknown) | undefined
  if (!dayOf) return undefined
  try {
    const day = dayOf(f)
    return typeof day === 'string' && isDay(day) ? day : undefined
  } catch {
    return undefined
  }
}

/** A school has a few hundred days and tens of thousands of records on them, so each day is looked at once. */
const days = new Map<string, boolean>()
function isDay(text: string): boolean {
  let known = days.get(text)
  if (known === undefined) {
    known = SchoolDate.safeParse(text).success
    if (days.size > 5000) days.clear()
    days.set(text, known)
  }
  return known
}

/**
 * The stretch of time a record is stored with: two months, so about half a term, and independent of the editable
 * calendar. `always` holds what belongs to no day.
 */
export function periodOf(t: Kind, f: FieldsOf<Kind>): string {
  const day = dayOfRecord(t, f)
  return day === undefined ? 'always' : periodOfDay(day)
}
export const periodOfDay = (day: SchoolDate): string => `${day.slice(0, 4)}.${Math.ceil(Number(day.slice(5, 7)) / 2)}`

/** The bucket a record must live in, from its kind's rule. */
export const bucketOf = (t: Kind, f: unknown, id: string): Bucket => (RECORDS[t].bucket as (f: unknown, id: string) => Bucket)(f, id)
