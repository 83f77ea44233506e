import { describe, expect, it } from 'vitest'
import { fieldName, valueWords } from '../../src/domain/people/fieldWords.ts'
import { linesOf } from '../../src/domain/people/fileWords.ts'
import { KINDS, RECORDS } from '../../src/domain/records.ts'
import { shapeOf, type Shape } from '../support/narrowing.ts'

/** The school's own, which stand in no pupil's file. */
const OF_THE_SCHOOL = ['staff', 'term', 'dayException', 'earlyFinish', 'setting', 'phrase', 'handOverKey', 'rollShape', 'mentorCapacity', 'cover', 'simsBatch', 'alert', 'alertSeen']
/** Neither reads as a word: a switch that is on, and a number that is not known. */
const isCode = (value: unknown): value is string | number => (typeof value === 'string' && value !== '') || typeof value === 'number'

function codesIn(shape: Shape, path: string): [path: string, code: string | number][] {
  const { enum: options = [], const: one, properties = {}, anyOf = [], oneOf = [], allOf = [], items } = shape as Shape & { enum?: unknown[]; const?: unknown; properties?: Record<string, Shape>; anyOf?: Shape[]; oneOf?: Shape[]; allOf?: Shape[]; items?: Shape }
  return [
    ...[...options, one].filter(isCode).map((code): [string, string | number] => [path, code]),
    ...Object.entries(properties).flatMap(([name, each]) => codesIn(each, path === '' ? name : `${path}.${name}`)),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((each) => codesIn(each, path)),
    ...(items ? codesIn(items, `${path}.0`) : []),
  ]
}

describe('A pupil’s file, on the screen of an emergency and on paper', () => {
  it.each(KINDS.filter((kind) => !OF_THE_SCHOOL.includes(kind)))('says no code where a person reads: %s', (kind) => {
    const codes = codesIn(shapeOf(RECORDS[kind].schema), '').filter(([path]) => fieldName(kind, path) !== undefined)
    const unsaid = codes.filter(([path, code]) => {
      const words = valueWords(kind, path, code)
      return words === undefined || (words === String(code) && !/^[AB]$/.test(words))
    })
    expect(unsaid).toEqual([])
  })

  const people = [{ id: 's-mentor1', name: 'Marta Lewicka', role: 'mentor' as const }]
  const lines = (kind: string, fields: Parameters<typeof linesOf>[0]['fields']): string[] => linesOf({ kind, fields, marks: [] }, { people, marked: false })

  it('says a contact with home as the contact log does', () => {
    expect(lines('contactEntry', { pupilId: 'p1', contactId: 'c1', used: '07700 900193', direction: 'out', outcome: 'no-answer', topic: 'Punctuality', text: '', agreed: '', occurredAt: Date.UTC(2026, 10, 20, 16, 13), entered: 1 }))
      .toEqual(['Number or address: 07700 900193', 'Who rang or wrote: We were in touch', 'Outcome: No answer', 'Topic: Punctuality', 'Occurred at: 20 November 2026, 16.13'])
  })

  it('says a morning’s mark with its code, times as the school writes them, and nothing of the tablet’s clock', () => {
    expect(lines('arrivalEvent', { type: 'arrived', pupilId: 'p1', date: '2026-12-10', session: 'am', at: '08:52', expectedAt: '08:45', mark: 'L', minutesLate: 7, minutesLateToMentor: 7, entered: 1, deviceTime: 1.8e12, estimatedTrueTime: 1.8e12, skewKnown: true }))
      .toEqual(['What happened: Arrived', 'Date: 10 December 2026', 'When: Morning', 'At: 8.52', 'Expected at: 8.45', 'Mark: Late, before the register closed (L)', 'Minutes late: 7', 'Minutes late to mentor: 7'])
  })

  it('says days by their names, staff by theirs, and what SIMS changed in words', () => {
    expect(lines('expectation', { pupilId: 'p1', mentorId: 's-mentor1', time: '08:30', weekdays: [1, 3, 5] })).toEqual(['Mentor: Marta Lewicka', 'Time: 8.30', 'Weekdays: Monday; Wednesday; Friday'])
    expect(lines('simsChange', { pupilId: 'p1', batch: 'b1', field: 'sen', was: 'N', now: 'K' })).toEqual(['Field: SEN status', 'Was: None', 'Now: SEN support'])
    expect(lines('homeMeetingEvent', { type: 'held', pupilId: 'p1', meetingId: 'm1', entered: 1, absent: [{ id: 's-mentor1', reason: 'On a course' }] })).toEqual(['What happened: Held', 'Absent: who Marta Lewicka, reason On a course'])
  })

  it('says of two versions, and of a change that waits, what they are about, and never the text that travelled', () => {
    const versions = [{ value: 'partly', by: 's-mentor1', at: 1, tablet: 'AAAA', stamp: 'x' }, { value: 'met', by: 's-mentor1', at: 1, tablet: 'BBBB', stamp: 'y' }]
    expect(lines('conflict', { about: { t: 'target', id: 't.1' }, field: 'result', base: 'open', versions, resolved: null }))
      .toEqual(['Of which record: record Target', 'Field: Result', 'Before: Open', 'Versions: value Partly met, by Marta Lewicka, at 1; value Met, by Marta Lewicka, at 1'])
    const op = { n: 1, kind: 'add', t: 'checkIn', id: 'c1', bucket: 'pupil:p1', f: { pupilId: 'p1', how: 'well', line: 'Smiles', on: '2026-12-10', entered: 1 }, seen: 0, hlc: '0'.repeat(16), wall: 1, skew: null, sv: 1 }
    expect(lines('parked', { author: 's-mentor1', tablet: 'AAAA', reason: 'case-lost', at: 1.8e12, payload: JSON.stringify(op), closed: null }))
      .toEqual(['Author: Marta Lewicka', 'Reason: The pupil had been handed to another mentor when it arrived.', 'At: 15 January 2027, 8.00', 'What it says: Check-in; How: Going well; Line: Smiles; On: 10 December 2026'])
  })

  it('leaves a text alone that happens to read like a code, and the words of a kind that it does not know', () => {
    expect(lines('note', { pupilId: 'p1', type: 'observation', text: 'out' })).toEqual(['Where from: Observation', 'Text: out'])
    expect(lines('of-a-later-version', { howItWas: 'fine', constructor: 'x' })).toEqual(['How it was: fine', 'Constructor: x'])
  })
})
