import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { commitmentOn, deskCommitmentWords, lastDayIn, problemsInCommitment, weekdaysIn, type Commitment, type CommitmentDraft } from '../../src/domain/week/commitment.ts'

const THURSDAY = '2026-12-10'
const calendar = schoolCalendar([{ name: 'Autumn term', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-12-14', kind: 'inset', name: 'INSET day' }])
const lesson: Commitment = { pupilId: 'p1', kind: 'music-lesson', from: '2026-12-04', weekdays: [5], time: '08:55' }
const club: Commitment = { pupilId: 'p1', kind: 'breakfast-club', from: '2026-12-07', until: '2026-12-11', weekdays: [1, 3, 5] }

describe('Another commitment holds', () => {
  it('from its first day to its last, on its days of the week and on no others', () => {
    expect(['2026-12-04', '2026-12-07', '2026-12-08', '2026-12-09', '2026-12-11', '2026-12-14'].map((date) => commitmentOn([club], date)?.kind)).toEqual([undefined, 'breakfast-club', undefined, 'breakfast-club', 'breakfast-club', undefined])
    expect([commitmentOn([lesson], '2026-11-27'), commitmentOn([lesson], '2028-01-07')?.kind]).toEqual([undefined, 'music-lesson'])
  })
  it('and of two on one morning the one counts that keeps the pupil away, whichever was put down first', () => {
    expect([[lesson, club], [club, lesson]].map((both) => commitmentOn(both, '2026-12-11')?.kind)).toEqual(['breakfast-club', 'breakfast-club'])
  })
  it('and the queue reads only what says nothing about a pupil', () => {
    expect(['music-lesson', 'support', 'other-provision', 'other'].map((kind) => deskCommitmentWords(kind as Commitment['kind']))).toEqual(['Music lesson', 'Other commitment', 'Other commitment', 'Other commitment'])
  })
})

describe('What is put down is asked for whole', () => {
  const draft: CommitmentDraft = { kind: 'music-lesson', detail: '', how: 'weekly', from: '2026-12-11', until: '', weekdays: [5], expected: 'later', time: '08:55' }
  const asked = (more: Partial<CommitmentDraft>) => problemsInCommitment({ ...draft, ...more }, THURSDAY, calendar)
  it('what it is, on which days, from when, and when the pupil comes instead', () => {
    expect(asked({})).toEqual([])
    expect(asked({ kind: '', weekdays: [], from: '', time: '' })).toEqual(['kind', 'from', 'weekdays', 'time'])
    expect(asked({ detail: 'x'.repeat(121) })).toEqual(['too-long'])
  })
  it('from today on, since what has been stays as it was', () => {
    expect([asked({ from: '2026-12-09' }), asked({ from: THURSDAY })]).toEqual([['past'], []])
  })
  it('with a last day that is not before the first and leaves at least one of its weekdays', () => {
    expect([asked({ until: '2026-12-10' }), asked({ until: '2026-12-11' }), asked({ until: '2026-12-12', weekdays: [1] }), asked({ until: 'soon' })]).toEqual([['until'], [], ['never'], ['until']])
  })
  it('once, on a day with school', () => {
    expect([asked({ how: 'once', from: '2026-12-14' }), asked({ how: 'once', from: '2026-12-11', weekdays: [] })]).toEqual([['no-school'], []])
    expect([weekdaysIn({ ...draft, how: 'once', weekdays: [1, 2] }), lastDayIn({ ...draft, how: 'once', until: '2026-12-18' })]).toEqual([[5], '2026-12-11'])
  })
})
