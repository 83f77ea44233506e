/**
 * The form tutors' marks of one morning, out of one simple file: a heading, then a line for each pupil with surname,
 * first name, form and mark; a date where there is one must be the day on the screen. Whoever cannot be told for certain
 * is named by the line, and nobody is guessed.
 */
import { isAttendanceCode } from '../../domain/mornings/attendanceCode.ts'
import { longDate, type SchoolDate } from '../../domain/time/clock.ts'
import type { TutorMark } from '../../domain/mornings/discrepancy.ts'
import type { DeskPupil } from '../../domain/pupil.ts'
import { dateIn, folded as fold } from '../../ui/cells.ts'
import { parseCsv, type CsvRow } from '../../ui/csv.ts'

const HEADINGS = {
  surname: ['surname', 'legal surname', 'last name', 'family name'],
  forename: ['forename', 'first name', 'preferred name', 'preferred forename', 'legal forename', 'chosen name'],
  form: ['form', 'reg', 'reg group', 'registration group', 'reg form', 'registration form', 'tutor group', 'class'],
  mark: ['mark', 'am', 'code', 'am mark', 'attendance code', 'attendance mark', 'attendance'],
  date: ['date', 'mark date', 'session date'],
} as const
type Column = keyof typeof HEADINGS

export type RowProblem = { line: number; text: string }
export type TutorFile = { marks: TutorMark[]; problems: RowProblem[]; others: number }
type Known = readonly { id: string; f: DeskPupil }[]

export function readTutorMarks(text: string, day: SchoolDate, pupils: Known): TutorFile | { refused: string } {
  const file = parseCsv(text)
  if (!file.ok) return { refused: `The quotation that begins in line ${file.line} is never closed, so the file cannot be read.` }
  const [heading, ...rows] = file.rows
  if (!heading) return { refused: 'The file is empty.' }
  const columns = columnsOf(heading.cells)
  const missing = (['surname', 'forename', 'mark'] as const).filter((column) => columns[column] === undefined)
  if (missing.length > 0) return { refused: `The first line must name the columns. Not found: ${missing.map((column) => COLUMN_WORDS[column]).join(', ')}.` }
  const result: TutorFile = { marks: [], problems: [], others: 0 }
  for (const row of rows) readRow(row, columns, day, pupils, result)
  return result
}
const COLUMN_WORDS: Record<'surname' | 'forename' | 'mark', string> = { surname: 'Surname', forename: 'Forename', mark: 'Mark' }

function columnsOf(cells: readonly string[]): Partial<Record<Column, number>> {
  const names = cells.map((cell) => fold(cell).replaceAll(/[^a-z]+/g, ' ').trim())
  return Object.fromEntries((Object.keys(HEADINGS) as Column[]).flatMap((column) => {
    const at = HEADINGS[column].map((name) => names.indexOf(name)).find((index) => index >= 0)
    return at === undefined ? [] : [[column, at]]
  }))
}

function readRow({ line, cells }: CsvRow, columns: Partial<Record<Column, number>>, day: SchoolDate, pupils: Known, result: TutorFile): void {
  const cell = (column: Column): string => (columns[column] === undefined ? '' : (cells[columns[column]] ?? '').replaceAll(/\s+/g, ' ').trim())
  const problem = (text: string): void => void result.problems.push({ line, text })
  if (columns.date !== undefined) {
    const date = dateIn(cell('date'))
    if (date === undefined) return problem(`“${cell('date')}” is not a date such as 10/12/2026.`)
    if (date !== day) return problem(`This line is of ${longDate(date)}.`)
  }
  const found = pupils.filter(({ f }) => fold(f.surname) === fold(cell('surname')) && fold(f.preferredName) === fold(cell('forename')) && (cell('form') === '' || fold(f.form) === fold(cell('form'))))
  // The file is of the whole form; only mentees are on this screen.
  if (found.length === 0) return void result.others++
  const [pupil] = found
  if (!pupil || found.length > 1) return problem('More than one mentee has this name; give the form as well.')
  const code = cell('mark').toUpperCase().replace(/^['‘’]/, '')
  if (code !== '' && code !== '-' && !isAttendanceCode(code)) return problem(`“${cell('mark')}” is no attendance code.`)
  if (result.marks.some((one) => one.pupilId === pupil.id)) return problem('This pupil stands in the file twice; the first line was taken.')
  result.marks.push({ pupilId: pupil.id, code: isAttendanceCode(code) ? code : null, line })
}
