import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { askedFor } from '../../src/data/readings/feedback.ts'
import { reachFor } from '../../src/data/readings/home.ts'
import { raiseFor } from '../../src/data/readings/mentoring.ts'
import { readWeek } from '../../src/data/readings/reviewing.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { DEFAULT_SETTINGS, settingsFrom } from '../../src/domain/setting.ts'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import { instantAt } from '../../src/domain/time/clock.ts'
import type { Row } from '../../src/domain/records.ts'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { blueReportSheet } from '../../src/features/scores/blueReportSheet.ts'
import ReviewScreen from '../../src/features/weekly-review/ReviewScreen.vue'
import ReviewsScreen from '../../src/features/weekly-review/ReviewsScreen.vue'
import { aReview, theWeek, WEEK } from '../features/weekly-review/aWeek.ts'
import { aDesk, settleDisk, THURSDAY } from '../support/aDesk.ts'
import { aMentorship, aNote, anArrival, aStudy, aTarget, theMentee } from '../support/aMentee.ts'
import { aNoteScreen } from '../support/aNoteScreen.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

async function thePage(rows: readonly Row[] = []) {
  const desk = await aStudy({ rows: [...theMentee, ...rows] })
  const screen = desk.look(PupilScreen, { pupilId: 'p1' })
  await settleDisk()
  return screen
}

describe('All Mentors have an electronic log which should be used to build the profiles of each pupil they have been working with', () => {
  test('arrivals, notes, daily actions, targets and reviews stand in one log, newest first', async () => {
    const screen = await thePage([
      anArrival('a1', '2026-12-08', '08:28'),
      aNote('n1', 'Coursework handed in'),
      aRow('dailyAction', 'd1', { pupilId: 'p1', date: '2026-12-08', text: 'Bring the planner' }, { by: aMentor.id, at: instantAt('2026-12-08', '08:35') }),
      aTarget('t1'),
      aRow('weeklyReview', 'review:p1:2026-11-30', { ...emptyReview('p1', '2026-11-30'), outcome: 1, wentWell: 'Homework' }, { by: aMentor.id, at: instantAt('2026-12-04', '14:00') }),
    ])
    expect(screen.findAll('h4').map((one) => one.text()).slice(0, 5)).toEqual(['From staff', 'Daily action', 'Arrived: / on time', 'Target', 'Weekly review, week of Mon 30 Nov'])
  })

  test('a search for "coursework" finds the entry', async () => {
    const screen = await thePage([aNote('n1', 'Coursework handed in'), aNote('n2', 'Late to the lesson')])
    await screen.get('input[type="search"]').setValue('coursework')
    expect(screen.findAll('h4')).toHaveLength(1)
    expect(screen.text()).toContain('Coursework handed in')
  })
})

test('Pupil information & Relevant background data', async () => {
  const screen = await thePage()
  for (const words of ['Abdi Warsame', '9B', 'Ms Year Nine', 'Mr Tutor', 'Pupil premium', 'Homework in three subjects', '2 November 2026', '8.30 every school day']) expect(screen.text()).toContain(words)
})

test('Targets set', async () => {
  const screen = await thePage([
    aTarget('t1', { weekStart: '2026-11-30', by: '2026-12-04', result: 'met' }),
    aTarget('t2', { weekStart: '2026-11-30', by: '2026-12-04', behaviour: 'hands in homework', result: 'retired' }),
    aTarget('t3', { version: 2 }),
  ])
  const log = screen.get('[aria-label="Show only"]').findAll('button').find((one) => one.text().startsWith('Targets'))!
  await log.trigger('click')
  const text = screen.text()
  for (const words of ['Met', 'Retired', 'Version 2', 'Rests on: Teacher’s reply']) expect(text).toContain(words)
  expect(screen.findAll('h4')).toHaveLength(3)
})

