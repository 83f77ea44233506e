import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pack, unpack } from '../../src/data/store/packing.ts'
import type { Row } from '../../src/domain/records.ts'

const value = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.dictionary(fc.string(), fc.integer()), fc.constantFrom('2026-12-07', '2026-12-08', 'client:7', 'client:08', 'client:9'))
const row = fc.record({
  t: fc.constantFrom('note', 'arrivalEvent', 'aKindOfTomorrow'), id: fc.string(), b: fc.constantFrom('pupil:p1', 'pupil:p1:desk'), f: fc.dictionary(fc.oneof(fc.constantFrom('text', 'date', '__proto__'), fc.string()), value),
  s: fc.oneof(fc.constantFrom('client:1', 'client:2', 'other:10'), fc.dictionary(fc.string(), fc.string())), seq: fc.nat(), by: fc.constantFrom('ms-a', 'mr-b'), at: fc.integer({ min: 0, max: 2e12 }),
}).chain((whole) => fc.oneof(fc.constant(whole), fc.string().map((voided) => ({ ...whole, void: voided }))))
/** As the disk gives them back. */
const asText = (given: unknown): unknown => JSON.parse(JSON.stringify(given))
const known = (rows: readonly unknown[]): string[] => rows.map((one) => JSON.stringify(sorted(one))).sort()
const sorted = (one: unknown): unknown =>
  one !== null && typeof one === 'object' && !Array.isArray(one) ? Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, held]) => [name, sorted(held)]) : one

describe('a pack', () => {
  it('keeps a row without fields apart from one whose field has no name, or names with commas in them', () => {
    const named = (f: object): Row => ({ t: 'aKindOfTomorrow', id: JSON.stringify(f), b: 'school', f, s: 'a:1', seq: 1, by: 'a', at: 1 }) as unknown as Row
    const rows = [named({}), named({ '': 1 }), named({ 'a,b': 1 }), named({ a: 1, b: 1 })]
    expect(known(unpack(asText(pack(rows))))).toEqual(known(rows))
  })
  it('gives back exactly the rows that were put in, whatever they hold', () => {
    fc.assert(fc.property(fc.array(row), (rows) => {
      const stored = asText(rows) as Row[]
      expect(known(unpack(asText(pack(stored))))).toEqual(known(stored))
    }))
  })
  it('of an earlier version is read as the list it is', () => {
    const rows = [{ t: 'note', id: 'n1', b: 'pupil:p1', f: {}, s: 'c:1', seq: 1, by: 'a', at: 1 }]
    expect(unpack(rows)).toEqual(rows)
  })
  it('says once what all its rows say', () => {
    const rows = Array.from({ length: 60 }, (_, day) => ({
      t: 'arrivalEvent', id: `arrival:pupil-one:2026-12-${day}`, b: 'pupil:pupil-one:desk', f: { type: 'arrived', pupilId: 'pupil-one', session: 'am', expectedAt: '08:45', at: '08:44' }, s: `client-of-a-tablet:${day}`, seq: day, by: 'account-of-a-mentor', at: day,
    })) as unknown as Row[]
    expect(JSON.stringify(pack(rows)).length).toBeLessThan(JSON.stringify(rows).length / 8)
  })
  it('tells what two columns share once, and gives it back to both', () => {
    const rows = Array.from({ length: 60 }, (_, at) => ({
      t: 'note', id: `note-${at * 7}`, b: 'pupil:p1', f: { text: `Said ${at}`, enteredAt: at * at * 1013, ['__proto__']: at * at * 1013, echo: `Said ${at}` }, s: `client:${at}`, seq: at, by: 'a', at: at * at * 1013,
    })) as unknown as Row[]
    expect(known(unpack(asText(pack(rows))))).toEqual(known(rows))
    expect(JSON.stringify(pack(rows)).match(/Said /g)).toHaveLength(1)
  })
})
