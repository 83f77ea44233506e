// @vitest-environment node
/** Several who add to one text, and several who sign one review: every way and every order. */
import { describe, expect, it } from 'vitest'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import type { Json } from '../../src/domain/protocol.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { hear, orders, type Heard, type Sent } from '../support/hearing.ts'

const common = { t: 'weeklyReview', id: reviewId('p1', '2026-12-07'), bucket: 'pupil:p1', seen: 0, skew: 0, sv: 1, wall: 0 } as const
const START = 'Calm.'
const begun: Sent = { tablet: 'school-1', op: { ...common, n: 1, kind: 'add', hlc: hlcOf(1, 0), f: { ...(emptyReview('p1', '2026-12-07') as unknown as Record<string, Json>), wentWell: START } } }
const FIRST = 'school-1:1'
const edit = (tablet: string, n: number, clock: number, f: Record<string, Json>, base: string): Sent => ({ tablet, op: { ...common, n, kind: 'patch', hlc: hlcOf(clock, 0), f, base: Object.fromEntries(Object.keys(f).map((field) => [field, base])) } })
const adds = (tablet: string, n: number, clock: number, tail: string, base = FIRST): Sent => edit(tablet, n, clock, { wentWell: `${START} ${tail}` }, base)
const inEveryOrder = (sent: readonly Sent[]): Heard[] => orders(sent).map((order) => hear([begun, ...order]))
const story = (sent: readonly Sent[]): string => sent.map(({ tablet, op }) => `${tablet}${op.n} ${JSON.stringify(op.f)} after ${Object.values(op.base ?? {}).join()}`).join('; ')

const CLOCKS = [[10, 20, 30, 40], [40, 30, 20, 10], [20, 10, 40, 30], [10, 10, 10, 10]] as const
const [A, B, C, D] = ['tablet-a', 'tablet-b', 'tablet-c', 'tablet-d'] as const

describe('Three and four people who each added to one text', () => {
  it.each(CLOCKS.map((clocks) => [clocks] as const))('all stand, in the order they were made, each with its author, whoever is heard first (clocks %s)', (clocks) => {
    const four = [A, B, C, D].map((who, index) => adds(who, 1, clocks[index] ?? 0, `Said by ${who}.`))
    for (const some of [four.slice(0, 3), four]) {
      const heard = inEveryOrder(some)
      const inOrder = some.toSorted((a, b) => (a.op.hlc === b.op.hlc ? (a.tablet < b.tablet ? -1 : 1) : a.op.hlc < b.op.hlc ? -1 : 1))
      const whole = [START, ...inOrder.map(({ tablet }) => `Said by ${tablet}. (${tablet})`)].join('\n')
      expect(new Set(heard.map(({ f }) => f['wentWell']))).toEqual(new Set([whole]))
      expect(heard.flatMap(({ told }) => told)).toEqual([])
      // Under one name in the end, so that whoever has seen it has seen it everywhere.
      expect(new Set(heard.map(({ held }) => JSON.stringify([held?.row.s, held?.times]))).size).toBe(1)
      for (const { kept } of heard) expect(new Set(kept.map(({ value }) => value))).toEqual(new Set(some.map(({ op }) => op.f?.['wentWell'])))
    }
  })
  it('and went on adding before they had seen the others: each one’s latest stands, once', () => {
    const sent = [adds(A, 1, 10, 'One.'), adds(A, 2, 12, 'One. Two.', `${A}:1`), adds(B, 1, 11, 'Three.'), adds(C, 1, 9, 'Four.'), adds(C, 2, 30, 'Four. Five.', `${C}:1`)]
    const heard = inEveryOrder(sent)
    expect(new Set(heard.map(({ f }) => f['wentWell']))).toEqual(new Set([`${START}\nThree. (${B})\nOne. Two. (${A})\nFour. Five. (${C})`]))
    expect(heard.flatMap(({ told }) => told)).toEqual([])
  })
  it('the same: it stands once', () => {
    const sent = [adds(A, 1, 10, 'Rang home.'), adds(B, 1, 20, 'Rang home.'), adds(C, 1, 15, 'Early.')]
    expect(new Set(inEveryOrder(sent).map(({ f }) => f['wentWell']))).toEqual(new Set([`${START}\nEarly. (${C})\nRang home. (${B})`]))
  })
})

describe('One who rewrites while others add', () => {
  it('or who goes on from their own words and takes something out, never takes away what they had not seen: it stands, or it is kept and told', () => {
    const second = [undefined, edit(A, 2, 12, { wentWell: 'Quite another week.' }, `${A}:1`), adds(A, 2, 12, 'One. Two.', `${A}:1`)]
    const third = [adds(C, 1, 20, 'Four.'), edit(C, 1, 20, { wentWell: 'A hard week.' }, FIRST), edit(C, 1, 5, { wentWell: 'A hard week.' }, FIRST), adds(C, 1, 20, 'One. And more.', `${A}:1`)]
    let stories = 0
    for (const two of second) for (const three of third) {
      const sent = [adds(A, 1, 10, 'One.'), adds(B, 1, 11, 'Three.'), ...(two ? [two] : []), three]
      for (const order of orders(sent)) {
        stories += 1
        const { f, kept, told } = hear([begun, ...order])
        const shown = f['wentWell'] as string
        const isSeen = (one: Sent): boolean => sent.some((other) => Object.values(other.op.base ?? {}).includes(`${one.tablet}:${one.op.n}`))
        for (const one of sent.filter((each) => !isSeen(each))) {
          const text = one.op.f?.['wentWell'] as string
          const stands = shown === text || shown.includes(text.slice(START.length + 1))
          expect(stands || kept.some(({ value }) => value === text), story(order)).toBe(true)
          if (!stands) expect(told.length, `${story(order)} shows ${shown}`).toBeGreaterThan(0)
        }
      }
    }
    expect(stories).toBeGreaterThan(90)
  })
})

describe('A review that several people sign', () => {
  const signed = (who: string): Json => ({ by: who, name: who, at: 1, pupilInitials: '', numbers: {} })
  const signs = (who: string, clock: number, base = FIRST, n = 1): Sent => edit(who, n, clock, { signed: signed(who) }, base)
  it.each(CLOCKS.map((clocks) => [clocks] as const))('keeps the first that was heard, whatever the clocks say; every other is kept and told (clocks %s)', (clocks) => {
    const sent = [A, B, C].map((who, index) => signs(who, clocks[index] ?? 0))
    for (const order of orders(sent)) {
      const { f, kept, told } = hear([begun, ...order])
      expect(f['signed']).toEqual(signed(order[0]?.tablet ?? ''))
      expect(kept.map(({ value }) => value)).toEqual(order.slice(1).map(({ tablet }) => signed(tablet)))
      expect(new Set(told).size).toBe(2)
    }
  })
  it('is opened again only by who has seen the signature, and then signed anew', () => {
    const opens = edit(B, 1, 20, { signed: null }, `${A}:1`)
    for (const order of orders([signs(A, 10), opens, signs(C, 30)])) {
      const { f, kept } = hear([begun, ...order])
      const isFirst = order[0]?.tablet === C
      // Whoever opened A's signature says nothing of C's: where C's stands, it stands.
      expect([f['signed'], ...kept.map(({ value }) => value)], story(order)).toContainEqual(signed(C))
      if (isFirst) expect(f['signed'], story(order)).toEqual(signed(C))
      expect(f['signed'] === null && !kept.some(({ value }) => JSON.stringify(value) === JSON.stringify(signed(C))), story(order)).toBe(false)
    }
  })
})
