import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { deskOn } from '../../src/data/readings/mentoring.ts'
import { deskGroups, notArrived } from '../../src/domain/mornings/deskList.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import type { Row } from '../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import CaseloadScreen from '../../src/features/caseload/CaseloadScreen.vue'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import WithdrawalScreen from '../../src/features/withdrawal/WithdrawalScreen.vue'
import { aDeskPupil, expected, settleDisk, type Desk } from '../support/aDesk.ts'
import { aMentorship, aStudy } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { THE_LEAD, theLead } from '../support/conduct.ts'
import { aWeek } from '../support/weeks.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const [MONDAY, TUESDAY] = ['2026-12-14', '2026-12-15']
/** Abdi comes every day since 2 November; the weeks of November are what the story says. */
const abdi: Row[] = [aDeskPupil('p1', 'Abdi', { surname: 'Warsame' }), expected('p1', '08:45'), aMentorship('p1')]
const threeGood = ['2026-11-09', '2026-11-16', '2026-11-30'].flatMap((monday) => aWeek(monday, 'good'))
const atOnce = [aDeskPupil('p1', 'Abdi', { surname: 'Warsame' }), expected('p1', '08:45', aMentor.id, [1]), aMentorship('p1')]

const press = async (screen: VueWrapper, ...texts: string[]): Promise<void> => {
  for (const text of texts) {
    const found = screen.findAll('button').filter((one) => one.text() === text).at(-1)
    if (!found) throw new Error(`No button “${text}” among: ${screen.findAll('button').map((one) => one.text()).join(' | ')}`)
    await found.trigger('click')
    await settleDisk()
  }
}
const events = (desk: Desk) => desk.records.memory.ofPupil('withdrawalEvent', 'p1').map(({ f }) => f)
const expectedOn = (desk: Desk, date: string): boolean => deskGroups(deskOn(desk.records.memory, date, aMentor.id, DEFAULT_SETTINGS), DEFAULT_SETTINGS).some(({ entries }) => entries.some((one) => one.pupilId === 'p1'))

