import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, dateOf, daysBetween, instantAt, longDate, minutesOf, shortDate, spokenTime, timeOf, weekBeginning, weekdayOf } from '../../src/domain/time/clock.ts'

describe('school time', () => {
  it('is London’s, in winter, in summer and across both changes of the clock', () => {
    expect(timeOf(Date.UTC(2026, 0, 15, 8, 45))).toBe('08:45')
    expect(timeOf(Date.UTC(2026, 6, 15, 7, 45))).toBe('08:45')
    // The clocks go forward on Sunday 29 March and back on Sunday 25 October 2026, both at 01:00 UTC.
    expect(timeOf(Date.UTC(2026, 2, 29, 0, 59))).toBe('00:59')
    expect(timeOf(Date.UTC(2026, 2, 29, 1, 0))).toBe('02:00')
    expect(timeOf(Date.UTC(2026, 9, 25, 0, 59))).toBe('01:59')
    expect(timeOf(Date.UTC(2026, 9, 25, 1, 0))).toBe('01:00')
    expect(dateOf(Date.UTC(2026, 6, 15, 23, 30))).toBe('2026-07-16')
  })

  it('gives back the wall-clock time it was asked for, on any day', () => {
    const days = fc.integer({ min: 0, max: 2000 }).map((offset) => addDays('2025-01-01', offset))
    fc.assert(
      fc.property(days, fc.integer({ min: 180, max: 1439 }), (day, minutes) => {
        const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
        const at = instantAt(day, time)
        expect([dateOf(at), timeOf(at), minutesOf(at)]).toEqual([day, time, minutes])
      }),
    )
  })

  it('agrees with the standard’s own reckoning through ten years and at every quarter of an hour in which the clocks change', () => {
    const zone = 'Europe/London'
    const told = (at: number): string => {
      const { year, month, day, hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
      const two = (part: number): string => String(part).padStart(2, '0')
      return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
    }
    const hour = 3_600_000
    const first = Date.UTC(2024, 0, 1)
    for (let at = first; at < Date.UTC(2034, 0, 1); at += 7 * hour) expect(`${dateOf(at)} ${timeOf(at)}`).toBe(told(at))
    for (const sunday of ['2026-03-29', '2026-10-25', '2031-03-30', '2031-10-26'])
      for (let minutes = 0; minutes < 300; minutes += 15) {
        const time = `0${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
        const right = Temporal.PlainDate.from(sunday).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
        expect([sunday, time, instantAt(sunday, time)]).toEqual([sunday, time, right.epochMilliseconds])
      }
  })

  it('begins every week on its Monday', () => {
    for (let offset = 0; offset < 800; offset++) {
      const day = addDays('2025-09-01', offset)
      const monday = weekBeginning(day)
      expect(weekdayOf(monday)).toBe(1)
      expect(daysBetween(monday, day)).toBe(weekdayOf(day) - 1)
    }
  })

  it('is written as a British school writes it', () => {
    expect(longDate('2026-12-07')).toBe('Monday 7 December 2026')
    expect(shortDate('2026-12-07')).toBe('Mon 7 Dec')
    expect(spokenTime('08:45')).toBe('8.45')
  })
})
