import { describe, expect, it } from 'vitest'
import { countScores, emptyScore, lessonOf, percentMet, returnedWords, scoreId, type Lesson, type ReportScore } from '../../src/domain/week/reportScore.ts'
import { designOn, directionWords, isMet, PRESETS, rankOf, ScoreScale, type SheetDesign } from '../../src/domain/week/scoreScale.ts'

const cell = { date: '2026-12-08', period: 'P1' }
const whole = (more: Partial<ReportScore>): ReportScore => ({ ...emptyScore('p1', cell), ...more })
const lesson = (said: ReportScore['said'], scale = PRESETS['one-best'].scale): Lesson => lessonOf(cell, scale, whole({ said }), [])

describe('the school’s own scale and direction', () => {
  it.each([
    ['one-best', ['1', '2'], ['3', '4']],
    ['four-best', ['4', '3'], ['2', '1']],
    ['ticks', ['✓'], ['✗']],
    ['letters', ['A', 'B'], ['C', 'D', 'E']],
  ] as const)('%s: %j is enough, %j is not', (name, enough, not) => {
    const { scale } = PRESETS[name]
    expect(ScoreScale.safeParse(scale).success).toBe(true)
    for (const mark of enough) expect(isMet(scale, mark)).toBe(true)
    for (const mark of not) expect(isMet(scale, mark)).toBe(false)
    expect(rankOf(scale, enough[0])).toBe(0)
  })

  it('the same four marks give opposite percentages in the two directions', () => {
    const marks = ['1', '1', '1', '4']
    const percent = (name: 'one-best' | 'four-best') => percentMet(countScores(marks.map((mark) => lesson({ mark }, PRESETS[name].scale))))
    expect(percent('one-best')).toBe(75)
    expect(percent('four-best')).toBe(25)
  })

  it('a mark that is none of the scale’s is never met', () => expect(isMet(PRESETS['one-best'].scale, '7')).toBe(false))
  it('says which end is good', () => {
    expect(directionWords(PRESETS['four-best'].scale)).toBe('4 is best; 3 or better is enough')
    expect(directionWords(PRESETS.ticks.scale)).toBe('✓ is enough')
  })
  it('a scale whose enough is none of its marks, or whose marks repeat, is no scale', () => {
    const { scale } = PRESETS['one-best']
    expect(ScoreScale.safeParse({ ...scale, enough: '9' }).success).toBe(false)
    expect(ScoreScale.safeParse({ ...scale, marks: [{ mark: '1', words: '' }, { mark: '1', words: '' }] }).success).toBe(false)
  })
  it('a new scale holds from its week on, and earlier weeks keep theirs', () => {
    const designs: SheetDesign[] = [{ from: '2026-11-30', scale: PRESETS['four-best'].scale, per: 'target' }, { from: '2000-01-03', scale: PRESETS['one-best'].scale, per: 'lesson' }]
    expect(designOn(designs, '2026-11-23').scale.best).toBe('first')
    expect(designOn(designs, '2026-11-30').per).toBe('target')
  })
})

describe('a blank is not a zero', () => {
  it('what never came back is in no percentage, and how many came back stands beside it', () => {
    const count = countScores([lesson({ mark: '1' }), lesson({ mark: '4' }), lesson(null)])
    expect(percentMet(count)).toBe(50)
    expect(returnedWords(count)).toBe('2 of 3 lessons returned')
  })
  it('with nothing back there is no percentage at all', () => expect(percentMet(countScores([lesson(null)]))).toBeUndefined())
  it.each(['absent', 'trip', 'exam', 'no-lesson'] as const)('%s: the lesson is not counted', (none) => expect(countScores([lesson({ none })])).toMatchObject({ lessons: 0, excused: 1 }))
  it.each(['sheet-lost', 'not-filled-in'] as const)('%s: there was a lesson, and it did not come back', (none) => expect(countScores([lesson({ none })])).toMatchObject({ lessons: 1, returned: 0, excused: 0 }))
})

describe('a sheet that is scored for each target', () => {
  const of = (target: string, mark: string): ReportScore => whole({ target, said: { mark } })
  const one = lessonOf(cell, PRESETS['one-best'].scale, whole({ initials: 'MK' }), [of('t1', '1'), of('t2', '4')])
  it('counts each target by itself and the lesson once', () => {
    expect(countScores([one], 't1')).toMatchObject({ lessons: 1, returned: 1, met: 1 })
    expect(countScores([one], 't2')).toMatchObject({ lessons: 1, returned: 1, met: 0 })
    expect(countScores([one])).toMatchObject({ lessons: 1, returned: 1, marks: 2, met: 1 })
  })
  it('a target that was not scored in that lesson has a lesson not returned', () => expect(countScores([one], 't3')).toMatchObject({ lessons: 1, returned: 0 }))
  it('a reason is said of the whole lesson', () => expect(lessonOf(cell, PRESETS['one-best'].scale, whole({ said: { none: 'absent' } }), [of('t1', '1')]).marks).toEqual([]))
  it('each cell has a name of its own, so that two tablets write the same record', () => {
    expect(scoreId('p1', cell)).toBe('score:p1:2026-12-08:P1')
    expect(scoreId('p1', { ...cell, target: 't1' })).toBe('score:p1:2026-12-08:P1:t1')
  })
})
