import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { isMorning, receptionIsOpen } from '../../src/domain/mornings/reception.ts'

const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-09-01', to: '2026-12-18' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
const isOpen = (date: string, time: string): boolean => receptionIsOpen(instantAt(date, time), DEFAULT_SETTINGS, calendar)

describe('Reception', () => {
  it('stands from 8.15 until a quarter of an hour after the register closed', () => {
    expect(['08:14', '08:15', '09:15', '09:29', '09:30', '14:00'].map((time) => isOpen('2026-12-10', time))).toEqual([false, true, true, true, false, false])
  })
  it('stands on an INSET day too, for whoever turns up', () => expect(isOpen('2026-11-27', '08:40')).toBe(true))
  it('does not stand at a weekend or in the holidays', () => {
    expect(isOpen('2026-12-12', '08:40')).toBe(false)
    expect(isOpen('2026-12-21', '08:40')).toBe(false)
  })
  it('no update may disturb the morning between 8.15 and 9.15', () => {
    const morning = (time: string): boolean => isMorning(instantAt('2026-12-10', time), DEFAULT_SETTINGS)
    expect(['08:14', '08:15', '09:14', '09:15'].map(morning)).toEqual([false, true, true, false])
  })
})
