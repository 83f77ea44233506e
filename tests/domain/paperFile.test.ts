import { describe, expect, it } from 'vitest'
import { destroyOn, oldOnPaper, oldOnPaperWords, paperOf, readSheetCode, sheetCode, type PaperDocument, type PaperEvent } from '../../src/domain/week/paperFile.ts'

const WEEK = '2026-12-07'
const document = (id: string, more: Partial<PaperDocument> = {}) => ({ id, by: 'm', at: 1, f: { pupilId: 'p1', kind: 'blue-report' as const, title: '', direction: 'out' as const, on: '2026-12-04', weekStart: WEEK, targets: [{ id: 't1', version: 1 }], ...more } })
const event = (documentId: string, type: PaperEvent['type'], entered: number, more: Partial<PaperEvent> = {}) => ({ id: `e${entered}`, by: 'm', at: entered, f: { pupilId: 'p1', documentId, type, on: '2026-12-11', entered, ...more } })

describe('Mentors should keep a paper file of all blue reports/contact logs/letters they receive', () => {
  it('a printed sheet is out, then back and to be filed, then filed where it was put', () => {
    const sheet = document('A')
    expect(paperOf(sheet, []).state).toBe('out')
    expect(paperOf(sheet, [event('A', 'returned', 2)]).state).toBe('to-file')
    expect(paperOf(sheet, [event('A', 'returned', 2), event('A', 'filed', 3, { line: 'Blue folder' })])).toMatchObject({ state: 'filed', line: 'Blue folder' })
  })
  it('a letter that came in waits to be filed from the first moment', () => expect(paperOf(document('L', { kind: 'letter-in', direction: 'in' }), []).state).toBe('to-file'))
  it.each(['log', 'contact-log', 'letter-home', 'notice'] as const)('of a %s the file keeps a copy: it is never waited for', (kind) => expect(paperOf(document('L', { kind }), []).state).toBe('to-file'))
  it('a lost sheet that turns up is back: the last word holds, whatever the order it arrived in', () => {
    expect(paperOf(document('A'), [event('A', 'returned', 5), event('A', 'lost', 2)]).state).toBe('to-file')
  })
  it('what became of another sheet is nothing to this one', () => expect(paperOf(document('A'), [event('B', 'lost', 2)]).state).toBe('out'))
})

describe('record targets on blue report and electronic logs', () => {
  const old = (targets: { id: string; version: number }[], events: Parameters<typeof paperOf>[1] = [], more = {}) => oldOnPaper([paperOf(document('A', more), events)], WEEK, targets)
  it('says nothing while the paper shows what the log says', () => expect(old([{ id: 't1', version: 1 }])).toBeUndefined())
  it('flags a target that was changed, added or retired after printing', () => {
    const found = old([{ id: 't1', version: 2 }, { id: 't2', version: 1 }])
    expect(found).toMatchObject({ changed: 1, missing: 1, gone: 0 })
    expect(oldOnPaperWords(found!)).toBe('one target was changed since it was printed; one target is not on it')
    expect(old([])).toMatchObject({ gone: 1 })
  })
  it('until it is marked as written by hand, and again when it changes once more', () => {
    const byHand = event('A', 'written-by-hand', 3, { targets: [{ id: 't1', version: 2 }] })
    expect(old([{ id: 't1', version: 2 }], [byHand])).toBeUndefined()
    expect(old([{ id: 't1', version: 3 }], [byHand])).toMatchObject({ changed: 1 })
  })
  it('or until it is printed again: the newest sheet of the week counts', () => {
    const papers = [paperOf(document('A'), []), paperOf({ ...document('B', { targets: [{ id: 't1', version: 2 }] }), at: 9 }, [])]
    expect(oldOnPaper(papers, WEEK, [{ id: 't1', version: 2 }])).toBeUndefined()
  })
  it('a sheet that was lost or never printed cannot show anything old', () => {
    expect(old([{ id: 't1', version: 2 }], [event('A', 'lost', 2)])).toBeUndefined()
    expect(oldOnPaper([], WEEK, [{ id: 't1', version: 2 }])).toBeUndefined()
  })
})

describe('the code on a sheet', () => {
  it('says which sheet and which side, and nothing else', () => {
    expect(sheetCode('ABCDEFGH234567AB', 'front')).toBe('SHEET:1:ABCDEFGH234567AB:F')
    expect(readSheetCode('SHEET:1:ABCDEFGH234567AB:B')).toEqual({ id: 'ABCDEFGH234567AB', side: 'back' })
  })
  it.each(['BLUE:ABC', 'SHEET:2:ABCDEFGH234567AB:F', 'SHEET:1:abc:F', 'https://example.org', ''])('%s is no sheet of ours', (text) => expect(readSheetCode(text)).toBeUndefined())
})

describe('paper is personal data too', () => {
  it('is destroyed so many months after the mentoring ended, and not while it goes on', () => {
    expect(destroyOn('2026-12-18', 12)).toBe('2027-12-18')
    expect(destroyOn('2026-08-31', 6)).toBe('2027-02-28')
    expect(destroyOn(undefined, 12)).toBeUndefined()
  })
})
