import { describe, expect, it } from 'vitest'
import { arrivalOf, type Arrival, type Arrived } from '../../src/domain/mornings/arrival.ts'
import { deskEntries, deskGroups, keepUnchanged, matchesSearch, notArrived, type DeskEntry } from '../../src/domain/mornings/deskList.ts'
import { deskHints, type DeskPupil } from '../../src/domain/pupil.ts'
import type { Expectation } from '../../src/domain/cases/mentorship.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'

const pupil = (preferredName: string, surname: string, form: string): DeskPupil => ({ preferredName, surname, form, year: 9 })
const every = [1, 2, 3, 4, 5]
const arrivedNow: Arrived = {
  type: 'arrived', pupilId: 'a', date: '2026-12-10', session: 'am', at: '08:40', deviceTime: 1, estimatedTrueTime: 1, skewKnown: true,
  expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0,
}
const expectation = (pupilId: string, time: string, weekdays = every, from = '2026-09-02', mentorId = 'me'): Expectation => ({ pupilId, mentorId, from, time, weekdays })

describe('equal first names at the desk', () => {
  it('are told apart by form, then by initial, and twins by more letters', () => {
    const hints = deskHints([
      { id: '1', pupil: pupil('Maya', 'Okafor', '9B') }, { id: '2', pupil: pupil('Maya', 'Singh', '8C') },
      { id: '3', pupil: pupil('Adam', 'Khan', '9B') }, { id: '4', pupil: pupil('Adam', 'Kelly', '9B') },
      { id: '5', pupil: pupil('Zoë', 'Hart', '7A') },
    ])
    expect(Object.fromEntries(hints)).toEqual({ '1': '9B', '2': '8C', '3': '9B Kh', '4': '9B Ke' })
  })

  it('never by a whole surname: who is still the same is counted, alike on every tablet', () => {
    const same = [{ id: 'b', pupil: pupil('Sam', 'Ali', '9B') }, { id: 'a', pupil: pupil('Sam', 'Ali', '9B') }]
    expect(Object.fromEntries(deskHints(same))).toEqual({ a: '9B A 1', b: '9B A 2' })
    const three = [...same, { id: 'c', pupil: pupil('Sam', 'Alison', '9B') }, { id: 'd', pupil: pupil('Sam', 'Li', '9B') }]
    expect(Object.fromEntries(deskHints(three))).toEqual({ a: '9B Al 1', b: '9B Al 2', c: '9B Ali', d: '9B L' })
  })
})

describe('the desk list', () => {
  const pupils = [{ id: 'a', f: pupil('Amy', 'Lee', '7A') }, { id: 'b', f: pupil('Ben', 'Ash', '8A') }, { id: 'c', f: pupil('Cal', 'Roe', '9A') }]
  const on = (date: string, expectations: Expectation[]) =>
    deskEntries({ pupils, hints: deskHints(pupils.map(({ id, f }) => ({ id, pupil: f }))), expectationsOf: (id) => expectations.filter((one) => one.pupilId === id), arrivalOf: () => undefined }, date, 'me', DEFAULT_SETTINGS)

  it('has two groups, 8.30 and 8.45, mine first', () => {
    const groups = deskGroups(on('2026-12-10', [expectation('a', '08:45', every, '2026-09-02', 'other'), expectation('b', '08:45'), expectation('c', '08:30')]), DEFAULT_SETTINGS)
    expect(groups.map(({ time, entries }) => [time, entries.map((one) => one.pupilId)])).toEqual([['08:30', ['c']], ['08:45', ['b', 'a']]])
  })

  it('stands as it was for everyone whom an arrival does not concern', () => {
    const before = on('2026-12-10', [expectation('a', '08:45'), expectation('b', '08:45')])
    const tapped = arrivalOf([{ id: 'tap', by: 'me', at: 1, f: arrivedNow }])!
    const withOne = (arrival: Arrival): DeskEntry[] => on('2026-12-10', [expectation('a', '08:45'), expectation('b', '08:45')]).map((one) => (one.pupilId === 'a' ? { ...one, arrival } : one))
    const after = keepUnchanged(before, withOne(tapped))
    expect(after.map((one, index) => one === before[index])).toEqual([false, true, true])
    expect(after[0]?.arrival).toBe(tapped)
    expect(keepUnchanged(after, withOne({ ...tapped }))[0]).toBe(after[0])
    const amended = { ...tapped, history: [...tapped.history, { id: 'office', by: 'office', at: 2, f: arrivedNow }] }
    expect(keepUnchanged(after, withOne(amended))[0]?.arrival).toBe(amended)
  })

  it('does not miss a pupil on Tuesday who comes on Monday, Wednesday and Friday', () => {
    const mwf = [expectation('a', '08:45', [1, 3, 5])]
    expect(on('2026-12-08', mwf).find((one) => one.pupilId === 'a')?.expected).toBe(false)
    expect(notArrived(on('2026-12-08', mwf), 600, DEFAULT_SETTINGS)).toEqual([])
    expect(notArrived(on('2026-12-09', mwf), 600, DEFAULT_SETTINGS).map((one) => one.pupilId)).toEqual(['a'])
  })

  it('tells nobody that a pupil is missing before the register has closed', () => {
    const entries = on('2026-12-10', [expectation('a', '08:45')])
    expect(notArrived(entries, 9 * 60 + 15, DEFAULT_SETTINGS)).toEqual([])
    expect(notArrived(entries, 9 * 60 + 16, DEFAULT_SETTINGS)).toHaveLength(1)
  })

  it('moves a pupil to 8.30 from the day it was agreed and not before', () => {
    const moved = [expectation('a', '08:45'), expectation('a', '08:30', every, '2026-12-07')]
    expect(on('2026-12-04', moved)[0]?.expectedAt).toBe('08:45')
    expect(on('2026-12-07', moved)[0]?.expectedAt).toBe('08:30')
  })

  it('is searched by two letters, without accents, and finds by surname and form', () => {
    expect(matchesSearch(pupil('Łukasz', 'Şahin', '10C'), 'lu')).toBe(true)
    expect(matchesSearch(pupil('Łukasz', 'Şahin', '10C'), 'sa')).toBe(true)
    expect(matchesSearch(pupil('Mary-Ann', 'O’Neill', '10C'), 'an')).toBe(true)
    expect(matchesSearch(pupil('Maya', 'Okafor', '9B'), 'zz')).toBe(false)
  })
})
