/**
 * Every value that a record keeps as a code, and every field whose name says too little, in the words of the screens. A
 * test walks the schemas of all kinds: a code without words does not pass. As long as the list of kinds is.
 */
import { CHOICE_WORDS } from '../cases/candidateView.ts'
import { FOLLOW_UP_WORDS } from '../cases/closing.ts'
import { REACH_WORDS, SOURCE_WORDS } from '../cases/background.ts'
import { STATE_WORDS } from '../cases/mentorship.ts'
import { LISTED_WORDS } from '../cases/nextWeekList.ts'
import { START_ITEM_WORDS } from '../cases/startCheck.ts'
import { CHECK_IN_WORDS, EVENT_WORDS, TOLD_HOW_WORDS } from '../cases/withdrawal.ts'
import { AFTER_SCHOOL_WORDS, PARENTS_TOLD_WORDS } from '../conduct/sanction.ts'
import { CAUSE_WORDS } from '../conduct/sanctionLadder.ts'
import { OUTCOMES as CONTACT_OUTCOMES } from '../home/contactLog.ts'
import { CALLED_WORDS } from '../home/homeMeeting.ts'
import { SENT_VIA_WORDS } from '../home/startLetter.ts'
import { HOW_KNOWN_WORDS } from '../mornings/absenceCode.ts'
import { codeWords, isAttendanceCode } from '../mornings/attendanceCode.ts'
import { EXPLANATION_WORDS, MISSED_STATE_WORDS, MISSED_WORDS, NO_EXPLANATION_WORDS } from '../mornings/missed.ts'
import { ABSENCE_WORDS } from '../mornings/plannedAbsence.ts'
import { whatChanged } from '../sync/changeWords.ts'
import { whyParked } from '../sync/parked.ts'
import { PUPIL_FIELD_WORDS } from '../school/sims.ts'
import { HANDED_IN } from './pupilFile.ts'
import { ROLE_WORDS } from '../staff.ts'
import { NOTE_TYPE_WORDS } from '../week/blueReport.ts'
import { COMMITMENT_WORDS } from '../week/commitment.ts'
import { SELF_SCORE_WORDS } from '../week/ownWord.ts'
import { PAPER_WORDS } from '../week/paperFile.ts'
import { DECISION_WORDS } from '../week/reporting.ts'
import { NOT_SCORED } from '../week/reportScore.ts'
import { SESSION_KIND_WORDS, SESSION_OUTCOME_WORDS } from '../week/session.ts'
import { PHOTO_SIDE_WORDS } from '../week/sheetPhoto.ts'
import { RATING_WORDS, VIA_WORDS } from '../week/staffFeedback.ts'
import { RESULT_WORDS } from '../week/target.ts'
import { OUTCOME_WORDS } from '../week/weeklyReview.ts'
import { CATEGORY_WORDS, RETENTION_ACTION_WORDS } from './retention.ts'
import { FROM_WORDS, PAUSE_WORDS } from './fileRequest.ts'

type Words = Readonly<Record<string, string>> | ((value: string | number) => string | undefined)

/** With the code of the register, which the office knows it by. */
const mark = (value: string | number): string | undefined => (value === '/' ? 'Present (/)' : typeof value === 'string' && isAttendanceCode(value) ? `${codeWords(value)} (${value})` : undefined)
const day = (value: string | number): string | undefined => ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'][Number(value) - 1]
const wordsAlone = <K extends string>(all: Record<K, { words: string }>): Words => Object.fromEntries(Object.entries<{ words: string }>(all).map(([key, { words }]) => [key, words]))
const SEN = { N: 'None', K: 'SEN support', E: 'EHC plan' }
const SEX = { F: 'Female', M: 'Male' }
const SENT = { ...SENT_VIA_WORDS, pupil: 'With the pupil', post: 'By post', hand: 'By hand', email: 'By e-mail' }
const MEASURED = { 'behaviour-points': 'Behaviour points', 'behaviour-entries': 'Behaviour entries', 'few-achievement-points': 'Few achievement points', attendance: 'Attendance', unauthorised: 'Unauthorised absences', late: 'Late marks', grades: 'Grades below target' }
const SESSION = { am: 'Morning', eod: 'End of the day' }
const kindWords = (t: string | number): string => whatChanged({ t: String(t), kind: 'add', f: undefined })
const fieldWords = (name: string | number): string => spaced(String(name))
const PARKED: Readonly<Record<string, Words>> = { reason: (value) => whyParked(String(value)), 'closed.how': { 'sent-again': 'Sent again', dismissed: 'Let go' } }
const FOUND = { 'reasons.measure': MEASURED }

