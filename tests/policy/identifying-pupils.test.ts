/** "Mentors meet with DHT / HOY to identify pupils needing to be mentored and put on blue report, using data." */
import { describe, expect, it } from 'vitest'
import type { CandidateDecision } from '../../src/domain/cases/candidate.ts'
import { gradesBelow, reasonsIn } from '../../src/domain/cases/candidateFinding.ts'
import { DEFAULT_CANDIDATE_RULES, fitsMeasure, type CandidateRule } from '../../src/domain/cases/candidateRule.ts'
import { byWeight, candidateView, isKept, sayAgo, type StoredDecision } from '../../src/domain/cases/candidateView.ts'
import { fairness, sayMore, sayShare } from '../../src/domain/cases/fairness.ts'
import { sayReason, sayRule } from '../../src/domain/cases/candidateWords.ts'
import { meetingBefore, meetingNow, tasksFrom } from '../../src/domain/cases/meetingTasks.ts'

const TODAY = '2026-12-10'
const entry = (date: string, points: number, type: 'behaviour' | 'achievement' = 'behaviour') => ({ set: 'behaviour' as const, date, type, reason: '', lesson: '', points, by: '' })
const rules = (...more: Partial<CandidateRule>[]): CandidateRule[] => DEFAULT_CANDIDATE_RULES.map((rule) => ({ ...rule, ...more.find(({ measure }) => measure === rule.measure) }))
const candidate = (reasons: { measure: CandidateRule['measure']; span: number; value: number }[], to = '2026-12-04') => ({ id: 'c1', f: { preferredName: 'Ines', surname: 'Example', form: '9B', year: 9, behaviour: { batch: 'b', to, reasons } } })
const decision = (choice: CandidateDecision['choice'], more: Partial<CandidateDecision> = {}): StoredDecision =>
  ({ id: `d-${choice}`, by: 'hoy9', at: 1, f: { pupilId: 'c1', choice, reason: 'Because.', date: '2026-11-19', present: ['hoy9'], evidence: [], entered: 1, ...more } })
const FOURTEEN = { measure: 'behaviour-points' as const, span: 3, value: 14 }

describe('The school looks by sentences that the DHT edits', () => {
  it('the sentence reads as it counts', () => {
    expect(DEFAULT_CANDIDATE_RULES.filter(({ isOn }) => isOn).map(sayRule)).toEqual(['11 behaviour points or more in 3 weeks', 'attendance below 90%', '8 late marks or more', '2 grades or more below target in 3 subjects or more'])
    expect([fitsMeasure({ measure: 'attendance', limit: 0, span: 0 }), fitsMeasure({ measure: 'grades', limit: 3, span: 9 })]).toEqual([false, false])
  })
  it('eleven behaviour points in three weeks are found with their own figure; older ones and praise are not counted, whatever their sign', () => {
    const entries = [entry('2026-11-20', -6), entry('2026-12-04', 5), entry('2026-11-13', -9), entry('2026-12-01', 4, 'achievement')]
    expect(reasonsIn(rules(), { entries }, '2026-12-04').map(sayReason)).toEqual(['11 behaviour points in 3 weeks'])
    expect(reasonsIn(rules(), { entries: entries.slice(1) }, '2026-12-04')).toEqual([])
  })
  it('attendance, late marks and grades below target are found in their own exports', () => {
    const attendance = { set: 'attendance' as const, from: '2026-09-03', to: '2026-12-04', possible: 126, present: 106, authorised: 15, unauthorised: 5, late: 9 }
    expect(reasonsIn(rules(), { attendance }, '2026-12-04').map(sayReason)).toEqual(['Attendance 84.1%', '9 late marks'])
    const grade = (subject: string, result: string, target: string) => ({ set: 'grades' as const, date: '2026-11-27', subject, aspect: '', result, target, teacher: '' })
    expect(reasonsIn(rules(), { grades: [grade('English', '4', '6'), grade('Maths', '3', '7'), grade('Science', 'C', 'A'), grade('Art', '5', '6')] }, '2026-12-04').map(sayReason)).toEqual(['2 grades or more below target in 3 subjects'])
    expect([gradesBelow('5-', '7'), gradesBelow('B', '6'), gradesBelow('', '6'), gradesBelow('A*', 'A')]).toEqual([2, undefined, undefined, -1])
  })
  it('a pupil without a possible session or an export is found by nothing', () => {
    expect(reasonsIn(rules(), {}, TODAY)).toEqual([])
    expect(reasonsIn(rules(), { attendance: { set: 'attendance', from: TODAY, to: TODAY, possible: 0, present: 0, authorised: 0, unauthorised: 0, late: 0 } }, TODAY)).toEqual([])
  })
  it('a higher limit holds at once; other weeks wait for the next export; a sentence that is off proposes nobody', () => {
    const shown = (...more: Partial<CandidateRule>[]): number => candidateView(candidate([FOURTEEN]), [], rules(...more), TODAY, '2026-10-11').reasons.length
    expect([shown(), shown({ measure: 'behaviour-points', limit: 15 }), shown({ measure: 'behaviour-points', span: 4 }), shown({ measure: 'behaviour-points', isOn: false })]).toEqual([1, 0, 0, 0])
  })
})

