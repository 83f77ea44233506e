// @vitest-environment node
/** Records that two people begin at once, and records that one takes back while another writes: every way and every order. */
import { describe, expect, it } from 'vitest'
import type { Loser } from '../../src/domain/change.ts'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import type { Json } from '../../src/domain/protocol.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { hear, orders, type Sent } from '../support/hearing.ts'

const common = { t: 'weeklyReview', id: reviewId('p1', '2026-12-07'), bucket: 'pupil:p1', seen: 0, skew: 0, sv: 1, wall: 0 } as const
const BLANK = emptyReview('p1', '2026-12-07') as unknown as Record<string, Json>
const add = (tablet: string, clock: number, f: Record<string, Json>): Sent => ({ tablet, op: { ...common, n: 1, kind: 'add', hlc: hlcOf(clock, 0), f: { ...BLANK, ...f } } })
const patch = (tablet: string, n: number, clock: number, f: Record<string, Json>, base: string): Sent => ({ tablet, op: { ...common, n, kind: 'patch', hlc: hlcOf(clock, 0), f, base: Object.fromEntries(Object.keys(f).map((field) => [field, base])) } })

describe('A review that several people begin at once', () => {
  const WORDS = ['', 'early', 'late'] as const
  const stories = WORDS.flatMap((a) => WORDS.flatMap((b) => WORDS.flatMap((c) => [10, 30].flatMap((clock) => [undefined, 'more'].map((more) => {
    const sent = [add('tablet-a', clock, { wentWell: a }), add('tablet-b', 20, { wentWell: b, outcome: 1 }), add('tablet-c', 25, { wentWell: c })]
    return more === undefined ? sent : [...sent, patch('tablet-a', 2, clock + 1, { nextStep: more }, 'tablet-a:1')]
  })))))
  it('shows the same whoever is heard first; an empty field is nobody’s word: it beats none, is kept nowhere and is told to nobody', () => {
    for (const story of stories) {
      const said = new Set(story.map(({ op }) => op.f?.['wentWell']).filter((word) => word !== undefined && word !== ''))
      const shown = new Set<string>()
      for (const order of orders(story)) {
        const { f, kept, told } = hear(order)
        shown.add(JSON.stringify([f['wentWell'], f['nextStep'], f['outcome']]))
        const words = order.map(({ tablet, op }) => `${tablet} ${op.kind} ${JSON.stringify(op.f?.['wentWell'])}`).join(', ')
        if (said.size > 0) expect(f['wentWell'], words).not.toBe('')
        if (story.length > 3) expect(f['nextStep'], words).toBe('more')
        expect(f['outcome'], words).toBe(1)
        expect(kept.filter(({ value }) => value === '' || value === null), words).toEqual([])
        for (const word of said) expect([f['wentWell'], ...kept.map(({ value }) => value)], words).toContain(word)
        if (said.size < 2) expect(told, words).toEqual([])
      }
      expect(shown.size, JSON.stringify(story)).toBe(1)
    }
    expect(stories).toHaveLength(108)
  })
  it('keeps words that somebody took out on purpose as a choice between two', () => {
    const cleared = [add('tablet-a', 10, { wentWell: 'Calm.' }), patch('tablet-a', 2, 11, { wentWell: '' }, 'tablet-a:1'), patch('tablet-b', 1, 5, { wentWell: 'Calm. Prompt.' }, 'tablet-a:1')]
    const { f, told } = hear(cleared)
    expect([f['wentWell'], told.length]).toEqual(['', 1])
  })
})

describe('A record that one person takes back while another writes into it', () => {
  const begun = add('tablet-a', 1, { wentWell: 'Calm.' })
  const edit = patch('tablet-b', 1, 10, { wentWell: 'Calm, and early.', outcome: 1 }, 'tablet-a:1')
  const taken = (base: Record<string, string> | undefined): Sent => ({ tablet: 'tablet-c', op: { ...common, n: 1, kind: 'void', hlc: hlcOf(20, 0), ...(base ? { base } : {}) } })
  const saw = (stamp: string): Record<string, string> => Object.fromEntries(Object.keys(BLANK).map((field) => [field, stamp]))
  it('stays taken back, keeps what was written, and tells both, whoever is heard first', () => {
    const [first, second] = [hear([begun, edit, taken(saw('tablet-a:1'))]), hear([begun, taken(saw('tablet-a:1')), edit])]
    expect([first.isVoid, second.isVoid]).toEqual([true, true])
    expect(first.told).toHaveLength(1)
    expect(first.told).toEqual(second.told)
    const values = (kept: readonly Loser[]): string[] => kept.map(({ field, value }) => `${field} ${JSON.stringify(value)}`).toSorted()
    expect(values(first.kept)).toEqual(['outcome 1', 'wentWell "Calm, and early."'])
    expect(values(second.kept)).toEqual(values(first.kept))
  })
  it('tells nobody where whoever took it back had seen it all', () => {
    expect(hear([begun, edit, taken({ ...saw('tablet-a:1'), wentWell: 'tablet-b:1', outcome: 'tablet-b:1' })])).toMatchObject({ isVoid: true, kept: [], told: [] })
  })
})
