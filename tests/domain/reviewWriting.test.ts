import { describe, expect, it } from 'vitest'
import { changedNumbers, openActions, reviewState, sayChanges, startingReview } from '../../src/domain/week/reviewState.ts'
import { changedFields, rebased, tooLong, valuesOf } from '../../src/domain/week/reviewWriting.ts'
import { emptyReview, type WeeklyReview, type WeekNumbers } from '../../src/domain/week/weeklyReview.ts'
import { stampOf } from '../../src/domain/records.ts'
import { aRow } from '../support/aTablet.ts'

const numbers: WeekNumbers = { expectedMornings: 5, arrivals: 4, onTime: 3, lateToMentor: 1, lateForRegister: 0, minutesLate: 6, notes: 2, dailyActions: 3 }
const review = (more: Partial<WeeklyReview> = {}): WeeklyReview => ({ ...emptyReview('p1', '2026-12-07'), ...more })
const action = (what: string, done = false) => ({ who: 'Mentor', what, byWhen: 'Monday', done })
const signed = { by: 'm', name: 'Ms A', at: 0, pupilInitials: 'AB', numbers }

describe('how far a review is', () => {
  it('is not started, a draft, signed, or changed after sign-off', () => {
    expect(reviewState(undefined, () => numbers)).toBe('not-started')
    expect(reviewState(review(), () => numbers)).toBe('draft')
    expect(reviewState(review({ signed }), () => numbers)).toBe('signed')
    expect(reviewState(review({ signed }), () => ({ ...numbers, arrivals: 5 }))).toBe('changed')
  })

  it('names what changed, from and to', () => {
    expect(sayChanges(changedNumbers(numbers, { ...numbers, arrivals: 5, minutesLate: 9 }))).toBe('Changed after sign-off: arrivals 4 → 5, minutes late 6 → 9.')
  })
})

describe('an action plan', () => {
  it('begins with what is still open from last week', () => {
    const last = review({ actionPlan: [action('Seat at the front'), action('Planner', true)] })
    expect(openActions(last).map((one) => one.what)).toEqual(['Seat at the front'])
    expect(startingReview('p1', '2026-12-07', last).actionPlan).toEqual([action('Seat at the front')])
    expect(startingReview('p1', '2026-12-07', undefined).actionPlan).toEqual([])
  })

  it('keeps no line that nobody has written in', () => {
    expect(valuesOf(review({ actionPlan: [action('x'), { who: ' ', what: '', byWhen: '', done: false }] })).actionPlan).toHaveLength(1)
  })
})

describe('saving a review', () => {
  it('sends only the fields that changed', () => {
    expect(changedFields(review({ nextStep: 'Ask' }), review())).toEqual({ nextStep: 'Ask' })
    expect(changedFields(review(), review())).toEqual({})
  })

  it('refuses what is too long and cuts nothing', () => {
    expect(tooLong(review({ pupilComment: 'a'.repeat(20_000) }))).toBeUndefined()
    expect(tooLong(review({ pupilComment: 'a'.repeat(20_001) }))).toBe('prose')
    expect(tooLong(review({ actionPlan: [action('b'.repeat(301))] }))).toBe('plan')
  })

  it('stands on what each writer was looking at when another change comes in', () => {
    const opened = aRow('weeklyReview', 'r', review({ wentWell: 'old', nextStep: 'old' }), { s: 'srv:1' })
    const latest = aRow('weeklyReview', 'r', review({ wentWell: 'theirs', nextStep: 'theirs' }), { s: { ...Object.fromEntries(Object.keys(opened.f).map((field) => [field, 'srv:1'])), wentWell: 'b:2', nextStep: 'b:2' } })
    const on = rebased(opened, review(), latest, ['nextStep'])
    expect([on.f.wentWell, on.f.nextStep]).toEqual(['theirs', 'old'])
    expect([stampOf(on, 'wentWell'), stampOf(on, 'nextStep')]).toEqual(['b:2', 'srv:1'])
    const begun = rebased(null, review(), latest, ['nextStep'])
    expect([begun.f.nextStep, stampOf(begun, 'nextStep')]).toEqual(['', null])
  })
})
