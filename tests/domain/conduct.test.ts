import { describe, expect, it } from 'vitest'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { daysSoFar, endOfDayOrder, isRepeated, missedReports, problemsInOrder, sayEvidence, sinceSchoolDays, type EndOfDayDecision, type EndOfDayReport } from '../../src/domain/tasks/endOfDay.ts'
import { isOpenMissed, missedOne, type MissedEvent, type StoredMissedEvent } from '../../src/domain/mornings/missed.ts'
import { AFTER_SCHOOL_CHECKS, issued, problemsInSanction, suggestStep, unfair, type Sanction, type SanctionDraft, type SanctionEvent } from '../../src/domain/conduct/sanction.ts'
import { DEFAULT_LADDER, ladderProblem, mayIssue, stepsFor } from '../../src/domain/conduct/sanctionLadder.ts'

const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
const THURSDAY = '2026-12-10'
const stored = <T>(id: string, f: T) => ({ id, by: 'mentor-a', at: 0, f })
const found = (id: string, entered: number, more: Partial<MissedEvent> & Pick<MissedEvent, 'type'>): StoredMissedEvent =>
  stored(id, { pupilId: 'p1', what: 'arrival', date: THURSDAY, entered, line: '', reason: 'forgot', ...more } as MissedEvent)
const sanction = (id: string, step: string, date: string, more: Partial<Sanction> = {}) =>
  stored(id, { pupilId: 'p1', date, entered: Date.parse(date), step, stepName: DEFAULT_LADDER.find((one) => one.id === step)?.name ?? step, minutes: 10, cause: 'missed', behaviour: 'Missed', serveOn: date, adjustment: 'not-needed', checks: [], ...more } satisfies Sanction)
const event = (id: string, sanctionId: string, more: object) => stored(id, { pupilId: 'p1', sanctionId, entered: 1, ...more } as SanctionEvent)

