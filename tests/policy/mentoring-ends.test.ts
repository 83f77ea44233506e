import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { followUpsDue } from '../../src/data/readings/closing.ts'
import { preparingOf } from '../../src/data/readings/preparing.ts'
import { orderOf } from '../../src/data/readings/conduct.ts'
import { deskOn } from '../../src/data/readings/mentoring.ts'
import { sessionsFor } from '../../src/data/readings/pupilSessions.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { deskGroups } from '../../src/domain/mornings/deskList.ts'
import { exitSummary, weeksToCompare, type ExitSpan } from '../../src/domain/cases/exitSummary.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/setting.ts'
import ClosingScreen from '../../src/features/withdrawal/ClosingScreen.vue'
import { useToasts } from '../../src/ui/index.ts'
import { aDeskPupil, expected, settleDisk, type Desk } from '../support/aDesk.ts'
import { aMentorship, aStudy } from '../support/aMentee.ts'
import { aMentor, aRow } from '../support/aTablet.ts'
import { anOrder, THE_LEAD } from '../support/conduct.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const abdi: Row[] = [aDeskPupil('p1', 'Abdi', { surname: 'Warsame' }), expected('p1', '08:45'), aMentorship('p1')]
const press = async (screen: VueWrapper, ...texts: string[]): Promise<void> => {
  for (const text of texts) {
    const found = screen.findAll('button').filter((one) => one.text() === text).at(-1)
    if (!found) throw new Error(`No button “${text}” among: ${screen.findAll('button').map((one) => one.text()).join(' | ')}`)
    await found.trigger('click')
    await settleDisk()
  }
}
/** The button on the screen, not the one that confirms. */
const ask = async (screen: VueWrapper): Promise<void> => {
  await screen.findAll('button').find((one) => one.text() === 'Close the case')!.trigger('click')
  await settleDisk()
}
const choose = async (screen: VueWrapper, text: string): Promise<void> => {
  const label = screen.findAll('label').find((one) => one.text() === text)
  if (!label) return press(screen, text)
  await label.find('input').setValue(true)
  await settleDisk()
}
const aSession = (id: string, more: Partial<FieldsOf<'session'>>): Row<'session'> => aRow('session', id, { pupilId: 'p1', kind: 'catch-up', subject: 'Maths', from: '2026-12-03', until: '2026-12-03', weekly: false, starts: '13:10', ends: '13:40', venue: 'Library', leads: '', ...more })
const homeKnows: Row[] = [
  aRow('contactEntry', 'e1', { pupilId: 'p1', used: '', direction: 'out', outcome: 'spoke', topic: 'Progress', text: '', agreed: '', occurredAt: 1, entered: 1 }),
  aRow('closingEvent', 'c1', { type: 'call', pupilId: 'p1', mentorshipId: 'm-p1', at: 1, entryId: 'e1', strengths: [] }),
]
const stateOf = (desk: Desk) => desk.records.memory.ofPupil('mentorship', 'p1').map(({ f }) => f.state)
const isExpected = (desk: Desk, date: string): boolean => deskGroups(deskOn(desk.records.memory, date, aMentor.id, DEFAULT_SETTINGS), DEFAULT_SETTINGS).some(({ entries }) => entries.some((one) => one.pupilId === 'p1'))

