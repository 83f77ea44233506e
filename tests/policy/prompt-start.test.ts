import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { arrivalFor, deskOn, expectationFor } from '../../src/data/readings/mentoring.ts'
import { deskGroups, notArrived } from '../../src/domain/mornings/deskList.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import ArrivalsScreen from '../../src/features/arrivals/ArrivalsScreen.vue'
import CaseloadScreen from '../../src/features/caseload/CaseloadScreen.vue'
import ExpectedScreen from '../../src/features/expected/ExpectedScreen.vue'
import MeetingCardScreen from '../../src/features/meeting-card/MeetingCardScreen.vue'
import ReviewScreen from '../../src/features/weekly-review/ReviewScreen.vue'
import { aDesk, aDeskPupil, expected, schoolTime, settleDisk, THURSDAY, WEDNESDAY, type Desk } from '../support/aDesk.ts'
import { aMentorship, anArrival } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const MONDAY = '2026-12-14'
const FRIDAY = '2026-12-11'
const lates = ['2026-12-02', '2026-12-04', '2026-12-07', '2026-12-09']
const onTime = ['2026-12-01', '2026-12-03', '2026-12-08']
/** Abdi, expected at 8.45, late four times in two weeks. */
const abdi = [
  aDeskPupil('p1', 'Abdi'), expected('p1', '08:45'), aMentorship('p1'),
  ...lates.map((date) => anArrival(`late-${date}`, date, '08:54', { expectedAt: '08:45', mark: 'L', minutesLate: 9, minutesLateToMentor: 9 })),
  ...onTime.map((date) => anArrival(`on-${date}`, date, '08:44', { expectedAt: '08:45' })),
]
const atTheDesk = (desk: Desk, date: string) => deskGroups(deskOn(desk.records.memory, date, aMentor.id, DEFAULT_SETTINGS), DEFAULT_SETTINGS).filter(({ entries }) => entries.some((one) => one.pupilId === 'p1')).map(({ time }) => time)
const button = (screen: VueWrapper, text: string) => {
  const found = screen.findAll('button').filter((one) => one.text() === text).at(-1)
  if (!found) throw new Error(`No button “${text}” among: ${screen.findAll('button').map((one) => one.text()).join(' | ')}`)
  return found
}
async function press(screen: VueWrapper, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await button(screen, text).trigger('click')
    await settleDisk()
  }
}
/** Opens the sheet and confirms it as it stands. */
const decide = (screen: VueWrapper, text: string) => press(screen, text, text)

