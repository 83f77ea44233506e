import { describe, expect, test } from 'vitest'
import { DEFAULT_PERIODS, MOST_CHANGES, periodsFrom, periodsOn, type Period } from '../../src/domain/time/period.ts'
import { DEFAULT_SETTINGS, fitsRule, settingsFrom } from '../../src/domain/setting.ts'

const six: Period[] = [{ key: 'P1', name: 'Lesson 1', from: '09:00', to: '09:50' }, { key: 'P6', name: 'Tutor', from: '09:50', to: '10:10' }]
const later = { from: '2026-12-14', periods: six }
const history = { periods: DEFAULT_PERIODS, laterPeriods: [{ from: '2027-01-04', periods: [DEFAULT_PERIODS[0]!] }, later] }

describe('The periods of a day', () => {
  test('are those of its week: what changes later changes nothing before', () => {
    expect(periodsOn(history, '2026-12-11')).toBe(DEFAULT_PERIODS)
    expect(periodsOn(history, '2026-12-14')).toBe(six)
    expect(periodsOn(history, '2027-01-01')).toBe(six)
    expect(periodsOn(history, '2027-01-06').map(({ key }) => key)).toEqual(['P1'])
  })

  test('stand as a school had them before there was a history', () => {
    const old = settingsFrom([{ key: 'periods', value: six }])
    expect(periodsOn(old, '2020-01-06')).toEqual(six)
    expect(periodsOn(old, '2030-01-07')).toEqual(six)
    expect(periodsOn(DEFAULT_SETTINGS, '2026-12-10')).toEqual(DEFAULT_PERIODS)
  })

  test('of a timetable are those of the day, then what a later week brings', () => {
    expect(periodsFrom(history, '2026-12-10').map(({ name }) => name)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5', 'Tutor'])
    expect(periodsFrom(history, '2026-12-14').map(({ name }) => name)).toEqual(['Lesson 1', 'Tutor'])
  })

  test('are taken by the server only as lists of periods with a day', () => {
    expect(fitsRule('laterPeriods', [later])).toBe(true)
    for (const wrong of [[{ from: 'soon', periods: six }], [{ from: '2026-12-14', periods: [] }], [{ periods: six }], six, Array.from({ length: MOST_CHANGES + 1 }, () => later)]) expect(fitsRule('laterPeriods', wrong)).toBe(false)
  })
})
