import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { byPlace, deskOrder, usualArrival } from '../../src/domain/mornings/usualArrival.ts'

const came = (at: string, expectedAt = '08:45') => ({ at, expectedAt })
const one = (pupilId: string, more: { mine?: boolean; expectedAt?: string } = {}) =>
  ({ pupilId, pupil: { preferredName: `Name ${pupilId}`, surname: 'S', form: '9B', year: 9 }, hint: '', mine: true, expectedAt: '08:45', ...more })

describe('When a pupil usually comes', () => {
  it('is the median of the last mornings, so that one bad morning says little', () => {
    expect(usualArrival([came('08:41'), came('08:43'), came('09:40')])).toBe(-2)
    expect(usualArrival([came('08:40'), came('08:43')])).toBe(-3.5)
  })
  it('is counted from the time then expected', () => expect(usualArrival([came('08:28', '08:30'), came('08:43'), came('08:44')])).toBe(-2))
  it('is not known of who has not come', () => expect(usualArrival([])).toBeUndefined())
})

describe('The order at the desk', () => {
  it('is by the time expected, mine first, then who usually comes first, then by name', () => {
    const entries = [one('d'), one('c'), one('b', { mine: false }), one('a'), one('e', { expectedAt: '08:30', mine: false })]
    expect(deskOrder(entries, new Map([['c', -7], ['d', -2], ['b', -9], ['e', 12]]))).toEqual(['e', 'c', 'd', 'a', 'b'])
  })

  it('is the same from whatever order the tablet read them in', () => {
    const entries = Array.from({ length: 12 }, (_, at) => one(String.fromCharCode(97 + at), { mine: at % 3 > 0 }))
    const usual = new Map(entries.slice(0, 8).map(({ pupilId }, at) => [pupilId, at % 4]))
    const order = deskOrder(entries, usual)
    fc.assert(fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
      expect(deskOrder(shuffled, usual)).toEqual(order)
    }))
  })

  it('keeps everyone in place when somebody is new: they stand at the end of their part', () => {
    const order = ['c', 'a', 'b']
    const now = [one('a'), one('b'), one('c'), one('new'), one('other', { mine: false })]
    expect([...now].sort(byPlace(order)).map(({ pupilId }) => pupilId)).toEqual(['c', 'a', 'b', 'new', 'other'])
  })
})
