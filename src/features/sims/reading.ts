/** The rows of one export, each as what it says of whom; a row that cannot be read is named by its line, and nothing of it is guessed. */
import type { AttendanceCode } from '../../domain/mornings/attendanceCode.ts'
import type { SchoolDate } from '../../domain/time/clock.ts'
import type { FieldValue, PupilField, SimsAttendance, SimsEntry, SimsGrade, SimsSet } from '../../domain/school/sims.ts'
import type { Period } from '../../domain/time/period.ts'
import { LESSON_LIMITS, type Lesson } from '../../domain/time/timetable.ts'
import { upnKind } from '../../domain/school/upn.ts'
import { dateIn, folded, numberIn, tidy, yesIn } from '../../ui/cells.ts'
import type { CsvRow } from '../../ui/csv.ts'
import { halfIn, markIn, senIn, sexIn, yearIn } from './cells.ts'
import { slotIn } from './slot.ts'
import { FIELD_WORDS, type Columns, type Field } from './columns.ts'

/** Who a row speaks of, as the file has it. */
export type Who = { upn?: string; admissionNo?: string; surnames: string[]; forenames: string[]; year?: number; form?: string; born?: SchoolDate }
type Body<T> = Omit<T, 'pupilId' | 'batch'>
export type ToldFact = Body<SimsEntry> | Body<SimsAttendance> | Body<SimsGrade>
export type Told = ToldFact | { set: 'timetable'; lesson: Lesson } | { set: 'register'; date: SchoolDate; mark: AttendanceCode } | { set: 'pupils'; said: Partial<Record<PupilField, FieldValue>>; sex?: 'F' | 'M' }
export type ReadRow = { line: number; who: Who; told: Told }
export type Problem = { line: number; text: string }
export type Reading = { rows: ReadRow[]; problems: Problem[]; /** Off roll: no longer at the school. */ leavers: number; /** Registration is no lesson; an afternoon, or no mark, says nothing of a morning. */ passedOver: number; newest: SchoolDate | undefined }

class Unreadable extends Error {}
const unreadable = (text: string): never => {
  throw new Unreadable(text)
}

type Cells = (field: Field) => string

export type SchoolFacts = { today: SchoolDate; periods: readonly Period[] }
/** `today`: what an attendance export without dates is taken to reach to. */
export function readRows(set: SimsSet, rows: readonly CsvRow[], columns: Columns, { today, periods }: SchoolFacts): Reading {
  const reading: Reading = { rows: [], problems: [], leavers: 0, passedOver: 0, newest: undefined }
  for (const { line, cells } of rows) {
    const cell: Cells = (field) => {
      const at = columns[field]
      return at === undefined ? '' : tidy(cells[at] ?? '')
    }
    try {
      if (/^(leaver|left|former|no|off roll|archived)\b/i.test(cell('status'))) {
        reading.leavers++
        continue
      }
      const told = TELL[set](cell, columns, today, periods)
      if (told === 'passed-over') {
        reading.passedOver++
        continue
      }
      reading.rows.push({ line, who: whoIn(cell), told })
      const day = 'date' in told ? told.date : 'to' in told ? told.to : undefined
      if (day !== undefined && (reading.newest === undefined || day > reading.newest)) reading.newest = day
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      reading.problems.push({ line, text: error.message })
    }
  }
  return reading
}

function whoIn(cell: Cells): Who {
  const upn = cell('upn').toUpperCase()
  if (upn !== '' && upnKind(upn) === 'wrong') unreadable(`“${upn}” is no UPN: its check letter does not fit.`)
  const [last, first] = splitName(cell('name'))
  const surnames = [...new Set([cell('preferredSurname'), cell('surname') || last].filter((name) => name !== ''))]
  const forenames = [...new Set([cell('preferredName'), cell('forename'), first].filter((name) => name !== ''))]
  if (surnames.length === 0 && upn === '' && cell('admissionNo') === '') unreadable('Nothing in this line tells whose it is.')
  const year = cell('year') === '' ? undefined : yearIn(cell('year'))
  const born = cell('born') === '' ? undefined : (dateIn(cell('born')) ?? unreadable(`“${cell('born')}” is no date of birth that can be read.`))
  return {
    surnames, forenames,
    ...(upn === '' ? {} : { upn }),
    ...(cell('admissionNo') === '' ? {} : { admissionNo: atMost(cell('admissionNo'), 20, 'admissionNo') }),
    ...(year === undefined ? {} : { year }),
    ...(cell('form') === '' ? {} : { form: cell('form') }),
    ...(born === undefined ? {} : { born }),
  }
}

/** `Okafor, Amara` and `Amara Okafor`. */
function splitName(name: string): [last: string, first: string] {
  const comma = name.indexOf(',')
  if (comma >= 0) return [tidy(name.slice(0, comma)), tidy(name.slice(comma + 1))]
  const space = name.indexOf(' ')
  return space < 0 ? [name, ''] : [name.slice(space + 1), name.slice(0, space)]
}

function atMost(text: string, most: number, field: Field): string {
  return text.length > most ? unreadable(`${FIELD_WORDS[field]}: longer than ${most} characters.`) : text
}
const dateOf = (cell: Cells, field: Field): SchoolDate => dateIn(cell(field)) ?? unreadable(`${FIELD_WORDS[field]}: “${cell(field)}” is not a date such as 10/12/2026.`)
function sessionsOf(cell: Cells, field: Field): number {
  if (cell(field) === '') return 0
  const number = numberIn(cell(field))
  return number !== undefined && Number.isInteger(number) && number >= 0 && number <= 1000 ? number : unreadable(`${FIELD_WORDS[field]}: “${cell(field)}” is not a number of sessions.`)
}