/** By kind and by field, the parts of a field inside another joined by dots. */
export const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  pupil: { sen: SEN, sex: SEX },
  pupilIdentity: { 'said.sen': SEN },
  candidate: { 'groups.sen': SEN, 'groups.sex': SEX, ...Object.fromEntries(['behaviour', 'attendance', 'grades'].flatMap((set) => Object.entries(FOUND).map(([path, words]) => [`${set}.${path}`, words]))) },
  candidateDecision: { choice: CHOICE_WORDS },
  ownWord: { type: { target: 'Set a target', score: 'How it goes' }, how: SELF_SCORE_WORDS },
  mentorship: { state: STATE_WORDS },
  caseEvent: { type: { paused: 'Paused', 'taken-up': 'Taken up again', 'handed-over': 'Handed over' }, was: STATE_WORDS, state: STATE_WORDS },
  withdrawalEvent: { type: EVENT_WORDS, role: ROLE_WORDS, how: TOLD_HOW_WORDS },
  checkIn: { how: CHECK_IN_WORDS },
  closingEvent: { type: { call: 'Call home at the end', waived: 'Told by letter, without a call', left: 'Left the school', 'follow-up': 'Looked back' }, why: { 'last-year': 'Left with the last year', missing: 'No longer in the school’s list' }, was: STATE_WORDS, how: FOLLOW_UP_WORDS },
  reportingDecision: { kind: DECISION_WORDS, role: ROLE_WORDS },
  nextWeekList: { 'pupils.as': LISTED_WORDS },
  plannedAbsence: { reason: ABSENCE_WORDS },
  commitment: { kind: COMMITMENT_WORDS },
  absenceCode: { type: { coded: 'Code given', 'taken-back': 'Code taken back' }, session: SESSION, role: ROLE_WORDS, code: mark, known: HOW_KNOWN_WORDS },
  arrivalEvent: { type: { arrived: 'Arrived', undone: 'Tap undone', amended: 'Mark amended', withdrawn: 'Mark withdrawn', confirmed: 'Late mark confirmed by the office' }, session: SESSION, mark, 'from.mark': mark, 'to.mark': mark, role: ROLE_WORDS },
  handOver: { type: { handed: 'Handed over', received: 'Received by the office', 'in-sims': 'Entered in SIMS', 'not-in-sims': 'Not in SIMS after all' }, session: SESSION, role: ROLE_WORDS, mark, how: { sync: 'By the network', code: 'By code', 'read-out': 'Read out', strip: 'On paper' } },
  startCheck: { ready: START_ITEM_WORDS },
  note: { type: NOTE_TYPE_WORDS },
  noteOutcome: { result: { discussed: 'Discussed', 'carried-over': 'Carried over' } },
  agendaItem: { type: NOTE_TYPE_WORDS },
  target: { measure: { count: 'Times', percent: 'Per cent', minutes: 'Minutes', 'yes-no': 'Yes or no' }, result: { ...RESULT_WORDS, open: 'Open' }, evidence: { arrivals: 'Morning arrivals', scores: 'Scores of the blue report', 'by-hand': 'By hand' } },
  reportScore: { 'said.none': wordsAlone(NOT_SCORED) },
  weeklyReview: { outcome: OUTCOME_WORDS },
  session: { kind: SESSION_KIND_WORDS },
  sessionChange: { type: { cancelled: 'Cancelled', moved: 'Moved', restored: 'On again' } },
  sessionAttendance: { outcome: SESSION_OUTCOME_WORDS },
  contactEntry: { direction: { out: 'We were in touch', in: 'They were in touch' }, outcome: wordsAlone(CONTACT_OUTCOMES) },
  homeLetter: { type: { told: 'Lead Mentor told', sent: 'Sent', settled: 'Settled without a letter' }, via: SENT },
  startLetter: { type: { printed: 'Printed', sent: 'Sent', waived: 'Begun without a letter' }, via: SENT },
  meetingTask: { about: { case: 'Mentoring', candidate: 'Who may be mentored' } },
  meetingTaskDone: { about: { case: 'Mentoring', candidate: 'Who may be mentored' } },
  homeMeeting: { 'without.role': CALLED_WORDS, 'deputies.role': CALLED_WORDS },
  homeMeetingEvent: { type: { accepted: 'Will come', held: 'Held', cancelled: 'Called off', done: 'Decision carried out' }, decision: (value) => String(Number(value) + 1) },
  missedEvent: { type: MISSED_STATE_WORDS, what: MISSED_WORDS, reason: { ...EXPLANATION_WORDS, ...NO_EXPLANATION_WORDS } },
  sanction: { cause: CAUSE_WORDS, adjustment: { 'not-needed': 'Not needed', made: 'Made' }, checks: AFTER_SCHOOL_WORDS },
  sanctionEvent: { type: { served: 'Served', 'not-served': 'Not served', 'parents-told': 'Parents or carers told', withdrawn: 'Withdrawn', seen: 'Read by the Lead Mentor' }, how: PARENTS_TOLD_WORDS },
  endOfDayReport: { checks: AFTER_SCHOOL_WORDS },
  endOfDayDecision: { type: { continued: 'Continued', ended: 'Ended' } },
  staffRequest: { area: { subject: 'Subject', pastoral: 'Pastoral' }, via: VIA_WORDS },
  staffRequestEvent: { type: { reminded: 'Reminded', withdrawn: 'Withdrawn' } },
  staffReply: { via: VIA_WORDS, attitude: RATING_WORDS, behaviour: RATING_WORDS, homework: RATING_WORDS },
  simsFact: { set: { behaviour: 'Behaviour', attendance: 'Attendance', grades: 'Grades' }, type: { achievement: 'Achievement', behaviour: 'Behaviour' } },
  simsChange: { field: PUPIL_FIELD_WORDS },
  timetable: { 'lessons.week': { A: 'A', B: 'B' } },
  paperDocument: { kind: PAPER_WORDS, direction: { out: 'Printed here', in: 'Came in' } },
  paperEvent: { type: { returned: 'Came back', filed: 'Filed', lost: 'Lost', destroyed: 'Destroyed', 'written-by-hand': 'Targets written on by hand' } },
  sheetPhoto: { side: PHOTO_SIDE_WORDS },
  background: { source: SOURCE_WORDS, reach: REACH_WORDS },
  safeguarding: { step: { 'to-tell': 'A DSL is to be told', told: 'A DSL was told' }, from: { writing: 'A text that was stopped', card: 'The button on the card' }, about: { candidate: 'Who may be mentored' } },
  fileRequest: { type: { received: 'Received', paused: 'Paused', resumed: 'Runs again', answered: 'Answered' }, from: FROM_WORDS, why: PAUSE_WORDS },
  taskPutOff: { about: { candidate: 'Who may be mentored' } },
  conflict: { 'about.t': kindWords, field: fieldWords, 'resolved.how': { both: 'Both kept', first: 'The first', second: 'The second', edited: 'Written anew', noted: 'Read' } },
  setAside: { 'about.t': kindWords, field: fieldWords },
  fromFormerMentor: { 'about.t': kindWords },
  parked: PARKED,
  [HANDED_IN]: { how: { 'taken-in': 'Taken in', 'put-away': 'Put away' } },
  parkedForMentor: PARKED,
  retention: { type: { proposed: 'Proposed', held: 'Held', released: 'Let go' }, category: CATEGORY_WORDS, action: RETENTION_ACTION_WORDS },
}
/** Of a field, whichever kind it stands in. */
const EVERYWHERE: Readonly<Record<string, Words>> = { weekdays: day, weekday: day }

