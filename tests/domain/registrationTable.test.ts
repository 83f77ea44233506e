import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addDays, dateOf, instantAt, minutesFromTime, timeFromMinutes, timeOf, weekdayOf, type SchoolDate, type TimeOfDay } from '../../src/domain/time/clock.ts'
import { arrivedEvent } from '../../src/domain/mornings/marking.ts'
import { markSentence } from '../../src/domain/mornings/markWords.ts'
import { proposeMark, secondsToClose } from '../../src/domain/mornings/registration.ts'

const register = (registerClose: TimeOfDay) => ({ registerStart: '08:45', registerClose })
const ARRIVALS = ['08:00', '08:29', '08:30', '08:31', '08:44', '08:45', '08:46', '08:59', '09:00', '09:01', '09:14', '09:15', '09:16', '12:00', '15:30']
const EXPECTED = ['08:15', '08:30', '08:45']
const CLOSES = ['08:55', '09:00', '09:05', '09:15']

/** The rows of the guidance as they stand in uk-facts 2.1, read from top to bottom: the first that fits. */
const ROWS: { when: (arrived: TimeOfDay, expected: TimeOfDay, close: TimeOfDay) => boolean; mark: '/' | 'L' | 'U'; punctuality: string }[] = [
  { when: (arrived, expected) => arrived <= expected, mark: '/', punctuality: 'on-time' },
  { when: (arrived) => arrived <= '08:45', mark: '/', punctuality: 'late-to-mentor' },
  { when: (arrived, _, close) => arrived <= close, mark: 'L', punctuality: 'late' },
  { when: () => true, mark: 'U', punctuality: 'after-close' },
]

describe('The whole table of arrival, time expected and the register’s close', () => {
  for (const close of CLOSES) {
    for (const expected of EXPECTED) {
      it(`a register that closes at ${close}, a pupil expected at ${expected}`, () => {
        for (const arrived of ARRIVALS) {
          const row = ROWS.find(({ when }) => when(arrived, expected, close))
          const proposed = proposeMark(arrived, expected, register(close))
          expect([arrived, proposed.mark, proposed.punctuality]).toEqual([arrived, row?.mark, row?.punctuality])
          expect(proposed.minutesLate).toBe(Math.max(0, minutesFromTime(arrived) - minutesFromTime('08:45')))
          expect(proposed.minutesLateToMentor).toBe(Math.max(0, minutesFromTime(arrived) - minutesFromTime(expected)))
          expect(proposed.officeConfirms, 'U is the office’s to confirm').toBe(proposed.mark === 'U')
        }
      })
    }
  }

  it('says each in words: a pupil of 8.30 and one of 8.45, a register that closes at 9.15', () => {
    const said = (arrived: TimeOfDay, expected: TimeOfDay): string => markSentence(proposeMark(arrived, expected, register('09:15')))
    expect(['08:30', '08:41', '08:45', '08:46', '09:15', '09:16'].map((arrived) => said(arrived, '08:30'))).toEqual(
      ['/ on time', '/ late to mentor 11 min', '/ late to mentor 15 min', 'L 1 min', 'L 30 min', 'U · office to confirm 31 min'])
    expect(['08:30', '08:45', '08:46', '09:15', '09:16'].map((arrived) => said(arrived, '08:45'))).toEqual(['/ on time', '/ on time', 'L 1 min', 'L 30 min', 'U · office to confirm 31 min'])
  })

  it('never gives a later pupil a better mark, whatever the minute', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 })
    const rank = { '/': 0, L: 1, U: 2 }
    fc.assert(fc.property(minute, minute, fc.constantFrom(...EXPECTED), fc.constantFrom(...CLOSES), (one, other, expected, close) => {
      const [early, late] = [Math.min(one, other), Math.max(one, other)].map((minutes) => proposeMark(timeFromMinutes(minutes), expected, register(close)))
      expect(rank[early!.mark]).toBeLessThanOrEqual(rank[late!.mark])
      expect(early!.minutesLate).toBeLessThanOrEqual(late!.minutesLate)
    }))
  })
})

/** The Sunday on which the clocks change: the last of March and of October. */
const lastSunday = (year: number, month: '03' | '10'): SchoolDate => {
  let day = `${year}-${month}-31`
  while (weekdayOf(day) !== 7) day = addDays(day, -1)
  return day
}
const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031]
const CHANGES = YEARS.flatMap((year) => [lastSunday(year, '03'), lastSunday(year, '10')])

describe('Around the weekends on which the clocks change', () => {
  it('are those of the law', () => {
    expect([lastSunday(2026, '03'), lastSunday(2026, '10'), lastSunday(2027, '03'), lastSunday(2027, '10')]).toEqual(['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31'])
  })

  it.each(CHANGES)('%s: the table holds on the Friday before, on the day itself and on the Monday after, by the clock on the wall', (sunday) => {
    for (const date of [addDays(sunday, -2), addDays(sunday, -1), sunday, addDays(sunday, 1)]) {
      for (const arrived of ARRIVALS) {
        const at = instantAt(date, arrived)
        expect([dateOf(at), timeOf(at)]).toEqual([date, arrived])
        const moment = { now: at, entered: at, wall: at, skew: 0 }
        const event = arrivedEvent({ pupilId: 'p', date, expectedAt: '08:30' }, moment, register('09:15'))
        expect([event.at, event.mark, event.minutesLate]).toEqual([arrived, proposeMark(arrived, '08:30', register('09:15')).mark, Math.max(0, minutesFromTime(arrived) - 525)])
      }
      // From a quarter to nine to the end of 9.15 is half an hour and that minute, whatever the night before took.
      expect(secondsToClose(date, instantAt(date, '08:45'), register('09:15'))).toBe(30 * 60 + 59)
      expect(secondsToClose(date, instantAt(date, '09:15'), register('09:15'))).toBe(59)
      expect(secondsToClose(date, instantAt(date, '09:16'), register('09:15'))).toBeLessThan(0)
    }
  })

  it.each(CHANGES)('%s: a tablet that is an hour off because it missed the change puts down the school’s time', (sunday) => {
    const monday = addDays(sunday, 1)
    const truth = instantAt(monday, '08:47')
    for (const skew of [3_600_000, -3_600_000]) {
      const wall = truth - skew
      const event = arrivedEvent({ pupilId: 'p', date: monday, expectedAt: '08:45' }, { now: wall, entered: wall + skew, wall, skew }, register('09:15'))
      expect(event).toMatchObject({ at: '08:47', mark: 'L', minutesLate: 2, skewKnown: true, estimatedTrueTime: truth, deviceTime: wall })
    }
  })
})
