import { describe, expect, it } from 'vitest'
import { targetSentence, type Target } from '../../src/domain/week/target.ts'
import { isWeekFull, missingInTarget, versionAfter, type TargetDraft } from '../../src/domain/week/targetWriting.ts'

const aDraft = (more: Partial<TargetDraft> = {}): TargetDraft => ({
  weekStart: '2026-12-07', behaviour: 'Gets the planner signed', measure: 'count', threshold: 4, scope: 'in every lesson', by: '2026-12-11', source: 'Teacher’s reply', pupilWording: '', ...more,
})
const aTarget = (more: Partial<Target> = {}): Target => ({ pupilId: 'p1', ...(aDraft() as Omit<Target, 'pupilId' | 'result' | 'version'>), result: 'open', version: 1, ...more })

describe('a target', () => {
  it('is whole with a behaviour, a measure, how much, by when and what it rests on', () => expect(missingInTarget(aDraft())).toEqual([]))
  it('names what it still needs', () => {
    expect(missingInTarget(aDraft({ behaviour: ' ', measure: null, by: '', source: '' }))).toEqual(['behaviour', 'measure', 'by', 'source'])
    expect(missingInTarget(aDraft({ threshold: undefined }))).toEqual(['threshold'])
    expect(missingInTarget(aDraft({ threshold: Number.NaN }))).toEqual(['threshold'])
    expect(missingInTarget(aDraft({ measure: 'percent', threshold: 101 }))).toEqual(['threshold'])
    expect(missingInTarget(aDraft({ by: '2026-12-04' }))).toEqual(['by'])
    expect(missingInTarget(aDraft({ pupilWording: 'x'.repeat(201) }))).toEqual(['pupilWording'])
  })
  it('that is done or not done needs no number, and says none', () => {
    expect(missingInTarget(aDraft({ measure: 'yes-no', threshold: undefined }))).toEqual([])
    expect(targetSentence(aTarget({ measure: 'yes-no', threshold: 4 }))).toBe('Gets the planner signed, in every lesson')
  })
  it('counts a version up when its wording changes, and not for a result or a source', () => {
    expect(versionAfter(aTarget(), aTarget({ result: 'met', source: 'Head of Year' }))).toBe(1)
    expect(versionAfter(aTarget(), aTarget({ threshold: 5 }))).toBe(2)
    expect(versionAfter(aTarget({ version: 3 }), aTarget({ pupilWording: 'I get it signed' }))).toBe(4)
  })
})

describe('a week', () => {
  const three = ['a', 'b', 'c'].map((id) => ({ id, f: aTarget() }))
  it('holds three open targets', () => {
    expect(isWeekFull(three.slice(1), '2026-12-07')).toBe(false)
    expect(isWeekFull(three, '2026-12-07')).toBe(true)
    expect(isWeekFull(three, '2026-12-14')).toBe(false)
  })
  it('does not count the target being edited, nor one with a result', () => {
    expect(isWeekFull(three, '2026-12-07', 'b')).toBe(false)
    expect(isWeekFull([...three.slice(1), { id: 'd', f: aTarget({ result: 'retired' }) }], '2026-12-07')).toBe(false)
  })
})
