import { describe, expect, it } from 'vitest'
import { bornByLatest, DEFAULT_RETENTION, dueFor, holdOf, RetentionRules, type FileFacts, type Retention } from '../../src/domain/people/retention.ts'

const closed: FileFacts = { isMentored: false, category: 'mentored', closedOn: '2025-12-10', leftOn: undefined, bornOn: undefined, year: 9 }
const due = (more: Partial<FileFacts> = {}, today = '2026-12-10', rules = DEFAULT_RETENTION) => dueFor({ ...closed, ...more }, rules, today)?.due

describe('How long a file is kept', () => {
  it('a working log goes a year after the case ended, to the day', () => {
    expect([due({}, '2026-12-09'), due()]).toEqual([undefined, '2026-12-10'])
  })
  it('who is mentored is not due, whatever ended before', () => {
    expect(due({ isMentored: true })).toBeUndefined()
  })
  it('where nobody can say when it began, nothing is proposed', () => {
    expect(due({ closedOn: undefined })).toBeUndefined()
    expect(due({}, '2026-12-10', [{ category: 'mentored', trigger: 'leaving', months: 1, action: 'erase' }])).toBeUndefined()
  })
  it('where a DSL was to be told, it is looked through 25 years after birth', () => {
    const told = { ...closed, category: 'safeguarding' as const, bornOn: '2012-03-04' }
    expect(due(told)).toBeUndefined()
    expect(dueFor(told, DEFAULT_RETENTION, '2037-03-04')).toEqual({ category: 'safeguarding', action: 'review', since: '2012-03-04', due: '2037-03-04' })
  })
  it('without a day of birth the youngest of the year group counts: never too early', () => {
    expect([bornByLatest(9, '2026-12-10'), bornByLatest(9, '2027-06-01'), bornByLatest(9, '2027-09-01')]).toEqual(['2013-08-31', '2013-08-31', '2014-08-31'])
  })
  it('the last of holding and letting go counts', () => {
    const held: Retention = { type: 'held', pupilId: 'p1', on: '2026-12-01', reason: 'A complaint is open', entered: 1 }
    expect(holdOf([held])?.reason).toBe('A complaint is open')
    expect(holdOf([{ type: 'released', pupilId: 'p1', on: '2026-12-02', entered: 2 }, held])).toBeUndefined()
  })
  it('a school’s rules name each sort of file once', () => {
    expect(RetentionRules.safeParse(DEFAULT_RETENTION).success).toBe(true)
    expect(RetentionRules.safeParse([DEFAULT_RETENTION[0], DEFAULT_RETENTION[0], DEFAULT_RETENTION[1]]).success).toBe(false)
  })
})
