import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/time/clock.ts'
import type { Expectation } from '../../src/domain/cases/mentorship.ts'
import { expectationsAfter } from '../../src/domain/week/reporting.ts'
import { DEFAULT_DESIGNS, PRESETS } from '../../src/domain/week/scoreScale.ts'
import { homeToTell, notYetUntil, stageOn, stepForward, type WithdrawalEvent } from '../../src/domain/cases/withdrawal.ts'
import { dialOf } from '../../src/domain/cases/withdrawalDial.ts'
import { enoughWords, evidenceWords, judgeWeek, lacksWords, progressAt, unknownWords, type WeekFacts } from '../../src/domain/cases/withdrawalEvidence.ts'
import { DEFAULT_STAGES, stageOf, stageProblem, stageRuleWords, WithdrawalStages, type WithdrawalStage } from '../../src/domain/cases/withdrawalStage.ts'

const [DAILY, THREE, ONCE, CHECK_IN] = DEFAULT_STAGES as [WithdrawalStage, WithdrawalStage, WithdrawalStage, WithdrawalStage]
const EVERY = [1, 2, 3, 4, 5]
const scores = (met: number, marks = 25, lessons = 25): WeekFacts['scores'] => ({ lessons, returned: marks, excused: 0, marks, met })
const week = (at: number, more: Partial<WeekFacts> = {}): WeekFacts =>
  ({ weekStart: addDays('2026-09-07', at * 7), mornings: { onTime: 5, late: 0, missed: 0, explained: 0, open: 0 }, scores: scores(21), targets: { met: 2, judged: 2, open: 0 }, checkIns: [], ...more })
const hard = (at: number): WeekFacts => week(at, { mornings: { onTime: 2, late: 3, missed: 0, explained: 0, open: 0 } })
const gap = (at: number): WeekFacts => week(at, { scores: scores(0, 0) })
const expected = (from: string, weekdays = EVERY, more: Partial<Expectation> = {}): Expectation => ({ pupilId: 'p1', mentorId: 'm1', from, time: '08:45', weekdays, ...more })
const moved = (from: string, weekdays: number[], decidedAt: number, type: 'moved-on' | 'stepped-back' = 'moved-on'): WithdrawalEvent =>
  ({ type, pupilId: 'p1', decidedAt, reason: '', evidence: [], name: 'Ms A. Mentor', role: 'mentor', from, stage: '', weekdays })

describe('a step to be celebrated', () => {
  const forward = moved('2026-11-16', [1, 3, 5], 1)
  const back = moved('2026-12-07', EVERY, 2, 'stepped-back')
  it('is the last one, where it was one forward: after more support for a while there is none', () => {
    expect(stepForward([], '2026-09-14')).toBeUndefined()
    expect(stepForward([forward], '2026-09-14')).toBe(forward)
    expect(stepForward([back, forward], '2026-09-14')).toBeUndefined()
    expect(stepForward([moved('2027-01-11', [3], 3), back, forward], '2026-09-14')).toMatchObject({ from: '2027-01-11' })
  })
  it('is one of this mentoring, not of an earlier one', () => expect(stepForward([forward], '2026-11-30')).toBeUndefined())
})

