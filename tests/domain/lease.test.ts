import { describe, expect, it } from 'vitest'
import { isLastDay, leaseEnd, leaseStanding, reckoned } from '../../src/domain/people/lease.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'

const calendar = schoolCalendar(
  [{ name: 'Autumn', from: '2026-09-02', to: '2026-10-23' }, { name: 'Autumn 2', from: '2026-11-02', to: '2026-12-18' }, { name: 'Spring', from: '2027-01-04', to: '2027-02-12' }],
  [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }],
)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const midnight = (date: string): number => instantAt(date, '00:00')

describe('How long a tablet reads without having met the server', () => {
  it.each([
    ['a Monday with no break before it', '2026-11-09', 5, '2026-11-17'],
    ['over a weekend', '2026-12-10', 5, '2026-12-18'],
    ['an INSET day does not count', '2026-11-25', 5, '2026-12-04'],
    ['over half-term', '2026-10-22', 5, '2026-11-06'],
    ['over Christmas', '2026-12-17', 3, '2027-01-06'],
    ['one school day is all of the next one', '2026-12-10', 1, '2026-12-12'],
    ['a Saturday is no day of it', '2026-11-14', 2, '2026-11-18'],
  ])('%s', (_what, met, days, end) => {
    expect(leaseEnd(calendar, days, instantAt(met, '10:15'))).toBe(midnight(end))
  })
  it('sixty days at the longest, also where the calendar ends', () => {
    const met = instantAt('2026-11-09', '10:15')
    expect(leaseEnd(calendar, 60, met) - met).toBe(60 * DAY)
    const late = instantAt('2027-02-11', '10:15')
    expect(leaseEnd(calendar, 5, late) - late).toBe(60 * DAY)
  })
  it('a week where the school has entered no terms', () => {
    expect(leaseEnd(schoolCalendar([], []), 5, 0)).toBe(7 * DAY)
  })
})

describe('Whether it may still read', () => {
  const until = midnight('2026-12-18')
  it.each([
    ['the last millisecond', { until, seen: until - DAY }, until - 1, 'stands'],
    ['the moment it ends', { until, seen: until - DAY }, until, 'ran-out'],
    ['the clock set back after that', { until, seen: until }, until - 3 * DAY, 'ran-out'],
    ['the clock set back before that, by a day', { until, seen: until - DAY }, until - 2 * DAY, 'clock-back'],
    ['the clock put right by two hours', { until, seen: until - DAY }, until - DAY - 2 * HOUR, 'stands'],
    ['and by a millisecond more', { until, seen: until - DAY }, until - DAY - 2 * HOUR - 1, 'clock-back'],
    ['an empty battery, which begins in 1970', { until, seen: until - DAY }, 0, 'clock-back'],
    ['a clock a year ahead', { until, seen: until - DAY }, until + 365 * DAY, 'ran-out'],
    ['no lease told yet, whatever the clock says', { until: 0, seen: until }, 0, 'stands'],
  ] as const)('%s', (_what, lease, clock, standing) => {
    expect(leaseStanding(lease, clock)).toBe(standing)
  })
})

describe('What time it is, for a tablet whose clock is wrong', () => {
  const seen = instantAt('2026-12-10', '10:15')
  it.each([
    ['right and steady', seen + HOUR, [0, 0], seen + HOUR],
    ['ten days fast, and known to be', seen + 10 * DAY + HOUR, [-10 * DAY, 0], seen + HOUR],
    ['ten days slow, and known to be', seen - 10 * DAY + HOUR, [10 * DAY, 0], seen + HOUR],
    ['was fast, and has been put right', seen + HOUR, [-10 * DAY, 0], seen + HOUR],
    ['set back behind all it has seen', seen - 9 * DAY, [3 * DAY, 0], seen - 6 * DAY],
  ])('%s', (_what, clock, errors, time) => {
    expect(reckoned(clock, errors, seen)).toBe(time)
  })
})

describe('The last day is said before it is over', () => {
  const until = leaseEnd(calendar, 5, instantAt('2026-12-03', '10:15'))
  it('on the last school day, and on no earlier one', () => {
    expect(until).toBe(midnight('2026-12-11'))
    expect(['2026-12-08', '2026-12-09', '2026-12-10'].map((day) => isLastDay(until, calendar, instantAt(day, '09:00')))).toEqual([false, false, true])
  })
  it('not once it is over, and not where none was told', () => {
    expect([isLastDay(until, calendar, until), isLastDay(0, calendar, until)]).toEqual([false, false])
  })
  it('a day before, where no calendar says which days are school days', () => {
    const none = schoolCalendar([], [])
    expect([isLastDay(9 * DAY, none, 7 * DAY), isLastDay(9 * DAY, none, 8 * DAY)]).toEqual([false, true])
  })
})
