import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSchoolDay, recordsDue, schoolCalendar, schoolDaysOfWeek, type DayException, type Term } from '../../src/domain/time/calendar.ts'
import { addDays, dateOf, instantAt, timeOf, weekdayOf, type SchoolDate } from '../../src/domain/time/clock.ts'
import { countRecords, digest, missingAt, recordsOfWeek, RULES, sayThings, type Done } from '../../src/domain/week/completeness.ts'

const DEADLINE = instantAt('2026-12-07', '13:20')
const IN_TIME = instantAt('2026-12-07', '12:58')
const AFTER = instantAt('2026-12-07', '14:05')
const done = (more: Partial<Done> = {}): Done => ({ review: [IN_TIME], plan: [IN_TIME], results: [IN_TIME], 'next-targets': [IN_TIME], action: [IN_TIME], missed: [], sessions: [], 'check-in': [], ...more })

describe('Mentors should complete their electronic records by the end of Monday lunch for the previous week', () => {
  it('says three things and six minutes, and what they are', () => {
    const records = recordsOfWeek(done({ review: [undefined], missed: [undefined], sessions: [IN_TIME, undefined] }), DEADLINE, IN_TIME)
    expect(sayThings(records)).toBe('3 things, about 6 minutes')
    expect(records.missing.map(({ words }) => words)).toEqual(['The weekly review is not signed', '1 missed time is not looked into', '1 session has no attendance'])
    expect(records.state).toBe('to-do')
  })
  it('is complete in time by when it was done, however late it arrives', () => {
    // The board has it at 15.00; it was done at 12.58, offline.
    expect(recordsOfWeek(done({ review: [undefined] }), DEADLINE, AFTER).state).toBe('missing')
    expect(recordsOfWeek(done(), DEADLINE, instantAt('2026-12-07', '15:00'))).toMatchObject({ state: 'complete', completeAt: IN_TIME })
  })
  it('is something left where the review is signed, and missing where not even that is', () => {
    expect(recordsOfWeek(done({ sessions: [undefined] }), DEADLINE, AFTER).state).toBe('nearly')
    expect(recordsOfWeek(done({ review: [undefined] }), DEADLINE, AFTER).state).toBe('missing')
  })
  it('is complete but late where the last of it was done after lunch', () => {
    expect(recordsOfWeek(done({ sessions: [AFTER] }), DEADLINE, instantAt('2026-12-07', '15:00'))).toMatchObject({ state: 'late', completeAt: AFTER, things: 0 })
  })
  it('can be asked for the state at the deadline at any later time', () => {
    const facts = done({ sessions: [AFTER] })
    expect(missingAt(facts, DEADLINE).map(({ rule }) => rule.name)).toEqual(['sessions'])
    expect(missingAt(facts, AFTER)).toEqual([])
  })
  it('asks nothing for a pupil who was expected on no morning, or for a week without school', () => {
    expect(recordsOfWeek(undefined, DEADLINE, AFTER).state).toBe('none-due')
    expect(recordsOfWeek(done({ review: [undefined] }), undefined, AFTER).state).toBe('none-due')
  })
  it('names a sentence of the policy for every rule', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length)
    for (const { sentence, minutes } of RULES) expect(sentence.length > 10 && minutes > 0).toBe(true)
  })
  it('tells the board in four sentences', () => {
    const rows = [{ mentor: 'Ms A', records: [recordsOfWeek(done(), DEADLINE, AFTER), recordsOfWeek(done({ review: [undefined] }), DEADLINE, AFTER)] }, { mentor: 'Mr B', records: [recordsOfWeek(undefined, DEADLINE, AFTER)] }]
    expect(countRecords(rows.flatMap(({ records }) => records))).toMatchObject({ complete: 1, missing: 1, 'none-due': 1, things: 1, minutes: 3 })
    expect(digest(rows, 'the week of Mon 30 Nov', ['Mr B: tablet last seen 9.12, may hold unsent work'])).toEqual([
      'For the week of Mon 30 Nov the records of 2 pupils are due: 1 complete in time, 0 complete but late, 1 not complete.',
      'Left to do: Ms A 1 thing, about 3 minutes.',
      'Most often: the weekly review is not signed (1 pupil).',
      'Mr B: tablet last seen 9.12, may hold unsent work.',
    ])
  })
})

