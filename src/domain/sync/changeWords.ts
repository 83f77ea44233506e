/** A change as a person would name it: what it is, never what it says. */
import type { Op } from '../protocol.ts'
import type { Kind } from '../records.ts'

const WORDS: Record<Kind, [added: string, changed: string]> = {
  staff: ['Staff member', 'Change to a staff member'],
  term: ['Term dates', 'Change to term dates'],
  earlyFinish: ['Early finish', 'Change to an early finish'],
  dayException: ['Day without lessons', 'Change to a day without lessons'],
  setting: ['School setting', 'School setting'],
  phrase: ['Sentence in a home’s language', 'Sentence in a home’s language'],
  deskPupil: ['Pupil added at the desk', 'Change to a pupil’s name or form'],
  candidate: ['Candidate', 'Change to a candidate'],
  candidateDecision: ['Decision about a candidate', 'Decision about a candidate'],
  rollShape: ['How many there are in a year', 'How many there are in a year'],
  yearTurn: ['Year group and form moved on', 'Year group and form moved on'],
  yearMeeting: ['Meeting about a year', 'Change to a meeting about a year'],
  meetingNote: ['Line of a meeting’s minutes', 'Line of a meeting’s minutes'],
  meetingTask: ['Task from a meeting', 'Task from a meeting'],
  meetingTaskDone: ['Task from a meeting is done', 'Task from a meeting is done'],
  expectation: ['When a pupil is expected', 'When a pupil is expected'],
  plannedAbsence: ['Planned absence', 'Planned absence'],
  commitment: ['Other commitment', 'Change to another commitment'],
  absenceCode: ['Office’s code for a morning', 'Office’s code for a morning'],
  cover: ['Cover for a mentor', 'Change to a cover'],
  agendaItem: ['Agenda for the cover', 'Agenda for the cover'],
  startCheck: ['Start-of-day check', 'Start-of-day check'],
  session: ['Session', 'Change to a session'],
  sessionChange: ['Change to one day’s session', 'Change to one day’s session'],
  sessionAttendance: ['Who came to a session', 'Who came to a session'],
  reportingDecision: ['Decision about when a pupil reports', 'Decision about when a pupil reports'],
  withdrawalEvent: ['Decision about the next step', 'Decision about the next step'],
  checkIn: ['Check-in', 'Check-in'],
  caseEvent: ['Decision about a case', 'Decision about a case'],
  mentorCapacity: ['How many pupils a mentor has room for', 'How many pupils a mentor has room for'],
  ownWord: ['The pupil’s own target', 'The pupil’s own target'],
  closingEvent: ['End of mentoring', 'End of mentoring'],
  arrivalEvent: ['Arrival', 'Arrival'],
  handOver: ['Handing over of a mark', 'Handing over of a mark'],
  handOverKey: ['Key for handing over', 'Key for handing over'],
  pupil: ['Pupil’s file', 'Change to a pupil’s file'],
  mentorship: ['Start of mentoring', 'Change to mentoring'],
  background: ['Background', 'Background'],
  note: ['Note', 'Note'],
  noteOutcome: ['What came of a note', 'What came of a note'],
  dailyAction: ['Daily action', 'Daily action'],
  target: ['Target', 'Change to a target'],
  reportScore: ['Score on a blue report', 'Change to a score'],
  weeklyReview: ['Weekly review', 'Change to a weekly review'],
  staffRequest: ['Question to a member of staff', 'Question to a member of staff'],
  staffRequestEvent: ['Reminder to a member of staff', 'Reminder to a member of staff'],
  staffReply: ['What staff say', 'What staff say'],
  paperDocument: ['Paper in the file', 'Paper in the file'],
  paperEvent: ['What became of a paper', 'What became of a paper'],
  sheetPhoto: ['Photo of a blue report', 'Photo of a blue report'],
  setAside: ['What was set aside', 'What was set aside'],
  nextWeekList: ['Next week’s list', 'Next week’s list'],
  nextWeekSeen: ['That next week’s list was read', 'That next week’s list was read'],
  taskPutOff: ['Putting a task off', 'Putting a task off'],
  nudge: ['Asking for the week’s records', 'Asking for the week’s records'],
  safeguarding: ['That a DSL is told', 'That a DSL is told'],
  missedEvent: ['What is known of a missed time', 'What is known of a missed time'],
  sanction: ['Sanction', 'Sanction'],
  sanctionEvent: ['What became of a sanction', 'What became of a sanction'],
  endOfDayReport: ['End-of-day report to the Lead Mentor', 'End-of-day report to the Lead Mentor'],
  endOfDayDecision: ['Decision on an end-of-day report', 'Decision on an end-of-day report'],
  contact: ['Contact at home', 'Change to a contact at home'],
  contactEntry: ['Contact with home', 'Contact with home'],
  homeLetter: ['Letter home', 'Letter home'],
  homeMeeting: ['Meeting with home', 'Meeting with home'],
  homeMeetingEvent: ['What became of a meeting with home', 'What became of a meeting with home'],
  startLetter: ['Letter home at the start', 'Letter home at the start'],
  simsBatch: ['Export of SIMS taken in', 'Export of SIMS taken in'],
  simsFact: ['What SIMS says', 'What SIMS says'],
  simsChange: ['Change from SIMS', 'Change from SIMS'],
  timetable: ['Timetable', 'Timetable'],
  simsCheck: ['SIMS checked', 'SIMS checked'],
  pupilIdentity: ['What SIMS knows a pupil by', 'What SIMS knows a pupil by'],
  alert: ['Something the server tells', 'Something the server tells'],
  alertSeen: ['That it was read', 'That it was read'],
  retention: ['How long a file is kept', 'How long a file is kept'],
  fileRequest: ['Request to see a file', 'Request to see a file'],
  conflict: ['Decision between two versions', 'Decision between two versions'],
  parked: ['Answer to a change that was not accepted', 'Answer to a change that was not accepted'],
  parkedForMentor: ['Answer to a former mentor’s change', 'Answer to a former mentor’s change'],
  fromFormerMentor: ['That it came late, from a former mentor', 'That it came late, from a former mentor'],
}
const ARRIVALS: Record<string, string> = {
  arrived: 'Arrival', undone: 'Arrival undone', amended: 'Arrival amended', withdrawn: 'Arrival withdrawn', confirmed: 'Mark confirmed',
}
const HAND_OVERS: Record<string, string> = {
  handed: 'Mark handed to the office', received: 'Mark received by the office', 'in-sims': 'Mark entered in SIMS', 'not-in-sims': 'Tick for SIMS taken back',
}

