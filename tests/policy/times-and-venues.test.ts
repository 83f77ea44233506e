import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { missedOf } from '../../src/data/readings/conduct.ts'
import { sessionsOfWeek } from '../../src/data/readings/pupilSessions.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import { saySession } from '../../src/domain/week/sessionWeek.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import MeetingCardScreen from '../../src/features/meeting-card/MeetingCardScreen.vue'
import MissedScreen from '../../src/features/missed/MissedScreen.vue'
import MissedTimeScreen from '../../src/features/missed/MissedTimeScreen.vue'
import SessionsScreen from '../../src/features/sessions/SessionsScreen.vue'
import ReviewScreen from '../../src/features/weekly-review/ReviewScreen.vue'
import { aDesk, settleDisk, THURSDAY, type Desk } from '../support/aDesk.ts'
import { anArrival, theMentee } from '../support/aMentee.ts'
import { aRow } from '../support/aTablet.ts'
import { aSanction } from '../support/conduct.ts'
import { useToasts } from '../../src/ui/index.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const calendar = schoolCalendar([{ name: 'Autumn term', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
const MONDAY = '2026-12-07'
const aSession = (id: string, more: Partial<FieldsOf<'session'>> = {}): Row<'session'> =>
  aRow('session', id, { pupilId: 'p1', kind: 'catch-up', subject: 'Maths', from: THURSDAY, until: THURSDAY, weekly: false, starts: '13:10', ends: '13:40', venue: 'Library', leads: 'Mr Barlow', ...more })
const came = ['2026-11-25', '2026-11-26', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', MONDAY, '2026-12-08', '2026-12-09', THURSDAY].map((date) => anArrival(`tap-${date}`, date, '08:28'))
const school = (rows: readonly Row[] = [], at: [string, string] = [THURSDAY, '08:40']): Promise<Desk> => aDesk({ rows: [...theMentee, ...came, ...rows], at })
const open = async (desk: Desk, screen: Parameters<Desk['look']>[0], props: Record<string, unknown> = {}): Promise<VueWrapper> => {
  const opened = desk.look(screen, props)
  await settleDisk()
  return opened
}
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  const button = screen.findAll('button').find((one) => one.text() === words || one.attributes('aria-label') === words)
  if (!button) throw new Error(`No button “${words}” among: ${screen.findAll('button').map((one) => one.text() || one.attributes('aria-label')).join(' | ')}`)
  await button.trigger('click')
  await settleDisk()
}
const fill = async (screen: VueWrapper, label: string, value: string): Promise<void> => {
  const found = screen.findAll('label').find((one) => one.text().startsWith(label))!
  await screen.get(`#${found.attributes('for')!}`).setValue(value)
}
const planned = (desk: Desk, week = MONDAY): string[] => sessionsOfWeek(desk.records.memory, calendar, 'p1', week).map(saySession)

