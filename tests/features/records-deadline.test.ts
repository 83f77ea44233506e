import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { emptyReview, reviewId } from '../../src/domain/week/weeklyReview.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import type { Row } from '../../src/domain/records.ts'
import RecordsPrintScreen from '../../src/features/records-deadline/RecordsPrintScreen.vue'
import RecordsScreen from '../../src/features/records-deadline/RecordsScreen.vue'
import { aDesk, settleDisk, type Desk } from '../support/aDesk.ts'
import { anArrival, aTarget, theMentee } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { THE_LEAD, theLead, unexplainedOn } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  // No network: what the tablets say is asked for and not there.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const WEEK = '2026-11-30'
const numbers = { expectedMornings: 5, arrivals: 5, onTime: 5, lateToMentor: 0, lateForRegister: 0, minutesLate: 0, notes: 0, dailyActions: 1 }
const signedReview = (at: number): Row<'weeklyReview'> =>
  aRow('weeklyReview', reviewId('p1', WEEK), { ...emptyReview('p1', WEEK), outcome: 1, wentWell: 'Homework', nextStep: 'More', planInPlanner: true, signed: { by: aMentor.id, name: aMentor.name, at, pupilInitials: 'AW', numbers } }, { by: aMentor.id, at })
const came = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'].map((date) => anArrival(`tap-${date}`, date, '08:28'))
const rest: Row[] = [
  ...theMentee, theLead, ...came, aTarget('t1', { weekStart: WEEK, result: 'met' }), aTarget('t2', { weekStart: '2026-12-07' }, { at: instantAt('2026-12-04', '15:20') }),
  aRow('dailyAction', 'd1', { pupilId: 'p1', date: '2026-12-01', text: 'Planner checked' }, { by: aMentor.id, at: instantAt('2026-12-01', '08:50') }),
]
const MONDAY_NOON: [string, string] = ['2026-12-07', '12:30']
const open = async (desk: Desk, screen: Parameters<Desk['look']>[0], props: Record<string, unknown> = {}): Promise<VueWrapper> => {
  const opened = desk.look(screen, props)
  await settleDisk()
  return opened
}

