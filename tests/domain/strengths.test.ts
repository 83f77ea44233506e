import { describe, expect, it } from 'vitest'
import { strengthsOf, type StrengthSource } from '../../src/domain/week/strengths.ts'

const nothing: StrengthSource = {
  mornings: { onTime: 0, of: 0 }, organised: { organised: 0, checked: 0 }, scores: { lessons: 0, returned: 0, excused: 0, marks: 0, met: 0 },
  targetsMet: [], targetsJudged: 0, sessions: { came: 0, held: 0 }, goodWeeks: 0,
}
describe('This should be a positive time: three strengths from the pupil’s own data', () => {
  it('are the strongest three, each a figure that stands in the records', () => {
    expect(strengthsOf({
      ...nothing, mornings: { onTime: 14, of: 15 }, scores: { lessons: 30, returned: 25, excused: 0, marks: 25, met: 20 }, targetsMet: ['I get my planner signed'], targetsJudged: 2, sessions: { came: 3, held: 3 },
    })).toEqual(['Came to 3 of 3 sessions', 'On time on 14 of 15 mornings', '80% of 25 lessons went well on the blue report'])
  })
  it('are none where nothing is known: nothing is made up', () => expect(strengthsOf(nothing)).toEqual([]))
  it('are fewer where less is known, and what is below a half is not called a strength', () => {
    expect(strengthsOf({ ...nothing, mornings: { onTime: 4, of: 10 }, targetsMet: ['I hand homework in.'], targetsJudged: 2 })).toEqual(['Met 1 of 2 targets, such as “I hand homework in”'])
  })
})