describe('If pupil punctuality is of concern, then pupils will be instructed to report to their Mentors at 8.30', () => {
  test('at the threshold the caseload and the pupil’s page say so, with the figures, and nothing is decided', async () => {
    const desk = await aDesk({ rows: abdi })
    expect(desk.look(CaseloadScreen).text()).toContain('Late 4 of 7')
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('Late on 4 of 7 mornings, 5 minutes on average.')
    expect(screen.text()).toContain('Punctuality may be of concern.')
    expect(screen.text()).toContain('Wednesdays: late 2 of 2, 9 min on average')
    expect(desk.records.memory.all('reportingDecision')).toEqual([])
    expect(desk.records.memory.ofPupil('expectation', 'p1')).toHaveLength(1)
  })

  test('a mentor may leave it for now, and is not asked again the next day', async () => {
    const desk = await aDesk({ rows: abdi })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await press(screen, 'Not now')
    expect(screen.text()).not.toContain('may be of concern')
    expect(desk.look(CaseloadScreen).text()).not.toContain('Late 4 of 7')
    expect(desk.records.memory.ofPupil('reportingDecision', 'p1')[0]?.f).toMatchObject({ kind: 'not-now', name: 'Ms A. Mentor', role: 'mentor' })
  })

  test('moved from next Monday: this week still 8.45, Monday’s tile under 8.30, last week’s lates unchanged', async () => {
    const desk = await aDesk({ rows: abdi })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await press(screen, 'Move to 8.30')
    expect(screen.text()).toContain('Abdi is expected at 8.30 from Monday 14 December 2026')
    await press(screen, 'Move to 8.30')
    expect(atTheDesk(desk, FRIDAY)).toEqual(['08:45'])
    expect(atTheDesk(desk, MONDAY)).toEqual(['08:30'])
    expect(screen.text()).toContain('Late on 4 of 7 mornings, 5 minutes on average.')
    expect(screen.text()).toContain('8.45, every school day')
    expect(screen.text()).toContain('From 14 December 2026')
    expect(lates.map((date) => arrivalFor(desk.records.memory, 'p1', date)?.minutesLateToMentor)).toEqual([9, 9, 9, 9])
    schoolTime(MONDAY, '08:28')
    expect(desk.look(ArrivalsScreen).get('section[aria-label="8.30 group"]').text()).toContain('Abdi')
  })

  test('it cannot begin on a day that is over or on one without school', async () => {
    const desk = await aDesk({ rows: abdi })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await press(screen, 'Move to 8.30')
    for (const [day, words] of [[THURSDAY, 'tomorrow at the earliest'], ['2026-12-12', 'There is no school on that day.']] as const) {
      await screen.get('dialog input[type="date"]').setValue(day)
      await press(screen, 'Move to 8.30')
      expect(screen.text()).toContain(words)
    }
    expect(desk.records.memory.all('reportingDecision')).toEqual([])
  })

  const atEarly = [...abdi.filter((row) => row.t !== 'expectation'), expected('p1', '08:30'),
    aRow('reportingDecision', 'd1', { pupilId: 'p1', kind: 'earlier', from: '2026-11-02', reviewOn: THURSDAY, time: '08:30', weekdays: [1, 2, 3, 4, 5], reason: 'Bus', name: aMentor.name, role: 'mentor', decidedAt: 1 })]

  test('on the review date it asks Continue or Back to 8.45, and until somebody answers it goes on', async () => {
    const desk = await aDesk({ rows: atEarly })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('The start at 8.30 is to be looked at.')
    expect(desk.look(CaseloadScreen).text()).toContain('Look at the 8.30 start')
    expect(atTheDesk(desk, '2027-01-11')).toEqual(['08:30'])
    await press(screen, 'Continue', 'Continue at 8.30')
    expect(screen.text()).not.toContain('is to be looked at')
    expect(atTheDesk(desk, MONDAY)).toEqual(['08:30'])
  })

  test('Back to 8.45 restores 8.45 from its day on', async () => {
    const desk = await aDesk({ rows: atEarly })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await decide(screen, 'Back to 8.45')
    expect(atTheDesk(desk, THURSDAY)).toEqual(['08:30'])
    expect(atTheDesk(desk, FRIDAY)).toEqual(['08:45'])
  })

  test('the office and other mentors see when the pupil is expected, and nothing of why', async () => {
    const rows = atEarly.filter((row) => row.t !== 'reportingDecision' && row.t !== 'mentorship')
    const desk = await aDesk({ rows, me: { id: 'office', role: 'office', name: 'Mrs O. Office', initials: 'OO' } })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('8.30, every school day')
    for (const words of ['Punctuality', 'What was decided', 'Move to', 'Back to 8.45', 'Surname']) expect(screen.text()).not.toContain(words)
  })
})

