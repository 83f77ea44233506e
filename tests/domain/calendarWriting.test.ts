import { describe, expect, it } from 'vitest'
import { byFinish, dayKind, recordsDue, schoolCalendar, withFinish } from '../../src/domain/time/calendar.ts'
import { daysOf, daysProblems, overlapsAmong, schoolDaysIn, stretchesOf, termProblems, type DaysDraft } from '../../src/domain/time/calendarWriting.ts'
import { timeOf } from '../../src/domain/time/clock.ts'
import { listDue } from '../../src/domain/cases/nextWeekList.ts'
import { missedReports } from '../../src/domain/tasks/endOfDay.ts'

const autumn = { name: 'Autumn term', from: '2026-09-01', to: '2026-12-18' }
const halfTerm = daysOf({ from: '2026-10-26', to: '2026-10-30' }).map((date) => ({ date, kind: 'holiday' as const, name: 'Half-term' }))
const calendar = schoolCalendar([autumn], halfTerm, [{ date: '2026-12-14', at: '12:30', name: 'Boiler' }, { date: '2026-12-18', at: '12:30', name: 'Last day of term' }])
const times = { registerClose: '09:15', dayEnds: '15:10' }
const days = (more: Partial<DaysDraft>): DaysDraft => ({ kind: 'holiday', name: 'Half-term', from: '2026-11-23', to: '2026-11-27', at: '', ...more })
const fields = (more: Partial<DaysDraft>) => daysProblems(days(more), calendar, times).map(({ field }) => field)

describe('the school’s terms', () => {
  const terms = [{ id: 'autumn', f: autumn }]
  it('do not overlap, do not end before they begin, and each has a name and both days', () => {
    expect(termProblems({ name: 'Spring', from: '2026-12-18', to: '2027-03-26' }, terms, [])).toEqual([{ field: 'from', words: 'It overlaps Autumn term (1 September 2026 to 18 December 2026).' }])
    expect(termProblems({ name: 'Summer', from: '2026-06-01', to: '2026-09-01' }, terms, []).map(({ field }) => field)).toEqual(['to'])
    expect(termProblems({ name: 'Spring', from: '2027-03-26', to: '2027-01-04' }, terms, [])).toEqual([{ field: 'to', words: 'The last day comes after the first.' }])
    expect(termProblems({ name: ' ', from: '', to: '' }, terms, []).map(({ field }) => field)).toEqual(['name', 'from', 'to'])
    expect(termProblems({ name: 'Spring', from: '2027-01-04', to: '2028-03-26' }, terms, [])[0]?.words).toContain('Is the year right?')
    expect(termProblems({ name: 'Spring', from: '2027-01-04', to: '2027-03-26' }, terms, [])).toEqual([])
    expect(termProblems({ ...autumn, to: '2026-12-17' }, terms, halfTerm, 'autumn'), 'a term is not in its own way').toEqual([])
  })
  it('are not cut so that a half-term lies outside', () => {
    expect(termProblems({ ...autumn, to: '2026-10-23' }, terms, halfTerm, 'autumn')).toEqual([{ field: 'to', words: 'Half-term on 26 October 2026 would lie outside its term. Change that first.' }])
  })
})

describe('days unlike others', () => {
  it('lie in a term, once', () => {
    expect(fields({})).toEqual([])
    expect(daysProblems(days({ from: '2026-12-17', to: '2026-12-22' }), calendar, times).map(({ field, words }) => `${field}: ${words}`)).toEqual(['to: It lies outside its term: Autumn term ends on 18 December 2026.', 'to: Fri 18 Dec is an early finish already.'])
    expect(daysProblems(days({ from: '2027-01-04', to: '2027-01-04' }), calendar, times)[0]?.words).toBe('This day lies outside every term: no pupil is expected anyway.')
    expect(daysProblems(days({ from: '2026-10-30', to: '2026-11-02' }), calendar, times)[0]).toEqual({ field: 'from', words: 'Fri 30 Oct is Half-term already.' })
    expect(fields({ from: '2026-11-28', to: '2026-11-29' })).toEqual(['from'])
    expect(fields({ from: '2026-11-27', to: '2026-11-23' })).toEqual(['to'])
    expect(fields({ name: '', from: '', to: '' })).toEqual(['name', 'from', 'to'])
  })
  it('finish early only before the usual end and after the register has closed', () => {
    const early = (at: string) => daysProblems(days({ kind: 'early-finish', name: 'Early', from: '2026-11-27', to: '2026-11-27', at }), calendar, times).map(({ words }) => words)
    expect(early('12:30')).toEqual([])
    expect(early('15:10')).toEqual(['The school day ends at 15.10 anyway.'])
    expect(early('09:00')[0]).toContain('The register closes at 9.15')
    expect(early('')).toEqual(['Give the time at which school finishes.'])
  })
  it('read as one where they are neighbours, over a weekend too', () => {
    const rows = [...halfTerm, { date: '2026-11-02', kind: 'holiday' as const, name: 'Half-term' }, { date: '2026-11-27', kind: 'inset' as const, name: 'INSET day' }].map((f) => ({ id: f.date, f }))
    expect(stretchesOf(rows, []).map(({ name, from, to, ids }) => [name, from, to, ids.length])).toEqual([['Half-term', '2026-10-26', '2026-11-02', 6], ['INSET day', '2026-11-27', '2026-11-27', 1]])
  })
  it('are not counted as school days', () => {
    expect(schoolDaysIn(calendar, autumn)).toBe(79 - 5)
  })
})