describe('a week at a stage', () => {
  it('is good when mornings, scores and targets are as the school asks', () => expect(judgeWeek(DAILY, week(0))).toMatchObject({ verdict: 'good', lacks: [], unknown: [] }))

  it.each([
    ['late too often', { mornings: { onTime: 3, late: 2, missed: 0, explained: 0, open: 0 } }, '3 of 5 mornings on time'],
    ['a morning missed', { mornings: { onTime: 4, late: 0, missed: 1, explained: 0, open: 0 } }, '1 missed morning'],
    ['scores below', { scores: scores(15) }, '60% of scores met'],
    ['targets not met', { targets: { met: 0, judged: 2, open: 0 } }, '0 of 2 targets met'],
  ])('%s is not yet a good one, and it is said why', (_, more, why) => expect(judgeWeek(DAILY, week(0, more))).toMatchObject({ verdict: 'not-yet', lacks: [why] }))

  it.each([
    ['no score has come back', { scores: scores(0, 0) }],
    ['only 5 of 25 lessons returned', { scores: scores(5, 5) }],
    ['2 targets have no result', { targets: { met: 0, judged: 0, open: 2 } }],
    ['no target was set', { targets: { met: 0, judged: 0, open: 0 } }],
    ['1 missed morning is not looked into', { mornings: { onTime: 4, late: 0, missed: 0, explained: 0, open: 1 } }],
    ['no morning to judge: every one is explained', { mornings: { onTime: 0, late: 0, missed: 0, explained: 5, open: 0 } }],
  ])('of which something is missing is neither good nor bad: %s', (why, more) => expect(judgeWeek(DAILY, week(0, more))).toMatchObject({ verdict: 'unknown', unknown: [why] }))

  it('a morning that is explained counts for nothing', () => expect(judgeWeek(DAILY, week(0, { mornings: { onTime: 4, late: 0, missed: 0, explained: 1, open: 0 } })).verdict).toBe('good'))
  it('at check-in only it is the check-in that counts, the last one of the week', () => {
    expect(judgeWeek(CHECK_IN, week(0, { checkIns: ['hard', 'well'] })).verdict).toBe('good')
    expect(judgeWeek(CHECK_IN, week(0, { checkIns: ['mixed'] })).verdict).toBe('not-yet')
    expect(judgeWeek(CHECK_IN, week(0)).unknown).toEqual(['no check-in is noted'])
  })
})

describe('the weeks at a stage', () => {
  it('three good ones propose the next step, with the evidence', () => {
    const progress = progressAt(DAILY, [week(0), week(1), week(2)])
    expect(progress).toMatchObject({ isReady: true, left: 0, good: 3 })
    expect(evidenceWords(DAILY, progress, PRESETS['one-best'].scale)).toEqual(['3 good weeks of 3', '15 of 15 mornings on time', 'no missed morning', '84% of scores at 1 or 2, 75 of 75 lessons returned', '6 of 6 targets met'])
  })
  it('a hard week takes none of the good ones away: it waits for a good one to follow', () => {
    const after = progressAt(DAILY, [week(0), week(1), week(2), hard(3)])
    expect(after).toMatchObject({ isReady: false, left: 1, good: 3 })
    expect(lacksWords(DAILY, after)[0]).toBe('the latest week was not a good one; the good ones stay counted')
    expect(progressAt(DAILY, [week(0), week(1), week(2), hard(3), week(4)])).toMatchObject({ isReady: true, good: 4 })
  })
  it('the minimum time holds however good they are', () => expect(progressAt({ ...DAILY, atLeastWeeks: 5 }, [week(0), week(1), week(2)])).toMatchObject({ isReady: false, left: 0, weeksLeft: 2 }))
  it('two hard ones running ask whether more days would help', () => {
    expect(progressAt(THREE, [week(0), hard(1)]).isHard).toBe(false)
    expect(progressAt(THREE, [hard(0), hard(1)]).isHard).toBe(true)
  })
  it('what is missing is said, and changes neither the good weeks nor what is left, wherever it stands', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('good', 'hard', 'gap'), { maxLength: 12 }), (kinds) => {
      const facts = kinds.map((kind, at) => (kind === 'good' ? week(at) : kind === 'hard' ? hard(at) : gap(at)))
      const [whole, without] = [progressAt(DAILY, facts), progressAt(DAILY, facts.filter((_, at) => kinds[at] !== 'gap'))]
      expect([whole.good, whole.judged, whole.left]).toEqual([without.good, without.judged, without.left])
      expect(unknownWords(whole).length).toBeLessThanOrEqual(kinds.filter((kind) => kind === 'gap').length)
    }))
  })
  it('one more hard week never asks for more than one good week that was not asked for before', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 5 }), (kinds) => {
      const facts = kinds.map((isGood, at) => (isGood ? week(at) : hard(at)))
      const [before, after] = [progressAt(DAILY, facts), progressAt(DAILY, [...facts, hard(9)])]
      expect(after.good).toBe(before.good)
      expect(after.left).toBeLessThanOrEqual(Math.max(before.left, 1))
    }))
  })
  it('says which marks are enough whichever way the scale runs', () => {
    expect([enoughWords(PRESETS['one-best'].scale), enoughWords(PRESETS['four-best'].scale), enoughWords(PRESETS.letters.scale), enoughWords(PRESETS.ticks.scale)]).toEqual(['1 or 2', '3 or 4', 'A or B', '✓'])
    expect(DEFAULT_DESIGNS).toHaveLength(1)
  })
})

