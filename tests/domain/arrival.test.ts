import { describe, expect, it } from 'vitest'
import { arrivalOf, hasArrived, type ArrivalEvent, type StoredArrivalEvent } from '../../src/domain/mornings/arrival.ts'

const about = { pupilId: 'p1', date: '2026-12-10', session: 'am' as const }
const tap = (id: string, at: string, when: number, by = 'm1'): StoredArrivalEvent => ({
  id, by, at: when,
  f: { type: 'arrived', ...about, at, deviceTime: when, estimatedTrueTime: when, skewKnown: true, expectedAt: '08:45', mark: '/', minutesLate: 0, minutesLateToMentor: 0 },
})
const event = (id: string, when: number, f: Record<string, unknown> & { type: string }): StoredArrivalEvent => ({ id, by: 'm1', at: when, f: { ...about, ...f } as ArrivalEvent })
const amendment = (when: number) =>
  event('amend', when, { type: 'amended', from: { mark: '/', at: '08:44' }, to: { mark: 'L', at: '08:50', minutesLate: 5, minutesLateToMentor: 5 }, reason: 'Tapped the wrong twin', name: 'Ms A. Mentor', role: 'mentor' })

describe('an arrival', () => {
  it('is one, however often and on however many tablets it was tapped: the earliest is shown and all are kept', () => {
    const events = [tap('b', '08:46', 200, 'm2'), tap('a', '08:44', 300), tap('c', '08:47', 100)]
    for (const order of [events, [...events].reverse()]) {
      const arrival = arrivalOf(order)
      expect(arrival).toMatchObject({ at: '08:44', tap: 'a', markedBy: 'm1' })
      expect(arrival?.history).toHaveLength(3)
    }
  })

  it('is gone after an undo, and the next tap stands', () => {
    const undone = event('u', 150, { type: 'undone', event: 'a' })
    expect(arrivalOf([tap('a', '08:44', 100), undone])).toBeUndefined()
    expect(arrivalOf([tap('a', '08:44', 100), undone, tap('b', '08:49', 200)])).toMatchObject({ tap: 'b', at: '08:49' })
  })

  it('stands where there is a tap that nobody undid or took back, and not where only the undo has come', () => {
    const undone = event('u', 150, { type: 'undone', event: 'a' })
    expect([[], [tap('a', '08:44', 100)], [undone], [tap('a', '08:44', 100), undone], [tap('a', '08:44', 100), undone, tap('b', '08:49', 200)], [amendment(900)]].map(hasArrived)).toEqual([false, true, false, false, true, false])
  })

  it('keeps the other tablet’s tap when one is undone', () => {
    expect(arrivalOf([tap('a', '08:44', 100), tap('b', '08:46', 120, 'm2'), event('u', 150, { type: 'undone', event: 'a' })])).toMatchObject({ tap: 'b', markedBy: 'm2' })
  })

  it('shows an amendment and keeps the original, the reason, and who made it in which role', () => {
    const arrival = arrivalOf([tap('a', '08:44', 100), amendment(900)])
    expect(arrival).toMatchObject({ mark: 'L', at: '08:50', minutesLate: 5, amended: true })
    expect(arrival?.history.map(({ f }) => f.type)).toEqual(['arrived', 'amended'])
    expect(arrival?.history[1]?.f).toMatchObject({ from: { mark: '/', at: '08:44' }, reason: 'Tapped the wrong twin', name: 'Ms A. Mentor', role: 'mentor' })
  })

  it('is not changed back by a tap that arrives late from another tablet after an amendment', () => {
    expect(arrivalOf([tap('a', '08:44', 100), amendment(900), tap('b', '08:40', 950, 'm2')])).toMatchObject({ mark: 'L', at: '08:50' })
  })

  it('can be withdrawn with a reason, and the office’s confirmation belongs to the mark it confirmed', () => {
    const withdrawn = event('w', 500, { type: 'withdrawn', reason: 'Not in today', name: 'X', role: 'mentor' })
    expect(arrivalOf([tap('a', '08:44', 100), withdrawn])).toBeUndefined()
    const confirmed = event('o', 950, { type: 'confirmed', mark: 'L', name: 'Office', role: 'office' })
    expect(arrivalOf([tap('a', '08:44', 100), amendment(900), confirmed])?.officeConfirmed).toBe(true)
    expect(arrivalOf([tap('a', '08:44', 100), confirmed])?.officeConfirmed).toBe(false)
  })
})
