/**
 * Which column of an export is which: by its heading, never by its place, since each school words its own reports. What
 * was chosen last time for this kind of export comes first.
 */
import type { SimsSet } from '../../domain/school/sims.ts'
import { folded } from '../../ui/cells.ts'

export type Field =
  | 'upn' | 'admissionNo' | 'name' | 'surname' | 'preferredSurname' | 'forename' | 'preferredName' | 'born' | 'year' | 'form' | 'status'
  | 'sen' | 'pupilPremium' | 'eal' | 'lookedAfter' | 'sex'
  | 'date' | 'type' | 'reason' | 'lesson' | 'points' | 'by'
  | 'possible' | 'present' | 'authorised' | 'unauthorised' | 'late' | 'from' | 'to'
  | 'subject' | 'aspect' | 'result' | 'target' | 'teacher'
  | 'week' | 'day' | 'period' | 'room'
  | 'session' | 'mark'
export type Columns = Partial<Record<Field, number>>

export const FIELD_WORDS: Record<Field, string> = {
  upn: 'UPN', admissionNo: 'Admission number', name: 'Pupil’s name', surname: 'Surname', preferredSurname: 'Preferred surname', forename: 'Forename', preferredName: 'Preferred forename', born: 'Date of birth',
  year: 'Year group', form: 'Registration group', status: 'Enrolment status', sen: 'SEN status', pupilPremium: 'Pupil premium', eal: 'EAL', lookedAfter: 'Looked after', sex: 'Sex',
  date: 'Date', type: 'Achievement or behaviour', reason: 'Reason', lesson: 'Lesson', points: 'Points', by: 'Awarded by',
  possible: 'Possible sessions', present: 'Present sessions', authorised: 'Authorised absences', unauthorised: 'Unauthorised absences', late: 'Late marks', from: 'From', to: 'To',
  subject: 'Subject', aspect: 'Aspect', result: 'Result', target: 'Target grade', teacher: 'Teacher',
  week: 'Week', day: 'Day', period: 'Period', room: 'Room',
  session: 'Morning or afternoon', mark: 'Attendance code',
}

const ALIASES: Record<Field, readonly string[]> = {
  upn: ['upn', 'unique pupil number'],
  admissionNo: ['admission no', 'admission number', 'adno', 'adm no', 'admissionno', 'student id', 'pupil id', 'id'],
  name: ['pupil name', 'student name', 'full name', 'name', 'legal full name', 'preferred full name', 'pupil', 'student'],
  surname: ['legal surname', 'surname', 'last name', 'family name'],
  preferredSurname: ['preferred surname', 'preferred last name', 'chosen surname'],
  forename: ['legal forename', 'forename', 'first name', 'given name'],
  preferredName: ['preferred name', 'preferred forename', 'preferred first name', 'chosen name', 'known as'],
  born: ['date of birth', 'dob', 'birth date', 'born'],
  year: ['year group', 'year', 'nc year', 'yr', 'national curriculum year', 'year taught in'],
  form: ['reg group', 'registration group', 'registration form', 'reg form', 'form', 'tutor group', 'form tutor group', 'class', 'reg'],
  status: ['enrolment status', 'status', 'on roll'],
  sen: ['sen status', 'sen', 'sen provision', 'sen need level', 'send status', 'send'],
  pupilPremium: ['pupil premium', 'pp', 'pupil premium indicator', 'ppi', 'pupil premium eligible'],
  eal: ['eal', 'english as an additional language', 'english additional language'],
  lookedAfter: ['looked after', 'lac', 'in care', 'looked after child', 'cla'],
  sex: ['sex', 'gender', 'legal sex', 'sex at birth'],
  date: ['date', 'event date', 'date recorded', 'result date', 'entry date', 'behaviour date', 'achievement date', 'session date', 'attendance date', 'mark date'],
  type: ['type positive negative', 'type', 'category achievement behaviour', 'category', 'event type', 'achievement behaviour'],
  reason: ['reason', 'behaviour type', 'achievement type', 'event', 'activity', 'description', 'comments', 'behaviour', 'achievement'],
  lesson: ['lesson', 'subject', 'period', 'class', 'location'],
  points: ['points', 'behaviour points', 'achievement points', 'point', 'total points', 'score'],
  by: ['awarded by', 'recorded by', 'staff', 'staff name', 'entered by', 'teacher', 'reported by'],
  possible: ['possible sessions', 'possible', 'possible marks', 'sessions possible', 'possible attendances'],
  present: ['present sessions', 'present', 'present marks', 'sessions attended', 'attendances', 'total attendances', 'attended'],
  authorised: ['authorised absence', 'authorised absences', 'authorised', 'auth absence', 'authorised absence sessions'],
  unauthorised: ['unauthorised absence', 'unauthorised absences', 'unauthorised', 'unauth absence', 'unauthorised absence sessions'],
  late: ['late marks', 'lates', 'late', 'late before reg closed', 'late sessions'],
  from: ['start date', 'from', 'date from', 'period from', 'start'],
  to: ['end date', 'to', 'date to', 'period to', 'end'],
  subject: ['subject', 'course', 'subject name', 'lesson', 'subject description', 'class subject', 'curriculum'],
  aspect: ['aspect', 'aspect name', 'assessment', 'result set', 'marksheet', 'column'],
  result: ['result', 'grade', 'current grade', 'mark', 'attainment', 'current'],
  target: ['target', 'target grade', 'mtg', 'ks4 target', 'minimum target grade', 'target ks4 mtg', 'expected grade'],
  teacher: ['teacher', 'staff', 'class teacher', 'teacher name', 'main teacher', 'staff name', 'teachers', 'lesson teacher', 'member of staff'],
  week: ['week', 'timetable week', 'week letter', 'cycle week', 'wk', 'week a b'],
  day: ['day', 'weekday', 'day of week', 'day name', 'timetable day'],
  period: ['period', 'timetable period', 'period code', 'period name', 'slot', 'timeslot', 'lesson period', 'day period', 'session', 'time slot'],
  room: ['room', 'room name', 'room code', 'location', 'venue', 'main room', 'classroom'],
  session: ['session', 'am pm', 'session name', 'attendance session', 'session type', 'am or pm', 'half day', 'registration session', 'period name', 'ampm'],
  mark: ['attendance code', 'mark', 'code', 'attendance mark', 'mark code', 'registration mark', 'session mark', 'absence code', 'register code', 'att code'],
}