describe('the stage of a pupil', () => {
  it('follows the days that hold, since they hold', () => {
    const all = [expected('2026-09-07'), expected('2026-10-05', EVERY, { time: '08:30' }), expected('2026-11-02', [1, 3, 5])]
    expect(stageOn(DEFAULT_STAGES, all, [], '2026-10-20')).toMatchObject({ index: 0, since: '2026-09-07' })
    expect(stageOn(DEFAULT_STAGES, all, [], '2026-11-03')).toMatchObject({ index: 1, since: '2026-11-02' })
  })
  it('no days are a stage only where a person decided so, and a pause where not', () => {
    const all = [expected('2026-09-07'), expected('2026-11-02', [])]
    expect(stageOn(DEFAULT_STAGES, all, [], '2026-11-03')).toBeUndefined()
    expect(stageOn(DEFAULT_STAGES, all, [moved('2026-11-02', [], 5)], '2026-11-03')).toMatchObject({ index: 3, since: '2026-11-02' })
  })
  it('begins afresh after a pause and after a stretch without mentoring', () => {
    expect(stageOn(DEFAULT_STAGES, [expected('2026-09-07'), expected('2026-10-05', []), expected('2026-11-02')], [], '2026-11-10')?.since).toBe('2026-11-02')
    expect(stageOn(DEFAULT_STAGES, [expected('2025-09-08', EVERY, { until: '2026-02-01' }), expected('2026-11-02')], [], '2026-11-10')?.since).toBe('2026-11-02')
  })
  it('any pattern of days belongs to one stage, and fewer days never to an earlier one', () => {
    const counts = [5, 4, 3, 2, 1].map((days) => stageOf(DEFAULT_STAGES, EVERY.slice(0, days), false))
    expect(counts).toEqual([0, 0, 1, 1, 2])
  })
  it('a later decision takes the place of a step to no mornings that has not begun', () => {
    const all = [expected('2026-09-07', [1]), expected('2026-12-14', [])]
    const events = [moved('2026-12-14', [], 5)]
    const added = expectationsAfter(all, { weekdays: [1, 3, 5] }, '2026-12-07', 9, (one) => one.weekdays.length === 0 && one.from !== '2026-12-14')
    expect(stageOn(DEFAULT_STAGES, [...all, ...added], [...events, moved('2026-12-07', [1, 3, 5], 9, 'stepped-back')], '2026-12-15')).toMatchObject({ index: 1 })
  })
})