describe('Mentoring support should be withdrawn gradually', () => {
  test('after three good weeks it proposes three days a week with the evidence, and moves nobody', async () => {
    const desk = await aStudy({ rows: [...abdi, ...threeGood] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    for (const words of ['Ready for three days a week?', '3 good weeks of 3', '15 of 15 mornings on time', '100% of scores at 1 or 2, 75 of 95 lessons returned', '3 of 3 targets met', 'It proposes; you decide.']) expect(screen.text()).toContain(words)
    expect(desk.look(CaseloadScreen).text()).toContain('Ready for three days a week?')
    const page = desk.look(PupilScreen, { pupilId: 'p1' })
    await vi.waitFor(() => expect(page.text()).toContain('Ready for three days a week?'), { timeout: 20_000 })
    expect([events(desk), expectedOn(desk, TUESDAY)]).toEqual([[], true])
  })

  test('moved to Monday, Wednesday and Friday: Tuesday’s list does not expect him, and nobody misses him there', async () => {
    const desk = await aStudy({ rows: [...abdi, ...threeGood] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    await press(screen, 'Move on')
    expect(screen.text()).toContain('From Monday 14 December 2026 Abdi is at: three days a week.')
    await press(screen, 'Move on')
    expect(events(desk)).toMatchObject([{ type: 'moved-on', from: MONDAY, stage: 'Three days a week', weekdays: [1, 3, 5], name: 'Ms A. Mentor', role: 'mentor' }])
    expect(JSON.stringify(events(desk))).toContain('15 of 15 mornings on time')
    expect([expectedOn(desk, MONDAY), expectedOn(desk, TUESDAY)]).toEqual([true, false])
    expect(notArrived(deskOn(desk.records.memory, TUESDAY, aMentor.id, DEFAULT_SETTINGS), 20 * 60, DEFAULT_SETTINGS)).toEqual([])
    expect(screen.text()).not.toContain('Ready for three days a week?')
  })

  test('the mentor may say not yet, with a reason and a day, and is not asked before it', async () => {
    const desk = await aStudy({ rows: [...abdi, ...threeGood] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    await press(screen, 'Not yet', 'Not yet')
    expect(screen.text()).toContain('Give the reason in a few words.')
    expect(events(desk)).toEqual([])
    await press(screen, 'Would like a little longer', 'Not yet')
    expect(events(desk)).toMatchObject([{ type: 'not-yet', reason: 'Would like a little longer' }])
    expect(screen.text()).not.toContain('Ready for three days a week?')
    expect(desk.look(CaseloadScreen).text()).not.toContain('Ready for')
  })

  test('stepping back is possible, is said as help, and keeps what was good', async () => {
    const desk = await aStudy({ rows: [...atOnce, ...aWeek('2026-11-09', 'good', [1])] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    await press(screen, 'More support')
    expect(screen.text()).toContain('not a failure and not a sanction')
    await press(screen, 'Give more support')
    expect(events(desk)).toMatchObject([{ type: 'stepped-back', stage: 'Three days a week', weekdays: [1, 3, 5] }])
    expect(expectedOn(desk, '2026-12-16')).toBe(true)
    expect(screen.text()).toContain('More support for a while')
    expect(screen.text()).toContain('Good week')
  })

  test('a hard week resets nothing by itself', async () => {
    const desk = await aStudy({ rows: [...abdi, ...['2026-11-02', '2026-11-09', '2026-11-16'].flatMap((monday) => aWeek(monday, 'good')), ...aWeek('2026-11-30', 'hard')] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('3 good weeks of 4')
    expect(screen.text()).toContain('1 more good week to three days a week.')
    expect(screen.text()).not.toContain('Ready for')
  })

  test('a week without its sheet is said and counted neither way', async () => {
    const desk = await aStudy({ rows: [...abdi, ...['2026-11-09', '2026-11-16'].flatMap((monday) => aWeek(monday, 'good')), ...aWeek('2026-11-30', 'no-sheet')] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    expect(screen.get('[aria-label="Week by week"]').text()).toContain('Not counted')
    expect(screen.text()).toContain('no score has come back')
    expect(screen.text()).toContain('1 more good week to three days a week.')
  })

  test('the Lead Mentor sees the step among what mentors decided this week', async () => {
    const step = aRow('withdrawalEvent', 'w1', { type: 'moved-on', pupilId: 'p1', decidedAt: Date.parse('2026-12-09T15:00:00Z'), reason: '', evidence: [], name: aMentor.name, role: 'mentor', from: MONDAY, stage: 'Three days a week', weekdays: [1, 3, 5] })
    const desk = await aStudy({ rows: [...abdi, theLead, step], me: THE_LEAD })
    const list = desk.look(CaseloadScreen).get('[aria-label="Decided by mentors this week"]').text()
    for (const words of ['Abdi Warsame', 'A step forward', 'Three days a week from Mon 14 Dec', 'Ms A. Mentor']) expect(list).toContain(words)
  })

  test('home is to be told of a step, and how it was is put down in one tap', async () => {
    const desk = await aStudy({ rows: [...abdi, ...threeGood] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    await press(screen, 'Move on', 'Move on')
    expect(screen.text()).toContain('How were parents and carers told?')
    await press(screen, 'By telephone')
    expect(events(desk)).toMatchObject([{ type: 'moved-on' }, { type: 'home-told', how: 'telephone', on: '2026-12-10' }])
    expect(screen.text()).not.toContain('How were parents and carers told?')
  })

  test('what was decided outlives the tablet being killed', async () => {
    const desk = await aStudy({ rows: [...abdi, ...threeGood] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    await press(screen, 'Move on', 'Move on')
    screen.unmount()
    await desk.reopen()
    expect(desk.look(WithdrawalScreen, { pupilId: 'p1' }).text()).toContain('Three days a week, from 14 December 2026.')
    expect(expectedOn(desk, TUESDAY)).toBe(false)
  })

  test('another mentor sees nothing of it', async () => {
    const desk = await aStudy({ rows: abdi.filter((row) => row.t !== 'mentorship') })
    expect(desk.look(WithdrawalScreen, { pupilId: 'p1' }).text()).toContain('There is nothing to see here')
  })
})

describe('This should be a positive time', () => {
  const moved = aRow('withdrawalEvent', 'w1', { type: 'moved-on', pupilId: 'p1', decidedAt: 1, reason: '', evidence: [], name: aMentor.name, role: 'mentor', from: MONDAY, stage: 'Three days a week', weekdays: [1, 3, 5] })
  const strengthsOn = (screen: VueWrapper) => screen.findAll('input[type="text"], input:not([type])').map((one) => (one.element as HTMLInputElement).value)

  test('a home that speaks another language gets a page in it once every sentence is approved, and until then it is said which are not', async () => {
    const speaks = (language: string, noContact = false) => aRow('contact', `c-${language}`, { ...NO_DETAILS, pupilId: 'p1', name: 'Mrs Warsame', language, noContact })
    const screen = (await aStudy({ rows: [...abdi, moved, ...threeGood, speaks('Somali'), speaks('Turkish', true)] })).look(WithdrawalScreen, { pupilId: 'p1' })
    expect(screen.text()).not.toContain('in English only')
    await press(screen, 'Letter home')
    expect(screen.text()).toMatch(/Somali: in English only\. Not approved in Somali yet: “Three days a week”/)
    expect(screen.text()).not.toContain('Turkish')
  })

  test('three strengths come from the pupil’s own data, and the mentor may change them', async () => {
    const desk = await aStudy({ rows: [...abdi, moved, ...threeGood] })
    expect(strengthsOn(desk.look(WithdrawalScreen, { pupilId: 'p1' })).slice(0, 3)).toEqual(['On time on every one of 15 mornings', '100% of 75 lessons went well on the blue report', 'Met 3 of 3 targets, such as “I get my planner signed”'])
  })
  test('without data nothing is made up', async () => {
    const desk = await aStudy({ rows: [...abdi, moved] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    expect(strengthsOn(screen)).toEqual(['', '', '', ''])
    expect(screen.text()).toContain('The records say too little yet to name a strength.')
  })
  test('it is made only for a pupil who would like it, and never with another pupil’s name', async () => {
    const desk = await aStudy({ rows: [...abdi, moved, aDeskPupil('p2', 'Layla', { surname: 'Al-Hashimi' })] })
    const screen = desk.look(WithdrawalScreen, { pupilId: 'p1' })
    await press(screen, 'Make the PDF')
    expect(screen.text()).toContain('Ask first: it is made only for a pupil who would like it.')
    await screen.findAll('input').find((one) => one.attributes('type') === 'checkbox')!.setValue(true)
    await screen.findAll('input[type="text"], input:not([type])').at(-1)!.setValue('You helped Layla.')
    await press(screen, 'Make the PDF')
    expect(screen.text()).toContain('A line names another pupil.')
    expect(desk.records.memory.all('paperDocument')).toEqual([])
  })
})
