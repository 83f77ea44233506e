import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { correctionKind, problemsInNote, standingVersion, versionsOf, type NoteDraft } from '../../src/domain/week/noteWriting.ts'

const NOW = instantAt('2026-12-10', '08:28')
const aDraft = (more: Partial<NoteDraft> = {}): NoteDraft => ({ type: 'staff', text: 'Homework not handed in.', date: '2026-12-09', time: '14:10', raise: false, reason: '', ...more })

describe('a note', () => {
  it('may be kept when it says where it comes from, what and when', () => {
    expect(problemsInNote(aDraft(), NOW)).toEqual([])
  })
  it('names everything that is missing, in the order of the form', () => {
    expect(problemsInNote(aDraft({ type: null, text: ' \n', date: '' }), NOW)).toEqual(['type', 'text', 'when'])
  })
  it('holds 20,000 characters and not one more', () => {
    expect(problemsInNote(aDraft({ text: 'a'.repeat(20_000) }), NOW)).toEqual([])
    expect(problemsInNote(aDraft({ text: 'a'.repeat(20_001) }), NOW)).toEqual(['too-long'])
  })
  it('may be a minute ahead of this tablet’s clock and no more', () => {
    expect(problemsInNote(aDraft({ date: '2026-12-10', time: '08:29' }), NOW)).toEqual([])
    expect(problemsInNote(aDraft({ date: '2026-12-10', time: '08:30' }), NOW)).toEqual(['future'])
  })
})

describe('a correction', () => {
  const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }, { name: 'Spring', from: '2027-01-05', to: '2027-02-12' }], [{ date: '2026-12-14', kind: 'inset', name: 'INSET day' }])
  const kind = (entered: [string, string], at: [string, string]) => correctionKind(instantAt(...entered), instantAt(...at), calendar, '13:20')

  it('reads as an edit until the end of Monday lunch of the week after', () => {
    expect(kind(['2026-11-18', '09:00'], ['2026-11-23', '13:20'])).toBe('edit')
    expect(kind(['2026-11-18', '09:00'], ['2026-11-23', '13:21'])).toBe('amendment')
  })
  it('has until Tuesday lunch where Monday is an INSET day', () => {
    expect(kind(['2026-12-09', '09:00'], ['2026-12-14', '15:00'])).toBe('edit')
    expect(kind(['2026-12-09', '09:00'], ['2026-12-15', '13:21'])).toBe('amendment')
  })
  it('of a note written in the holidays is due when school is back', () => {
    expect(kind(['2026-12-29', '09:00'], ['2027-01-05', '13:00'])).toBe('edit')
    expect(kind(['2026-12-29', '09:00'], ['2027-01-05', '13:21'])).toBe('amendment')
  })
  it('needs a reason only as an amendment', () => {
    expect(problemsInNote(aDraft(), NOW, 'edit')).toEqual([])
    expect(problemsInNote(aDraft(), NOW, 'amendment')).toEqual(['reason'])
    expect(problemsInNote(aDraft({ reason: 'x'.repeat(201) }), NOW, 'edit')).toEqual(['reason-too-long'])
  })
})

describe('the versions of a note', () => {
  const notes = [{ id: 'a', f: {} }, { id: 'b', f: { corrects: 'a' } }, { id: 'c', f: { corrects: 'b' } }]
  const byId = (id: string) => notes.find((one) => one.id === id)
  it('are all found, newest first', () => expect(versionsOf(notes[2]!, byId).map((one) => one.id)).toEqual(['c', 'b', 'a']))
  it('lead from any of them to the one that stands', () => expect(standingVersion(notes[0]!, notes).id).toBe('c'))
  it('end, even where two cite each other', () => {
    const round = [{ id: 'a', f: { corrects: 'b' } }, { id: 'b', f: { corrects: 'a' } }]
    expect(versionsOf(round[0]!, (id) => round.find((one) => one.id === id))).toHaveLength(2)
    expect(standingVersion(round[0]!, round).id).toBe('b')
  })
})