describe('what people decided', () => {
  const notYet = (decidedAt: number, lookAgain: string): WithdrawalEvent => ({ type: 'not-yet', pupilId: 'p1', decidedAt, reason: 'One thing first', evidence: [], name: 'Ms A. Mentor', role: 'mentor', lookAgain })
  it('"not yet" asks nobody before its day, and a step ends it', () => {
    expect(notYetUntil([notYet(5, '2026-12-14')], '2026-12-13')?.reason).toBe('One thing first')
    expect(notYetUntil([notYet(5, '2026-12-14')], '2026-12-14')).toBeUndefined()
    expect(notYetUntil([notYet(5, '2026-12-14'), moved('2026-12-10', [1], 6)], '2026-12-11')).toBeUndefined()
  })
  it('home is to be told of the last step until somebody puts down that it was', () => {
    const stored = (id: string, f: WithdrawalEvent) => ({ id, by: 'm1', at: f.decidedAt, f })
    const steps = [stored('s1', moved('2026-11-02', [1, 3, 5], 1)), stored('s2', moved('2026-12-07', [1], 2))]
    expect(homeToTell(steps, '2026-12-08').map(({ id }) => id)).toEqual(['s2'])
    expect(homeToTell([...steps, stored('h', { type: 'home-told', pupilId: 'p1', decidedAt: 3, decisionId: 's2', how: 'telephone', on: '2026-12-08' })], '2026-12-08')).toEqual([])
  })
})

describe('the school’s stages', () => {
  it('are said in plain words', () => {
    expect(stageRuleWords({ ...DAILY, atLeastWeeks: 4 })).toBe('3 good weeks, the latest among them, and 4 weeks at this stage at least. A good week: 80% of mornings on time, no missed morning, 75% of scores met, 50% of targets met.')
    expect(stageRuleWords(CHECK_IN)).toBe('3 good weeks, the latest among them. A good week: a check-in that went well.')
  })
  it('have fewer days each, a name each, and whole numbers', () => {
    expect(stageProblem(DEFAULT_STAGES)).toBeUndefined()
    expect(stageProblem([DAILY])).toBe('too-few')
    expect(stageProblem([DAILY, { ...THREE, days: 5 }])).toBe('not-fewer')
    expect(stageProblem([DAILY, { ...THREE, name: ' every DAY ' }])).toBe('same-name')
    expect(stageProblem([DAILY, { ...THREE, onTime: Number.NaN }])).toBe('number')
    expect(WithdrawalStages.safeParse([THREE, DAILY]).success).toBe(false)
  })
})

describe('the pupil’s view of the next step', () => {
  const at = (stage: WithdrawalStage, facts: WeekFacts[], coming?: Extract<WithdrawalEvent, { type: 'moved-on' | 'stepped-back' }>) => {
    const index = DEFAULT_STAGES.indexOf(stage)
    return dialOf(DEFAULT_STAGES, { at: { index, stage, since: '2026-09-07' }, next: DEFAULT_STAGES[index + 1], progress: progressAt(stage, facts), coming })
  }
  it('says how many good weeks lead on', () => expect(at(THREE, [week(0)])).toMatchObject({ words: '2 more good weeks to once a week.', filled: 1, of: 3 }))
  it('says it when it is time, and at the last stage that the end is talked about', () => {
    expect(at(DAILY, [week(0), week(1), week(2)]).words).toBe('You have done what it takes for three days a week. Talk it over with your mentor.')
    expect(at(CHECK_IN, []).words).toBe('3 more good weeks and then you talk about finishing.')
  })
  it('never says that anything was failed, lost or too little', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('good', 'hard', 'gap'), { maxLength: 8 }), fc.constantFrom(...DEFAULT_STAGES), (kinds, stage) => {
      const { words, more, filled, of } = at(stage, kinds.map((kind, index) => (kind === 'good' ? week(index) : kind === 'hard' ? hard(index) : gap(index))))
      expect(`${words} ${more}`).not.toMatch(/\b(fail\w*|bad|lost|too|poor|reset|late|below|wrong)\b/i)
      expect(filled >= 0 && filled <= of).toBe(true)
    }))
    expect(at(ONCE, [], moved('2026-12-14', [1, 3, 5], 5, 'stepped-back') as never)).toMatchObject({ more: 'More time together when you need it is a good plan. You can take the next step again.' })
  })
})
