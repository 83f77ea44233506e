import { describe, expect, it } from 'vitest'
import { isWireRow } from '../../src/domain/sync/wireRow.ts'

const row = { t: 'note', id: 'n1', b: 'pupil:p1', f: { text: 'Settled' }, s: 'client:1', seq: 4, by: 'ms-a', at: 1 }

describe('a record that comes over the network', () => {
  it('is taken with kinds and fields that this version does not know', () => {
    for (const one of [row, { ...row, t: 'aKindOfTomorrow' }, { ...row, f: {} }, { ...row, s: { text: 'client:1', mood: 'client:2' } }, { ...row, void: 'client:3' }, { ...row, b: 'school' }, { ...row, b: 'year:9:letters' }]) expect(isWireRow(one)).toBe(true)
  })
  it('is refused when it is no record of ours', () => {
    const wrong = [
      null, 'row', [], { ...row, t: undefined }, { ...row, t: 'k'.repeat(41) }, { ...row, id: '' }, { ...row, id: 'a b' }, { ...row, id: 'n'.repeat(121) }, { ...row, b: '' }, { ...row, b: 'pupil|p1' }, { ...row, b: 'b'.repeat(201) }, { ...row, b: 7 },
      { ...row, f: null }, { ...row, f: ['text'] }, { ...row, s: 7 }, { ...row, s: { text: 7 } }, { ...row, s: 's'.repeat(81) }, { ...row, seq: 1.5 }, { ...row, seq: '4' }, { ...row, by: undefined }, { ...row, at: Number.NaN }, { ...row, void: true },
    ]
    for (const one of wrong) expect(isWireRow(one), JSON.stringify(one)).toBe(false)
  })
})