describe('Mentors should complete their electronic records by the end of Monday lunch for the previous week', () => {
  test('on Monday the mentor sees last week, what is missing and how long it takes, and each opens the thing', async () => {
    const desk = await aDesk({ rows: rest, at: MONDAY_NOON })
    const screen = await open(desk, RecordsScreen)
    expect(screen.text()).toContain('Mon 30 Nov to Fri 4 Dec')
    expect(screen.text()).toContain('Due by the end of Monday lunch, 13.20 on Mon 7 Dec.')
    expect(screen.text()).toContain('2 things, about 4 minutes')
    await screen.findAll('button').find((one) => one.text().includes('Abdi Warsame'))!.trigger('click')
    const links = screen.findAll('dialog a').map((one) => [one.text(), one.attributes('href')])
    expect(links).toEqual([['The weekly review is not signed', `/reviews/${WEEK}/p1`], ['No action plan, and no tick for the planner', `/reviews/${WEEK}/p1`]])
  })

  test('a time that was missed opens itself, also from a week that the list of missed times no longer reaches', async () => {
    const came = rest.filter(({ id }) => id !== 'tap-2026-12-02' && id !== 'tap-2026-12-03')
    const desk = await aDesk({ rows: [...came, unexplainedOn('m1', '2026-12-02'), signedReview(instantAt('2026-12-04', '15:00'))], at: ['2027-01-11', '12:30'] })
    const screen = await open(desk, RecordsScreen, { weekStart: WEEK })
    await screen.findAll('button').find((one) => one.text().includes('Abdi Warsame'))!.trigger('click')
    const links = screen.findAll('dialog a').map((one) => [one.text(), one.attributes('href')])
    expect(links).toEqual([['1 missed time is not looked into', '/pupils/p1/missed/arrival/2026-12-03']])
  })

  test('after lunch what is missing is red; work done in time that arrives later puts it right', async () => {
    const desk = await aDesk({ rows: rest, at: ['2026-12-07', '14:00'], me: THE_LEAD })
    const screen = await open(desk, RecordsScreen)
    expect(screen.text()).toContain('Missing: 2 things, about 4 minutes')
    await desk.records.sync.applyPage(
      { epoch: 'e1', from: { seq: 1 }, cursor: { seq: 2 }, more: false, lastN: 0, puts: [{ ...signedReview(instantAt('2026-12-07', '12:58')), seq: 2 }] as never, dropBuckets: [], purge: [], scope: [], scopeV: 1, serverWall: Date.now(), leaseUntil: Date.now() + 86_400_000 }, Date.now(),
    )
    await settleDisk()
    expect(screen.text()).toContain('1 complete in time, 0 complete but late, 0 not complete')
  })

  test('signed after lunch is complete, but late', async () => {
    const desk = await aDesk({ rows: [...rest, signedReview(instantAt('2026-12-07', '14:05'))], at: ['2026-12-07', '15:00'], me: THE_LEAD })
    expect((await open(desk, RecordsScreen)).text()).toContain('Complete, late')
  })

  test('finished offline in time is in time: the board says when it was done and when it was received', async () => {
    const received = instantAt('2026-12-07', '13:45')
    const asked: string[] = []
    vi.stubGlobal('fetch', (url: string, { body }: { body?: string } = {}) => {
      if (!url.endsWith('/received')) return Promise.reject(new TypeError('Failed to fetch'))
      asked.push(...(JSON.parse(body ?? '{}') as { stamps: string[] }).stamps)
      return Promise.resolve(new Response(JSON.stringify({ received: { 'tablet-9:7': received } }), { headers: { 'content-type': 'application/json' } }))
    })
    const review = { ...signedReview(instantAt('2026-12-07', '12:41')), s: 'tablet-9:7' }
    const desk = await aDesk({ rows: [...rest, review], at: ['2026-12-07', '14:00'], me: THE_LEAD })
    const screen = await open(desk, RecordsScreen)
    await vi.waitFor(() => expect(asked).toContain('tablet-9:7'), { timeout: 20_000 })
    await vi.waitFor(() => expect(screen.text()).toContain('Complete, done Mon 7 Dec, 12.41, received 13.45'), { timeout: 20_000 })
    expect(screen.text()).toContain('1 complete in time (1 received after the deadline), 0 complete but late')
    await screen.findAll('button').find((one) => one.text().includes('Abdi Warsame'))!.trigger('click')
    expect(screen.get('dialog').text()).toContain('12.41, and received Mon 7 Dec, 13.45. Done in time is in time, whenever it arrives.')
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    // The board is opened again where there is no network.
    screen.unmount()
    const later = await open(desk, RecordsScreen)
    await vi.waitFor(() => expect(later.text()).toContain('Complete, done Mon 7 Dec, 12.41, received 13.45'), { timeout: 20_000 })
  })

  test('a rule that is changed afterwards makes nothing late: last week is judged by the lunch it was due at, the coming one by the new', async () => {
    const changed = aRow('setting', 'lunchEnds', { key: 'lunchEnds', value: '12:50', changedBy: 'dht', changedAt: instantAt('2026-12-08', '09:00'), earlier: [{ value: '13:20', until: instantAt('2026-12-08', '09:00') }] })
    const desk = await aDesk({ rows: [...rest, signedReview(instantAt('2026-12-07', '13:10')), changed], at: ['2026-12-08', '10:00'], me: THE_LEAD })
    const last = await open(desk, RecordsScreen)
    expect(last.text()).toContain('13.20 on Mon 7 Dec')
    expect(last.text()).toContain('1 complete in time, 0 complete but late')
    expect((await open(desk, RecordsScreen, { weekStart: '2026-12-07' })).text()).toContain('12.50 on Mon 14 Dec')
  })

  test('without a network the board says when it was done, and nothing of a time that it was never told', async () => {
    const desk = await aDesk({ rows: [...rest, signedReview(instantAt('2026-12-07', '12:41'))], at: ['2026-12-07', '14:00'], me: THE_LEAD })
    const screen = await open(desk, RecordsScreen)
    expect(screen.text()).toContain('1 complete in time, 0 complete but late')
    expect(screen.text()).not.toContain('received')
  })

  test('the Lead Mentor nudges, and the mentor sees that it was asked for', async () => {
    const desk = await aDesk({ rows: rest, at: MONDAY_NOON, me: THE_LEAD })
    const screen = await open(desk, RecordsScreen)
    await screen.findAll('button').find((one) => one.attributes('aria-label') === `Nudge ${aMentor.name}`)!.trigger('click')
    await settleDisk()
    const nudges = desk.records.memory.all('nudge')
    expect(nudges.map(({ f }) => [f.pupilId, f.mentorId, f.weekStart])).toEqual([['p1', aMentor.id, WEEK]])
    const mentor = await aDesk({ rows: [...rest, ...nudges], at: MONDAY_NOON })
    expect((await open(mentor, RecordsScreen)).text()).toContain('asked Mon 7 Dec, 12.30')
  })

  test('a mentor nudges nobody, and sees their own pupils alone', async () => {
    const screen = await open(await aDesk({ rows: rest, at: MONDAY_NOON }), RecordsScreen)
    expect(screen.findAll('button').some((one) => one.text() === 'Nudge')).toBe(false)
    expect(screen.text()).toContain('My pupils')
  })

  test('printed for the Deputy Headteacher it says the same in words and signs', async () => {
    const desk = await aDesk({ rows: rest, at: MONDAY_NOON, me: THE_LEAD })
    const text = (await open(desk, RecordsPrintScreen, { weekStart: WEEK })).text()
    expect(text).toContain('Which tablets hold unsent work could not be asked just now.')
    expect(text).toContain('○ To do')
    expect(text).toContain('The weekly review is not signed; No action plan, and no tick for the planner')
  })
})
