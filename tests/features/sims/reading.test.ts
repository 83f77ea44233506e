import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoSchool } from '../../../server/demo/school.ts'
import { DEFAULT_PERIODS } from '../../../src/domain/time/period.ts'
import { upnKind } from '../../../src/domain/school/upn.ts'
import { columnsOf, isSafeguarding, setOf } from '../../../src/features/sims/columns.ts'
import { halfIn, markIn, senIn, yearIn } from '../../../src/features/sims/cells.ts'
import type { Known, Plan } from '../../../src/features/sims/comparing.ts'
import type { KnownPupil } from '../../../src/features/sims/whose.ts'
import { readExport, type ReadAnswer } from '../../../src/features/sims/readExport.ts'
import { dateIn, folded, numberIn, yesIn } from '../../../src/ui/cells.ts'
import { parseCsv, writeCsv } from '../../../src/ui/csv.ts'

const today = '2026-12-10'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const nobody: Known = { pupils: [], facts: [] }
const read = (given: string | Uint8Array, known: Known = nobody): Promise<ReadAnswer> => readExport({ bytes: typeof given === 'string' ? bytes(given) : given, last: {}, known, today, periods: DEFAULT_PERIODS }, () => undefined)
async function planOf(given: string | Uint8Array, known?: Known): Promise<Plan> {
  const answer = await read(given, known)
  if (answer.kind !== 'plan') throw new Error(`not read: ${JSON.stringify(answer)}`)
  return answer.plan
}
const amara: KnownPupil = { id: 'p1', values: { preferredName: 'Amara', surname: 'Okafor', form: '9B', year: 9, legalForename: 'Amara Grace', legalSurname: 'Okafor', sen: 'N', pupilPremium: false, eal: false, lookedAfter: false }, identity: { upn: 'B801200005001', admissionNo: '4411', born: '2013-02-03', said: {} } }
const unlinked: KnownPupil = { ...amara, id: 'p2', identity: undefined, values: { ...amara.values, preferredName: 'Łukasz', surname: 'Şahin', form: '8A', year: 8, legalForename: 'Łukasz' } }
const school: Known = { pupils: [amara, unlinked], facts: [] }
const BEHAVIOUR = 'Date,Admission No,Pupil Name,Year,Form,Type,Reason,Lesson,Points,Awarded By\r\n'
const taken = (plan: Plan): Known => ({ pupils: school.pupils, facts: plan.facts.map(({ id, fact }) => ({ id, fact: { ...fact, batch: 'b1' } })) })

describe('the unique pupil number', () => {
  it('fits its check letter, by position times digit modulo 23', () => {
    expect(upnKind('B801200005001')).toBe('permanent')
    expect(upnKind('A801200005001')).toBe('wrong')
    // Two vendors print Q for this one; their sum is wrong by one.
    expect(upnKind('P207000016049')).toBe('permanent')
    expect(upnKind('Q207000016049')).toBe('wrong')
    expect(upnKind('B80120000500')).toBe('wrong')
  })
  it('may be temporary, with a last letter that counts as its place in the list', () => {
    const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'
    const found = [...letters].filter((first) => upnKind(`${first}80120000500A`) === 'temporary')
    expect(found).toHaveLength(1)
    expect(upnKind(`${found[0]}80120000500I`)).toBe('wrong')
  })
})

describe('a cell of an export', () => {
  it('is a date in British order, or no date at all and never today', () => {
    expect(['03/04/2026', '3/4/26', '2026-04-03', '03-Apr-2026', '3rd April 2026', '03/04/2026 00:00:00', '3.4.2026'].map(dateIn)).toEqual(Array(7).fill('2026-04-03'))
    expect(['31/02/2026', '13/13/2026', 'today', '', '45751', '2026-13-01', '3 Foo 2026'].map(dateIn)).toEqual(Array(7).fill(undefined))
  })
  it('is a year, a SEN status, a yes or a number in the ways there are', () => {
    expect(['Year 7', '7', '  7', 'Yr 07', 'NC Year 7', 'Y7'].map(yearIn)).toEqual(Array(6).fill(7))
    expect(['6', '14', 'Year', 'Reception'].map(yearIn)).toEqual(Array(4).fill(undefined))
    expect(['N - No SEN', 'N', '', 'K', 'K - SEN Support', 'SEN Support', 'E', 'E - EHC Plan', 'EHC plan'].map(senIn)).toEqual(['N', 'N', 'N', 'K', 'K', 'K', 'E', 'E', 'E'])
    expect(['S', 'A', 'P', 'Statement'].map(senIn)).toEqual(Array(4).fill(undefined))
    expect(['Yes', 'True', 'T', '1', 'y', 'DPP'].map(yesIn)).toEqual(Array(6).fill(true))
    expect(['No', '', '0', 'F', '-'].map(yesIn)).toEqual(Array(5).fill(false))
    expect(yesIn('perhaps')).toBeUndefined()
    expect(['-3', '−3', '(3)', '1,250', '2.5', '+4', '93.1%'].map(numberIn)).toEqual([-3, -3, -3, 1250, 2.5, 4, 93.1])
    expect(['', 'three', '1-2'].map(numberIn)).toEqual([undefined, undefined, undefined])
  })
  it('names are the same without case, accents, apostrophes and hyphens', () => {
    expect(folded('O’Brien-Łąka')).toBe(folded("obrien laka".replace(' ', '')))
    expect(folded(' Şahin ')).toBe('sahin')
  })
})

