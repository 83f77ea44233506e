import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEFAULT_PERIODS } from '../../../src/domain/time/period.ts'
import { setOf } from '../../../src/features/sims/columns.ts'
import type { Known, Plan } from '../../../src/features/sims/comparing.ts'
import type { KnownPupil } from '../../../src/features/sims/whose.ts'
import { readExport } from '../../../src/features/sims/readExport.ts'
import { slotIn, weekIn } from '../../../src/features/sims/slot.ts'

const amara: KnownPupil = { id: 'p1', values: { preferredName: 'Amara', surname: 'Okafor', form: '9B', year: 9 }, identity: { upn: 'B801200005001', admissionNo: '4411', said: {} } }
const school: Known = { pupils: [amara], facts: [] }
async function planOf(text: string, known = school): Promise<Plan> {
  const answer = await readExport({ bytes: new TextEncoder().encode(text), last: {}, known, today: '2026-12-10', periods: DEFAULT_PERIODS }, () => undefined)
  if (answer.kind !== 'plan') throw new Error(JSON.stringify(answer))
  return answer.plan
}
const HEAD = 'UPN,Student Name,Week,Day,Period,Subject,Main Teacher,Room\r\n'
const row = (day: string, period: string, subject: string, more = 'Mrs Hale,E1', week = ''): string => `B801200005001,"Okafor, Amara",${week},${day},${period},${subject},${more}\r\n`

describe('when a lesson is', () => {
  const slot = (period: string, day = '', week = '') => slotIn({ week, day, period }, DEFAULT_PERIODS)
  it('is read in the ways in which exports say it', () => {
    expect([slot('Mon:1'), slot('P1', 'Mon'), slot('Period 1', 'Monday'), slot('1', '1'), slot('Monday P1'), slot('L1', 'mon'), slot('Mon1')]).toEqual(Array(7).fill({ weekday: 1, period: 'P1' }))
    expect([slot('FriB:4'), slot('2Fri:4'), slot('4', '10'), slot('P4', 'Friday', 'B'), slot('P4', 'Fri', 'Week 2'), slot('B Fri P4'), slot('WkB Fri:4'), slot('Fri2:4')]).toEqual(Array(8).fill({ weekday: 5, period: 'P4', week: 'B' }))
    expect([weekIn('A'), weekIn('Week 1'), weekIn('Wk B'), weekIn('C'), weekIn('')]).toEqual(['A', 'A', 'B', undefined, undefined])
  })
  it('is no lesson at registration, and what cannot be read is said and not guessed', () => {
    expect([slot('Reg', 'Mon'), slot('Mon:AM'), slot('Tutor', 'Tue')]).toEqual(Array(3).fill('registration'))
    expect(slot('P9', 'Mon')).toEqual({ unreadable: '“P9” is not a period of this school: P1, P2, P3, P4, P5.' })
    expect(slot('P1', 'Saturday')).toEqual({ unreadable: '“Saturday:P1” does not say on which day the lesson is.' })
  })
})

describe('a timetable export', () => {
  it('is known by its headings, whatever the school calls them', () => {
    expect(setOf(['UPN', 'Student Name', 'Week', 'Day', 'Period', 'Subject', 'Main Teacher', 'Room'])).toBe('timetable')
    expect(setOf(['Admission No', 'Timeslot', 'Course', 'Staff Name', 'Room Code'])).toBe('timetable')
    expect(setOf(['UPN', 'Student Name', 'Reg Group', 'Subject', 'Aspect', 'Result', 'Target', 'Date', 'Teacher'])).toBe('grades')
  })
  it('becomes one timetable of each mentee; of anybody else nothing is kept', async () => {
    const plan = await planOf(`${HEAD}${row('Mon', 'P1', 'English')}${row('Mon', 'Reg', 'Registration')}${row('Tue', 'P2', 'Art', 'Mr Zaman,A1', 'A')}B999499925731,"Else, Somebody",,Mon,P1,Maths,Mr Barlow,M1\r\n`)
    expect(plan).toMatchObject({ set: 'timetable', rows: 4, others: 1, passedOver: 1, facts: [], timetables: [{ pupilId: 'p1', lessons: [{ weekday: 1, period: 'P1', subject: 'English', teacher: 'Mrs Hale', room: 'E1' }, { weekday: 2, period: 'P2', subject: 'Art', week: 'A' }] }] })
  })
  it('the same export twice adds nothing; another takes the place of the first', async () => {
    const text = `${HEAD}${row('Tue', 'P2', 'Art')}${row('Mon', 'P1', 'English')}`
    const first = await planOf(text)
    const known: Known = { ...school, timetables: first.timetables }
    expect(await planOf(text, known)).toMatchObject({ timetables: [], before: 2 })
    expect((await planOf(`${HEAD}${row('Mon', 'P1', 'Music')}`, known)).timetables).toMatchObject([{ lessons: [{ subject: 'Music' }] }])
  })
  it('two who share a class are one lesson; two subjects at once are a line to put right', async () => {
    const plan = await planOf(`${HEAD}${row('Mon', 'P1', 'Science', 'Dr Ellwood,S1')}${row('Mon', 'P1', 'Science', 'Miss Nwosu,S1')}${row('Mon', 'P1', 'Art', 'Mr Zaman,A1')}${row('Sat', 'P1', 'Art')}`)
    expect(plan.timetables[0]?.lessons).toEqual([{ weekday: 1, period: 'P1', subject: 'Science', teacher: 'Dr Ellwood & Miss Nwosu', room: 'S1' }])
    expect(plan.problems.map(({ line, text }) => [line, text])).toEqual([[4, 'Science and Art are at the same time; the first was taken.'], [5, '“Sat:P1” does not say on which day the lesson is.']])
  })
  it('takes the demo school’s own file whole', async () => {
    const plan = await planOf(readFileSync('demo/sims-timetable.csv', 'utf8'), { pupils: [{ ...amara, identity: { upn: 'C999499925888', said: {} } }], facts: [] })
    expect(plan.problems).toEqual([])
    expect(plan.timetables[0]?.lessons).toHaveLength(27)
  })
})