describe('This supportive measure is in place to facilitate a prompt and organised start to the school day', () => {
  const early = [aDeskPupil('p1', 'Abdi'), expected('p1', '08:30'), aMentorship('p1'), anArrival('a0', THURSDAY, '08:29')]
  const check = (date: string, ready: ('planner' | 'pen' | 'kit' | 'homework')[]) => aRow('startCheck', `c-${date}`, { pupilId: 'p1', date, ready }, { by: aMentor.id, at: Date.parse(`${date}T08:31:00Z`) })
  const ALL = ['planner', 'pen', 'kit', 'homework'] as const

  test('planner, pen, kit and homework are looked at in one tap, and what is missing in two', async () => {
    const desk = await aDesk({ rows: early })
    const card = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    await press(card, 'Pen', 'Save: no pen')
    expect(desk.records.memory.ofPupil('startCheck', 'p1').map(({ f }) => f)).toEqual([{ pupilId: 'p1', date: THURSDAY, ready: ['planner', 'kit', 'homework'] }])
    expect(card.text()).toContain('No pen')
    schoolTime(THURSDAY, '08:29')
    await press(card, 'Change', 'Pen', 'Everything ready')
    expect(card.text()).toContain('Everything ready')
    expect(desk.records.memory.ofPupil('startCheck', 'p1'), 'the first look is kept').toHaveLength(2)
  })

  test('it is asked of who starts at 8.30, and stays on the tablet when it is killed', async () => {
    const desk = await aDesk({ rows: [...early, aDeskPupil('p2', 'Megan'), expected('p2', '08:45'), aMentorship('p2')] })
    expect(desk.look(MeetingCardScreen, { pupilId: 'p2' }).text()).not.toContain('Ready for the day')
    const card = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    await press(card, 'Everything ready')
    card.unmount()
    await desk.reopen()
    expect(desk.look(MeetingCardScreen, { pupilId: 'p1' }).text()).toContain('Everything ready')
  })

  test('the weekly review shows "organised 4 of 5"', async () => {
    const days = ['2026-12-07', '2026-12-08', '2026-12-09', THURSDAY, FRIDAY]
    const desk = await aDesk({ rows: [...early, ...days.map((date, index) => check(date, index === 2 ? ['planner'] : [...ALL]))], at: [FRIDAY, '14:30'] })
    expect(desk.look(ReviewScreen, { pupilId: 'p1', weekStart: '2026-12-07' }).text().replace(/\s+/g, ' ')).toMatch(/Organised ?4 of 5/)
  })

  test('its effect is shown: minutes late and organised mornings before and since, each by the time then expected', async () => {
    const rows = [
      aDeskPupil('p1', 'Abdi'), aMentorship('p1'), expected('p1', '08:45'), aRow('expectation', 'x2', { ...expected('p1', '08:30').f, from: '2026-12-07', decidedAt: 1 }),
      ...['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'].map((date) => anArrival(`b${date}`, date, '08:55', { expectedAt: '08:45' })),
      ...['2026-12-07', '2026-12-08', '2026-12-09'].map((date) => anArrival(`c${date}`, date, '08:32')), check('2026-12-08', [...ALL]), check('2026-12-09', ['pen']),
    ]
    const screen = (await aDesk({ rows })).look(ExpectedScreen, { pupilId: 'p1' })
    const table = screen.findAll('tbody tr').map((row) => row.text()).join(' | ')
    expect(table).toContain('Minutes late on average10 min over 4 mornings2 min over 3 mornings')
    expect(table).toContain('Organisednot looked at1 of 2')
  })
})

describe('Mentoring support should be withdrawn gradually', () => {
  const daily = [aDeskPupil('p1', 'Abdi'), expected('p1', '08:45'), aMentorship('p1')]

  test('moved to Monday, Wednesday and Friday: Tuesday’s list does not expect him and never says missing', async () => {
    const desk = await aDesk({ rows: daily })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await press(screen, 'Change the days', 'Mon, Wed, Fri', 'Change the days')
    const on = (date: string) => deskOn(desk.records.memory, date, aMentor.id, DEFAULT_SETTINGS)
    expect(on(FRIDAY)[0]?.expected, 'this week is as it was').toBe(true)
    expect(on(MONDAY)[0]?.expected).toBe(true)
    expect(on('2026-12-15')[0]?.expected).toBe(false)
    expect(notArrived(on('2026-12-15'), 20 * 60, DEFAULT_SETTINGS)).toEqual([])
    schoolTime('2026-12-15', '09:20')
    expect(desk.look(ArrivalsScreen).text()).not.toContain('not arrived')
  })

  test('a step back is as easy as a step forward', async () => {
    const desk = await aDesk({ rows: [aDeskPupil('p1', 'Abdi'), expected('p1', '08:45', aMentor.id, [1, 3, 5]), aMentorship('p1')] })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await press(screen, 'Change the days', 'Every day', 'Change the days')
    expect(deskOn(desk.records.memory, '2026-12-15', aMentor.id, DEFAULT_SETTINGS)[0]?.expected).toBe(true)
    expect(screen.text()).toContain('Days at reception changed')
  })

  test('the Lead Mentor sees what mentors decided', async () => {
    const decided = aRow('reportingDecision', 'd1', { pupilId: 'p1', kind: 'days', from: MONDAY, time: '08:45', weekdays: [1, 3, 5], reason: 'On time for two weeks', name: aMentor.name, role: 'mentor', decidedAt: Date.parse('2026-12-09T14:00:00Z') })
    const desk = await aDesk({ rows: [...daily, decided], me: { id: 'lead', role: 'lead-mentor', name: 'Ms L. Lead', initials: 'LL' } })
    const text = desk.look(CaseloadScreen).text()
    expect(text).toContain('Abdi Surnamep1')
    expect(text).toContain('8.45 on Mon, Wed and Fri from Mon 14 Dec')
  })
})

