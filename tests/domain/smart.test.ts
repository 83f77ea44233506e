import { describe, expect, it } from 'vitest'
import { smartLights } from '../../src/domain/week/smart.ts'
import type { Target } from '../../src/domain/week/target.ts'
import { progressOf } from '../../src/domain/week/targetProgress.ts'
import { earlierAfter, type TargetDraft } from '../../src/domain/week/targetWriting.ts'

const draft = (more: Partial<TargetDraft> = {}): TargetDraft => ({ weekStart: '2026-12-07', behaviour: 'gets the planner signed', measure: 'count', threshold: 4, scope: 'in 5 lessons', by: '2026-12-11', source: 'Teacher’s note, Thu 3 Dec', pupilWording: '', ...more })
const dark = (more: Partial<TargetDraft>, last?: Parameters<typeof smartLights>[1]) => smartLights(draft(more), last).filter(({ isLit }) => !isLit).map(({ letter, why }) => `${letter}: ${why}`)

describe('Weekly targets should be SMART', () => {
  it('“planner signed in 4 of 5 lessons by Friday” is all green', () => expect(dark({})).toEqual([]))
  it('“behave better” is neither specific nor measurable, with a hint', () => {
    const lights = dark({ behaviour: 'behave better', measure: null, threshold: undefined })
    expect(lights.slice(0, 2)).toEqual(['S: “behave” cannot be seen. Say what somebody would see the pupil do.', 'M: Choose how it is counted.'])
  })
  it('attainable is held against last week’s actual', () => {
    expect(dark({ threshold: 5 }, { value: 2, words: '2 of 5' })).toEqual(['A: Last week it was 2 of 5. One step up is easier to reach.'])
    expect(dark({ threshold: 4 }, { value: 2, words: '2 of 5' })).toEqual([])
    expect(dark({ measure: 'percent', threshold: 100 })).toEqual(['A: 100% leaves no room for one bad lesson.'])
  })
  it('rests on something, and is done in its week', () => {
    expect(dark({ source: ' ' })).toEqual(['R: Say what it rests on: a teacher’s note, last week’s score, the mornings.'])
    expect(dark({ by: '2027-02-01' })).toEqual(['T: Choose a day in the week: a later one belongs to a later week.'])
  })
})

describe('a measurable target computes itself', () => {
  const mornings = (['on-time', 'late', 'on-time', 'not-arrived', 'to-come'] as const).map((kind, day) => ({ kind, date: `2026-12-${String(7 + day).padStart(2, '0')}` }))
  const rule = { evidence: 'arrivals' as const, measure: 'count' as const, threshold: 3, by: '2026-12-11' }
  it('from the mornings, of which those to come are none yet', () => {
    expect(progressOf(rule, { mornings })).toEqual({ value: 2, words: '2 of 4 mornings on time', isReached: false })
    expect(progressOf({ ...rule, threshold: 2 }, { mornings })?.isReached).toBe(true)
    expect(progressOf({ ...rule, measure: 'percent', threshold: 50 }, { mornings })).toMatchObject({ value: 50, isReached: true })
    expect(progressOf({ ...rule, by: '2026-12-07' }, { mornings })?.words).toBe('1 of 1 morning on time')
  })
  it('from the sheet’s scores, where some came back', () => {
    const scores = { lessons: 25, returned: 18, excused: 0, marks: 18, met: 14 }
    expect(progressOf({ ...rule, evidence: 'scores', measure: 'percent', threshold: 75 }, { mornings: [], scores })).toEqual({ value: 78, words: '14 of 18 met (78%)', isReached: true })
    expect(progressOf({ ...rule, evidence: 'scores' }, { mornings: [], scores: { ...scores, marks: 0, met: 0 } })).toBeUndefined()
  })
  it('and one that only a person can judge does not', () => expect(progressOf({ ...rule, evidence: undefined }, { mornings })).toBeUndefined())
})

describe('earlier wordings', () => {
  const target: Target = { pupilId: 'p1', ...draft(), measure: 'count', threshold: 4, result: 'open', version: 1 }
  it('are kept with who and until when, and only where the wording changed', () => {
    expect(earlierAfter(target, { ...target, threshold: 3 }, 99, 'mentor-a')).toEqual([{ version: 1, sentence: 'gets the planner signed, at least 4 times, in 5 lessons', pupilWording: '', by: '2026-12-11', until: 99, who: 'mentor-a' }])
    expect(earlierAfter(target, { ...target }, 99, 'mentor-a')).toBeUndefined()
  })
})