const TELL: Record<SimsSet, (cell: Cells, columns: Columns, today: SchoolDate, periods: readonly Period[]) => Told | 'passed-over'> = {
  pupils(cell, columns) {
    const year = yearIn(cell('year'))
    if (columns.year !== undefined && year === undefined) unreadable(`Year group: “${cell('year')}” is not a year from 7 to 13.`)
    const sen = columns.sen === undefined ? undefined : (senIn(cell('sen')) ?? unreadable(`SEN status: “${cell('sen')}” is not N, K or E.`))
    const yes = (field: Field): boolean | undefined => (columns[field] === undefined ? undefined : (yesIn(cell(field)) ?? unreadable(`${FIELD_WORDS[field]}: “${cell(field)}” is neither yes nor no.`)))
    const [last, first] = splitName(cell('name'))
    const legalForename = cell('forename') || first
    const surname = cell('surname') || last
    const said: Partial<Record<PupilField, FieldValue | undefined>> = {
      preferredName: atMost(cell('preferredName') || legalForename, 60, 'preferredName') || undefined,
      surname: atMost(cell('preferredSurname') || surname, 80, 'surname') || undefined,
      form: atMost(cell('form'), 12, 'form') || undefined,
      year,
      legalForename: atMost(legalForename, 80, 'forename') || undefined,
      legalSurname: surname || undefined,
      sen, pupilPremium: yes('pupilPremium'), eal: yes('eal'), lookedAfter: yes('lookedAfter'),
    }
    const sex = sexIn(cell('sex'))
    return { set: 'pupils', said: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)), ...(sex === undefined ? {} : { sex }) }
  },
  behaviour(cell) {
    const points = numberIn(cell('points') === '' ? '0' : cell('points')) ?? unreadable(`Points: “${cell('points')}” is not a number.`)
    if (Math.abs(points) > 1000) unreadable(`Points: “${cell('points')}” is more than a pupil can have for one thing.`)
    return {
      set: 'behaviour', date: dateOf(cell, 'date'), points, type: typeIn(cell('type'), points),
      reason: atMost(cell('reason'), 200, 'reason'), lesson: atMost(cell('lesson'), 80, 'lesson'), by: atMost(cell('by'), 80, 'by'),
    }
  },
  attendance(cell, columns, today) {
    const from = columns.from === undefined ? undefined : dateOf(cell, 'from')
    const to = columns.to === undefined ? today : dateOf(cell, 'to')
    const told: Body<SimsAttendance> = {
      set: 'attendance', from: from ?? schoolYearOf(to), to, possible: sessionsOf(cell, 'possible'), present: sessionsOf(cell, 'present'),
      authorised: sessionsOf(cell, 'authorised'), unauthorised: sessionsOf(cell, 'unauthorised'), late: sessionsOf(cell, 'late'),
    }
    if (told.present > told.possible) unreadable(`Present sessions (${told.present}) are more than the possible ones (${told.possible}).`)
    if (told.from > told.to) unreadable('The first day comes after the last.')
    return told
  },
  grades(cell, columns, today) {
    if (cell('subject') === '') unreadable('No subject.')
    return {
      set: 'grades', date: columns.date === undefined || cell('date') === '' ? today : dateOf(cell, 'date'), subject: atMost(cell('subject'), 80, 'subject'), aspect: atMost(cell('aspect'), 80, 'aspect'),
      result: atMost(cell('result'), 20, 'result'), target: atMost(cell('target'), 20, 'target'), teacher: atMost(cell('teacher'), 80, 'teacher'),
    }
  },
  timetable(cell, _, __, periods) {
    const slot = slotIn({ week: cell('week'), day: cell('day'), period: cell('period') }, periods)
    if (slot === 'registration') return 'passed-over'
    if ('unreadable' in slot) return unreadable(slot.unreadable)
    if (cell('subject') === '') unreadable('No subject.')
    return {
      set: 'timetable', lesson: {
        ...slot, subject: atMost(cell('subject'), LESSON_LIMITS.subject, 'subject'), teacher: atMost(cell('teacher'), LESSON_LIMITS.teacher, 'teacher'), room: atMost(cell('room'), LESSON_LIMITS.room, 'room'),
      },
    }
  },
  register(cell) {
    const date = dateOf(cell, 'date')
    const half = halfIn(cell('session')) ?? unreadable(`${FIELD_WORDS.session}: “${cell('session')}” is neither AM nor PM.`)
    // SIMS writes a hyphen where no register was taken.
    if (half === 'pm' || cell('mark') === '' || cell('mark') === '-') return 'passed-over'
    return { set: 'register', date, mark: markIn(cell('mark')) ?? unreadable(`${FIELD_WORDS.mark}: “${cell('mark')}” is not a code of the register.`) }
  },
}

/** The word where there is one, else the sign of the points. */
function typeIn(word: string, points: number): SimsEntry['type'] {
  const said = folded(word)
  if (/^(pos|ach|reward|praise|merit)/.test(said)) return 'achievement'
  if (/^(neg|beh|sanction|incident)/.test(said)) return 'behaviour'
  return points < 0 ? 'behaviour' : 'achievement'
}

/** September of the school year a day falls in. */
const schoolYearOf = (day: SchoolDate): SchoolDate => `${Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)}-09-01`