describe('When a pupil is no longer going to be mentored, Mentors will make a phone call home to inform parents / carers of this', () => {
  test('pressed without a call, Close the case is refused; with what came of the call it closes, and no morning expects him', async () => {
    const desk = await aStudy({ rows: abdi })
    const screen = desk.look(ClosingScreen, { pupilId: 'p1' })
    await choose(screen, 'Good progress: support is no longer needed')
    expect(isExpected(desk, '2026-12-10')).toBe(true)
    await ask(screen)
    expect(screen.text()).toContain('Log what came of the call home first: no case is closed without it.')
    await choose(screen, 'Left a voicemail')
    expect(screen.text()).toContain('Home does not know yet')
    await press(screen, 'Keep in the log')
    await ask(screen)
    await press(screen, 'Close the case')
    expect(stateOf(desk)).toEqual(['active'])
    expect(desk.records.memory.ofPupil('contactEntry', 'p1')).toHaveLength(1)
    await choose(screen, 'Spoke')
    await press(screen, 'Keep in the log')
    expect(screen.text()).toContain('Home knows.')
    useToasts().act(useToasts().shown.value.at(-1)!.id)
    await settleDisk()
    expect(desk.records.memory.ofPupil('contactEntry', 'p1'), 'the wrong button, taken back').toHaveLength(1)
    await choose(screen, 'Spoke')
    await press(screen, 'Keep in the log')
    await ask(screen)
    await press(screen, 'Close the case')
    expect(desk.records.memory.ofPupil('mentorship', 'p1').map(({ f }) => f)).toMatchObject([{ state: 'closed', endedOn: '2026-12-10', endReason: 'Good progress: support is no longer needed' }])
    expect([isExpected(desk, '2026-12-11'), isExpected(desk, '2026-12-14')]).toEqual([false, false])
    expect(screen.text(), 'with a good word').toContain('Abdi’s mentoring has ended')
    expect(screen.text(), 'and a way on').toContain('To my caseload')
  })
  test('what was planned ends with it: no session, moved or repeated, and no report at the end of the day is left over, and what took place stays', async () => {
    const clubs = [aSession('weekly', { weekly: true, from: '2026-12-03', until: '2027-02-11' }), aSession('next', { from: '2026-12-14', until: '2026-12-14' }), aSession('to-come', { weekly: true, from: '2026-12-15', until: '2027-01-12' }), aSession('moved', { from: '2026-12-08', until: '2026-12-08' })]
    const later = aRow('sessionChange', 'to-friday', { type: 'moved', pupilId: 'p1', sessionId: 'moved', on: '2026-12-08', date: '2026-12-11', starts: '13:10', ends: '13:40', venue: 'Library', leads: '', entered: 1 })
    const desk = await aStudy({ rows: [...abdi, ...clubs, later, anOrder('o1', '2026-12-07', '2026-12-18'), ...homeKnows] })
    const screen = desk.look(ClosingScreen, { pupilId: 'p1' })
    await choose(screen, 'Moves to another school')
    await ask(screen)
    await press(screen, 'Close the case')
    const { memory } = desk.records
    const ahead = sessionsFor(memory, schoolCalendar([{ name: 'All', from: '2026-11-02', to: '2027-03-26' }], []), 'p1', '2026-12-11', '2027-03-26')
    expect(ahead.filter(({ state }) => state !== 'cancelled')).toEqual([])
    expect(sessionsFor(memory, schoolCalendar([{ name: 'All', from: '2026-11-02', to: '2027-03-26' }], []), 'p1', '2026-12-03', '2026-12-10').map(({ sessionId, date, state }) => [sessionId, date, state])).toEqual([['weekly', '2026-12-03', 'planned'], ['moved', '2026-12-08', 'cancelled'], ['weekly', '2026-12-10', 'planned']])
    expect(orderOf(memory, 'p1', '2026-12-11')).toMatchObject({ state: 'ended', endReason: 'Mentoring has ended' })
    expect([orderOf(memory, 'p1', '2026-12-11')!.holdsOn('2026-12-10'), orderOf(memory, 'p1', '2026-12-11')!.holdsOn('2026-12-14')]).toEqual([true, false])
  })
  test('what was said in the call is not lost when the tablet is put down in the middle, and is forgotten once it is in the log', async () => {
    const desk = await aStudy({ rows: abdi })
    const first = desk.look(ClosingScreen, { pupilId: 'p1' })
    await settleDisk()
    await first.get('textarea').setValue('His mother is pleased')
    first.unmount()
    await settleDisk()
    const second = desk.look(ClosingScreen, { pupilId: 'p1' })
    await settleDisk()
    expect(second.get<HTMLTextAreaElement>('textarea').element.value).toBe('His mother is pleased')
    await choose(second, 'Left a voicemail')
    await press(second, 'Keep in the log')
    expect(desk.records.memory.ofPupil('contactEntry', 'p1')).toMatchObject([{ f: { text: 'His mother is pleased' } }])
    expect(await desk.records.drafts.read('closing-call:m-p1')).toBeUndefined()
    expect(second.get<HTMLTextAreaElement>('textarea').element.value).toBe('')
  }, 15_000)
  test('what will be printed stands where it is printed from, also after the call, and the keyboard meets the work in its order', async () => {
    const desk = await aStudy({ rows: abdi })
    const screen = desk.look(ClosingScreen, { pupilId: 'p1' })
    expect(screen.findAll('h2').filter(({ element }) => element.closest('dialog') === null).map((one) => one.text())).toEqual(['Start against now', 'The call home', 'Celebrate', 'Close the case'])
    await screen.findAll('input').find((one) => one.attributes('value') === '' || one.element.value === '')!.setValue('Helps the younger ones')
    await choose(screen, 'Spoke')
    await press(screen, 'Keep in the log')
    expect(screen.get('ul[aria-label="Strengths that are printed"]').text()).toContain('Helps the younger ones')
  })
  test('and discuss progress that has been made: the first weeks against the last, and what is not known is said', () => {
    const span = (onTime: number, minutesLate: number | undefined, met: number): ExitSpan => ({ mornings: { onTime, of: 15 }, minutesLate, scores: { marks: met === 0 ? 0 : 60, met, returned: met === 0 ? 0 : 60, lessons: 75 }, targets: { met: 1, judged: 3 }, sanctions: 2 })
    const { rows, lacks } = exitSummary(3, span(6, 9, 0), { ...span(14, 1, 54), sanctions: 0 })
    expect(rows.map(({ start, now, better }) => [start, now, better])).toEqual([['6 of 15', '14 of 15', true], ['9', '1', true], ['not known', '90%', undefined], ['1 of 3', '1 of 3', undefined], ['2', '0', true]])
    expect(lacks).toEqual(['None of 75 lessons was returned at the start', '15 of 75 lessons were not returned now'])
    expect([1, 2, 5, 40].map(weeksToCompare)).toEqual([0, 1, 2, 3])
  })
})