describe('Mentors should complete their electronic records by the end of Monday lunch for the previous week', () => {
  const rows = [...theMentee, aNote('n1', 'No homwork')]
  test('until then a correction reads as an edit', async () => {
    const { screen } = await aNoteScreen(await aStudy({ rows, at: ['2026-12-14', '13:20'] }), { noteId: 'n1' })
    expect(screen.text()).toContain('Reason for the correction (optional)')
  })
  test('after it a correction is an amendment with a reason, and both versions stay', async () => {
    const desk = await aStudy({ rows, at: ['2026-12-14', '13:21'] })
    const { screen, write, save } = await aNoteScreen(desk, { noteId: 'n1' })
    expect(screen.text()).toContain('both versions stay in sight with your reason')
    await write('No homework')
    await save()
    expect(desk.records.memory.ofPupil('note', 'p1')).toHaveLength(1)
    await screen.get('input[type="text"]').setValue('Spelling')
    await save()
    expect(desk.records.memory.ofPupil('note', 'p1').map(({ f }) => f.text)).toEqual(['No homwork', 'No homework'])
  })
})

describe('Mentors should complete their electronic records by the end of Monday lunch for the previous week: the weekly reviews', () => {
  const at = (time: string) => aDesk({ rows: theWeek, at: ['2026-12-14', time] })

  test('the list says by when they are due, and until then nothing is overdue', async () => {
    const screen = (await at('13:20')).look(ReviewsScreen)
    await settleDisk()
    expect(screen.text()).toContain('Due by the end of Monday lunch, 13.20 on Monday 14 December.')
    expect(screen.text()).not.toContain('Overdue')
  })

  test('a minute later an unsigned review is overdue, and the list says so plainly', async () => {
    const screen = (await at('13:21')).look(ReviewsScreen)
    await settleDisk()
    expect(screen.text()).toContain('Overdue: was due by the end of Monday lunch, 13.20 on Monday 14 December. 1 review is not signed.')
  })
})

test('Log of weekly reviews: each is signed once, its numbers freeze, and a later change opens a new version with a reason', async () => {
  const desk = await aDesk({ rows: [...theWeek, aReview({ outcome: 1, wentWell: 'A calm week.', nextStep: 'Bus' })], at: [THURSDAY, '15:20'] })
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  const press = async (words: string): Promise<void> => {
    await screen.findAll('button').filter((one) => one.text() === words).at(-1)!.trigger('click')
    await settleDisk()
  }
  await settleDisk()
  await press('Sign the review')
  await press('Sign')
  const kept = () => desk.records.memory.get('weeklyReview', reviewId('p1', WEEK))?.f
  expect(kept()?.signed).toMatchObject({ name: aMentor.name, numbers: { arrivals: 3, expectedMornings: 4 } })
  await press('Amend with a reason')
  await screen.get('dialog[open] textarea').setValue('A reply came late')
  await press('Open it again')
  expect(kept()).toMatchObject({ version: 2, amendedReason: 'A reply came late', signed: null })
})