describe('a cell of the register', () => {
  it('is a morning or an afternoon in the ways there are', () => {
    expect(['AM', 'am', 'A.M.', 'Morning', 'Mon:AM', '1Fri:AM', 'AM Registration', '1'].map(halfIn)).toEqual(Array(8).fill('am'))
    expect(['PM', 'Afternoon', 'Mon:PM', '2'].map(halfIn)).toEqual(Array(4).fill('pm'))
    expect(['', 'P1', 'Campus', '3'].map(halfIn)).toEqual(Array(4).fill(undefined))
  })
  it('is a code of today’s register with or without its words, and none that was withdrawn', () => {
    expect(['I', 'i', 'I - Illness', 'Y1 (transport)', '/', '\\', 'C2', '#'].map(markIn)).toEqual(['I', 'I', 'I', 'Y1', '/', '\\', 'C2', '#'])
    expect(['H', 'J', 'F', 'Y', 'Illness', '', '-', '?'].map(markIn)).toEqual(Array(8).fill(undefined))
  })
})

describe('what kind of export it is', () => {
  it('is told by the headings, whatever their order', () => {
    const first = (name: string): string[] => parseFirst(readFileSync(`demo/${name}`, 'utf8'))
    expect(['sims-pupils.csv', 'sims-behaviour.csv', 'sims-attendance.csv', 'sims-assessment.csv', 'sims-sessions.csv'].map((name) => setOf(first(name)))).toEqual(['pupils', 'behaviour', 'attendance', 'grades', 'register'])
    expect(['sims-pupils.csv', 'sims-behaviour.csv', 'sims-attendance.csv', 'sims-assessment.csv', 'sims-sessions.csv'].map((name) => setOf(first(name).reverse()))).toEqual(['pupils', 'behaviour', 'attendance', 'grades', 'register'])
    expect([['UPN', 'Session', 'Session Date', 'Mark'], ['Adno', 'Attendance Date', 'Session Name', 'Code']].map(setOf)).toEqual(['register', 'register'])
    expect(setOf(['Colour', 'Shape'])).toBeUndefined()
  })
  it('remembers what was chosen last time before it guesses', () => {
    expect(columnsOf('behaviour', ['When', 'Date', 'Points', 'Admission No'], { date: 'When' })).toMatchObject({ date: 0, points: 2 })
  })
  it('refuses a safeguarding export, and reads nothing of it', async () => {
    expect(isSafeguarding(['Incident ID', 'Incident Date', 'Category', 'Subcategory', 'Severity'])).toBe(true)
    expect(isSafeguarding(['Pupil', 'CPOMS category'])).toBe(true)
    expect(isSafeguarding(['Date', 'Admission No', 'Points'])).toBe(false)
    expect(await read('Incident ID,Incident Date,UPN,Severity\r\n1,01/12/2026,B801200005001,High\r\n')).toEqual({ kind: 'refused', why: 'safeguarding' })
  })
  it('asks a person where the headings do not say enough', async () => {
    expect(await read('Ref,Wer,Was\r\n1,2,3\r\n')).toMatchObject({ kind: 'ask', set: undefined, headings: ['Ref', 'Wer', 'Was'] })
  })
  it('says what is wrong with a file that is none', async () => {
    expect(await read('')).toMatchObject({ why: 'empty' })
    expect(await read('UPN,Surname\r\n')).toMatchObject({ why: 'empty' })
    expect(await read('UPN,Surname\r\n"open,x\r\ny,z')).toMatchObject({ why: 'open-quote', line: 2 })
  })
})
function parseFirst(text: string): string[] {
  const file = parseCsv(text)
  return file.ok ? (file.rows[0]?.cells ?? []) : []
}