describe('a missed time', () => {
  const key = { what: 'arrival', date: THURSDAY } as const
  it('is open until somebody says why, and the latest word stands', () => {
    expect(missedOne('p1', key, [])).toMatchObject({ state: 'missed', latest: undefined })
    const facts = [found('c', 30, { type: 'explained', reason: 'transport' }), found('a', 10, { type: 'investigating' }), found('b', 20, { type: 'unexplained' })]
    const one = missedOne('p1', key, facts)
    expect(one.state).toBe('explained')
    expect(one.events.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(isOpenMissed(one)).toBe(false)
    expect(isOpenMissed(missedOne('p1', key, [found('a', 10, { type: 'investigating' })]))).toBe(true)
  })
  it('belongs to its pupil, its day, its kind and its session', () => {
    const facts = [found('a', 10, { type: 'unexplained', date: '2026-12-09' }), found('b', 10, { type: 'unexplained', what: 'end-of-day' }), found('c', 10, { type: 'unexplained', what: 'session', session: 's1' })]
    expect(missedOne('p1', key, facts).state).toBe('missed')
    expect(missedOne('p1', { what: 'session', date: THURSDAY, session: 's1' }, facts).state).toBe('unexplained')
    expect(missedOne('p1', { what: 'session', date: THURSDAY, session: 's2' }, facts).state).toBe('missed')
  })
})

describe('the ladder', () => {
  const suggest = (history: Parameters<typeof issued>, role: 'mentor' | 'lead-mentor' = 'mentor', cause: 'missed' | 'behaviour' = 'missed') => suggestStep(DEFAULT_LADDER, cause, issued(...history), '2026-11-02', role)
  it('begins with the first step for it', () => {
    expect(suggest([[], []])).toMatchObject({ step: { id: 'break-detention' }, permitted: true, why: 'The first step' })
    expect(suggest([[], []], 'mentor', 'behaviour')).toMatchObject({ step: { id: 'verbal-warning' } })
  })
  it('goes up one step each time, says when it is not the mentor’s, and stays on the last', () => {
    expect(suggest([[sanction('s1', 'break-detention', '2026-12-01')], []])).toMatchObject({ step: { id: 'lunch-detention' }, why: 'After break detention on Tue 1 Dec' })
    const lunch = sanction('s2', 'lunch-detention', '2026-12-02')
    expect(suggest([[lunch], []])).toMatchObject({ step: { id: 'after-school-detention' }, permitted: false })
    expect(suggest([[lunch], []], 'lead-mentor')).toMatchObject({ permitted: true })
    expect(suggest([[sanction('s3', 'head-of-year-report', '2026-12-02')], []])).toMatchObject({ step: { id: 'head-of-year-report' } })
  })
  it('forgets what was withdrawn and what is long ago', () => {
    expect(suggest([[sanction('s1', 'lunch-detention', '2026-12-01')], [event('e', 's1', { type: 'withdrawn', reason: 'On a trip' })]])).toMatchObject({ step: { id: 'break-detention' } })
    expect(suggest([[sanction('s1', 'lunch-detention', '2026-10-01')], []])).toMatchObject({ step: { id: 'break-detention' } })
  })
  it('has nothing to suggest where the school has no step for it', () => expect(suggestStep([], 'missed', [], '2026-11-02', 'mentor')).toBeUndefined())
  it('says who may issue each step, and what a school may not save', () => {
    expect(stepsFor(DEFAULT_LADDER, 'missed').filter((step) => mayIssue(step, 'mentor')).map(({ id }) => id)).toEqual(['break-detention', 'lunch-detention'])
    expect(mayIssue(DEFAULT_LADDER[0]!, 'office')).toBe(false)
    expect(ladderProblem(DEFAULT_LADDER)).toBeUndefined()
    const [first] = DEFAULT_LADDER
    expect([[], [{ ...first!, name: ' ' }], [first!, first!], [{ ...first!, minutes: Number.NaN }], [{ ...first!, mayIssue: [] }], [{ ...first!, causes: [] }]].map(ladderProblem)).toEqual(['empty', 'no-name', 'same-name', 'minutes', 'nobody', 'no-cause'])
  })
})

describe('before a sanction is given', () => {
  const fair = { absent: false, trip: false, ours: false, transport: false }
  const draft: SanctionDraft = { step: 'break-detention', behaviour: 'Missed Thursday', serveOn: '2026-12-11', guard: fair, adjustment: 'not-needed', checks: [] }
  const problems = (more: Partial<SanctionDraft> = {}, step = DEFAULT_LADDER[1]) => problemsInSanction({ ...draft, ...more }, 'missed', step, THURSDAY, calendar)
  it('every question is asked, and a yes ends it', () => {
    expect(problems()).toEqual([])
    expect(problems({ guard: { ...fair, trip: undefined } })).toEqual(['guard'])
    expect(problems({ guard: { ...fair, trip: true } })).toEqual(['guard'])
    expect(unfair('missed', { ...fair, trip: true })).toBe('trip')
    expect(problems({ adjustment: '', behaviour: ' ', serveOn: '' }, undefined)).toEqual(['adjustment', 'behaviour', 'serve-on'])
    expect(problemsInSanction({ ...draft }, 'missed', undefined, THURSDAY, calendar)).toEqual(['step'])
  })
  it('nobody is kept after school without the day’s notice and the four checks', () => {
    const afterSchool = DEFAULT_LADDER[3]!
    expect(problems({ serveOn: THURSDAY }, afterSchool)).toEqual(['notice', 'checks'])
    expect(problems({ checks: [...AFTER_SCHOOL_CHECKS] }, afterSchool)).toEqual([])
    expect(problems({ checks: AFTER_SCHOOL_CHECKS.slice(1) }, afterSchool)).toEqual(['checks'])
  })
  it('served or not, and parents told, is what the last word says', () => {
    const [one] = issued([sanction('s1', 'break-detention', THURSDAY)], [event('a', 's1', { type: 'not-served', on: THURSDAY, line: '', entered: 1 }), event('b', 's1', { type: 'served', on: THURSDAY, entered: 2 }), event('c', 's1', { type: 'parents-told', on: THURSDAY, how: 'email', entered: 3 })])
    expect(one).toMatchObject({ state: 'served', parentsTold: 'email', seen: false })
  })
})

describe('the report at the end of the day', () => {
  const order = stored('r1', { pupilId: 'p1', entered: 1, from: '2026-12-07', until: '2026-12-11', time: '15:05', checks: [...AFTER_SCHOOL_CHECKS] } satisfies EndOfDayReport)
  const decided = (f: Partial<EndOfDayDecision>) => [stored('d', { pupilId: 'p1', reportId: 'r1', entered: 2, ...f } as EndOfDayDecision)]
  it('runs from its first day, asks on its review date, and is over after it with nobody’s doing', () => {
    const on = (today: string) => endOfDayOrder(order, [], today).state
    expect([on('2026-12-04'), on('2026-12-07'), on('2026-12-11'), on('2026-12-14')]).toEqual(['to-come', 'running', 'review', 'review'])
    const { holdsOn } = endOfDayOrder(order, [], '2026-12-14')
    expect([holdsOn('2026-12-04'), holdsOn('2026-12-07'), holdsOn('2026-12-11'), holdsOn('2026-12-14')]).toEqual([false, true, true, false])
  })
  it('goes on when it is continued, and is judged by the days it then held', () => {
    const later = endOfDayOrder(order, decided({ type: 'continued', from: '2026-12-15', until: '2026-12-18' }), '2026-12-15')
    expect(later).toMatchObject({ state: 'running', until: '2026-12-18' })
    expect(['2026-12-10', '2026-12-14', '2026-12-15'].map(later.holdsOn)).toEqual([true, false, true])
  })
  it('ends early when it is ended', () => {
    const ended = endOfDayOrder(order, decided({ type: 'ended', on: '2026-12-10' }), '2026-12-10')
    expect(ended.state).toBe('ended')
    expect(['2026-12-09', '2026-12-10'].map(ended.holdsOn)).toEqual([true, false])
  })
  it('was missed where nobody reported: today only after it has closed', () => {
    const { holdsOn } = endOfDayOrder(order, [], '2026-12-09')
    const missed = (minutes: number) => missedReports({ holdsOn }, (date) => date === '2026-12-07', calendar, { today: '2026-12-09', minutes }, '15:25', '15:10', 10)
    expect(missed(15 * 60 + 25)).toEqual(['2026-12-08'])
    expect(missed(15 * 60 + 26)).toEqual(['2026-12-09', '2026-12-08'])
  })
  it('is reviewed on the days that have passed: over a weekend and an INSET day, and today only where the pupil has reported', () => {
    const long = endOfDayOrder(stored('r2', { ...order.f, from: '2026-11-26', until: '2026-12-02' }), [], '2026-12-01')
    const so = (reported: string[]) => daysSoFar(long, (date) => reported.includes(date), calendar, '2026-12-01')
    expect(so([])).toEqual(['2026-11-26', '2026-11-30'])
    expect(so(['2026-12-01'])).toEqual(['2026-11-26', '2026-11-30', '2026-12-01'])
    expect(sayEvidence({ days: 0, reported: 0, explained: 0, sanctions: 0, since: '2026-12-07' })).toBe('No day has passed yet. No sanction since Mon 7 Dec.')
    expect(sayEvidence({ days: 1, reported: 1, explained: 0, sanctions: 2, since: '2026-12-07' })).toBe('Reported on 1 of 1 day. 2 sanctions since Mon 7 Dec.')
  })
  it('begins on a school day, has a review date, and never without the four checks', () => {
    const draft = { from: '2026-12-11', until: '2026-12-18', time: '15:05', checks: [...AFTER_SCHOOL_CHECKS] }
    expect(problemsInOrder(draft, THURSDAY, calendar)).toEqual([])
    expect(problemsInOrder({ from: '2026-12-12', until: '2026-12-20', time: '', checks: [] }, THURSDAY, calendar)).toEqual(['from', 'until', 'time', 'checks'])
    expect(problemsInOrder({ ...draft, until: THURSDAY }, THURSDAY, calendar)).toEqual(['until'])
  })
  it('is offered at the second sanction within ten school days, counted over INSET days and weekends', () => {
    const since = sinceSchoolDays(calendar, THURSDAY, 10)
    expect(since).toBe('2026-11-26')
    const two = (first: string) => isRepeated(issued([sanction('s1', 'break-detention', first), sanction('s2', 'lunch-detention', THURSDAY)], []), since, 2)
    expect([two('2026-11-26'), two('2026-11-25')]).toEqual([true, false])
  })
})
