import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { dateOf, instantAt, timeOf } from '../../src/domain/time/clock.ts'
import { demoOffset, rehearsalMoments } from '../../src/domain/mornings/rehearsal.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'

const calendar = schoolCalendar(
  [{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }, { name: 'Spring', from: '2027-01-04', to: '2027-02-12' }],
  [{ date: '2026-11-02', kind: 'inset', name: 'INSET day' }, { date: '2027-01-04', kind: 'inset', name: 'INSET day' }],
)
const momentsAt = (date: string, time: string) => rehearsalMoments(calendar, DEFAULT_SETTINGS, instantAt(date, time)).map(({ label, at }) => [label, dateOf(at), timeOf(at)])

describe('the demo’s clock', () => {
  it('begins at 8.28 on the school morning, whenever it is opened', () => {
    for (const realNow of [instantAt('2026-07-31', '23:10'), instantAt('2027-03-02', '04:00'), instantAt('2026-12-10', '08:28')]) {
      const shown = realNow + demoOffset({ realNow, day: '2026-12-10' })
      expect([dateOf(shown), timeOf(shown)]).toEqual(['2026-12-10', '08:28'])
    }
  })

  it('knows the moments of a Thursday worth seeing', () => {
    expect(momentsAt('2026-12-10', '10:00')).toEqual([
      ['8.28 this morning', '2026-12-10', '08:28'],
      ['8.44 the queue at reception', '2026-12-10', '08:44'],
      ['9.16 the register has closed', '2026-12-10', '09:16'],
      ['15.05 the end of the day', '2026-12-10', '15:05'],
      ['14.30 Fri 11 Dec, weekly review', '2026-12-11', '14:30'],
      ['12.30 Mon 14 Dec, records are due at 13.20', '2026-12-14', '12:30'],
      ['8.28 Mon 4 Jan, INSET day', '2027-01-04', '08:28'],
      ['8.28 Sat 12 Dec, a Saturday', '2026-12-12', '08:28'],
    ])
  })

  it('looks ahead from a weekend to the next school morning, and past Christmas for the deadline', () => {
    expect(momentsAt('2026-12-12', '12:00')[0]).toEqual(['8.28 Mon 14 Dec', '2026-12-14', '08:28'])
    expect(momentsAt('2026-12-18', '12:00')).toContainEqual(['12.30 Tue 5 Jan, records are due at 13.20', '2027-01-05', '12:30'])
  })
})