describe('A pupil who is known to be away is not missing', () => {
  const away = aRow('plannedAbsence', 'abs', { pupilId: 'p1', from: THURSDAY, until: FRIDAY, reason: 'appointment', detail: 'Hospital' })
  const rows = [aDeskPupil('p1', 'Abdi'), expected('p1', '08:45'), aMentorship('p1')]

  test('planned in the app by the office, with first day, last day and reason', async () => {
    const desk = await aDesk({ rows: rows.filter((row) => row.t !== 'mentorship'), me: { id: 'office', role: 'office', name: 'Mrs O. Office', initials: 'OO' } })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await press(screen, 'Plan an absence', 'Plan the absence')
    expect(screen.text()).toContain('Choose the reason.')
    await screen.get('dialog input[value="trip"]').setValue()
    await press(screen, 'Plan the absence')
    expect(desk.records.memory.ofPupil('plannedAbsence', 'p1').map(({ f }) => f)).toEqual([{ pupilId: 'p1', from: THURSDAY, until: THURSDAY, reason: 'trip' }])
    expect(screen.text()).toContain('School trip or fixture')
  })

  test('the list does not expect him, shows him as away without a word the queue should not read, and takes his arrival all the same', async () => {
    const desk = await aDesk({ rows: [...rows, away], at: [THURSDAY, '09:20'] })
    const screen = desk.look(ArrivalsScreen)
    const section = screen.get('section[aria-label="Known to be elsewhere"]')
    expect(section.text()).toContain('Abdi')
    expect(screen.text()).not.toContain('not arrived')
    expect(screen.text()).not.toMatch(/Hospital|Appointment/)
    expect(desk.look(MeetingCardScreen, { pupilId: 'p1' }).text()).toContain('Appointment: Hospital, until Fri 11 Dec')
    await section.get('button').trigger('click')
    await settleDisk()
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ mark: 'U' })
  })

  test('the mornings away are no missed ones in the week', async () => {
    const desk = await aDesk({ rows: [...rows, away], at: [FRIDAY, '14:30'] })
    expect(desk.look(ReviewScreen, { pupilId: 'p1', weekStart: '2026-12-07' }).text()).toContain('0 of 3')
  })
})

