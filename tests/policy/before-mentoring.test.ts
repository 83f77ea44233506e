/** "Before mentoring": what happens before pupils meet their mentor. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { startedBefore } from '../../src/data/readings/preparing.ts'
import { isStale, problemsInBackground } from '../../src/domain/cases/background.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { changesSince, listDue, listedAs, listState, sayList, type NextWeekList } from '../../src/domain/cases/nextWeekList.ts'
import { readinessOf, sayMissing } from '../../src/domain/cases/readiness.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import { emptyBlocks, mayBegin, othersNamed, startLetterOf, type StartLetter } from '../../src/domain/home/startLetter.ts'
import PupilBackground from '../../src/features/caseload/PupilBackground.vue'
import TodayScreen from '../../src/features/tasks/TodayScreen.vue'
import PupilPreparing from '../../src/features/caseload/PupilPreparing.vue'
import LeadInbox from '../../src/features/lead-mentor/LeadInbox.vue'
import { useInbox } from '../../src/features/lead-mentor/useInbox.ts'
import StartLetterScreen from '../../src/features/start-letter/StartLetterScreen.vue'
import { blocksOf, startLetterTo } from '../../src/domain/home/startLetterSheet.ts'
import NextWeekScreen from '../../src/features/next-week/NextWeekScreen.vue'
import { aDesk, expected, settleDisk, theMentees, type Desk } from '../support/aDesk.ts'
import { anArrival } from '../support/aMentee.ts'
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

describe('“This process should begin prior to pupils meeting with their mentor”', () => {
  afterEach(() => vi.useRealTimers())
  const lead = { id: 'lead', role: 'lead-mentor' as const, name: 'Ms Lead', initials: 'ML' }
  const preparing = aCase('p1', aMentor.id, { state: 'preparing', startedOn: '2026-12-07' })
  const letter = (id: string, f: object): Row<'startLetter'> => aRow('startLetter', id, { pupilId: 'p1', mentorshipId: 'm-p1', at: 1, ...f } as FieldsOf<'startLetter'>)
  const sentLetter = letter('l2', { type: 'sent', date: '2026-12-09', via: 'post', letters: 1 })
  const arrival = anArrival('a1', '2026-12-09', '08:40')
  const press = async (screen: { findAll: (what: string) => { text: () => string; trigger: (event: string) => Promise<void> }[] }, words: string): Promise<void> => {
    await screen.findAll('button').find((one) => one.text() === words)?.trigger('click')
    await settleDisk()
  }

  it('five things are looked at, each there or missing', () => {
    expect(readinessOf({ background: true, staff: false, sims: true, letter: false, targets: true })).toMatchObject({ done: 3, of: 5, missing: ['staff', 'letter'] })
    expect(sayMissing(readinessOf({ background: false, staff: true, sims: false, letter: true, targets: true }))).toBe('no background on file, SIMS is not checked yet')
  })
  it('the pupil’s page says what is missing and leads there; once mentoring runs it says nothing', async () => {
    const desk = await aDesk({ me: lead, rows: [...theMentees, preparing, aRow('simsCheck', 'c1', { pupilId: 'p1', date: '2026-12-08' })] })
    const panel = desk.look(PupilPreparing, { pupilId: 'p1', name: 'Abdi' })
    expect(panel.text()).toContain('1 of 5')
    expect(panel.text()).toContain('No background on file')
    expect(panel.text()).toContain('SIMS is checked')
    await panel.get('[aria-label="Open: The letter home is not sent"]').trigger('click')
    expect(desk.router.push).toHaveBeenCalledWith('/pupils/p1/start-letter')
    expect((await aDesk({ me: lead, rows: [...theMentees, aCase('p1', aMentor.id)] })).look(PupilPreparing, { pupilId: 'p1', name: 'Abdi' }).text()).toBe('')
  })
  it('mentoring does not begin without a sent letter, and says so; with one it does', async () => {
    const desk = await aDesk({ me: lead, rows: [...theMentees, preparing] })
    const panel = desk.look(PupilPreparing, { pupilId: 'p1', name: 'Abdi' })
    await press(panel, 'Begin mentoring')
    expect(panel.text()).toContain('Mentoring cannot begin yet.')
    expect(desk.records.memory.get('mentorship', 'm-p1')?.f.state).toBe('preparing')
    await desk.records.commit([{ kind: 'add', t: 'startLetter', id: 'l2', f: sentLetter.f }])
    await press(panel, 'Begin mentoring')
    expect(desk.records.memory.get('mentorship', 'm-p1')?.f.state).toBe('active')
  })
  it('who is expected on no day yet gets a first morning as mentoring begins', async () => {
    const desk = await aDesk({ me: lead, rows: [...theMentees.filter(({ id }) => id !== 'exp-p1'), preparing, sentLetter] })
    const panel = desk.look(PupilPreparing, { pupilId: 'p1', name: 'Abdi' })
    await press(panel, 'Begin mentoring')
    expect(desk.records.memory.ofPupil('expectation', 'p1').map(({ f }) => [f.from, f.time, f.mentorId])).toEqual([['2026-12-11', '08:45', aMentor.id]])
  })
  it('a mentor is shown what is missing, and the Lead Mentor begins', async () => {
    const panel = (await aDesk({ rows: [...theMentees, preparing] })).look(PupilPreparing, { pupilId: 'p1', name: 'Abdi' })
    expect(panel.text()).toContain('0 of 5')
    expect(panel.text()).not.toContain('Begin mentoring')
    expect(panel.text()).toContain('The Lead Mentor begins the mentoring once the letter home is settled.')
  })
  it('once the letter is settled, that it may begin stands on the Lead Mentor’s list and on no mentor’s', async () => {
    const today = async (me?: typeof lead, ...more: Row[]) => (await aDesk({ ...(me ? { me } : {}), rows: [...theMentees, preparing, ...more] })).look(TodayScreen).text()
    expect(await today(lead)).not.toContain('Begin the mentoring')
    const line = await today(lead, sentLetter)
    expect(line).toContain('Begin the mentoring')
    expect(line).toContain('The letter home is settled; no background on file, staff are not asked yet')
    expect(await today(undefined, sentLetter)).not.toContain('Begin the mentoring')
  })
  it('an arrival before it is complete stands, and the Lead Mentor sees it until it is complete', async () => {
    const desk = await aDesk({ me: lead, rows: [...theMentees, preparing, arrival] })
    expect(startedBefore(desk.records.memory, 'p1', '2026-12-10')).toMatchObject({ on: '2026-12-09' })
    const inbox = desk.look(defineComponent({ setup: () => () => h(LeadInbox, { inbox: useInbox(), mayOrder: true }) }))
    expect(inbox.text()).toContain('Started before preparation')
    await desk.records.commit([{ kind: 'patch', t: 'mentorship', id: 'm-p1', f: { state: 'active' } }])
    expect(inbox.text()).not.toContain('Started before preparation')
  })
})

describe('“…letters will be sent home to parents detailing the reasons for mentoring, what it entails”', () => {
  afterEach(() => vi.useRealTimers())
  const mother = { ...NO_DETAILS, pupilId: 'p1', name: 'Grace Okafor', salutation: 'Dear Ms Okafor', address: '1 Mill Lane' }
  const pupil = { preferredName: 'Abdi', surname: 'Okafor' }
  const blocks = blocksOf('  Late on many mornings. ', DEFAULT_SETTINGS, { pupil: 'Abdi', mentor: 'Mr Mentor' })

  it('has the reasons, what it entails and how to reach the school; a block that is empty is named', () => {
    expect(blocks.reasons).toBe('Late on many mornings.')
    expect(blocks.entails.join(' ')).toMatch(/Abdi comes to the student reception at 8\.45 .* 8\.30.*blue report.*set together each week.*session.*looked back on.*withdrawn/)
    expect(blocks.contact).toContain('ask for Mr Mentor')
    expect(emptyBlocks(blocks)).toEqual([])
    expect(emptyBlocks({ ...blocks, reasons: '' })).toEqual(['reasons'])
    expect(emptyBlocks(blocksOf(' ', { ...DEFAULT_SETTINGS, startLetterContact: ' ' }, { pupil: 'Abdi', mentor: '' }))).toEqual(['reasons', 'contact'])
  })
  it('warns where the reasons name another mentee, and not of the pupil or of a sibling’s surname', () => {
    const others = [{ preferredName: 'Łukasz', surname: 'Sobczak' }, { preferredName: 'Amina', surname: 'Okafor' }]
    expect(othersNamed('Talks to Łukasz’s friends.', pupil, others)).toEqual(['Łukasz Sobczak'])
    expect(othersNamed('Abdi Okafor is late.', pupil, others)).toEqual([])
    expect(othersNamed('Late, like Amina.', pupil, others)).toEqual(['Amina Okafor'])
  })
  it('says both that the pupil is mentored and on mentoring report, to each household by its own name', () => {
    const sheet = startLetterTo([mother], { pupil: { ...pupil, form: '9B', year: 9 }, blocks, schoolName: 'Our school', today: '2026-12-10', mentor: 'Mr Mentor' })
    expect(sheet.greeting).toBe('Dear Ms Okafor,')
    expect(sheet.statement).toBe('Abdi is being mentored at school and is on mentoring report.')
    expect(sheet.addressee).toBe('Grace Okafor\n1 Mill Lane')
    expect([sheet.opening, sheet.paragraphs, sheet.list?.title, sheet.list?.lines]).toEqual(['Why', [blocks.reasons], 'What it entails', blocks.entails])
    expect(sheet.closing).toContain(blocks.contact)
    expect(sheet.slip?.lines.join(' ')).toContain('I have read the letter about')
  })
  it('is a draft, then printed, then sent; of another time of mentoring it says nothing', () => {
    const fact = (id: string, f: object) => ({ id, by: 'm', at: 1, f: { pupilId: 'p1', mentorshipId: 'm1', at: 1, ...f } as StartLetter })
    const printed = fact('a', { type: 'printed', reasons: 'Late.', letters: 2 })
    const sent = fact('b', { type: 'sent', date: '2026-12-10', via: 'post', letters: 2 })
    expect([[], [printed], [printed, sent]].map((facts) => startLetterOf(facts, 'm1').state)).toEqual(['draft', 'printed', 'sent'])
    expect(mayBegin([printed], 'm1')).toBe(false)
    expect(mayBegin([sent], 'm2')).toBe(false)
  })
  it('its screen begins with the mentorship’s reason, is not made without one, and the Lead Mentor can waive it with a reason', async () => {
    const me = { id: 'lead', role: 'lead-mentor' as const, name: 'Ms Lead', initials: 'ML' }
    const desk = await aDesk({ me, rows: [...theMentees, aCase('p1', aMentor.id, { state: 'preparing' }), aRow('contact', 'c1', mother)] })
    const screen = desk.look(StartLetterScreen, { pupilId: 'p1' })
    await settleDisk()
    const reasons = screen.get('textarea')
    expect(reasons.element.value).toBe('Punctuality')
    await reasons.setValue('Sits with Łukasz.')
    expect(screen.text()).toContain('Łukasz Surnamep2 is mentored too.')
    await reasons.setValue(' ')
    await screen.findAll('button').find((one) => one.text() === 'Letter as PDF')?.trigger('click')
    expect(screen.text()).toContain('The letter is not made: there is nothing in the block “reasons for mentoring”.')
    await screen.get('input:not([type=date])').setValue('Told in person')
    await screen.findAll('button').find((one) => one.text() === 'Begin without the letter')?.trigger('click')
    await settleDisk()
    expect(desk.records.memory.all('startLetter').map(({ f }) => f)).toEqual([{ type: 'waived', reason: 'Told in person', pupilId: 'p1', mentorshipId: 'm-p1', at: Date.now() }])
  })
})
