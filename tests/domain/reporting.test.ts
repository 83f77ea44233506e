import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Arrival } from '../../src/domain/mornings/arrival.ts'
import { isSchoolDay, nextSchoolDay, schoolCalendar } from '../../src/domain/time/calendar.ts'
import { addDays, minutesFromTime, timeFromMinutes, weekBeginning, weekdayOf } from '../../src/domain/time/clock.ts'
import { expectationOn, isExpected, type Expectation } from '../../src/domain/cases/mentorship.ts'
import { isOfConcern, punctualityOver, rollingDays, ROLLING_DAYS, sayPunctuality } from '../../src/domain/mornings/punctuality.ts'
import { daysProblem, earlyStart, expectationsAfter, nextWeekStarts, reviewDay, type ReportingDecision } from '../../src/domain/week/reporting.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'

const EVERY = [1, 2, 3, 4, 5]
const expected = (from: string, time = '08:45', weekdays = EVERY, more: Partial<Expectation> = {}): Expectation => ({ pupilId: 'p1', mentorId: 'm1', from, time, weekdays, ...more })
const decision = (kind: ReportingDecision['kind'], from: string, more: Partial<ReportingDecision> = {}): ReportingDecision =>
  ({ pupilId: 'p1', kind, from, time: '08:30', weekdays: EVERY, reason: '', name: 'Ms A. Mentor', role: 'mentor', decidedAt: 1, ...more })
const came = (date: string, at: string): Arrival => ({ date, at }) as Arrival

/** Six years of school with the breaks a school year has, and an INSET day on the first Friday of each month. */
const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030]
const calendar = schoolCalendar(
  YEARS.flatMap((year) => [
    { name: 'Autumn', from: `${year}-09-02`, to: `${year}-10-23` }, { name: 'Autumn', from: `${year}-11-02`, to: `${year}-12-18` },
    { name: 'Spring', from: `${year}-01-05`, to: `${year}-02-12` }, { name: 'Spring', from: `${year}-02-22`, to: `${year}-03-27` },
    { name: 'Summer', from: `${year}-04-13`, to: `${year}-05-22` }, { name: 'Summer', from: `${year}-06-01`, to: `${year}-07-21` },
  ]),
  [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }],
)
const mondays = Array.from({ length: 313 }, (_, week) => addDays('2024-12-30', week * 7))
const aMonday = fc.constantFrom(...mondays)
const somePattern = fc.subarray(EVERY, { minLength: 1 })

describe('a decision about when a pupil reports', () => {
  it('holds from its day and leaves every day before as it was, in every week of 2025 to 2030', () => {
    fc.assert(
      fc.property(aMonday, aMonday, fc.constantFrom('08:30', '08:45'), somePattern, (began, from, time, weekdays) => {
        const before = [expected('2024-09-02'), expected(began, '08:45', [1, 3, 5])]
        const after = [...before, ...expectationsAfter(before, { time, weekdays }, from, 5)]
        for (let day = addDays(from, -14); day < from; day = addDays(day, 1)) expect(expectationOn(after, day)).toEqual(expectationOn(before, day))
        for (let day = from; day < addDays(from, 14); day = addDays(day, 1)) expect(expectationOn(after, day)).toMatchObject({ time, weekdays })
        const late = [...after].reverse()
        expect(expectationOn(late, from), 'in whatever order the records came').toEqual(expectationOn(after, from))
      }),
    )
  })

  it('keeps what else was planned: fewer days stay fewer, and a pause stays a pause', () => {
    const before = [expected('2026-09-02'), expected('2026-12-14', '08:45', [1, 3, 5]), expected('2027-01-11', '08:45', [])]
    const after = [...before, ...expectationsAfter(before, { time: '08:30' }, '2026-12-07', 5)]
    expect(expectationOn(after, '2026-12-08')).toMatchObject({ time: '08:30', weekdays: EVERY })
    expect(expectationOn(after, '2026-12-15')).toMatchObject({ time: '08:30', weekdays: [1, 3, 5] })
    expect(expectationOn(after, '2027-01-12')?.weekdays).toEqual([])
  })

  it('of two for one day the later decision holds', () => {
    const before = [expected('2026-09-02')]
    const once = [...before, ...expectationsAfter(before, { weekdays: [1, 3, 5] }, '2026-12-07', 5)]
    const twice = [...once, ...expectationsAfter(once, { weekdays: EVERY }, '2026-12-07', 6)]
    expect(expectationOn([...twice].reverse(), '2026-12-08')?.weekdays).toEqual(EVERY)
  })

  it('changes nothing for a pupil whom nobody expects', () => {
    expect(expectationsAfter([], { time: '08:30' }, '2026-12-07', 5)).toEqual([])
    expect(expectationsAfter([expected('2026-09-02', '08:45', EVERY, { until: '2026-11-30' })], { time: '08:30' }, '2026-12-07', 5)).toEqual([])
  })
})

