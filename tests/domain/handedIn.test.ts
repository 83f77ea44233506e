import { describe, expect, it } from 'vitest'
import { readExported, readHandedIn } from '../../src/domain/sync/handedIn.ts'

const op = { n: 4, kind: 'add', t: 'note', id: 'n9', bucket: 'pupil:p1', f: { text: 'Calm.' }, seen: 0, hlc: '0'.repeat(16), wall: 1, skew: 0, sv: 1 }
const photo = { id: 'ph1', f: { pupilId: 'p1', weekStart: '2026-12-07', side: 'back', sha256: 'a'.repeat(64), bytes: 3, width: 1, height: 1 }, jpeg: 'AAAA' }

describe('an exported file that was opened', () => {
  it('holds unsent work with its photos, or one change that was not accepted', () => {
    const work = { unsent: 1, author: 'mentor-a', tablet: 'client-a', at: 5, changes: [op], photos: [photo] }
    expect(readExported(work)).toEqual(work)
    expect(readExported({ author: 'mentor-a', tablet: 'tablet', reason: 'case-lost', at: 5, payload: JSON.stringify(op), closed: null })).toEqual({ author: 'mentor-a', at: 5, changes: [op], photos: [] })
  })
  it('may hold nothing that can be read', () => {
    const parked = { author: 'mentor-a', tablet: 'tablet', reason: 'malformed', at: 5, closed: null }
    for (const odd of [undefined, null, 'text', {}, { unsent: 2 }, { ...parked, payload: '' }, { ...parked, payload: '{"n":4,"handedIn":true}' }]) expect(readExported(odd)).toBeUndefined()
  })
})
describe('what was handed in', () => {
  it('is a change as it came, a photo, a sealed file, or unreadable', () => {
    expect(readHandedIn(JSON.stringify({ clientId: 'client-a', op }))).toEqual({ sort: 'change', clientId: 'client-a', op, sent: op })
    expect(readHandedIn(JSON.stringify({ clientId: 'client-a', photo }))).toEqual({ sort: 'photo', clientId: 'client-a', ...photo })
    expect(readHandedIn('{"blueReport":"sealed","v":1}')).toEqual({ sort: 'file' })
    for (const odd of ['', '[]', 'null', '{"clientId":"a"}', '\0', JSON.stringify({ clientId: 'client-a', op: { ...op, n: 0 } })]) expect(readHandedIn(odd)).toEqual({ sort: 'unreadable' })
  })
})
