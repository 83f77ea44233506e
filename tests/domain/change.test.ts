import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeOp, opIdOf, type MergeContext } from '../../src/domain/change.ts'
import { effectiveHlc, hlcMs, hlcOf, nextHlc } from '../../src/domain/sync/hlc.ts'
import type { Json, Op } from '../../src/domain/protocol.ts'
import type { Row } from '../../src/domain/records.ts'
import { emptyReview } from '../../src/domain/week/weeklyReview.ts'

const times = new Map<string, string>()
const op = (n: number, f: Record<string, Json>, base?: Record<string, string | null>): Op => ({
  n, kind: base ? 'patch' : 'add', t: 'weeklyReview', id: 'review:p1:2026-12-07', bucket: 'pupil:p1', f, ...(base ? { base } : {}), seen: 0, hlc: hlcOf(n, 0), wall: n, skew: 0, sv: 1,
})
const context = (clientId: string, n: number, time: number): MergeContext => {
  const stamp = opIdOf(clientId, n)
  times.set(stamp, hlcOf(time, 0))
  return { stamp, clientId, time: hlcOf(time, 0), timeOf: (_, of) => times.get(of) ?? '', by: clientId, at: time }
}
const start = (): Row => mergeOp(undefined, op(1, emptyReview('p1', '2026-12-07') as never), context('tablet-a', 1, 1000)).row
const f = (row: Row) => row.f as Record<string, Json>

describe('two changes to one record', () => {
  it('never conflict when the author saw what was there, whatever the clocks say', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (clock) => {
        const merged = mergeOp(start(), op(1, { outcome: 2 }, { outcome: 'tablet-a:1' }), context('tablet-b', 1, 1000 + clock))
        expect([merged.outcome, f(merged.row)['outcome'], merged.losers]).toEqual(['applied', 2, []])
      }),
    )
  })

  it('show the later of two unseen values and keep the other', () => {
    const first = mergeOp(start(), op(1, { outcome: 1 }, { outcome: 'tablet-a:1' }), context('tablet-b', 1, 5000)).row
    const second = mergeOp(first, op(1, { outcome: -1 }, { outcome: 'tablet-a:1' }), context('tablet-c', 1, 4000))
    expect([second.outcome, f(second.row)['outcome']]).toEqual(['merged', 1])
    expect(second.losers).toEqual([{ field: 'outcome', value: -1, stamp: 'tablet-c:1', concurrentWith: 'tablet-b:1' }])
  })

  it('come to the same shown value in either order, with the same values kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2010 }), fc.integer({ min: 2000, max: 2010 }), (timeB, timeC) => {
        const run = (order: ('b' | 'c')[]) => {
          const found = order.reduce(
            (state, who) => {
              const merged = mergeOp(state.row, op(1, { nextStep: who }, { nextStep: 'tablet-a:1' }), context(`tablet-${who}`, 1, who === 'b' ? timeB : timeC))
              return { row: merged.row, kept: [...state.kept, ...merged.losers.map((one) => one.value)] }
            },
            { row: start(), kept: [] as Json[] },
          )
          return [f(found.row)['nextStep'], ...found.kept]
        }
        expect(run(['b', 'c'])).toEqual(run(['c', 'b']))
      }),
    )
  })

  it('of prose are called a conflict, so that both people hear of it', () => {
    const first = mergeOp(start(), op(1, { wentWell: 'b' }, { wentWell: 'tablet-a:1' }), context('tablet-b', 1, 5000)).row
    expect(mergeOp(first, op(1, { wentWell: 'c' }, { wentWell: 'tablet-a:1' }), context('tablet-c', 1, 6000)).outcome).toBe('conflict')
  })

  it('leave the first signature standing', () => {
    const signed = (name: string) => ({ signed: { by: name, name, at: 1, pupilInitials: '', numbers: {} } })
    const first = mergeOp(start(), op(1, signed('b'), { signed: 'tablet-a:1' }), context('tablet-b', 1, 5000)).row
    const second = mergeOp(first, op(1, signed('c'), { signed: 'tablet-a:1' }), context('tablet-c', 1, 9000))
    expect(second.outcome).toBe('conflict')
    expect(f(second.row)['signed']).toMatchObject({ name: 'b' })
    expect(second.losers[0]?.value).toMatchObject({ name: 'c' })
  })

  it('to different fields both stand', () => {
    const first = mergeOp(start(), op(1, { wentWell: 'b' }, { wentWell: 'tablet-a:1' }), context('tablet-b', 1, 5000)).row
    const both = mergeOp(first, op(1, { outcome: 1 }, { outcome: 'tablet-a:1' }), context('tablet-c', 1, 4000))
    expect([both.outcome, f(both.row)['wentWell'], f(both.row)['outcome']]).toEqual(['applied', 'b', 1])
  })
})

describe('the hybrid clock', () => {
  it('never goes back, whatever the tablet’s clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 41 }), { minLength: 2, maxLength: 40 }), (walls) => {
        let last: string | undefined
        for (const wall of walls) {
          const next = nextHlc(last, wall)
          if (last !== undefined) expect(next > last).toBe(true)
          last = next
        }
      }),
    )
  })

  it('is corrected by the measured skew, and never later than the server received it', () => {
    expect(hlcMs(effectiveHlc(hlcOf(10_000, 0), -4000, undefined, 50_000))).toBe(6000)
    expect(hlcMs(effectiveHlc(hlcOf(99_000, 0), null, undefined, 50_000))).toBe(50_000)
    expect(effectiveHlc(hlcOf(1000, 0), 0, hlcOf(2000, 0), 50_000) > hlcOf(2000, 0)).toBe(true)
  })
})
