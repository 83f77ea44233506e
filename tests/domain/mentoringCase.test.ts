import { describe, expect, it } from 'vitest'
import { caseOfDay, casesOf, countedFrom } from '../../src/domain/cases/mentoringCase.ts'
import type { Mentorship } from '../../src/domain/cases/mentorship.ts'

const mentorship = (startedOn: string, more: Partial<Mentorship> = {}): Mentorship => ({ pupilId: 'p1', mentorId: 'hale', state: 'active', reason: 'Homework', startedOn, ...more })
const ended = (startedOn: string, endedOn: string, more: Partial<Mentorship> = {}): Mentorship => mentorship(startedOn, { state: 'closed', endedOn, endReason: 'Steady', ...more })

describe('A pupil returns: the history joins while the cases stay apart', () => {
  const cases = casesOf([mentorship('2026-11-02', { mentorId: 'okafor' }), ended('2025-11-03', '2026-02-06')])
  it('two times of mentoring are two cases, the oldest first', () => {
    expect(cases.map(({ from, until, mentorIds }) => [from, until, mentorIds])).toEqual([['2025-11-03', '2026-02-06', ['hale']], ['2026-11-02', undefined, ['okafor']]])
  })
  it('a day belongs to the case it lies in; what is collated after the end of one belongs to the next', () => {
    expect(['2025-10-01', '2025-11-03', '2026-02-06', '2026-10-28', '2026-11-02', '2026-12-10'].map((day) => caseOfDay(cases, day))).toEqual([0, 0, 0, 1, 1, 1])
  })
  it('what is counted begins after the case before, and has no beginning while there was only one', () => {
    expect(countedFrom(cases)).toBe('2026-02-07')
    expect(countedFrom(cases.slice(1))).toBeUndefined()
  })
  it('a mentor who hands the pupil on hands on the case, with both names', () => {
    expect(casesOf([ended('2026-09-07', '2026-10-23'), mentorship('2026-11-02', { mentorId: 'okafor' })])).toMatchObject([{ from: '2026-09-07', until: undefined, mentorIds: ['hale', 'okafor'] }])
  })
  it('who was only thought of was not mentored', () => expect(casesOf([mentorship('2026-09-07', { state: 'candidate' }), mentorship('2026-09-07', { state: 'declined' })])).toEqual([]))
})