describe('…with pupils becoming more independent again with their own progress', () => {
  const closed = [abdi[0]!, aMentorship('p1', { state: 'closed', endedOn: '2026-10-28', endReason: 'Good progress' })]
  test('after six and after twelve weeks the Lead Mentor is asked to look back, once each', async () => {
    const desk = await aStudy({ me: THE_LEAD, rows: closed })
    expect(followUpsDue(desk.records.memory, '2026-12-08')).toEqual([])
    expect(followUpsDue(desk.records.memory, '2026-12-09').map(({ due }) => due.weeks)).toEqual([6])
    const screen = desk.look(ClosingScreen, { pupilId: 'p1' })
    await choose(screen, 'Going well')
    await press(screen, 'Note it')
    expect(followUpsDue(desk.records.memory, '2026-12-09')).toEqual([])
    expect(followUpsDue(desk.records.memory, '2027-01-20').map(({ due }) => due.weeks)).toEqual([12])
  })
  test('a pupil who needs it again is mentored again: a new case that is prepared with a letter home first, and the old one stays in the log', async () => {
    const desk = await aStudy({ me: THE_LEAD, rows: [...closed, aRow('staff', aMentor.id, { name: aMentor.name, initials: 'AM', role: 'mentor', active: true })] })
    const screen = desk.look(ClosingScreen, { pupilId: 'p1' })
    await screen.findAll('input').at(-1)!.setValue('Homework has slipped again')
    await press(screen, 'Prepare to mentor again')
    expect(stateOf(desk).sort()).toEqual(['closed', 'preparing'])
    expect(desk.records.memory.ofPupil('expectation', 'p1')).toEqual([])
    const preparing = preparingOf(desk.records.memory, 'p1', '2026-12-10')
    expect(preparing?.readiness.missing).toContain('letter')
    expect(desk.router.replace, 'and there it is prepared').toHaveBeenCalledWith('/pupils/p1')
    expect(followUpsDue(desk.records.memory, '2027-01-20')).toEqual([])
  })
})
