/** "Before mentoring": what happens before pupils meet their mentor. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isStale, problemsInBackground } from '../../src/domain/background.ts'
import { schoolCalendar } from '../../src/domain/calendar.ts'
import { instantAt } from '../../src/domain/clock.ts'
import { changesSince, listDue, listedAs, listState, sayList, type NextWeekList } from '../../src/domain/nextWeekList.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import PupilBackground from '../../src/features/caseload/PupilBackground.vue'
import NextWeekScreen from '../../src/features/next-week/NextWeekScreen.vue'
import { aDesk, expected, settleDisk, theMentees, type Desk } from '../support/aDesk.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

const MONDAY = '2026-12-14'
const list = (sentAt: number, pupils: NextWeekList['pupils'] = []): { id: string; f: NextWeekList } => ({ id: `l${sentAt}`, f: { mentorId: aMentor.id, weekStart: MONDAY, pupils, sentAt } })

describe('“Mentors tell Lead Mentor who is being mentored the following week”', () => {
  const calendar = schoolCalendar([{ name: 'Autumn 1', from: '2026-09-01', to: '2026-10-23' }, { name: 'Autumn 2', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
  const due = listDue(calendar, MONDAY, '15:30')

  it('is due at 15.30 on the last school day before it: the Friday, the Thursday before an INSET day, the last day before half-term', () => {
    expect(due).toBe(instantAt('2026-12-11', '15:30'))
    expect(listDue(calendar, '2026-11-30', '15:30')).toBe(instantAt('2026-11-26', '15:30'))
    expect(listDue(calendar, '2026-11-02', '15:30')).toBe(instantAt('2026-10-23', '15:30'))
  })
  it('a pupil is new in the first week and while being prepared, tapering with fewer days, ending when closing', () => {
    expect(listedAs({ state: 'active', startedOn: '2026-11-02' }, false, MONDAY)).toBe('continuing')
    expect(listedAs({ state: 'active', startedOn: '2026-12-09' }, false, MONDAY)).toBe('new')
    expect(listedAs({ state: 'active', startedOn: '2026-12-07' }, false, MONDAY)).toBe('continuing')
    expect(listedAs({ state: 'preparing', startedOn: '2026-11-02' }, false, MONDAY)).toBe('new')
    expect(listedAs({ state: 'active', startedOn: '2026-11-02' }, true, MONDAY)).toBe('tapering')
    expect(listedAs({ state: 'withdrawing', startedOn: '2026-11-02' }, false, MONDAY)).toBe('tapering')
    expect(listedAs({ state: 'closing', startedOn: '2026-11-02' }, true, MONDAY)).toBe('ending')
  })
  it('a list sent in time stays in time when a better one follows; the first after the time is late; none after it is overdue', () => {
    const friday = instantAt('2026-12-11', '15:29')
    const saturday = instantAt('2026-12-12', '10:00')
    expect(listState([list(friday), list(saturday)], due, saturday)).toBe('sent')
    expect(listState([list(saturday)], due, saturday)).toBe('sent-late')
    expect(listState([], due, friday)).toBe('to-send')
    expect(listState([], due, saturday)).toBe('overdue')
  })
  it('says who joined and who left since; how a pupil is listed, or left out, is the mentor’s word', () => {
    expect(changesSince([{ pupilId: 'p1', as: 'continuing' }, { pupilId: 'p2', as: 'ending' }, { pupilId: 'p4', as: 'none' }], [{ pupilId: 'p2', as: 'continuing' }, { pupilId: 'p3', as: 'new' }]))
      .toEqual([{ pupilId: 'p3', how: 'joined' }, { pupilId: 'p1', how: 'left' }])
    expect(sayList([{ pupilId: 'p1', as: 'continuing' }, { pupilId: 'p2', as: 'new' }, { pupilId: 'p3', as: 'none' }])).toBe('2 pupils: 1 new, 1 not next week')
    expect(sayList([])).toBe('Nobody')
  })
})

const aCase = (pupilId: string, mentorId: string, more: Partial<FieldsOf<'mentorship'>> = {}): Row<'mentorship'> =>
  aRow('mentorship', `m-${pupilId}`, { pupilId, mentorId, state: 'active', reason: 'Punctuality', startedOn: '2026-11-02', ...more })
const cases: Row[] = [aCase('p1', aMentor.id), aCase('p2', aMentor.id, { state: 'withdrawing' }), aCase('p3', 'mentor-b')]

describe('the mentor’s list for the following week', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await aDesk({ rows: [...theMentees, ...cases] })
  })
  afterEach(() => vi.useRealTimers())
  const sent = (): FieldsOf<'nextWeekList'>[] => desk.records.memory.all('nextWeekList').map(({ f }) => f)

  it('begins as the caseload is, goes with one tap and no network, and stays as it was sent', async () => {
    const screen = desk.look(NextWeekScreen)
    expect(screen.text()).toContain('14 Dec')
    expect(screen.text()).toContain('Due Friday 11 December 2026, 15.30')
    await screen.get('select').setValue('ending')
    await screen.findAll('button').find((one) => one.text() === 'Send to the Lead Mentor')?.trigger('click')
    await settleDisk()
    expect(sent()).toEqual([{ mentorId: aMentor.id, weekStart: MONDAY, sentAt: Date.now(), pupils: [{ pupilId: 'p1', as: 'ending' }, { pupilId: 'p2', as: 'tapering' }] }])
    expect(screen.text()).toContain('Saved on this tablet. It goes to the Lead Mentor when there is a network.')
    await desk.records.commit([{ kind: 'add', t: 'mentorship', id: 'm-p4', f: aCase('p4', aMentor.id).f }])
    expect(sent()).toHaveLength(1)
    expect(screen.text()).toContain('Zara Surnamep4 has joined')
    const again = screen.findAll('button').find((one) => one.text() === 'Send it again')
    expect(again?.attributes('disabled')).toBeUndefined()
  })
  it('leaves out whom the mentor takes off it, and who is paused', async () => {
    desk = await aDesk({ rows: [...theMentees, aCase('p1', aMentor.id), aCase('p2', aMentor.id, { state: 'paused' })] })
    const screen = desk.look(NextWeekScreen)
    expect(screen.findAll('select')).toHaveLength(1)
    await screen.get('select').setValue('none')
    await screen.findAll('button').find((one) => one.text() === 'Send to the Lead Mentor')?.trigger('click')
    await settleDisk()
    expect(sent()[0]?.pupils).toEqual([{ pupilId: 'p1', as: 'none' }])
    expect(screen.text()).not.toContain('has joined')
  })
})

describe('the Lead Mentor’s view of the lists', () => {
  afterEach(() => vi.useRealTimers())
  it('says who has sent and who has not, and that a list was read', async () => {
    const at = instantAt('2026-12-11', '16:10')
    const desk = await aDesk({
      me: { id: 'lead', role: 'lead-mentor', name: 'Ms Lead', initials: 'ML' }, at: ['2026-12-11', '16:30'],
      rows: [...theMentees, ...cases, expected('p4', '08:45', 'mentor-b'), aRow('nextWeekList', 'l1', { mentorId: aMentor.id, weekStart: MONDAY, sentAt: at, pupils: [{ pupilId: 'p1', as: 'continuing' }] })],
    })
    const screen = desk.look(NextWeekScreen)
    expect(screen.text()).toContain('1 of 2 lists are here.')
    expect(screen.text()).toContain('Still to come: Mr B. Other.')
    expect(screen.text()).toContain('Sent late')
    expect(screen.text()).toContain('Not sent, overdue')
    expect(screen.text()).toContain('Łukasz Surnamep2 has joined')
    await screen.findAll('button').find((one) => one.text() === 'Read')?.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('nextWeekSeen').map(({ f }) => f)).toEqual([{ mentorId: aMentor.id, listId: 'l1', at: Date.now() }])
    expect(screen.text()).toContain('Read Fri 11 Dec')
  })
})

describe('“…discuss with HOY any background information”', () => {
  const draft = { source: 'head-of-year', who: '', on: '2026-12-09', reach: 'case', text: 'Two older sisters did well here.' } as const
  it('has a source and a day, and either words or that nothing is written', () => {
    expect(problemsInBackground(draft, '2026-12-10')).toEqual([])
    expect(problemsInBackground({ ...draft, source: '', on: '2026-12-11', text: ' ' }, '2026-12-10')).toEqual(['source', 'text', 'day'])
    expect(problemsInBackground({ ...draft, reach: 'ask', text: '' }, '2026-12-10')).toEqual([])
    expect(problemsInBackground({ ...draft, text: 'x'.repeat(2001) }, '2026-12-10')).toEqual(['too-long'])
  })
  it('is asked about again when it is a year old, to the day', () => {
    expect(isStale({ on: '2025-12-10' }, 12, '2026-12-10')).toBe(true)
    expect(isStale({ on: '2025-12-11' }, 12, '2026-12-10')).toBe(false)
    expect(isStale({ on: '2024-02-29' }, 12, '2025-02-28')).toBe(true)
  })
  it('stands on the pupil’s page with who said it and when, and what is kept to few says so', async () => {
    const said = (id: string, f: Partial<FieldsOf<'background'>>): Row<'background'> => aRow('background', id, { pupilId: 'p1', ...draft, entered: 1, ...f })
    const desk = await aDesk({ rows: [...theMentees, ...cases, said('b1', {}), said('b2', { reach: 'restricted', text: 'The family moves house.', who: 'Her mother', source: 'home' }), said('b3', { reach: 'ask', text: '', on: '2025-11-02' })] })
    const panel = desk.look(PupilBackground, { pupilId: 'p1', name: 'Abdi' })
    expect(panel.text()).toContain('Two older sisters did well here.Head of Year, 9 December 2026.')
    expect(panel.text()).toContain('Home: Her mother, 9 December 2026.')
    expect(panel.text()).toContain('Only the mentor, the Lead Mentor and the Head of Year')
    expect(panel.text()).toContain('Ask the Head of Year. Nothing is written here.')
    expect(panel.text()).toContain('Long ago: ask whether it still holds')
    vi.useRealTimers()
  })
})