type Named = Pick<Op, 't' | 'kind' | 'f'>

export function whatChanged({ t, kind, f }: Named): string {
  if (t === 'arrivalEvent' && typeof f?.['type'] === 'string') return ARRIVALS[f['type']] ?? 'Arrival'
  if (t === 'handOver' && typeof f?.['type'] === 'string') return HAND_OVERS[f['type']] ?? 'Handing over of a mark'
  const words = Object.hasOwn(WORDS, t) ? WORDS[t as Kind] : undefined
  if (!words) return 'A change of a newer kind'
  return kind === 'void' ? `${words[0]} removed` : words[kind === 'add' ? 0 : 1]
}

/** "Arrival of Harvey, 8.31"; "Note about Harvey". */
export function sayChange(op: Named, firstName: string | undefined): string {
  const what = whatChanged(op)
  if (firstName === undefined || firstName === '') return what
  const isArrival = op.t === 'arrivalEvent'
  const link = isArrival ? (what === 'Arrival' ? 'of' : 'for') : op.t === 'deskPupil' || op.t === 'expectation' || op.t === 'conflict' ? ':' : 'about'
  const time = isArrival && typeof op.f?.['at'] === 'string' ? `, ${Number(op.f['at'].slice(0, 2))}.${op.f['at'].slice(3, 5)}` : ''
  return link === ':' ? `${what}: ${firstName}` : `${what} ${link} ${firstName}${time}`
}