describe('What was decided is kept and shown again', () => {
  it('Not now stands with its day, until there is newer data than it had', () => {
    const view = candidateView(candidate([FOURTEEN]), [decision('not-now')], rules(), TODAY, '2026-10-11')
    expect({ state: view.state, newSince: view.newSince, ago: sayAgo('2026-11-19', TODAY) }).toEqual({ state: 'not-now', newSince: true, ago: 'for 3 weeks' })
    expect(candidateView(candidate([FOURTEEN], '2026-11-18'), [decision('not-now')], rules(), TODAY, '2026-10-11').newSince).toBe(false)
  })
  it('Watch comes back on its day', () => {
    const state = (lookAgain: string): string => candidateView(candidate([FOURTEEN]), [decision('watch', { lookAgain })], rules(), TODAY, '2026-10-11').state
    expect([state('2026-12-11'), state('2026-12-10')]).toEqual(['watch', 'open'])
  })
  it('of two decisions the later stands, and the earlier is told', () => {
    const view = candidateView(candidate([FOURTEEN]), [decision('watch'), decision('not-now', { entered: 2 })], rules(), TODAY, '2026-10-11')
    expect([view.decision?.f.choice, view.earlier.map(({ f }) => f.choice)]).toEqual(['not-now', ['watch']])
  })
  it('data that is too old proposes nobody, and who was neither found nor decided on is not on the list', () => {
    const old = candidateView(candidate([FOURTEEN], '2026-09-30'), [], rules(), TODAY, '2026-10-11')
    expect([old.reasons, isKept(old), isKept(candidateView(candidate([FOURTEEN], '2026-09-30'), [decision('watch')], rules(), TODAY, '2026-10-11'))]).toEqual([[], false, true])
  })
  it('who is found by more sentences comes first, then who is further beyond them', () => {
    const view = (id: string, ...reasons: { measure: CandidateRule['measure']; span: number; value: number }[]) => candidateView({ ...candidate(reasons), id }, [], rules(), TODAY, '2026-10-11')
    expect([view('few', FOURTEEN), view('more', { ...FOURTEEN, value: 20 }), view('two', FOURTEEN, { measure: 'behaviour-points', span: 3, value: 11 })].sort(byWeight).map(({ id }) => id)).toEqual(['two', 'more', 'few'])
  })
})

describe('Who is picked is held against who is on the roll', () => {
  const roll = { year: 9, on: TODAY, pupils: 100, sen: 20, pupilPremium: 30, girls: 50, boys: 50, lookedAfter: 2 }
  const picked = (girls: number, boys: number) => [...Array.from({ length: girls }, () => ({ sex: 'F' as const, sen: 'N' as const })), ...Array.from({ length: boys }, () => ({ sex: 'M' as const, sen: 'N' as const }))]
  const row = (group: string, of: ReturnType<typeof fairness>) => of.find((one) => one.group === group)

  it('is told with both figures and what lies between them, in words that blame nobody', () => {
    const girls = row('girls', fairness(picked(5, 15), [roll], 5))
    expect([girls && sayShare(girls.picked, 5), girls && sayShare(girls.roll, 5), sayMore(girls?.more)]).toEqual(['5 of 20 (25%)', '50 of 100 (50%)', '5 fewer than a pick like the roll would have'])
    expect(sayMore(row('boys', fairness(picked(10, 11), [roll], 5))?.more)).toBe('About as on the roll')
  })
  it('a group of few is not shown, nor its opposite, nor what is few on the roll; a none is', () => {
    const rows = fairness(picked(4, 15), [roll], 5)
    expect([row('girls', rows)?.picked, row('boys', rows)?.picked, row('lookedAfter', rows)?.roll, row('sen', rows)?.picked]).toEqual(['hidden', 'hidden', 'hidden', { pupils: 0, of: 19 }])
  })
  it('what no export has said is said to be not known, and is counted', () => {
    const rows = fairness([...picked(6, 6), {}], [roll], 5)
    expect([row('girls', rows)?.notKnown, row('eal', rows)?.picked, row('eal', rows)?.roll, row('eal', rows)?.more]).toEqual([1, 'not-known', 'not-known', undefined])
    expect(fairness(picked(6, 6), [], 5).every(({ roll: on }) => on === 'not-known')).toBe(true)
  })
})

describe('The meeting', () => {
  const meeting = (id: string, date: string, begun: number, ended?: number) => ({ id, f: { year: 9, date, present: [], begun, ...(ended === undefined ? {} : { ended }) } })
  it('is on until it is ended, or its day is over; the one before says since when things have changed', () => {
    const all = [meeting('first', '2026-11-25', 1, 2), meeting('now', TODAY, 5)]
    expect([meetingNow(all, 9, TODAY)?.id, meetingNow(all, 9, '2026-12-11')?.id, meetingNow(all, 8, TODAY)?.id]).toEqual(['now', undefined, undefined])
    expect([meetingBefore(all, 9, all[1])?.id, meetingBefore(all, 9, undefined)?.id]).toEqual(['first', 'now'])
  })
  it('leaves tasks with an owner and a day: open ones first, the late ones said', () => {
    const task = (id: string, due: string) => ({ id, by: 'hoy9', f: { pupilId: 'p1', about: 'case' as const, text: id, owner: 'mentor1', due, entered: 1 } })
    const tasks = tasksFrom([task('late', '2026-12-01'), task('done', '2026-12-02'), task('coming', '2026-12-14')], [{ id: 'x', by: 'mentor1', f: { pupilId: 'p1', about: 'case', taskId: 'done', at: 9 } }], TODAY)
    expect(tasks.map(({ id, isLate, done }) => [id, isLate, done?.by])).toEqual([['late', true, undefined], ['coming', false, undefined], ['done', false, 'mentor1']])
  })
})
