// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hlcOf } from '../../src/domain/sync/hlc.ts'
import type { Json, Op } from '../../src/domain/protocol.ts'
import { emptyReview, REVIEW_FIELDS, type WeeklyReview } from '../../src/domain/week/weeklyReview.ts'
import { hear, orders, type Sent } from '../support/hearing.ts'

const ID = 'review:p1:2026-12-07'
const started: WeeklyReview = { ...emptyReview('p1', '2026-12-07'), outcome: 0, wentWell: 'He was calm.', nextStep: 'Maths.' }
const op = (n: number, kind: Op['kind'], f: object, clock: number, base: Record<string, string | null> = {}): Op => ({
  n, kind, t: 'weeklyReview', id: ID, bucket: 'pupil:p1', seen: 0, hlc: hlcOf(clock, 0), wall: clock, skew: 0, sv: 1, f: f as Record<string, Json>, base,
})
const begun: Sent = { tablet: 'school', op: op(1, 'add', started, 1) }
const signature = (by: string) => ({ by, name: by, at: 1, pupilInitials: '', numbers: {} })
const from = (stamp: string, fields: readonly string[] = REVIEW_FIELDS) => Object.fromEntries([...fields, 'signed'].map((field) => [field, stamp]))
const values = (f: Partial<WeeklyReview> = {}) => Object.fromEntries(REVIEW_FIELDS.map((field) => [field, { ...started, ...f }[field]]))
/** As the screen signs: all that is signed is said with it. */
const signs = (tablet: string, clock: number, f: Partial<WeeklyReview> = {}, n = 1): Sent => ({ tablet, op: op(n, 'patch', { ...values(f), signed: signature(tablet) }, clock, from('school:1')) })
const edits = (tablet: string, clock: number, f: Partial<WeeklyReview>, base = 'school:1', n = 1): Sent => ({ tablet, op: op(n, 'patch', f, clock, Object.fromEntries(Object.keys(f).map((field) => [field, base]))) })
const inOrder = (...sent: Sent[]) => hear([begun, ...sent])

describe('A review that is signed', () => {
  it('stays as its signer saw it, whoever is heard first and whatever the clocks say; the other words are kept, and told', () => {
    const edit = fc.record({ outcome: fc.constantFrom(-1, 1), wentWell: fc.constantFrom('Late twice.', 'He was calm. Rang home.', ''), pupilComment: fc.constantFrom('Fine.', 'I tried.'), planInPlanner: fc.constant(true) }, { requiredKeys: [] })
    fc.assert(fc.property(edit, edit, fc.nat(50), fc.nat(50), fc.nat(50), (mine, other, one, two, three) => {
      const changed = { ...mine }
      const heard = orders([begun, signs('a', 10 + one, changed), edits('b', 10 + two, other), edits('c', 10 + three, { nextStep: 'English.' })]).map(hear)
      for (const { f, kept, told } of heard) {
        expect(f).toMatchObject({ ...values(changed), signed: signature('a') })
        const differs = Object.entries({ ...other, nextStep: 'English.' }).filter(([field, value]) => field !== 'nextStep' ? JSON.stringify(values(changed)[field]) !== JSON.stringify(value) : true)
        for (const [field, value] of differs) expect(kept).toContainEqual(expect.objectContaining({ field, value }))
        expect([...told].sort()).toEqual([...(heard[0]?.told ?? [])].sort())
        expect(told).toHaveLength(differs.length)
      }
    }), { numRuns: 300 })
  })
  it('is changed by nothing that its author goes on to write before they have heard of the signature', () => {
    const { f, told } = inOrder(signs('a', 10), edits('b', 20, { wentWell: 'Late twice.' }), edits('b', 30, { wentWell: 'Late three times.' }, 'b:1', 2))
    expect(f).toMatchObject({ wentWell: 'He was calm.', signed: signature('a') })
    expect(told).toHaveLength(2)
  })
  it('does not take a second person’s words with a second signature', () => {
    const { f, told } = inOrder(signs('a', 10), signs('b', 20, { wentWell: 'Late twice.' }))
    expect(f).toMatchObject({ wentWell: 'He was calm.', signed: signature('a') })
    expect(told.map((key) => (JSON.parse(key) as string[])[2]).sort()).toEqual(['signed', 'wentWell'])
  })
  it('stays so where the same words come unseen, and what their author then writes is told', () => {
    const { f, told } = inOrder(signs('a', 10), edits('b', 20, { wentWell: 'He was  calm.' }), edits('b', 30, { wentWell: 'Late.' }, 'b:1', 2))
    expect(f).toMatchObject({ wentWell: 'He was calm.' })
    expect(told).toHaveLength(1)
  })
  it('holds nothing that its signer left empty unseen', () => {
    const begunTwice = { tablet: 'a', op: op(1, 'add', { ...started, signed: signature('a') }, 20) }
    for (const sent of orders([{ tablet: 'b', op: op(1, 'add', { ...started, pupilComment: 'I tried.' }, 10) }, begunTwice])) {
      const { f, told } = hear(sent)
      expect(f, JSON.stringify(sent.map(({ tablet }) => tablet))).toMatchObject({ pupilComment: '', signed: signature('a') })
      expect(told).toHaveLength(1)
    }
  })
})

describe('Ordinary work is no conflict', () => {
  it('who edits and then signs', () => {
    const { f, kept } = inOrder(edits('a', 10, { wentWell: 'Better.' }), signs('a', 20, { wentWell: 'Better.' }, 2))
    expect([f['wentWell'], kept]).toEqual(['Better.', []])
  })
  it('who signs what another wrote and they have read', () => {
    const read: Sent = { tablet: 'a', op: op(1, 'patch', { ...values({ wentWell: 'Late twice.' }), signed: signature('a') }, 20, { ...from('school:1'), wentWell: 'b:1' }) }
    expect(inOrder(edits('b', 10, { wentWell: 'Late twice.' }), read)).toMatchObject({ kept: [], f: { wentWell: 'Late twice.', signed: signature('a') } })
  })
  it('who amends it after they have read the signature, and writes on; and signs again', () => {
    const amends: Sent = { tablet: 'b', op: op(1, 'patch', { signed: null, version: 2, amendedReason: 'A slip' }, 30, { signed: 'a:1', version: 'school:1', amendedReason: null }) }
    const again: Sent = { tablet: 'b', op: op(3, 'patch', { ...values({ wentWell: 'Late.' }), signed: signature('b') }, 50, { ...from('a:1'), wentWell: 'b:2' }) }
    const { f, kept } = inOrder(signs('a', 10), amends, edits('b', 40, { wentWell: 'Late.' }, 'a:1', 2), again)
    expect([kept, f]).toEqual([[], expect.objectContaining({ wentWell: 'Late.', version: 2, signed: signature('b') })])
  })
  it('who signs with an older app, which names the signature alone', () => {
    const older: Sent = { tablet: 'a', op: op(2, 'patch', { signed: signature('a') }, 20, { signed: 'school:1' }) }
    const { f, told } = inOrder(edits('a', 10, { wentWell: 'Better.' }), older, edits('b', 5, { wentWell: 'Late.', nextStep: 'English.' }))
    expect(f).toMatchObject({ wentWell: 'Better.', nextStep: 'Maths.', signed: signature('a') })
    expect(told).toHaveLength(2)
  })
})