describe('the deadline is right in every week of 2025 to 2030', () => {
  // Terms with half-terms as an English school has them, and Easter and the bank holidays computed.
  const YEARS = [2025, 2026, 2027, 2028, 2029, 2030] as const
  function easter(year: number): SchoolDate {
    const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
    const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
    const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
    const m = Math.floor((a + 11 * h + 22 * l) / 451)
    const month = Math.floor((h + l - 7 * m + 114) / 31)
    return `${year}-0${month}-${String(((h + l - 7 * m + 114) % 31) + 1).padStart(2, '0')}`
  }
  const firstMonday = (month: string): SchoolDate => [1, 2, 3, 4, 5, 6, 7].map((day) => `${month}-0${day}`).find((day) => weekdayOf(day) === 1) ?? month
  const lastMonday = (month: string): SchoolDate => [25, 26, 27, 28, 29, 30, 31].map((day) => `${month}-${day}`).find((day) => weekdayOf(day) === 1) ?? month
  const holiday = (date: SchoolDate, name: string): DayException => ({ date, kind: 'bank-holiday', name })
  const exceptions = YEARS.flatMap((year) => [
    holiday(addDays(easter(year), -2), 'Good Friday'), holiday(addDays(easter(year), 1), 'Easter Monday'), holiday(firstMonday(`${year}-05`), 'Early May'), holiday(lastMonday(`${year}-05`), 'Spring'),
  ])
  const term = (from: string, to: string): Term => ({ name: from, from, to })
  const terms = YEARS.flatMap((year) => [
    term(`${year}-01-05`, `${year}-02-13`), term(`${year}-02-23`, addDays(easter(year), -3)), term(addDays(easter(year), 15), addDays(lastMonday(`${year}-05`), -3)),
    term(addDays(lastMonday(`${year}-05`), 7), `${year}-07-20`), term(`${year}-09-02`, `${year}-10-23`), term(`${year}-11-02`, `${year}-12-18`),
  ])
  const mondays = Array.from({ length: 313 }, (_, week) => addDays('2024-12-30', 7 * week)).filter((monday) => monday < '2030-12-01')

  it('is the end of lunch on the first school day after the week, by the clock on the wall, and nothing is due of a week without school', () => {
    const days = fc.array(fc.constantFrom(...mondays.flatMap((monday) => [0, 1, 2, 3, 4].map((day) => addDays(monday, day)))), { maxLength: 60 })
    fc.assert(fc.property(days, fc.constantFrom('12:40', '13:20', '13:55'), (closures, lunchEnds) => {
      const calendar = schoolCalendar(terms, [...exceptions, ...closures.map((date): DayException => ({ date, kind: 'inset', name: 'INSET day' }))])
      for (const monday of mondays) {
        const due = recordsDue(calendar, monday, lunchEnds)
        if (schoolDaysOfWeek(calendar, monday).length === 0) {
          expect(due).toBeUndefined()
          continue
        }
        if (due === undefined) throw new Error(`Nothing is due of ${monday}`)
        expect([timeOf(due), isSchoolDay(calendar, dateOf(due))]).toEqual([lunchEnds, true])
        for (let day = addDays(monday, 7); day < dateOf(due); day = addDays(day, 1)) expect(isSchoolDay(calendar, day)).toBe(false)
        expect(dateOf(due) >= addDays(monday, 7)).toBe(true)
      }
    }), { numRuns: 25 })
  })
  it('rolls to Tuesday after a bank holiday Monday, and over half-term to the Monday after', () => {
    const calendar = schoolCalendar(terms, exceptions)
    const dueOf = (monday: SchoolDate): SchoolDate => dateOf(recordsDue(calendar, monday, '13:20') ?? 0)
    expect(dueOf('2026-04-27')).toBe('2026-05-05')
    expect(dueOf('2027-04-26')).toBe('2027-05-04')
    expect(dueOf('2026-02-09')).toBe('2026-02-23')
    expect(dueOf('2029-10-15')).toBe('2029-10-22')
  })
})