describe('on a day that finishes early', () => {
  it('records are due when school finishes, where that is before the end of lunch', () => {
    expect(timeOf(recordsDue(calendar, '2026-12-07', '13:20') ?? 0)).toBe('12:30')
    expect(timeOf(recordsDue(calendar, '2026-11-30', '13:20') ?? 0)).toBe('13:20')
  })
  it('next week’s list is due when school finishes', () => {
    expect([timeOf(listDue(calendar, '2026-12-21', '15:30') ?? 0), timeOf(listDue(calendar, '2026-12-14', '15:30') ?? 0)]).toEqual(['12:30', '15:30'])
  })
  it('the report to the Lead Mentor is as long before the end as on any other day, and is missed as long after', () => {
    expect([withFinish(calendar, '2026-12-18', '15:05', '15:10'), withFinish(calendar, '2026-12-17', '15:05', '15:10'), byFinish(calendar, '2026-12-18', '15:10')]).toEqual(['12:25', '15:05', '12:30'])
    const missedAt = (minutes: number) => missedReports({ holdsOn: () => true }, () => false, calendar, { today: '2026-12-18', minutes }, '15:25', '15:10', 0)
    expect([missedAt(12 * 60 + 40), missedAt(12 * 60 + 46)]).toEqual([[], ['2026-12-18']])
  })
})

it('Terms that overlap and days with two words are read alike everywhere, in whatever order they came', () => {
  const spring = { name: 'Spring term', from: '2027-01-04', to: '2027-03-26' }
  const planned = { name: 'Spring, second plan', from: '2027-03-22', to: '2027-04-02' }
  const day = (kind: 'closure' | 'holiday' | 'inset', name: string) => ({ date: '2027-01-11', kind, name })
  const finish = (at: string) => ({ date: '2027-01-12', at, name: 'Boiler' })
  const [there, back] = [
    schoolCalendar([spring, planned], [day('inset', 'INSET day'), day('closure', 'Snow'), day('holiday', 'A day off')], [finish('13:00'), finish('12:30')]),
    schoolCalendar([planned, spring], [day('holiday', 'A day off'), day('closure', 'Snow'), day('inset', 'INSET day')], [finish('12:30'), finish('13:00')]),
  ]
  for (const calendar of [there, back]) {
    // Monday 22 March lies in both: it is one school day, of the term that began first. Monday 29 March is the second's alone.
    expect([dayKind(calendar, '2027-03-22'), dayKind(calendar, '2027-03-29')]).toEqual([{ kind: 'school', name: 'Spring term' }, { kind: 'school', name: 'Spring, second plan' }])
    expect(schoolDaysIn(calendar, { from: '2027-03-22', to: '2027-03-26' })).toBe(5)
    expect(dayKind(calendar, '2027-01-11')).toEqual({ kind: 'closure', name: 'Snow' })
    expect(byFinish(calendar, '2027-01-12', '13:20')).toBe('12:30')
  }
})

it('Two terms that overlap, as two may plan at once, are found; two that only follow are not', () => {
  const term = (id: string, from: string, to: string) => ({ id, f: { name: id, from, to } })
  expect(overlapsAmong([term('b', '2027-03-26', '2027-07-20'), term('a', '2027-01-04', '2027-03-26'), term('c', '2027-09-01', '2027-12-17')]).map(({ one, other }) => [one.name, other.name])).toEqual([['a', 'b']])
  expect(overlapsAmong([term('a', '2027-01-04', '2027-03-25'), term('b', '2027-03-26', '2027-07-20')])).toEqual([])
})
