import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { lastSchoolDayOf, nextWeek, reviewsDue, weekAsked, weekToReview } from '../../src/domain/week/reviewWeek.ts'

const calendar = schoolCalendar(
  [{ name: 'Autumn 1', from: '2026-09-01', to: '2026-10-23' }, { name: 'Autumn 2', from: '2026-11-02', to: '2026-12-18' }, { name: 'Spring 1', from: '2027-01-04', to: '2027-02-12' }],
  [{ date: '2026-11-02', kind: 'inset', name: 'INSET day' }, { date: '2026-11-27', kind: 'inset', name: 'INSET day' }],
)

describe('the week a mentor reviews', () => {
  it('is this week from Thursday on, and last week before', () => {
    expect(weekToReview(calendar, '2026-12-09')).toBe('2026-11-30')
    expect(weekToReview(calendar, '2026-12-10')).toBe('2026-12-07')
    expect(weekToReview(calendar, '2026-12-13')).toBe('2026-12-07')
    expect(weekToReview(calendar, '2026-12-14')).toBe('2026-12-07')
  })

  it('is the last week with a school day when a holiday lies between', () => {
    expect(weekToReview(calendar, '2026-10-29')).toBe('2026-10-19')
    expect(weekToReview(calendar, '2027-01-04')).toBe('2026-12-14')
  })

  it('is followed by the next week with a school day', () => {
    expect(nextWeek(calendar, '2026-10-19')).toBe('2026-11-02')
    expect(nextWeek(calendar, '2026-12-14')).toBe('2027-01-04')
    expect(lastSchoolDayOf(calendar, '2026-11-23')).toBe('2026-11-26')
  })

  it('is found from any day of it, and from nothing that is no day', () => {
    expect(weekAsked('2026-12-10')).toBe('2026-12-07')
    expect(weekAsked('yesterday')).toBeUndefined()
    expect(weekAsked(undefined)).toBeUndefined()
  })
})

describe('the deadline of a week', () => {
  const due = (week: string, date: string, time: string, unsigned: number) => reviewsDue(calendar, week, '13:20', instantAt(date, time), unsigned)

  it('is said in words a mentor uses', () => {
    expect(due('2026-12-07', '2026-12-10', '08:28', 8).text).toBe('Due by the end of Monday lunch, 13.20 on Monday 14 December.')
  })

  it('moves to the first school day where Monday is none', () => {
    expect(due('2026-10-19', '2026-10-22', '15:00', 3).text).toBe('Due by the end of Tuesday lunch, 13.20 on Tuesday 3 November, the first school day after the week.')
  })

  it('is overdue the minute after, plainly, and not once everything is signed', () => {
    expect(due('2026-12-07', '2026-12-14', '13:20', 2).overdue).toBe(false)
    expect(due('2026-12-07', '2026-12-14', '13:21', 2)).toMatchObject({ overdue: true, text: 'Overdue: was due by the end of Monday lunch, 13.20 on Monday 14 December. 2 reviews are not signed.' })
    expect(due('2026-12-07', '2026-12-14', '13:21', 0).text).toContain('Every review is signed.')
  })

  it('does not exist for a week without school', () => {
    expect(due('2026-10-26', '2026-10-28', '10:00', 0).text).toBe('No school day in this week: no review is due.')
  })
})
