import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { missedOf, orderOf, sanctionsOf } from '../../src/data/readings/conduct.ts'
import { arrivalFor } from '../../src/data/readings/mentoring.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import ArrivalsScreen from '../../src/features/arrivals/ArrivalsScreen.vue'
import CaseloadScreen from '../../src/features/caseload/CaseloadScreen.vue'
import CloseDayScreen from '../../src/features/close-day/CloseDayScreen.vue'
import LeadScreen from '../../src/features/lead-mentor/LeadScreen.vue'
import { DEFAULT_LADDER } from '../../src/domain/conduct/sanctionLadder.ts'
import MissedScreen from '../../src/features/missed/MissedScreen.vue'
import MissedTimeScreen from '../../src/features/missed/MissedTimeScreen.vue'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import SanctionScreen from '../../src/features/sanctions/SanctionScreen.vue'
import SanctionsScreen from '../../src/features/sanctions/SanctionsScreen.vue'
import { useToasts } from '../../src/ui/index.ts'
import { aDesk, settleDisk, THURSDAY, WEDNESDAY, type Desk } from '../support/aDesk.ts'
import { aRow } from '../support/aTablet.ts'
import { aMentorship, anArrival, theMentee } from '../support/aMentee.ts'
import { aCode, anOrder, aSanction, aSimsCode, THE_LEAD, theLead, unexplainedOn } from '../support/conduct.ts'
import type { Row } from '../../src/domain/records.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const calendar = schoolCalendar([{ name: 'Autumn term', from: '2026-11-02', to: '2026-12-18' }], [{ date: '2026-11-27', kind: 'inset', name: 'INSET day' }])
/** He came on every school day but the ones named. */
const came = (...but: string[]): Row[] =>
  ['2026-11-25', '2026-11-26', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10']
    .filter((date) => !but.includes(date)).map((date) => anArrival(`tap-${date}`, date, '08:28'))
const school = (rows: readonly Row[] = [], at: [string, string] = [THURSDAY, '09:20'], me?: Parameters<typeof aDesk>[0] extends infer A ? (A extends { me?: infer M } ? M : never) : never): Promise<Desk> =>
  aDesk({ rows: [...theMentee, theLead, ...rows], at, ...(me ? { me } : {}) })

const press = async (screen: VueWrapper, words: string): Promise<void> => {
  const button = screen.findAll('button').find((one) => one.text() === words || one.attributes('aria-label') === words)
  if (!button) throw new Error(`No button “${words}” among: ${screen.findAll('button').map((one) => one.text()).join(' | ')}`)
  await button.trigger('click')
  await settleDisk()
}
const choose = async (screen: VueWrapper, question: string, answer: string): Promise<void> => {
  const group = screen.findAll('fieldset').find((one) => one.find('legend').exists() && one.find('legend').text() === question)!
  await group.findAll('label').find((one) => one.text() === answer)!.get('input').setValue(true)
}
const fair = async (screen: VueWrapper): Promise<void> => {
  await press(screen, 'None of these: think about a sanction')
  for (const question of ['Was the pupil absent from school?', 'Was the pupil on a trip?', 'Was the pupil in one of our own sessions, or was the mentor away?', 'Was the bus or taxi late?']) await choose(screen, question, 'No')
  await choose(screen, 'Is a reasonable adjustment needed, for SEN or another reason?', 'Not needed')
}
const submit = async (screen: VueWrapper): Promise<void> => {
  await screen.get('form').trigger('submit')
  await settleDisk()
}
const open = async (desk: Desk, screen: Parameters<Desk['look']>[0], props: Record<string, unknown> = {}): Promise<VueWrapper> => {
  const opened = desk.look(screen, props)
  await settleDisk()
  return opened
}

describe('If pupils do not attend for mentoring, Mentors should investigate attendance issues', () => {
  test('a pupil left unmarked has missed the morning once the register has closed, and not before', async () => {
    const desk = await school(came(THURSDAY), [THURSDAY, '09:15'])
    const missed = (time: string) => missedOf(desk.records.memory, { calendar, settings: DEFAULT_SETTINGS }, 'p1', instantAt(THURSDAY, time)).map(({ date }) => date)
    expect(missed('09:15')).toEqual([])
    expect(missed('09:16')).toEqual([THURSDAY])
    expect(desk.records.memory.all('missedEvent')).toEqual([])
  })

  test('open ones are counted where a mentor looks: the list, the caseload and the end of the day', async () => {
    const desk = await school(came(THURSDAY, WEDNESDAY))
    expect((await open(desk, MissedScreen)).text()).toContain('To look into (2)')
    expect((await open(desk, CaseloadScreen)).text()).toContain('2 missed')
    expect((await open(desk, CloseDayScreen)).text()).toContain('2 missed times are still to be looked into.')
  })

  test('a pupil who comes after all, or is marked afterwards, has missed nothing', async () => {
    const desk = await school([...came(THURSDAY), anArrival('late', THURSDAY, '09:40', { mark: 'U', minutesLate: 55 })], [THURSDAY, '10:00'])
    expect((await open(desk, MissedScreen)).text()).toContain('Nothing to look into')
  })

  test('what the records know is pulled in: the week, the day’s notes, and whether the mentor was there', async () => {
    const text = (await open(await school(came(THURSDAY)), MissedTimeScreen, { pupilId: 'p1', what: 'arrival', date: THURSDAY })).text()
    expect(text).toContain('None was put down')
    expect(text).toContain('Mon: on time; Tue: on time; Wed: on time; Fri: still to come')
    expect(text).toContain('first the attendance office’s matter')
  })

  test('looked into, explained: the timeline keeps each step, and no sanction is offered', async () => {
    const desk = await school(came(THURSDAY))
    const screen = await open(desk, MissedTimeScreen, { pupilId: 'p1', what: 'arrival', date: THURSDAY })
    await press(screen, 'I am looking into it')
    await choose(screen, 'It is explained', 'The mentor was not there')
    await submit(screen)
    expect(desk.records.memory.all('missedEvent').map(({ f }) => f.type)).toEqual(['investigating', 'explained'])
    expect(screen.text()).toContain('Explained: the mentor was not there')
    expect(screen.text()).not.toContain('Decide what follows')
    expect((await open(desk, MissedScreen)).text()).toContain('To look into (0)')
  })

  test('the office’s code for absent and ill explains it by itself, with who and when; the mentor is not asked and no sanction is offered', async () => {
    const desk = await school([...came(WEDNESDAY), unexplainedOn('x1', WEDNESDAY), aCode('c1', WEDNESDAY, 'I')])
    const screen = await open(desk, MissedTimeScreen, { pupilId: 'p1', what: 'arrival', date: WEDNESDAY })
    expect(screen.text()).toContain('Explained by the office: illness')
    expect(screen.text()).toMatch(/Home rang; Mrs O\. Office, 9\.40/)
    expect(screen.findAll('form')).toEqual([])
    expect(screen.text()).not.toContain('Decide what follows')
    expect(screen.text()).not.toContain('Something else has come out')
    expect((await open(desk, MissedScreen)).text()).toMatch(/To look into \(0\).*Explained by the office: illness/s)
    expect((await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x1' })).text()).toContain('No sanction is offered here')
    expect((await open(desk, CaseloadScreen)).text()).not.toContain('1 missed')
    expect((await open(desk, PupilScreen, { pupilId: 'p1' })).text()).toContain('Absent: illness')
  })

  test.each([['N', 'N, reason not yet established'], ['O', 'O, absent in other or unknown circumstances'], ['/', '/, present, morning']] as const)('the office’s %s is shown with what is known, and leaves it to the mentor', async (code, words) => {
    const screen = await open(await school([...came(WEDNESDAY), aCode('c1', WEDNESDAY, code)]), MissedTimeScreen, { pupilId: 'p1', what: 'arrival', date: WEDNESDAY })
    expect(screen.text()).toContain(`The office: ${words}`)
    expect(screen.text()).toContain('It is explained')
  })

  test('a code in the export of SIMS explains it by itself, and says that it is SIMS’s; the office’s own word stands before it, whichever came later', async () => {
    const about = { pupilId: 'p1', what: 'arrival', date: WEDNESDAY }
    const rows = [...came(WEDNESDAY), unexplainedOn('x1', WEDNESDAY), aSimsCode('c1', WEDNESDAY, 'M')]
    const screen = await open(await school(rows), MissedTimeScreen, about)
    expect(screen.text()).toContain('Explained by SIMS: medical or dental appointment')
    expect(screen.text()).toMatch(/The register’s code.*M, medical or dental appointment\. From SIMS; Mrs L\. Lead/s)
    expect(screen.findAll('form')).toEqual([])
    expect(screen.text()).not.toContain('Decide what follows')
    const desk = await school([...rows, aCode('c0', WEDNESDAY, '/', '09:40')])
    expect((await open(desk, MissedTimeScreen, about)).text()).toMatch(/Decide what follows.*SIMS: M, medical/s)
    expect((await open(desk, PupilScreen, { pupilId: 'p1' })).text()).toContain('SIMS on Wed 9 Dec. Absent: medical or dental appointment')
  })

  test('a code put down afterwards for what was sanctioned already says so, and one that is taken back explains nothing', async () => {
    const rows = [...came(WEDNESDAY), unexplainedOn('x1', WEDNESDAY), aSanction('s1', WEDNESDAY, { cause: 'missed', unexplained: 'x1' }), aCode('c1', WEDNESDAY, null)]
    const about = { pupilId: 'p1', what: 'arrival', date: WEDNESDAY }
    expect((await open(await school(rows), MissedTimeScreen, about)).text()).toContain('A sanction was given for it before.')
    const back = aRow('absenceCode', 'c2', { type: 'taken-back', pupilId: 'p1', date: WEDNESDAY, session: 'am', entered: instantAt(WEDNESDAY, '09:50'), name: 'Mrs O. Office', role: 'office', coded: 'c1' })
    expect((await open(await school([...rows, back]), MissedTimeScreen, about)).text()).not.toContain('Explained by the office')
  })

  test('another mentor’s pupil is not theirs to look into', async () => {
    const rows = [...theMentee.filter((row) => row.t !== 'mentorship'), aMentorship('p1', { mentorId: 'mentor-b' })]
    const desk = await aDesk({ rows, at: [THURSDAY, '09:20'] })
    expect((await open(desk, MissedTimeScreen, { pupilId: 'p1', what: 'arrival', date: THURSDAY })).text()).toContain('This is not open to you')
  })
})

describe('…and pupils to be punished accordingly', () => {
  test('a sanction is offered only from unexplained', async () => {
    const explained = unexplainedOn('x1', THURSDAY)
    const desk = await school([...came(THURSDAY), { ...explained, f: { ...explained.f, type: 'explained', reason: 'trip' } }])
    expect((await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x1' })).text()).toContain('No sanction is offered here')
    const other = await school([...came(THURSDAY), unexplainedOn('x1', THURSDAY)])
    expect((await open(other, SanctionScreen, { pupilId: 'p1', missed: 'x1' })).text()).toContain('What could put it right?')
  })

  test('the positive way is shown first, and taking it closes the matter without a sanction', async () => {
    const desk = await school([...came(THURSDAY), unexplainedOn('x1', THURSDAY)])
    const screen = await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x1' })
    expect(screen.text()).not.toContain('The ladder suggests')
    await press(screen, 'Talk it through and agree one step')
    expect(desk.records.memory.all('sanction')).toEqual([])
    expect(desk.records.memory.all('dailyAction').map(({ f }) => f.text)).toEqual(['Instead of a sanction: talk it through and agree one step.'])
    expect((await open(desk, MissedScreen)).text()).toContain('Put right without a sanction')
  })

  test('a school whose ladder has no step for a missed time offers none, and says so where the mentor looks', async () => {
    const ladder = aRow('setting', 'sanctionLadder', { key: 'sanctionLadder', value: DEFAULT_LADDER.map((step) => ({ ...step, causes: ['behaviour' as const] })) })
    const desk = await school([...came(THURSDAY), unexplainedOn('x1', THURSDAY), ladder])
    expect((await open(desk, MissedTimeScreen, { pupilId: 'p1', what: 'arrival', date: THURSDAY })).text()).toContain('the school’s ladder has no sanction for a missed time')
    const screen = await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x1' })
    expect(screen.text()).toContain('The school’s ladder has no sanction for a missed time.')
    expect(screen.text()).not.toContain('think about a sanction')
    expect((await open(desk, SanctionScreen, { pupilId: 'p1' })).text(), 'behaviour still has its steps').toContain('think about a sanction')
  })

  test('who issues a step that the mentor may not, and when the earlier start is, stand there as the school has set them', async () => {
    const rows = [
      aRow('setting', 'sanctionLadder', { key: 'sanctionLadder', value: DEFAULT_LADDER.map((step) => (step.id === 'verbal-warning' ? step : { ...step, mayIssue: ['dht' as const] })) }),
      aRow('setting', 'earlyReport', { key: 'earlyReport', value: '08:15' }),
    ]
    const screen = await open(await school(rows), SanctionScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('Come at 8.15 for a prompt start')
    await press(screen, 'None of these: think about a sanction')
    expect(screen.text()).toContain('10 minutes, no notice. Issued by the Deputy Headteacher.')
    expect(screen.text()).not.toContain('Issued by the Lead Mentor')
  })

  test('the ladder suggests break detention the first time and the next step the second time; a person decides', async () => {
    const desk = await school([...came(THURSDAY, WEDNESDAY), unexplainedOn('x1', WEDNESDAY), unexplainedOn('x2', THURSDAY)])
    const first = await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x1' })
    await fair(first)
    expect(first.text()).toContain('The ladder suggests: Break detention.')
    await submit(first)
    expect(sanctionsOf(desk.records.memory, 'p1').map(({ f }) => f)).toMatchObject([{ step: 'break-detention', unexplained: 'x1', serveOn: '2026-12-11' }])
    expect(desk.router.replace).toHaveBeenCalledWith('/pupils/p1/sanctions')
    const second = await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x2' })
    await press(second, 'None of these: think about a sanction')
    expect(second.text()).toContain('The ladder suggests: Lunch detention.')
  })

  test('fairness asks first, and a yes ends it', async () => {
    const desk = await school([...came(THURSDAY), unexplainedOn('x1', THURSDAY)])
    const screen = await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x1' })
    await press(screen, 'None of these: think about a sanction')
    await submit(screen)
    expect(screen.text()).toContain('Not answered yet.')
    await choose(screen, 'Was the pupil on a trip?', 'Yes')
    expect(screen.text()).toContain('Then there is nothing to sanction.')
    expect(screen.findAll('button').some((one) => one.text() === 'Give this sanction')).toBe(false)
    await submit(screen)
    expect(desk.records.memory.all('sanction')).toEqual([])
  })

  test('one missed time has one sanction, also where two tablets have each put down that it stayed unexplained', async () => {
    const desk = await school([...came(THURSDAY), unexplainedOn('x1', THURSDAY), unexplainedOn('x2', THURSDAY, { entered: instantAt(THURSDAY, '09:40') }), aSanction('s1', THURSDAY, { cause: 'missed', unexplained: 'x1' })])
    expect((await open(desk, SanctionScreen, { pupilId: 'p1', missed: 'x2' })).text()).toContain('No sanction is offered here')
  })

  test('served, and parents told, are put down when they are done', async () => {
    const desk = await school([aSanction('s1', WEDNESDAY)])
    const screen = await open(desk, SanctionsScreen, { pupilId: 'p1' })
    await press(screen, 'Served')
    await screen.get('select').setValue('telephone')
    await press(screen, 'Put down')
    expect(screen.text()).toContain('Parents told by telephone')
    expect(sanctionsOf(desk.records.memory, 'p1')).toMatchObject([{ state: 'served', parentsTold: 'telephone' }])
  })

  test('its words go into the school’s own record by a copy, or stand there to be typed where the browser copies nothing', async () => {
    const desk = await school([aSanction('s1', WEDNESDAY, { behaviour: 'Left the lesson' })])
    const screen = await open(desk, SanctionsScreen, { pupilId: 'p1' })
    const written: string[] = []
    vi.stubGlobal('navigator', { clipboard: { writeText: (text: string) => (written.push(text), Promise.resolve()) } })
    await press(screen, 'Copy for SIMS')
    expect(written[0]?.split('\n')).toEqual(expect.arrayContaining([expect.stringMatching(/^Pupil: \S+ .*, 9B$/), 'Date: Wed 9 Dec 2026', 'Incident: Left the lesson', 'Status: To be served']))
    expect(screen.text()).toContain('Copied for SIMS')
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('not allowed')) } })
    await press(screen, 'Copied for SIMS')
    expect(screen.get('[role="status"]').text()).toContain('Incident: Left the lesson')
    vi.unstubAllGlobals()
  })

  test('not in front of the queue: nothing of it stands on Arrivals', async () => {
    const desk = await school([...came(THURSDAY), unexplainedOn('x1', THURSDAY), aSanction('s1', THURSDAY, { behaviour: 'Left the lesson' }), anOrder('r1', THURSDAY, '2026-12-18')])
    const html = (await open(desk, ArrivalsScreen)).html()
    for (const word of ['detention', 'sanction', 'Sanction', 'Left the lesson', 'unexplained', 'end of the day', 'DSL']) expect(html).not.toContain(word)
  })
})

describe('…demonstrating poor behaviour, Mentors should issue a sanction in accordance with the School sanctions policy', () => {
  test('only the steps a mentor may issue can be chosen', async () => {
    const screen = await open(await school(), SanctionScreen, { pupilId: 'p1' })
    await press(screen, 'None of these: think about a sanction')
    const steps = screen.findAll('fieldset').find((one) => one.find('legend').text() === 'Step of the school’s ladder')!
    const disabled = steps.findAll('input').map((one) => [one.attributes('value'), one.attributes('disabled') !== undefined])
    expect(disabled).toEqual([['verbal-warning', false], ['break-detention', false], ['lunch-detention', false], ['after-school-detention', true], ['head-of-year-report', true]])
  })

  test('keeping a pupil after school asks the Lead Mentor the four checks first', async () => {
    const desk = await school([], [THURSDAY, '10:00'], THE_LEAD)
    const screen = await open(desk, SanctionScreen, { pupilId: 'p1' })
    await press(screen, 'None of these: think about a sanction')
    await choose(screen, 'Has somebody already given a sanction for this?', 'No')
    await choose(screen, 'Is a reasonable adjustment needed, for SEN or another reason?', 'Yes, and made')
    await screen.get('input[value="after-school-detention"]').setValue(true)
    await screen.get('textarea').setValue('Walked out of two lessons.')
    await submit(screen)
    expect(screen.text()).toContain('It keeps the pupil after school: make the four checks first.')
    for (const box of screen.findAll('input[type="checkbox"]')) await box.setValue(true)
    await submit(screen)
    expect(sanctionsOf(desk.records.memory, 'p1')).toMatchObject([{ f: { step: 'after-school-detention', adjustment: 'made', checks: ['risk', 'caring', 'parents', 'travel'] } }])
  })
})

describe('The Lead Mentor should be informed', () => {
  test('by the act itself: a sanction that was given stands in the inbox until it is read', async () => {
    const desk = await school([aSanction('s1', THURSDAY)], [THURSDAY, '10:30'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    expect(screen.text()).toContain('Left the lesson')
    expect(screen.text()).toContain('by Ms A. Mentor')
    await press(screen, 'Read: Break detention, Abdi Warsame')
    expect(screen.text()).not.toContain('Left the lesson')
    expect(sanctionsOf(desk.records.memory, 'p1')).toMatchObject([{ seen: true }])
  })

  test('a step above the mentor’s authority is the Lead Mentor’s to decide', async () => {
    const desk = await school([...came(THURSDAY), aSanction('s1', '2026-12-01', { step: 'lunch-detention', stepName: 'Lunch detention' }), unexplainedOn('x1', THURSDAY)], [THURSDAY, '10:30'], THE_LEAD)
    expect((await open(desk, LeadScreen)).text()).toContain('The ladder suggests after-school detention, which a mentor may not issue.')
  })
})

describe('…and if this continues, mentees will be expected to report to the Lead Mentor at the end of the school day', () => {
  const twice = [aSanction('s1', WEDNESDAY), aSanction('s2', THURSDAY)]

  test('it is offered at the second sanction in ten school days, and asks the four checks and a review date', async () => {
    const desk = await school([...came(), ...twice], [THURSDAY, '10:30'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    await press(screen, 'Report at the end of the day: Abdi Warsame')
    await press(screen, 'Ask for this report')
    expect(screen.text()).toContain('Make the four checks first.')
    for (const box of screen.findAll('dialog input[type="checkbox"]')) await box.setValue(true)
    await press(screen, 'Ask for this report')
    expect(orderOf(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ from: '2026-12-11', state: 'to-come', time: '15:05' })
    expect(screen.text()).not.toContain('Sanctions repeat')
  })

  test('one sanction, or a second that was withdrawn, offers nothing', async () => {
    const desk = await school([...came(), aSanction('s1', THURSDAY)], [THURSDAY, '10:30'], THE_LEAD)
    expect((await open(desk, LeadScreen)).text()).not.toContain('Sanctions repeat')
  })

  test('it is a register of its own: one tap, with undo, and no registration mark moves', async () => {
    const desk = await school([...came(), anOrder('r1', THURSDAY, '2026-12-18')], [THURSDAY, '15:05'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    const morning = arrivalFor(desk.records.memory, 'p1', THURSDAY)
    await press(screen, 'Abdi Warsame is here')
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY, 'eod')).toMatchObject({ at: '15:05', minutesLateToMentor: 0 })
    expect(screen.text()).toContain('1 of 1 reported')
    await press(screen, 'Undo Abdi Warsame')
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY, 'eod')).toBeUndefined()
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)).toEqual(morning)
  })

  test('a missed one is shown the next day, to be looked into like a missed morning', async () => {
    const desk = await school([...came(), anOrder('r1', WEDNESDAY, '2026-12-18')], [THURSDAY, '09:20'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    expect(screen.text()).toContain('Missed Wed 9 Dec')
    expect(screen.get('a[href="/pupils/p1/missed/end-of-day/2026-12-09"]').text()).toContain('Abdi Warsame')
  })

  test('it ends before its review when somebody says why, and the reason stays with the pupil', async () => {
    const desk = await school([...came(), anOrder('r1', '2026-12-07', '2026-12-18')], [THURSDAY, '10:30'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    await screen.get('ul[aria-label="Running reports"] button').trigger('click')
    await submit(screen)
    expect(screen.text()).toContain('Say in a line why it ends before its review.')
    expect(orderOf(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ state: 'running' })
    await press(screen, 'It has helped: no sanction since')
    await submit(screen)
    expect(orderOf(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ state: 'ended', endReason: 'It has helped: no sanction since' })
    expect(screen.text()).toContain('Nobody reports today')
    expect((await open(desk, PupilScreen, { pupilId: 'p1' })).text()).toContain('ended before its review: It has helped: no sanction since')
  })

  test('at the review date it ends by itself, and asks Continue or End', async () => {
    const rows = [...came(), anOrder('r1', '2026-12-07', WEDNESDAY), ...['2026-12-07', '2026-12-08', WEDNESDAY].map((date) => anArrival(`eod-${date}`, date, '15:04', { session: 'eod' }))]
    const desk = await school(rows, [THURSDAY, '10:30'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    expect(screen.text()).toContain('Nobody reports today')
    expect(screen.text()).toContain('Ended by itself on Wed 9 Dec.')
    await press(screen, 'Continue: Abdi Warsame')
    await press(screen, 'Continue until then')
    expect(orderOf(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ state: 'to-come', from: '2026-12-11' })
    const other = await school(rows, [THURSDAY, '10:30'], THE_LEAD)
    const again = await open(other, LeadScreen)
    await press(again, 'Leave it ended: Abdi Warsame')
    expect(orderOf(other.records.memory, 'p1', THURSDAY)).toMatchObject({ state: 'ended' })
  })

  test('the review says what there is to decide on: the days reported, those explained, and what was sanctioned since', async () => {
    const explained = aRow('missedEvent', 'x8', { pupilId: 'p1', what: 'end-of-day', date: '2026-12-08', entered: 5, type: 'explained', reason: 'transport', line: '' })
    const rows = [...came(), anOrder('r1', '2026-12-07', THURSDAY), anArrival('eod-7', '2026-12-07', '15:04', { session: 'eod' }), explained, aSanction('s0', '2026-12-01'), aSanction('s1', WEDNESDAY)]
    const screen = await open(await school(rows, [THURSDAY, '10:30'], THE_LEAD), LeadScreen)
    expect(screen.get('ul[aria-label="Reviews"]').text()).toContain('Reported on 1 of 3 days, 1 explained. 1 sanction since Mon 7 Dec.')
    expect(screen.get('ul[aria-label="Reviews"] a').attributes('href')).toBe('/pupils/p1')
  })

  test('ended by a slip of the finger, it is to be reviewed again with one tap', async () => {
    const desk = await school([...came(), anOrder('r1', '2026-12-07', THURSDAY)], [THURSDAY, '10:30'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    await press(screen, 'End today: Abdi Warsame')
    expect(orderOf(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ state: 'ended' })
    expect(screen.text()).toContain('Nobody reports today')
    const said = useToasts().shown.value.find(({ text }) => text === 'Abdi Warsame: ended')
    useToasts().act(said?.id ?? -1)
    await settleDisk()
    const order = orderOf(desk.records.memory, 'p1', THURSDAY)
    expect(order).toMatchObject({ state: 'review', until: THURSDAY })
    expect(order?.holdsOn(THURSDAY)).toBe(true)
  })

  test('ended when the pupil has reported already, today is its last day, and says so instead of offering to end it again', async () => {
    const desk = await school([...came(), anOrder('r1', '2026-12-07', THURSDAY), anArrival('eod-10', THURSDAY, '15:04', { session: 'eod' })], [THURSDAY, '15:06'], THE_LEAD)
    const screen = await open(desk, LeadScreen)
    await press(screen, 'End today: Abdi Warsame')
    const running = screen.get('ul[aria-label="Running reports"]')
    expect(running.text()).toContain('Ended: today is the last day.')
    expect(running.findAll('button')).toEqual([])
    expect((await open(desk, PupilScreen, { pupilId: 'p1' })).text()).toContain('at the end of the day, 15.05, today for the last time.')
  })

  test('to the mentor it says when it begins, and once it is over that it is', async () => {
    const said = async (from: string, until: string): Promise<string> => (await open(await school([...came(), anOrder('r1', from, until)], [THURSDAY, '10:30']), PupilScreen, { pupilId: 'p1' })).text()
    expect(await said('2026-12-11', '2026-12-18')).toContain('at the end of the day, 15.05, from Fri 11 Dec until the review on Fri 18 Dec.')
    expect(await said('2026-12-07', WEDNESDAY)).toContain('The report at the end of the day ended by itself on Wed 9 Dec.')
  })
})