const WHO: readonly Field[] = ['upn', 'admissionNo', 'name', 'surname', 'preferredSurname', 'forename', 'preferredName', 'born', 'year', 'form']
/** What each kind of export may tell, in the order a person is asked. */
export const FIELDS: Record<SimsSet, readonly Field[]> = {
  pupils: [...WHO, 'status', 'sen', 'pupilPremium', 'eal', 'lookedAfter', 'sex'],
  behaviour: [...WHO, 'date', 'type', 'reason', 'lesson', 'points', 'by'],
  attendance: [...WHO, 'possible', 'present', 'authorised', 'unauthorised', 'late', 'from', 'to'],
  grades: [...WHO, 'date', 'subject', 'aspect', 'result', 'target', 'teacher'],
  timetable: [...WHO, 'week', 'day', 'period', 'subject', 'teacher', 'room'],
  register: [...WHO, 'date', 'session', 'mark'],
}
/** Without these a row of the export says nothing. */
export const NEEDED: Record<SimsSet, readonly Field[]> = {
  pupils: ['surname', 'form'],
  behaviour: ['date', 'points'],
  attendance: ['possible', 'present'],
  grades: ['subject', 'result'],
  timetable: ['period', 'subject'],
  register: ['date', 'session', 'mark'],
}
export const SET_WORDS: Record<SimsSet, string> = { pupils: 'Pupils', behaviour: 'Behaviour and achievement', attendance: 'Attendance', grades: 'Assessment', timetable: 'Timetable', register: 'Attendance by session' }

export const heading = (cell: string): string => folded(cell).replaceAll(/[^a-z0-9]+/g, ' ').trim()

/** The columns of one kind of export; each column stands for one field at most. `last`: the headings chosen last time. */
export function columnsOf(set: SimsSet, cells: readonly string[], last: Readonly<Record<string, string>> = {}): Columns {
  const headings = cells.map(heading)
  const columns: Columns = {}
  const taken = new Set<number>()
  const take = (field: Field, at: number): void => {
    if (at < 0 || taken.has(at) || columns[field] !== undefined) return
    columns[field] = at
    taken.add(at)
  }
  for (const field of FIELDS[set]) if (last[field] !== undefined) take(field, headings.indexOf(heading(last[field])))
  // The most usual wordings of all fields first, so that no field takes another's own heading.
  for (let rank = 0; rank < 10; rank++) for (const field of FIELDS[set]) take(field, headings.indexOf(ALIASES[field][rank] ?? ' '))
  return columns
}

/** A person tells pupils apart by a number, or by name together with form, year or date of birth. */
export const tellsWho = (columns: Columns): boolean =>
  columns.upn !== undefined || columns.admissionNo !== undefined || ((columns.name !== undefined || columns.surname !== undefined) && (columns.form !== undefined || columns.year !== undefined || columns.born !== undefined))
export const missingIn = (set: SimsSet, columns: Columns): Field[] => NEEDED[set].filter((field) => columns[field] === undefined)

/** What kind of export the headings speak of; undefined where none fits. The most particular is asked first. */
export function setOf(cells: readonly string[]): SimsSet | undefined {
  return (['attendance', 'behaviour', 'register', 'timetable', 'grades', 'pupils'] as const).find((set) => {
    const columns = columnsOf(set, cells)
    const asksMore = set === 'grades' ? columns.aspect !== undefined || columns.target !== undefined : set === 'behaviour' ? columns.reason !== undefined || columns.type !== undefined : set === 'timetable' ? columns.teacher !== undefined || columns.room !== undefined : true
    return missingIn(set, columns).length === 0 && tellsWho(columns) && asksMore
  })
}

const SAFEGUARDING = /\b(cpoms|safeguard\w*|child protection|disclosure)\b/
const INCIDENT = new Set(['incident id', 'incident date', 'incident summary', 'subcategory', 'severity', 'assigned to', 'linked students', 'body map'])

/** A safeguarding export has no place here: it stays in the system that the DSL keeps. */
export function isSafeguarding(cells: readonly string[]): boolean {
  const headings = cells.map(heading)
  return headings.some((one) => SAFEGUARDING.test(one)) || headings.filter((one) => INCIDENT.has(one)).length >= 2
}