describe('the rows', () => {
  it('keep newlines in comments, commas in names and Windows-1252 letters', async () => {
    const text = `${BEHAVIOUR}08/12/2026,4411,"Okafor, Amara",9,9B,Negative,"Talking,\r\nthen ""shouting""",Café,-2,Mr Hale\r\n`
    const windows = Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))
    const plan = await planOf(windows, school)
    expect(plan.facts.map(({ fact }) => fact)).toEqual([{ set: 'behaviour', pupilId: 'p1', date: '2026-12-08', type: 'behaviour', reason: 'Talking, then "shouting"', lesson: 'Café', points: -2, by: 'Mr Hale' }])
    expect(plan.problems).toEqual([])
  })
  it('that cannot be read are named by their line, and the others are taken', async () => {
    const plan = await planOf(`${BEHAVIOUR}yesterday,4411,x,9,9B,,a,b,1,c\r\n08/12/2026,4411,x,9,9B,,a,b,many,c\r\n08/12/2026,4411,x,9,9B,,a,b,1,c\r\n`, school)
    expect(plan.problems).toEqual([{ line: 2, text: 'Date: “yesterday” is not a date such as 10/12/2026.' }, { line: 3, text: 'Points: “many” is not a number.' }])
    expect(plan.facts).toHaveLength(1)
  })
  it('of pupils who are not mentored are counted and not kept', async () => {
    const plan = await planOf(`${BEHAVIOUR}08/12/2026,9999,"Someone, Else",9,9B,,a,b,1,c\r\n`, school)
    expect(plan).toMatchObject({ others: 1, facts: [], identities: [] })
    expect(JSON.stringify(plan)).not.toContain('Someone')
  })
  it('two that are equal are two events; the same export again adds nothing', async () => {
    const text = `${BEHAVIOUR}${'08/12/2026,4411,x,9,9B,Negative,Late,Art,-1,c\r\n'.repeat(2)}`
    const first = await planOf(text, school)
    expect(first.facts).toHaveLength(2)
    const again = await planOf(text, taken(first))
    expect(again).toMatchObject({ facts: [], before: 2, gone: [] })
  })
  it('of a later export: only the new ones are new, and what SIMS deleted is offered for withdrawal', async () => {
    const first = await planOf(`${BEHAVIOUR}07/12/2026,4411,x,9,9B,Negative,Late,Art,-1,c\r\n08/12/2026,4411,x,9,9B,Negative,Phone,Art,-2,c\r\n`, school)
    const next = await planOf(`${BEHAVIOUR}07/12/2026,4411,x,9,9B,Negative,Late,Art,-1,c\r\n09/12/2026,4411,x,9,9B,Positive,Effort,Art,1,c\r\n`, taken(first))
    expect(next.facts.map(({ fact }) => 'reason' in fact && fact.reason)).toEqual(['Effort'])
    expect(next.gone.map(({ fact }) => 'reason' in fact && fact.reason)).toEqual(['Phone'])
  })
  it('of an export without dates are new only where they say something else than last', async () => {
    const text = (grade: string): string => `Admission No,Subject,Aspect,Result\r\n4411,Maths,Working at,${grade}\r\n`
    const first = await planOf(text('5'), school)
    expect(first.facts).toHaveLength(1)
    expect((await planOf(text('5'), taken(first))).facts).toEqual([])
    expect((await planOf(text('6'), taken(first))).facts).toHaveLength(1)
  })
})

describe('whose a row is', () => {
  it('is told by UPN, then admission number, then name with date of birth, and by a name alone never', async () => {
    const header = 'UPN,Admission No,Surname,Forename,Date of Birth,Reg Group\r\n'
    const plans = await Promise.all(['B801200005001,,X,Y,,7A', ',4411,X,Y,,7A', ',,Okafor,Amara,03/02/2013,7A'].map((row) => planOf(`${header}${row}\r\n`, school)))
    expect(plans.map(({ identities, links, others }) => [identities[0]?.pupilId, links.length, others])).toEqual([['p1', 0, 0], ['p1', 0, 0], ['p1', 0, 0]])
    const elsewhere = await planOf(`${header},,Okafor,Amara,03/02/2012,9B\r\n`, school)
    expect(elsewhere.others).toBe(1)
  })
  it('is proposed, not taken, where name and form fit and no number is known yet', async () => {
    const plan = await planOf(`Admission No,Legal Surname,Preferred Name,Year Group,Reg Group\r\n77,Sahin,Lukasz,Year 8,8A\r\n`, school)
    expect(plan.links).toMatchObject([{ pupilId: 'p2', alike: ['form', 'year'] }])
    const other = await planOf(`Admission No,Legal Surname,Preferred Name,Year Group,Reg Group\r\n77,Sahin,Lukasz,Year 11,11C\r\n`, school)
    expect(other).toMatchObject({ links: [], others: 1 })
  })
  it('is a problem where UPN and admission number are two pupils', async () => {
    const second = { ...amara, id: 'p3', identity: { upn: 'P207000016049', admissionNo: '5522', said: {} } }
    const plan = await planOf('UPN,Admission No,Legal Surname,Reg Group\r\nB801200005001,5522,Okafor,9B\r\n', { pupils: [amara, second], facts: [] })
    expect(plan.problems[0]?.text).toContain('another’s')
  })
})

