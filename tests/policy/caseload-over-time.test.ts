import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { roomOfAll } from '../../src/data/readings/caseChanges.ts'
import { deskOn } from '../../src/data/readings/mentoring.ts'
import { deskGroups } from '../../src/domain/mornings/deskList.ts'
import { countCaseload, isBeginning } from '../../src/domain/cases/caseEvent.ts'
import { MentorshipState } from '../../src/domain/cases/mentorship.ts'
import type { Row } from '../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import CaseloadsScreen from '../../src/features/case/CaseloadsScreen.vue'
import CaseScreen from '../../src/features/case/CaseScreen.vue'
import { aDeskPupil, expected, settleDisk, type Desk } from '../support/aDesk.ts'
import { aMentorship, aStudy } from '../support/aMentee.ts'
import { aMentor } from '../support/aTablet.ts'
import { THE_LEAD } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const abdi: Row[] = [aDeskPupil('p1', 'Abdi', { surname: 'Warsame' }), expected('p1', '08:30', aMentor.id, [1, 3, 5]), aMentorship('p1', { state: 'withdrawing' })]
const press = async (screen: VueWrapper, text: string): Promise<void> => {
  await screen.findAll('button').filter((one) => one.text().startsWith(text)).at(-1)!.trigger('click')
  await settleDisk()
}
const write = async (screen: VueWrapper, label: string, text: string): Promise<void> => {
  const found = screen.findAll('label').filter((one) => one.text().startsWith(label)).at(-1)!
  await screen.find(`#${found.attributes('for')}`).setValue(text)
}
const caseOf = (desk: Desk) => desk.records.memory.get('mentorship', 'm-p1')?.f
const expectedBy = (desk: Desk, date: string): string | undefined => deskGroups(deskOn(desk.records.memory, date, aMentor.id, DEFAULT_SETTINGS), DEFAULT_SETTINGS).flatMap(({ entries }) => entries).find((one) => one.pupilId === 'p1')?.mentorId

describe('A case is paused and taken up again by the Lead Mentor', () => {
  test('with a reason; nobody expects the pupil meanwhile, and it goes on as it was: the same step, the same mornings', async () => {
    const desk = await aStudy({ me: THE_LEAD, rows: abdi })
    const screen = desk.look(CaseScreen, { pupilId: 'p1' })
    await press(screen, 'Pause mentoring')
    expect(screen.text()).toContain('Say in a line why it pauses.')
    expect(caseOf(desk)?.state).toBe('withdrawing')
    await write(screen, 'Why it pauses', 'Mock examinations')
    await press(screen, 'Pause mentoring')
    expect(caseOf(desk)?.state).toBe('paused')
    expect(screen.text()).toContain('Since 10 December 2026: Mock examinations')
    expect(expectedBy(desk, '2026-12-11')).toBeUndefined()
    await press(screen, 'Take it up again')
    expect(caseOf(desk)?.state).toBe('withdrawing')
    expect([expectedBy(desk, '2026-12-11'), expectedBy(desk, '2026-12-15'), expectedBy(desk, '2026-12-16')]).toEqual([aMentor.id, undefined, aMentor.id])
  })
  test('what has not begun cannot pause, and no way round leads into mentoring without the letter home', async () => {
    const desk = await aStudy({ me: THE_LEAD, rows: [...abdi.slice(0, 2), aMentorship('p1', { state: 'preparing' })] })
    const screen = desk.look(CaseScreen, { pupilId: 'p1' })
    expect(screen.text()).toContain('Mentoring has not begun, so there is nothing to pause yet.')
    const asksForLetter = MentorshipState.options.map((was) => MentorshipState.options.filter((next) => isBeginning(was, next)))
    expect(asksForLetter).toEqual([...Array<string[]>(5).fill(['active', 'withdrawing', 'closing', 'paused', 'reopened']), [], [], [], [], [], []])
  })
  test('a mentor reads that the Lead Mentor decides', async () => {
    const desk = await aStudy({ rows: abdi })
    expect(desk.look(CaseScreen, { pupilId: 'p1' }).text()).toContain('The Lead Mentor decides this')
  })
})

describe('A case is handed over to another mentor with its history', () => {
  test('the mornings from tomorrow are the new mentor’s, the mentoring goes on since it began, and the reason stands with it', async () => {
    const desk = await aStudy({ me: THE_LEAD, rows: abdi })
    const screen = desk.look(CaseScreen, { pupilId: 'p1' })
    await screen.find('select').setValue('mentor-b')
    await write(screen, 'Why', 'Teaches his form')
    await screen.findAll('button').find((one) => one.text() === 'Hand the case over')!.trigger('click')
    await settleDisk()
    await press(screen, 'Hand it over')
    expect(caseOf(desk)).toMatchObject({ mentorId: 'mentor-b', state: 'withdrawing', startedOn: '2026-11-02' })
    expect(expectedBy(desk, '2026-12-11')).toBe('mentor-b')
    expect(desk.records.memory.ofPupil('caseEvent', 'p1').map(({ f }) => f)).toMatchObject([{ type: 'handed-over', from: aMentor.id, to: 'mentor-b', reason: 'Teaches his form' }])
  })
})

describe('The Lead Mentor sees who has how many', () => {
  test('a paused pupil keeps the place, one who is over does not, and a number too many is said', () => {
    expect(countCaseload(['active', 'withdrawing', 'paused', 'preparing', 'closed', 'declined'], 3)).toEqual({ pupils: 4, running: 2, toCome: 1, paused: 1, room: -1 })
  })
  test('and gives one mentor another number than the school’s rule', async () => {
    const desk = await aStudy({ me: THE_LEAD, rows: abdi })
    const screen = desk.look(CaseloadsScreen)
    expect(screen.text()).toContain('Room for 7')
    await screen.findAll('button').find((one) => one.text().startsWith('Change the number') && one.text().includes(aMentor.name))!.trigger('click')
    await settleDisk()
    await write(screen, 'Pupils', 'many')
    await press(screen, 'Keep the number')
    expect(screen.text()).toContain('A whole number from 0 to 60.')
    await write(screen, 'Pupils', '1')
    await press(screen, 'Keep the number')
    expect(roomOfAll(desk.records.memory, DEFAULT_SETTINGS).find(({ mentorId }) => mentorId === aMentor.id)).toMatchObject({ capacity: 1, room: 0 })
  })
})
