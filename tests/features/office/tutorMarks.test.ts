import { describe, expect, it } from 'vitest'
import { ATTENDANCE_CODES } from '../../../src/domain/mornings/attendanceCode.ts'
import { discrepancies } from '../../../src/domain/mornings/discrepancy.ts'
import { decodeText, parseCsv, writeCsv } from '../../../src/ui/csv.ts'
import { readTutorMarks } from '../../../src/features/office/tutorMarks.ts'
import { dateIn } from '../../../src/ui/cells.ts'

const day = '2026-12-10'
const pupil = (id: string, preferredName: string, surname: string, form = '9B') => ({ id, f: { preferredName, surname, form, year: 9 } })
const mentees = [pupil('p1', 'Zoë', 'O’Brien'), pupil('p2', 'Łukasz', 'Şahin', '8C'), pupil('p3', 'Amy', 'Jones'), pupil('p4', 'Amy', 'Jones', '9C')]
const read = (text: string) => {
  const result = readTutorMarks(text, day, mentees)
  if ('refused' in result) throw new Error(result.refused)
  return result
}
const refusal = (text: string): string => {
  const result = readTutorMarks(text, day, mentees)
  return 'refused' in result ? result.refused : ''
}
const bytes = (text: string, encoding: 'latin1' | 'utf16le' | 'utf8' = 'utf8'): Uint8Array => new Uint8Array(Buffer.from(text, encoding))

describe('a file out of a school’s system', () => {
  it('is read with or without a mark of order, in UTF-8, UTF-16 or Windows-1252', () => {
    expect(decodeText(bytes('\ufeffZoë'))).toContain('Zoë')
    expect(decodeText(bytes('Zoë', 'latin1'))).toBe('Zoë')
    expect(decodeText(Uint8Array.from([...bytes('O'), 0x92, ...bytes('Brien')]))).toBe('O’Brien')
    expect(decodeText(bytes('\ufeffŁukasz', 'utf16le'))).toContain('Łukasz')
    expect(read('\ufeffSurname,Forename,Mark\nO\'Brien,Zoe,/')).toMatchObject({ marks: [{ pupilId: 'p1' }] })
  })
  it('may hold quotes, commas and new lines within quotes, and any end of line', () => {
    const file = parseCsv('a,"b ""c"", d","two\r\nlines"\r\n\r\n1,2,3\rx,y,z\n')
    expect(file).toEqual({ ok: true, rows: [{ line: 1, cells: ['a', 'b "c", d', 'two\r\nlines'] }, { line: 4, cells: ['1', '2', '3'] }, { line: 5, cells: ['x', 'y', 'z'] }] })
    expect(parseCsv('a,b\n"never closed,c\n')).toEqual({ ok: false, line: 2 })
    expect(parseCsv('a;b\n1,5;2')).toMatchObject({ rows: [{ cells: ['a', 'b'] }, { cells: ['1,5', '2'] }] })
  })
})

