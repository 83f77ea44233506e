import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import ReviewScreen from '../../../src/features/weekly-review/ReviewScreen.vue'
import { readWeek } from '../../../src/data/readings/reviewing.ts'
import { schoolCalendar } from '../../../src/domain/time/calendar.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/setting.ts'
import { changedNumbers, sayChanges } from '../../../src/domain/week/reviewState.ts'
import { emptyReview } from '../../../src/domain/week/weeklyReview.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const WEEK = '2026-12-07'
const score = (period: string, mark: string): Row<'reportScore'> => aRow('reportScore', `score:p1:${WEEK}:${period}`, { pupilId: 'p1', date: WEEK, period, said: { mark } })
const at: [string, string] = ['2026-12-11', '15:20']

test('the weekly review has the share of scores that were met, and how many lessons came back beside it', async () => {
  const desk = await aStudy({ rows: [...theMentee, score('P1', '1'), score('P2', '4')], at })
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  expect(screen.text()).toContain('Scores met50%2 of 20 lessons returned')
})

test('a lesson that never came back changes no signed number when its day has passed; a score entered later does, and is said', async () => {
  const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [])
  const desk = await aStudy({ rows: [...theMentee, score('P1', '1')], at })
  const numbers = (on: string) => readWeek(desk.records.memory, { calendar, settings: DEFAULT_SETTINGS }, WEEK, instantAt(on, '15:20')).numbersOf('p1')
  expect([numbers('2026-12-09').lessons, numbers('2026-12-14').lessons], 'the lessons that have been').toEqual([10, 25])
  expect(changedNumbers(numbers('2026-12-11'), numbers('2026-12-14')).map(({ number }) => number), 'Friday’s morning is over').toEqual([])
  const signed = { by: aMentor.id, name: aMentor.name, at: instantAt('2026-12-11', '15:15'), pupilInitials: 'AW', numbers: numbers('2026-12-11') }
  await desk.records.commit([
    { kind: 'add', t: 'weeklyReview', id: `review:p1:${WEEK}`, f: { ...emptyReview('p1', WEEK), outcome: 1, wentWell: 'All', nextStep: 'More', signed } },
    { kind: 'add', t: 'reportScore', id: `score:p1:${WEEK}:P3`, f: { pupilId: 'p1', date: WEEK, period: 'P3', said: { mark: '4' } } },
  ])
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  expect(screen.text()).toContain('Changed after sign-off')
  expect(screen.text()).toContain('lessons returned 1 → 2, scores 1 → 2')
  expect(screen.text()).toContain('Scores met100%1 of 20 lessons returned')
})

const school = { calendar: schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], []), settings: DEFAULT_SETTINGS }
const call = (id: string, outcome: 'spoke' | 'no-answer', time = '15:40'): Row<'contactEntry'> =>
  aRow('contactEntry', id, { pupilId: 'p1', used: '07700 900011', direction: 'out', outcome, topic: 'Progress', text: '', agreed: '', occurredAt: instantAt('2026-12-09', time), entered: instantAt('2026-12-09', time) })

test('contacts with home are among the numbers of the week, with how many reached somebody', async () => {
  const desk = await aStudy({ rows: [...theMentee, call('c1', 'no-answer'), call('c2', 'spoke', '16:10')], at })
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  expect(screen.text()).toContain('Contacts home21 reached')
})

test('a target that rests on scores says how far the pupil is; the mentor gives the result', async () => {
  const target = aTarget('t1', { behaviour: 'meets all report targets', measure: 'percent', threshold: 60, scope: '', evidence: 'scores' })
  const desk = await aStudy({ rows: [...theMentee, target, score('P1', '1'), score('P2', '2'), score('P3', '4')], at })
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  expect(screen.text()).toContain('2 of 3 met (67%): reached')
  expect(screen.text()).toContain('3 of 20 lessons returned')
  expect(desk.records.memory.get('target', 't1')?.f.result).toBe('open')
})

test('scores of a target are frozen with the other numbers, and a later one is said', async () => {
  const rows = [...theMentee, aTarget('t1', { evidence: 'scores' }), score('P1', '1')]
  const desk = await aStudy({ rows, at })
  const live = () => readWeek(desk.records.memory, school, WEEK, instantAt('2026-12-11', '15:20')).numbersOf('p1')
  const frozen = live()
  expect(frozen.ofTargets).toEqual([{ target: 't1', lessons: 20, returned: 1, marks: 1, met: 1 }])
  await desk.records.commit([{ kind: 'add', t: 'reportScore', id: `score:p1:${WEEK}:P2`, f: { pupilId: 'p1', date: WEEK, period: 'P2', said: { mark: '2' } } }])
  expect(sayChanges(changedNumbers(frozen, live()))).toContain('scores of target 1 met 1 → 2')
})

test('a review signed before contacts were counted is not called changed because of them', async () => {
  const desk = await aStudy({ rows: [...theMentee, call('c1', 'spoke')], at })
  const live = readWeek(desk.records.memory, school, WEEK, instantAt('2026-12-11', '15:20')).numbersOf('p1')
  const { contacts, contactsReached: _reached, ofTargets: _of, ...asSignedThen } = live
  expect(contacts).toBe(1)
  expect(changedNumbers(asSignedThen, live)).toEqual([])
})

test('a target for next week has its five lights in the review, and last week’s scores say whether it can be reached', async () => {
  const desk = await aStudy({ rows: [...theMentee, score('P1', '1'), score('P2', '4'), score('P3', '4'), score('P4', '4')], at })
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  await screen.findAll('button').find((one) => one.text() === 'Add a target')!.trigger('click')
  const lights = (): string => screen.get('[aria-label="Five lights"]').text()
  expect(lights()).toContain('Specific: not yet.')
  await screen.findAll('[aria-label="What it may rest on"] button').find((one) => one.text().startsWith('Scores: 25%'))!.trigger('click')
  await screen.get('input[type="radio"][value="percent"]').setValue(true)
  await screen.findAll('input').find((one) => one.element.getAttribute('inputmode') === 'decimal')!.setValue('90')
  expect(lights()).toContain('Last week it was 1 of 4. One step up is easier to reach.')
})
