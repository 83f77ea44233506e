// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { check } from './check.ts'
import type { Happening, Kept, LoggedOp } from './history.ts'

let n = 0
const op = (client: string, text: string, base: string | null, more: Partial<LoggedOp> = {}): LoggedOp => {
  n++
  return { client_id: client, n, seq: n, outcome: 'applied', eff_hlc: String(n).padStart(16, '0'), op: JSON.stringify({ n, kind: 'patch', t: 'weeklyReview', id: 'review', f: { wentWell: text }, base: { wentWell: base } }), ...more }
}
const stampOf = ({ client_id, n: number }: LoggedOp): string => `${client_id}:${number}`
const kept = (text: string, ops: LoggedOp[], more: Partial<Kept> = {}): Kept => ({ ops, before: { f: '{"wentWell":"","nextStep":""}', s: '"seed:1"', h: '"0"' }, after: { f: JSON.stringify({ wentWell: text, nextStep: '' }) }, beside: [], actions: [], ...more })
const saved = (tablet: string, text: string): Happening => ({ kind: 'saved', tablet, field: 'wentWell', text })
const shown = (tablet: string, text: string, logged: string[]): Happening => ({ kind: 'shown', tablet, field: 'wentWell', text, logged })
const ending = (tablet: string, text: string): Happening => ({ kind: 'ending', tablet, fields: { wentWell: text, nextStep: '' }, actions: [] })
const rules = (history: Happening[], from: Kept): string[] => check(history, from).map(({ rule }) => rule)

describe('The checker of what happened in real browsers', () => {
  const one = op('one', 'A', 'seed:1')
  const two = op('two', 'B', stampOf(one))
  const beside = op('two', 'B', 'seed:1', { outcome: 'conflict' })
  it('finds nothing where everybody saw what they changed', () => {
    expect(rules([saved('one', 'A'), shown('two', 'A', ['A']), saved('two', 'B'), ending('one', 'B'), ending('two', 'B')], kept('B', [one, two]))).toEqual([])
  })
  it('finds a save the server never had, but not one that went with a cleared tablet', () => {
    expect(rules([saved('one', 'A'), saved('two', 'B')], kept('A', [one]))).toEqual(['I2'])
    expect(rules([saved('one', 'A'), saved('two', 'B'), { kind: 'cleared', tablet: 'two', logged: ['A'] }], kept('A', [one]))).toEqual([])
  })
  it('finds a value that was not shown and is kept nowhere', () => {
    expect(rules([saved('one', 'A'), saved('two', 'B')], kept('B', [one, beside]))).toEqual(['I2'])
    expect(rules([saved('one', 'A'), saved('two', 'B')], kept('B', [one, beside], { beside: ['"A"'] }))).toEqual([])
  })
  it('finds a save taken in twice', () => {
    expect(rules([saved('one', 'A')], kept('A', [one, op('one', 'A', stampOf(one))]))).toContain('I3')
  })
  it('finds somebody overruled by what they had seen, and a server that has another value than its log', () => {
    expect(rules([], kept('B', [one, { ...two, outcome: 'conflict' }]))).toEqual(['I10'])
    expect(rules([], kept('A', [one, two]))).toEqual(['I3'])
  })
  it('knows that a field left empty by a second beginning is nobody’s word', () => {
    const begun = op('two', '', null)
    const begins = { ...begun, op: JSON.stringify({ ...(JSON.parse(begun.op) as object), kind: 'add' }) }
    const next = op('three', 'B', stampOf(one))
    expect(rules([saved('one', 'A'), saved('three', 'B')], kept('B', [one, begins, next]))).toEqual([])
  })
  it('finds “All sent” said too early', () => {
    expect(rules([saved('one', 'A'), { kind: 'all-sent', tablet: 'one', logged: [] }], kept('A', [one]))).toEqual(['I20'])
  })
  it('finds a tablet that hides its own unsent words, and one that goes back', () => {
    expect(rules([saved('one', 'A'), shown('one', '', [])], kept('A', [one]))).toEqual(['I7'])
    expect(rules([shown('one', 'B', ['A', 'B']), shown('one', 'A', ['A', 'B'])], kept('B', [one, two]))).toEqual(['I6'])
  })
  it('finds a tablet that disagrees in the end, misses an action, or still shows a pupil who was handed over', () => {
    expect(rules([ending('one', 'A')], kept('B', [one, two]))).toEqual(['I1'])
    expect(rules([ending('one', 'B')], kept('B', [one, two], { actions: ['C'] }))).toEqual(['I5'])
    expect(rules([{ kind: 'handed-over', tablet: 'one', isTheirs: false, shows: true }], kept('B', [one, two]))).toEqual(['I8'])
  })
})