describe('the days of a decision', () => {
  it('are school days after today, in every week of 2025 to 2030', () => {
    for (const monday of mondays) {
      const from = nextWeekStarts(calendar, monday)
      expect(from > addDays(monday, 6)).toBe(true)
      expect(daysProblem(calendar, monday, from, reviewDay(calendar, from, 10))).toBeUndefined()
      expect(daysProblem(calendar, monday, monday)).toBe('from-past')
      expect(daysProblem(calendar, monday, addDays(monday, 5))).toBe('from-no-school')
    }
  })
  it('may lie in a year whose terms nobody has entered yet', () => {
    const short = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [])
    expect(reviewDay(short, '2026-12-14', 10)).toBe('2026-12-28')
    expect(daysProblem(short, '2026-12-10', '2026-12-14', '2026-12-28')).toBeUndefined()
    expect(daysProblem(short, '2026-12-10', '2026-12-14', '2026-12-26')).toBe('review-no-school')
    expect(daysProblem(short, '2026-12-10', '2026-12-14', '2026-12-14')).toBe('review-early')
    expect(daysProblem(short, '2026-12-10', '', '2026-12-14')).toBe('from-missing')
  })
})

describe('an earlier start', () => {
  const moved = [expected('2026-09-02'), expected('2026-11-16', '08:30', EVERY, { decidedAt: 1 })]
  it('knows since when it runs, also after the days have changed', () => {
    expect(earlyStart(moved, [], '2026-12-10', DEFAULT_SETTINGS)).toMatchObject({ isEarly: true, since: '2026-11-16', review: undefined })
    expect(earlyStart([...moved, expected('2026-12-07', '08:30', [1, 3, 5])], [], '2026-12-10', DEFAULT_SETTINGS).since).toBe('2026-11-16')
  })
  it('asks on the review date and not before; only an answer ends it', () => {
    const decided = [decision('earlier', '2026-11-16', { reviewOn: '2026-12-10' })]
    expect(earlyStart(moved, decided, '2026-12-09', DEFAULT_SETTINGS).review).toEqual({ on: '2026-12-10', due: false })
    expect(earlyStart(moved, decided, '2026-12-10', DEFAULT_SETTINGS).review).toEqual({ on: '2026-12-10', due: true })
    expect(earlyStart(moved, decided, '2027-01-20', DEFAULT_SETTINGS)).toMatchObject({ isEarly: true, review: { due: true } })
    expect(earlyStart(moved, [...decided, decision('continued', '2026-12-10', { reviewOn: '2027-01-11', decidedAt: 2 })], '2026-12-10', DEFAULT_SETTINGS).review).toEqual({ on: '2027-01-11', due: false })
    const back = [...moved, ...expectationsAfter(moved, { time: '08:45' }, '2026-12-11', 2)]
    const answered = [...decided, decision('back', '2026-12-11', { decidedAt: 2 })]
    expect(earlyStart(back, answered, '2026-12-10', DEFAULT_SETTINGS)).toMatchObject({ isEarly: true, review: undefined, next: { from: '2026-12-11', time: '08:45' } })
    expect(earlyStart(back, answered, '2026-12-11', DEFAULT_SETTINGS)).toMatchObject({ isEarly: false, since: undefined, review: undefined })
  })
})