describe('a pupil list', () => {
  const list = (form: string): string => `UPN,Legal Surname,Legal Forename,Preferred Name,Year Group,Reg Group\r\nB801200005001,Okafor,Amara Grace,Amara,Year 9,${form}\r\n`
  const with_ = (form: string, said: KnownPupil['identity'] & object): Known => ({ pupils: [{ ...amara, values: { ...amara.values, form }, identity: { ...amara.identity, ...said } }], facts: [] })
  it('changes what SIMS now says otherwise', async () => {
    expect((await planOf(list('9C'), with_('9B', { said: { form: '9B' } }))).changes).toEqual([{ pupilId: 'p1', field: 'form', was: '9B', now: '9C', corrected: false }])
  })
  it('leaves a correction made here alone while SIMS says what it said before', async () => {
    expect((await planOf(list('9B'), with_('9D', { said: { form: '9B' } }))).changes).toEqual([])
  })
  it('asks where both have changed', async () => {
    expect((await planOf(list('9C'), with_('9D', { said: { form: '9B' } }))).changes).toMatchObject([{ was: '9D', now: '9C', corrected: true }])
  })
  it('passes leavers over, and takes a pupil who stands in it twice once', async () => {
    const plan = await planOf(`UPN,Legal Surname,Reg Group,Enrolment Status\r\nB801200005001,Okafor,9C,Current\r\nB801200005001,Okafor,9D,Current\r\n,Gone,9B,Leaver\r\n`, school)
    expect(plan.leavers).toBe(1)
    expect(plan.changes.map(({ now }) => now)).toEqual(['9C'])
    expect(plan.problems).toMatchObject([{ line: 3 }])
  })
})

describe('any file at all', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\u0000', 'é', '=', '-', '1', '/', ' ', '\ufeff', '😀') })
  it('is read or refused, and never breaks', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
      const answer = await read(noise, school)
      expect(['refused', 'ask', 'plan']).toContain(answer.kind)
    }), { numRuns: 300 })
  })
  it('with a heading it knows: every line is a row, somebody else’s or a named problem, and none is lost', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ date: letters, who: fc.constantFrom('4411', '9', ''), points: letters, reason: letters }), { minLength: 1, maxLength: 30 }), async (rows) => {
      const filled = rows.filter(({ date, who, points, reason }) => [date, who, points, reason].some((cell) => cell.replace(/^\ufeff/, '').trim() !== ''))
      fc.pre(filled.length > 0)
      const plan = await planOf(writeCsv([['Date', 'Admission No', 'Points', 'Reason'], ...filled.map(({ date, who, points, reason }) => [date, who, points, reason])]), school)
      expect(plan.facts.length + plan.others + plan.problems.length + plan.before).toBe(filled.length)
    }), { numRuns: 200 })
  })
  it('a name that would run as a formula comes in as it is, and goes out harmless', async () => {
    const plan = await planOf(`${BEHAVIOUR}08/12/2026,4411,x,9,9B,Negative,=1+1,@x,-1,+c\r\n`, school)
    expect(plan.facts[0]?.fact).toMatchObject({ reason: '=1+1', lesson: '@x' })
    expect(writeCsv([['=1+1', '@x', '+c', '-d']])).toContain("'=1+1,'@x,'+c,'-d")
  })
})

it('the demo’s next export brings the days since the last one, and takes nothing for gone: a row has one id on tablet and server', async () => {
  const rows = demoSchool().rows
  const onList = new Set(rows.flatMap(({ t, id }) => (t === 'deskPupil' ? [id] : [])))
  const known: Known = {
    pupils: rows.flatMap((row) => (row.t === 'pupilIdentity' && onList.has(row.id) ? [{ id: row.id, identity: row.f, values: {} }] : [])),
    facts: rows.flatMap((row) => (row.t === 'simsFact' ? [{ id: row.id, fact: row.f }] : [])),
  }
  const behaviour = await planOf(new Uint8Array(readFileSync('demo/sims-behaviour.csv')), known)
  // What the demo holds of the year before, and of who is no longer mentored, came with earlier exports.
  expect(behaviour.before).toBe(known.facts.filter(({ fact }) => fact.set === 'behaviour' && fact.batch !== 'sims.behaviour.0').length)
  expect(behaviour.facts.length).toBeGreaterThan(0)
  expect(behaviour.facts.every(({ fact }) => 'date' in fact && String(fact.date) > '2026-12-04')).toBe(true)
  expect(behaviour).toMatchObject({ gone: [], problems: [], links: [] })
})