describe('the form tutors’ marks', () => {
  it('are found by the usual headings in any order, by name and form, and others of the class are passed over', () => {
    const file = read('AM,Reg Group,Legal Surname,Preferred Name,Note\r\n/,9B,O’Brien,ZOË,"late\r\nbus"\r\nN,8C,Sahin,Lukasz,\r\n/,9B,Nobody,Here,\r\n')
    expect(file).toEqual({ marks: [{ pupilId: 'p1', code: '/', line: 2 }, { pupilId: 'p2', code: 'N', line: 4 }], problems: [], others: 1 })
  })
  it('of two of one name are not guessed: the form tells them apart, or the line is named', () => {
    const file = read('Surname,Forename,Form,Mark\nJones,Amy,,/\nJones,Amy,9C,L\nJones,Amy,9C,/\n')
    expect(file.marks).toEqual([{ pupilId: 'p4', code: 'L', line: 3 }])
    expect(file.problems.map(({ line }) => line)).toEqual([2, 4])
  })
  it('with a date must be of the day on the screen; what is no date is an error in its line and never today', () => {
    const file = read('Surname,Forename,Mark,Date\nO\'Brien,Zoë,/,10/12/2026\nSahin,Łukasz,/,09/12/2026\nSahin,Łukasz,/,31/02/2026\nSahin,Łukasz,/,\nSahin,Łukasz,/,12/10/2026\n')
    expect(file.marks).toMatchObject([{ pupilId: 'p1' }])
    expect(file.problems).toEqual([
      { line: 3, text: 'This line is of Wednesday 9 December 2026.' }, { line: 4, text: '“31/02/2026” is not a date such as 10/12/2026.' },
      { line: 5, text: '“” is not a date such as 10/12/2026.' }, { line: 6, text: 'This line is of Monday 12 October 2026.' },
    ])
    expect([dateIn('1/9/26'), dateIn('2026-12-10'), dateIn('10/12/2026 00:00'), dateIn('today')]).toEqual(['2026-09-01', day, day, undefined])
  })
  it('may be every code of the register, and withdrawn or invented ones are errors', () => {
    for (const code of ATTENDANCE_CODES) expect(read(`Surname,Forename,Mark\nSahin,Łukasz,${code}\n`).marks, code).toMatchObject([{ code }])
    for (const wrong of ['H', 'J', 'Y', 'F', 'Y8', '1']) expect(read(`Surname,Forename,Mark\nSahin,Łukasz,${wrong}\n`).problems, wrong).toHaveLength(1)
  })
  it('in a file that is none are refused whole, with what is missing', () => {
    expect(refusal('')).toBe('The file is empty.')
    expect(refusal('Name,Form\nA,9B')).toBe('The first line must name the columns. Not found: Surname, Forename, Mark.')
    expect(refusal('Surname,Forename,Mark\n"x,y,/')).toContain('line 2')
  })
})

describe('a difference', () => {
  const entry = (pupilId: string, mark?: '/' | 'L' | 'U') => ({ pupilId, expected: true, arrival: mark && ({ mark } as never) })
  const kinds = (entries: ReturnType<typeof entry>[], marks: Parameters<typeof discrepancies>[1], closed = true) => discrepancies(entries, marks, closed).map(({ kind }) => kind)

  it('is absent in class and here at reception, another mark, or marked in class and never at reception', () => {
    expect(kinds([entry('p1', '/')], [{ pupilId: 'p1', code: 'N', line: 2 }])).toEqual(['absent-but-here'])
    expect(kinds([entry('p1', 'L')], [{ pupilId: 'p1', code: '/', line: 2 }])).toEqual(['other-mark'])
    expect(kinds([entry('p1')], [{ pupilId: 'p1', code: '/', line: 2 }])).toEqual(['here-but-not-marked'])
  })
  it('is none where both say the same, where one says nothing, where both say absent, or before the register has closed', () => {
    expect(kinds([entry('p1', '/'), entry('p2'), entry('p3', 'L')], [{ pupilId: 'p1', code: '/', line: 2 }, { pupilId: 'p2', code: 'I', line: 3 }, { pupilId: 'p3', code: null, line: 4 }])).toEqual([])
    expect(kinds([entry('p1')], [{ pupilId: 'p1', code: '/', line: 2 }], false)).toEqual([])
  })
})

describe('a file that is written', () => {
  it('ends its lines in CR LF, doubles quotes, and no spreadsheet runs a cell of it', () => {
    expect(writeCsv([['=1+1', '+x', '-y', '@z', '\tt', '\rr', 'O\'Brien', 'a "b", c', '/']])).toBe(`\ufeff'=1+1,'+x,'-y,'@z,'\tt,"'\rr",O'Brien,"a ""b"", c",/\r\n`)
  })
  it('comes back as it was written', () => {
    const cells = ['Zoë', 'two\nlines', '"quoted"', 'a;b', ' spaced ']
    expect(parseCsv(writeCsv([['h1', 'h2', 'h3', 'h4', 'h5'], cells]))).toMatchObject({ rows: [{}, { cells }] })
  })
})