describe('punctuality over the last ten school days', () => {
  it('are ten school days in every week of 2025 to 2030, the newest last, with no holiday in them', () => {
    for (const monday of mondays) {
      const today = isSchoolDay(calendar, monday) ? monday : nextSchoolDay(calendar, monday)
      if (today === undefined) continue
      const days = rollingDays(calendar, today, true)
      expect(days).toHaveLength(ROLLING_DAYS)
      expect(days.at(-1)).toBe(today)
      expect(days.every((day) => isSchoolDay(calendar, day))).toBe(true)
      expect([...days].sort()).toEqual(days)
      expect(rollingDays(calendar, today, false).at(-1)! < today).toBe(true)
    }
  })

  it('judges each morning by the time then expected: a move leaves last week’s minutes as they were', () => {
    fc.assert(
      fc.property(aMonday, fc.array(fc.integer({ min: 500, max: 560 }), { minLength: 5, maxLength: 5 }), (monday, minutes) => {
        const week = EVERY.map((_, index) => addDays(monday, index))
        const source = (expectations: Expectation[]) => ({ expectationOf: (day: string) => expectationOn(expectations, day), arrivalOf: (day: string) => came(day, timeFromMinutes(minutes[weekdayOf(day) - 1] ?? 520)) })
        const before = [expected('2024-09-02')]
        const after = [...before, ...expectationsAfter(before, { time: '08:30' }, addDays(monday, 7), 5)]
        expect(punctualityOver(week, source(after))).toEqual(punctualityOver(week, source(before)))
        const next = punctualityOver(week.map((day) => addDays(day, 7)), source(after))
        expect(next.mornings.map((one) => one.minutes)).toEqual(minutes.map((at) => Math.max(0, at - minutesFromTime('08:30'))))
      }),
    )
  })

  it('counts only mornings on which the pupil was expected', () => {
    const friday = '2026-12-11'
    const days = rollingDays(calendar, friday, true)
    const { mornings } = punctualityOver(days, { expectationOf: () => expected('2026-09-02', '08:45', [1, 3, 5]), arrivalOf: (day) => came(day, '08:50') })
    expect(mornings.map(({ date }) => weekdayOf(date)).every((day) => [1, 3, 5].includes(day))).toBe(true)
    expect(mornings.every(({ date }) => isExpected(expected('2026-09-02', '08:45', [1, 3, 5]), date))).toBe(true)
  })

  it('is told in a sentence, and shows on which weekdays', () => {
    const week = EVERY.map((_, index) => addDays(weekBeginning('2026-12-10'), index))
    const reading = punctualityOver(week, { expectationOf: () => expected('2026-09-02'), arrivalOf: (day) => (weekdayOf(day) === 5 ? undefined : came(day, weekdayOf(day) === 1 ? '09:05' : '08:40')) })
    expect(reading).toMatchObject({ came: 4, late: 1, notArrived: 1, average: 5 })
    expect(sayPunctuality(reading)).toBe('Late on 1 of 4 mornings, 5 minutes on average.')
    expect(reading.weekdays[0]).toEqual({ weekday: 1, mornings: 1, late: 1, average: 20 })
    expect(isOfConcern(reading, DEFAULT_SETTINGS), 'one late morning is no pattern').toBe(false)
    expect(isOfConcern({ ...reading, late: 3 }, DEFAULT_SETTINGS)).toBe(true)
    expect(isOfConcern({ ...reading, late: 2, average: 5 }, DEFAULT_SETTINGS)).toBe(true)
    expect(isOfConcern({ ...reading, late: 2, average: 4 }, DEFAULT_SETTINGS)).toBe(false)
  })
})