describe('A pupil returns a year later: history joins, cases stay separate', () => {
  const before = aRow('mentorship', 'm-before', { ...aMentorship('p1').f, mentorId: 'mr-hale', state: 'closed', startedOn: '2026-06-08', endedOn: '2026-11-13', endReason: 'On time for six weeks' })
  const again = theMentee.filter(({ t }) => t !== 'mentorship')
  const present = aMentorship('p1', { startedOn: '2026-11-30' })
  const old = [
    aNote('n-old', 'Homework forgotten', { occurredAt: instantAt('2026-11-12', '10:00'), raise: true }, { by: 'mr-hale' }),
    aRow('weeklyReview', 'review:p1:2026-11-09', { ...emptyReview('p1', '2026-11-09'), outcome: 2, signed: { by: 'mr-hale', name: 'Mr Hale', at: instantAt('2026-11-13', '15:00'), pupilInitials: 'AW', numbers: aReview().f.signed?.numbers ?? { expectedMornings: 5, arrivals: 5, onTime: 5, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 0 } } }, { by: 'mr-hale' }),
    aRow('staffRequest', 'q-old', { pupilId: 'p1', teacher: 'Ms Bell', subject: 'Science', area: 'subject', via: 'link', asked: instantAt('2026-11-10', '11:00') }, { by: 'mr-hale' }),
  ]
  const contact = (id: string, date: string): Row => aRow('contactEntry', id, { pupilId: 'p1', used: '01632 960123', direction: 'out', outcome: 'no-answer', topic: '', text: '', agreed: '', occurredAt: instantAt(date, '16:00'), entered: instantAt(date, '16:00') })
  const study = () => aStudy({ rows: [...again, before, present, ...old, aRow('contact', 'home', { ...NO_DETAILS, pupilId: 'p1', name: 'Hodan Warsame', phone: '01632 960123' }), contact('c1', '2026-11-10'), contact('c2', '2026-11-11'), contact('c3', '2026-11-12')] })

  test('the log has both times, each entry with who wrote it', async () => {
    const screen = (await study()).look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    const text = screen.text()
    expect(text).toContain('Mentored from 8 June 2026 to 13 November 2026')
    expect(text).toContain('Homework forgotten')
    expect(screen.findAll('li').find((one) => one.text().includes('Weekly review, week of Mon 9 Nov'))?.text()).toContain('Mr Hale')
  })

  test('what is counted and owed is the present case’s: notes to raise, who was asked, attempts to reach home, the weeks before', async () => {
    const desk = await study()
    const { memory } = desk.records
    expect(raiseFor(memory, 'p1', '2026-12-10')).toEqual([])
    expect(askedFor(memory, 'p1', '2026-12-10')).toEqual([])
    expect(reachFor(memory, 'p1', DEFAULT_SETTINGS)).toMatchObject({ state: 'open', failed: [] })
    const screen = desk.look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    expect(screen.text()).toContain('Nobody has been asked yet.')
    const weeks = new Set(screen.findAll('th[scope="row"]').map((one) => one.text()))
    expect([...weeks]).toContain('16 Nov')
    expect([...weeks]).not.toContain('9 Nov')
  })
})

describe('Mentors should keep a paper file of all blue reports: what stands there means what it meant', () => {
  const SEVEN = [{ from: '2026-12-07', periods: [{ key: 'P1', name: 'Early', from: '08:50', to: '09:40' }, { key: 'P6', name: 'Tutor', from: '09:40', to: '10:00' }] }]
  const changed = aRow('setting', 'laterPeriods', { key: 'laterPeriods', value: SEVEN })
  const scored = (date: string, period: string) => aRow('reportScore', `score:p1:${date}:${period}`, { pupilId: 'p1', date, period, said: { mark: '1' } })
  const theSchool = async (...rows: Row[]) => {
    const { records } = await aDesk({ rows: [...theMentee, scored('2026-12-01', 'P5'), scored('2026-12-01', 'P1'), ...rows] })
    const settings = settingsFrom(records.memory.all('setting').map(({ f }) => f))
    const calendar = schoolCalendar(records.memory.all('term').map(({ f }) => f), [], [])
    const school = { calendar, settings }
    const sheet = (weekStart: string) => blueReportSheet({ memory: records.memory, ...school, staffName: (id) => id, initialsOf: (id) => id, now: instantAt(THURSDAY, '08:28') }, { id: 'd1', pupilId: 'p1', mentorId: aMentor.id, weekStart })
    return { sheet, review: (weekStart: string) => readWeek(records.memory, school, weekStart, instantAt(THURSDAY, '08:28')).numbersOf('p1') }
  }

  test('when the school’s periods change, last week’s sheet, scores and review stay as they were', async () => {
    const before = await theSchool()
    const after = await theSchool(changed)
    expect(after.sheet('2026-11-30')).toEqual(before.sheet('2026-11-30'))
    expect(after.sheet('2026-11-30')?.periods.map(({ name }) => name)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5'])
    expect(after.review('2026-11-30')).toEqual(before.review('2026-11-30'))
    expect(after.review('2026-11-30')).toMatchObject({ lessons: 25, lessonsReturned: 2 })
  })

  test('this week’s sheet and count have the new ones', async () => {
    const { sheet, review } = await theSchool(changed, scored('2026-12-08', 'P6'))
    expect(sheet('2026-12-07')?.periods).toEqual([{ name: 'Early', from: '8.50' }, { name: 'Tutor', from: '9.40' }])
    expect(review('2026-12-07')).toMatchObject({ lessons: 6, lessonsReturned: 1 })
  })
})
