import { describe, expect, it } from 'vitest'
import { dayKind, dayTitle, isSchoolDay, nextSchoolDay, previousWeek, recordsDue, schoolCalendar, schoolDaysOfWeek } from '../../src/domain/time/calendar.ts'
import { addDays, dateOf, timeOf, weekdayOf } from '../../src/domain/time/clock.ts'

const calendar = schoolCalendar(
  [
    { name: 'Autumn, first half', from: '2026-09-02', to: '2026-10-23' },
    { name: 'Autumn, second half', from: '2026-11-02', to: '2026-12-18' },
    { name: 'Spring, first half', from: '2027-01-04', to: '2027-02-12' },
    { name: 'Summer, first half', from: '2027-04-12', to: '2027-05-28' },
  ],
  [
    { date: '2026-11-02', kind: 'inset', name: 'INSET day' },
    { date: '2026-12-07', kind: 'closure', name: 'Closed for snow' },
    { date: '2027-05-03', kind: 'bank-holiday', name: 'Early May bank holiday' },
  ],
)

describe('the school calendar', () => {
  it('says what sort of day it is, in words', () => {
    expect(dayKind(calendar, '2026-12-10')).toEqual({ kind: 'school', name: 'Autumn, second half' })
    expect(dayKind(calendar, '2026-12-12').name).toBe('Saturday')
    expect(dayKind(calendar, '2026-10-28')).toEqual({ kind: 'holiday', name: 'School holiday' })
    expect(dayKind(schoolCalendar([], []), '2026-10-28'), 'a school that has entered no term').toEqual({ kind: 'holiday', name: 'No term dates yet' })
    expect(dayKind(calendar, '2026-11-02')).toEqual({ kind: 'inset', name: 'INSET day' })
    expect(dayKind(calendar, '2027-05-03').kind).toBe('bank-holiday')
  })

  it('is named after the date where the date does not say it', () => {
    const title = (date: string) => dayTitle(date, dayKind(calendar, date))
    expect(['2026-12-10', '2026-12-12', '2026-11-02'].map(title)).toEqual(['Thursday 10 December 2026', 'Saturday 12 December 2026', 'Monday 2 November 2026, INSET day'])
  })

  it('asks for the records at the end of Monday lunch, or of lunch on the first school day after it', () => {
    const due = (week: string) => {
      const at = recordsDue(calendar, week, '13:20')
      return at === undefined ? undefined : `${dateOf(at)} ${timeOf(at)}`
    }
    expect(due('2026-11-23')).toBe('2026-11-30 13:20')
    // The week before half-term is due after half-term, past the INSET Monday.
    expect(due('2026-10-19')).toBe('2026-11-03 13:20')
    expect(due('2026-11-30')).toBe('2026-12-08 13:20')
    expect(due('2027-04-26')).toBe('2027-05-04 13:20')
    expect(due('2026-10-26')).toBeUndefined()
  })

  it('finds the previous week as the last week with a school day', () => {
    expect(previousWeek(calendar, '2026-11-03')).toBe('2026-10-19')
    expect(previousWeek(calendar, '2026-12-10')).toBe('2026-11-30')
    expect(previousWeek(calendar, '2027-01-05')).toBe('2026-12-14')
  })

  it('never asks for records on a day without school, in any week', () => {
    for (let week = '2026-08-31'; week < '2027-05-24'; week = addDays(week, 7)) {
      const due = recordsDue(calendar, week, '13:20')
      if (schoolDaysOfWeek(calendar, week).length === 0) expect(due).toBeUndefined()
      else {
        expect(due).toBeDefined()
        expect(isSchoolDay(calendar, dateOf(due!))).toBe(true)
        expect(dateOf(due!) > addDays(week, 6)).toBe(true)
      }
    }
    expect(weekdayOf(nextSchoolDay(calendar, '2026-12-04')!)).toBe(2)
  })
})
