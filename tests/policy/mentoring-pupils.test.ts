import { describe, expect, test } from 'vitest'
import { targetSentence } from '../../src/domain/target.ts'
import { missingInTarget, MOST_OPEN_TARGETS } from '../../src/domain/targetWriting.ts'

describe('Weekly targets should be SMART and based on returned subject information / feedback from HOYs', () => {
  const whole = { weekStart: '2026-12-07', behaviour: 'gets the planner signed', measure: 'count', threshold: 4, scope: 'in English and Maths', by: '2026-12-11', source: 'Head of Year', pupilWording: '' } as const

  test('a target says what, how much, where and by when, and what it rests on', () => {
    expect(missingInTarget(whole)).toEqual([])
    expect(targetSentence(whole)).toBe('gets the planner signed, at least 4 times, in English and Maths')
  })
  test('"behave better" with no measure, no day and no source is not yet a target', () => {
    expect(missingInTarget({ ...whole, behaviour: 'behave better', measure: null, by: '', source: '' })).toEqual(['measure', 'by', 'source'])
  })
  test('three targets are enough for a week', () => expect(MOST_OPEN_TARGETS).toBe(3))
})