describe('Mentors should record … times and venues where they are expected to attend that week for mentoring/catch-up sessions', () => {
  test('a session takes a time and a venue, and stands in the week at once', async () => {
    const desk = await school()
    const screen = await open(desk, SessionsScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('No session is planned this week')
    await press(screen, 'Add a session')
    await press(screen, 'Plan the session')
    expect(screen.text()).toContain('Say where')
    await fill(screen, 'From', '13:10')
    await fill(screen, 'Where?', 'L12')
    await press(screen, 'Plan the session')
    expect(planned(desk)).toEqual(['Mentoring: Thu 13.10 to 13.40, L12, with Ms A. Mentor'])
    expect(screen.text()).toContain('13.10 to 13.40')
  })

  test('what was typed of a session is kept until it is saved, also when the sheet was closed', async () => {
    const desk = await school()
    const screen = await open(desk, SessionsScreen, { pupilId: 'p1' })
    await press(screen, 'Add a session')
    await fill(screen, 'Where?', 'Science lab')
    await new Promise((pass) => setTimeout(pass, 400))
    await settleDisk()
    screen.unmount()
    const again = await open(desk, SessionsScreen, { pupilId: 'p1' })
    await press(again, 'Add a session')
    await settleDisk()
    expect(again.text()).toContain('Draft brought back.')
    await fill(again, 'From', '13:10')
    await press(again, 'Plan the session')
    expect(planned(desk)).toEqual(['Mentoring: Thu 13.10 to 13.40, Science lab, with Ms A. Mentor'])
    await press(again, 'Add a session')
    await settleDisk()
    expect(again.text()).not.toContain('Draft brought back.')
  })

  test('a clash with a detention is said in words, and planning it all the same asks why', async () => {
    const desk = await school([aSanction('x1', THURSDAY, { stepName: 'Lunch detention', minutes: 20 })])
    const screen = await open(desk, SessionsScreen, { pupilId: 'p1' })
    await press(screen, 'Add a session')
    await fill(screen, 'From', '13:10')
    await fill(screen, 'Where?', 'Library')
    expect(screen.text()).toContain('Lunch detention is to be served that day (20 min).')
    await press(screen, 'Plan the session')
    expect(planned(desk)).toEqual([])
    await fill(screen, 'Plan it all the same, because', 'Agreed with the Lead Mentor: detention at break instead')
    await press(screen, 'Plan the session')
    expect(desk.records.memory.all('session').map(({ f }) => f.override)).toEqual(['Agreed with the Lead Mentor: detention at break instead'])
  })

  test('there is no session on an INSET day', async () => {
    const desk = await school()
    const screen = await open(desk, SessionsScreen, { pupilId: 'p1' })
    await press(screen, 'Add a session')
    await fill(screen, 'Day', '2026-11-27')
    await fill(screen, 'From', '13:10')
    await fill(screen, 'Where?', 'Library')
    await press(screen, 'Plan the session')
    expect(screen.text()).toContain('Choose a day with school on it.')
    expect(desk.records.memory.all('session')).toEqual([])
  })

  test('of a weekly session one day is changed, and the next week is as it was', async () => {
    const desk = await school([aSession('s1', { weekly: true, until: '2026-12-18' })])
    const screen = await open(desk, SessionsScreen, { pupilId: 'p1' })
    await press(screen, 'Change: Catch-up, Maths, Abdi Warsame, 13.10')
    await fill(screen, 'Where?', 'Room 14')
    await press(screen, 'Save the change')
    expect(planned(desk)).toEqual(['Catch-up, Maths: Thu 13.10 to 13.40, Room 14, with Mr Barlow'])
    expect(planned(desk, '2026-12-14')).toEqual(['Catch-up, Maths: Thu 13.10 to 13.40, Library, with Mr Barlow'])
    expect(screen.text()).toContain('Changed this week')
  })

  test('last week is copied with one tap, and taken back with another', async () => {
    const desk = await school([aSession('s1', { from: '2026-12-03', until: '2026-12-03' })])
    const screen = await open(desk, SessionsScreen)
    await press(screen, 'Copy last week')
    expect(planned(desk)).toEqual(['Catch-up, Maths: Thu 13.10 to 13.40, Library, with Mr Barlow'])
    useToasts().act(useToasts().shown.value.find(({ text }) => text.startsWith('1 session copied'))!.id)
    await settleDisk()
    expect(planned(desk)).toEqual([])
  })

  test('today’s stand on the meeting card, with time and venue', async () => {
    const desk = await school([aSession('s1')])
    expect((await open(desk, MeetingCardScreen, { pupilId: 'p1' })).text()).toContain('13.10 to 13.40Catch-up, Maths, Library, with Mr Barlow')
  })

  test('who came is one tap when it has begun, on the card and in the planner; the review counts it', async () => {
    const desk = await school([aSession('s1')], [THURSDAY, '13:45'])
    const screen = await open(desk, SessionsScreen, { pupilId: 'p1' })
    await screen.get('input[value="late"]').setValue(true)
    await settleDisk()
    expect(desk.records.memory.all('sessionAttendance').map(({ f }) => f.outcome)).toEqual(['late'])
    const review = await open(desk, ReviewScreen, { pupilId: 'p1', weekStart: MONDAY })
    expect(review.text()).toContain('1 of 1')
    expect(review.text()).toContain('Catch-up, Maths: Thu 13.10 to 13.40, Library, with Mr Barlow')
  })
})

describe('If pupils do not attend for mentoring, Mentors should investigate attendance issues', () => {
  const unmarked = aSession('s1')
  const notThere = aRow('sessionAttendance', 'a1', { pupilId: 'p1', sessionId: 's1', on: THURSDAY, date: THURSDAY, outcome: 'did-not-come', entered: instantAt(THURSDAY, '13:20') })
  const missed = (desk: Desk): string[] => missedOf(desk.records.memory, { calendar, settings: DEFAULT_SETTINGS }, 'p1', instantAt(THURSDAY, '14:00')).map(({ what }) => what)

  test('did not come is a missed time like a missed morning; a session without a mark is not', async () => {
    expect(missed(await school([unmarked], [THURSDAY, '14:00']))).toEqual([])
    const desk = await school([unmarked, notThere], [THURSDAY, '14:00'])
    expect(missed(desk)).toEqual(['session'])
    expect((await open(desk, MissedScreen)).text()).toContain('To look into (1)')
    const screen = await open(desk, MissedTimeScreen, { pupilId: 'p1', what: 'session', date: THURSDAY, session: `s1.${THURSDAY}` })
    expect(screen.text()).toContain('Catch-up, Maths: Thu 13.10 to 13.40, Library, with Mr Barlow')
    await screen.get('input[value="other-commitment"]').setValue(true)
    await screen.get('form').trigger('submit')
    await settleDisk()
    expect(desk.records.memory.all('missedEvent').map(({ f }) => [f.type, f.session])).toEqual([['explained', `s1.${THURSDAY}`]])
    expect((await open(desk, MissedScreen)).text()).toContain('To look into (0)')
  })

  test('when the mark is put right, nothing was missed', async () => {
    const right = aRow('sessionAttendance', 'a2', { pupilId: 'p1', sessionId: 's1', on: THURSDAY, date: THURSDAY, outcome: 'came', entered: instantAt(THURSDAY, '13:50') })
    expect(missed(await school([unmarked, notThere, right], [THURSDAY, '14:00']))).toEqual([])
  })
})