describe('A pupil with another commitment is not missing, or comes at another time', () => {
  const rows = [aDeskPupil('p1', 'Abdi'), expected('p1', '08:45'), aMentorship('p1')]
  const held = (more: object) => aRow('commitment', 'c1', { pupilId: 'p1', kind: 'support', detail: 'Reading with Ms R', from: THURSDAY, weekdays: [4], ...more })
  const expectedOn = (desk: Desk, date: string) => deskOn(desk.records.memory, date, aMentor.id, DEFAULT_SETTINGS).map(({ expected, expectedAt }) => [expected, expectedAt])[0]

  test('put down in the app: a music lesson every Friday, expected at 8.55 then; the Thursdays stay as they were', async () => {
    const desk = await aDesk({ rows })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await press(screen, 'Add a commitment', 'Keep it')
    expect(screen.text()).toContain('Choose what it is.')
    expect(screen.text()).toContain('Choose one day of the week at least.')
    await screen.get('dialog select').setValue('music-lesson')
    await press(screen, 'Friday')
    await screen.get('dialog input[value="later"]').setValue()
    await screen.get('dialog input[inputmode=numeric]').setValue('08:55')
    expect(screen.text()).toContain('Abdi is expected at 8.55 instead of 8.45.')
    await press(screen, 'Keep it')
    expect(desk.records.memory.ofPupil('commitment', 'p1').map(({ f }) => f)).toEqual([{ pupilId: 'p1', kind: 'music-lesson', from: THURSDAY, weekdays: [5], time: '08:55' }])
    expect([THURSDAY, FRIDAY, '2026-12-17', '2026-12-18'].map((date) => expectedOn(desk, date))).toEqual([[true, '08:45'], [true, '08:55'], [true, '08:45'], [true, '08:55']])
  })

  test('the list does not expect him, says why in words the queue may read, and takes his arrival all the same without holding it against him', async () => {
    const desk = await aDesk({ rows: [...rows, held({})], at: [THURSDAY, '09:20'] })
    const screen = desk.look(ArrivalsScreen)
    const section = screen.get('section[aria-label="Known to be elsewhere"]')
    expect(section.text()).toContain('Other commitment')
    expect(screen.text()).not.toContain('not arrived')
    expect(screen.text()).not.toMatch(/Reading|Support/)
    expect(desk.look(MeetingCardScreen, { pupilId: 'p1' }).text()).toContain('Reading with Ms R. Not expected at reception on this day.')
    await section.get('button').trigger('click')
    await settleDisk()
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)).toMatchObject({ mark: 'U' })
    expect(expectationFor(desk.records.memory, 'p1', THURSDAY)?.weekdays).toEqual([])
  })

  test('it ends on a last day somebody gives it, and the days before stay as they were', async () => {
    const desk = await aDesk({ rows: [...rows, held({ from: '2026-12-03' })] })
    const screen = desk.look(ExpectedScreen, { pupilId: 'p1' })
    await screen.findAll('button').find((one) => one.text().startsWith('Last day'))!.trigger('click')
    await press(screen, 'It ends then')
    expect(['2026-12-03', THURSDAY, '2026-12-17'].map((date) => expectedOn(desk, date)?.[0])).toEqual([false, false, true])
  })
})

describe('A mentor who is away is covered by a colleague, whom the Lead Mentor names', () => {
  const cover = (until: string) => aRow('cover', 'c1', { mentorId: 'mentor-b', coverId: aMentor.id, from: '2026-12-09', until })
  const theirs = [
    aDeskPupil('p9', 'Megan'), expected('p9', '08:30', 'mentor-b'), anArrival('a9', THURSDAY, '08:29', { pupilId: 'p9' }),
    aRow('agendaItem', 'i1', { pupilId: 'p9', noteId: 'n1', type: 'staff', text: 'Homework in Maths', occurredAt: Date.parse('2026-12-09T14:00:00Z') }),
  ]

  test('the cover has the day’s list and agenda only, and says what was discussed', async () => {
    const desk = await aDesk({ rows: [...theirs, cover(FRIDAY)] })
    expect(desk.look(ArrivalsScreen).text()).toContain('You cover for Mr B. Other until Fri 11 Dec.')
    const card = desk.look(MeetingCardScreen, { pupilId: 'p9' })
    expect(card.text()).toContain('Homework in Maths')
    expect(card.text()).toContain('Ready for the day')
    for (const words of ['New note', 'Pupil page', 'Today’s action']) expect(card.text()).not.toContain(words)
    await press(card, 'Discussed')
    expect(desk.records.memory.ofPupil('noteOutcome', 'p9')[0]).toMatchObject({ b: 'pupil:p9:agenda', f: { noteId: 'n1', result: 'discussed', byCover: true } })
  })

  test('the dates end it by themselves, also on a tablet that has met no server since', async () => {
    const desk = await aDesk({ rows: [...theirs, cover(WEDNESDAY)] })
    expect(desk.look(ArrivalsScreen).text()).not.toContain('You cover for')
    const card = desk.look(MeetingCardScreen, { pupilId: 'p9' })
    expect(card.text()).not.toContain('Homework in Maths')
    expect(card.text()).toContain('Mentored by Mr B. Other')
  })

  test('who is away sees who stands in', async () => {
    const away = aRow('cover', 'c1', { mentorId: aMentor.id, coverId: 'mentor-b', from: THURSDAY, until: FRIDAY })
    expect((await aDesk({ rows: [...theirs, away] })).look(ArrivalsScreen).text()).toContain('Mr B. Other covers for you until Fri 11 Dec.')
  })
})