function spaced(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1)
const own = <T>(all: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(all, key) ? all[key] : undefined)
type Fields = Readonly<Record<string, unknown>>

/** `path`: with the places in its lists, which say nothing here. Undefined where the value is no code. */
export function valueWords(kind: string, path: string, value: string | number, fields: Fields = {}): string | undefined {
  const at = path.replaceAll(/\.\d+/g, '')
  const [ofKind, ofField] = whose(kind, at, fields)
  const words = own(own(VALUE_WORDS, ofKind) ?? {}, ofField) ?? own(EVERYWHERE, last(at))
  return typeof words === 'function' ? words(value) : words && own(words, String(value))
}
/** A record about a field of another holds that field's values. */
function whose(kind: string, at: string, { field, about }: Fields): [kind: string, path: string] {
  if (typeof field !== 'string') return [kind, at]
  if (kind === 'simsChange' && (at === 'was' || at === 'now')) return ['pupil', field]
  const t = typeof about === 'object' && about !== null && 't' in about ? about.t : undefined
  return typeof t === 'string' && /^base$|\.?value$/.test(at) ? [t, field] : [kind, at]
}

/** Only a reference between records, or how a clock stood: in the JSON file alone. */
const UNSAID: ReadonlySet<string> = new Set([
  'pupilId', 'entered', 'enteredAt', 'sha256', 'batch', 'key', 'id', 'deviceTime', 'estimatedTrueTime', 'skewKnown', 'clockVerified', 'events', 'receipt', 'part', 'parts', 'corrects', 'bytes', 'width', 'height', 'stamp', 'tablet', 'lies',
  'arrivalEvent.event', 'handOver.handOver', 'handOver.tick', 'weeklyReview.signed.name',
  'reportScore.target', 'sanction.step', 'sanction.unexplained', 'homeLetter.told', 'homeLetter.attempts', 'missedEvent.session', 'paperDocument.targets', 'paperEvent.targets',
])
const LABELS: Readonly<Record<string, string>> = {
  'weeklyReview.wentWell': 'What went well', 'weeklyReview.pupilComment': 'What the pupil says', 'weeklyReview.signed': 'Signature', 'reportScore.comment': 'Comment on the lesson', 'target.behaviour': 'What the pupil does',
  'target.pupilWording': 'In the pupil’s own words', 'target.scope': 'Where it counts', 'noteOutcome.line': 'What came of it', correctionReason: 'Reason for the correction', preferredName: 'First name',
  type: 'What happened', sen: 'Special educational needs', eal: 'English as an additional language', upn: 'UPN', admissionNo: 'Admission number', by: 'By', session: 'When', pupilInitials: 'Initials of the pupil', noContact: 'Must not be contacted', responsibility: 'Parental responsibility',
  'note.type': 'Where from', 'agendaItem.type': 'Where from', 'simsFact.type': 'What for', 'simsFact.set': 'Export of', 'note.raise': 'To raise at the morning meeting', 'contactEntry.direction': 'Who rang or wrote', 'contactEntry.used': 'Number or address', 'contactEntry.callBack': 'Call back on',
  'startLetter.letters': 'How many', 'homeLetter.letters': 'How many', 'staffReply.shareSafe': 'For the pupil to read', 'candidate.byHand': 'Put forward by a person', 'pupilIdentity.said': 'As SIMS has it', 'background.reach': 'Who may know', 'background.who': 'Who said it',
  'paperDocument.direction': 'Which way', 'reportScore.said': 'Score', 'reportScore.said.none': 'Not scored', 'target.by': 'By when', 'target.source': 'Based on', 'sanction.adjustment': 'Reasonable adjustment', 'sanction.checks': 'Checked first', 'endOfDayReport.checks': 'Checked first', 'endOfDayReport.until': 'Review on',
  'arrivalEvent.name': 'By', 'handOver.name': 'By', 'absenceCode.name': 'By', 'withdrawalEvent.name': 'By', 'reportingDecision.name': 'By', 'sessionAttendance.on': 'Planned for', 'sessionAttendance.date': 'Held on', 'sessionChange.on': 'Planned for',
  'absenceCode.known': 'How it is known', 'mentorship.state': 'Where it stands', 'withdrawalEvent.on': 'Decided on', 'sanction.stepName': 'Step', 'about.t': 'record', 'conflict.about': 'Of which record', 'setAside.about': 'Of which record', 'fromFormerMentor.about': 'Of which record', 'fromFormerMentor.at': 'Arrived', 'conflict.base': 'Before', 'parked.payload': 'What it says', 'handedIn.payload': 'What it says', 'handedIn.how': 'What became of it', 'handedIn.closedBy': 'By', 'parkedForMentor.payload': 'What it says', 'retention.since': 'Ended on',
}
/** `path` as above. Undefined: nothing to read. */
export function fieldName(kind: string, path: string): string | undefined {
  const at = path.replaceAll(/\.\d+/g, '')
  const name = last(at)
  if (UNSAID.has(name) || UNSAID.has(`${kind}.${at}`)) return undefined
  const said = own(LABELS, `${kind}.${at}`) ?? own(LABELS, at) ?? own(LABELS, name)
  if (said) return said
  return plainName(at)
}
/** Its own name as words, where there are no others. */
export const plainName = (path: string): string => spaced(last(path.replaceAll(/\.\d+/g, '')).replace(/Id$/, ''))
