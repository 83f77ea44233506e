import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openNow } from '../../../src/data/current.ts'
import { StorageFull } from '../../../src/data/store/healing.ts'
import { arrivalFor, raiseFor } from '../../../src/data/readings/mentoring.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { FieldsOf, Row } from '../../../src/domain/records.ts'
import MeetingCardScreen from '../../../src/features/meeting-card/MeetingCardScreen.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { aDesk, settleDisk, sinceToday, theMentees as everyone, THURSDAY, WEDNESDAY, type Desk } from '../../support/aDesk.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const theMentees = sinceToday(everyone)
const mentored = aRow('mentorship', 'm1', { pupilId: 'p1', mentorId: aMentor.id, state: 'active', reason: 'Homework', startedOn: '2026-11-02' })
const aNote = (id: string, text: string, more: Partial<FieldsOf<'note'>> = {}): Row<'note'> => {
  const at = instantAt(WEDNESDAY, '15:00')
  return aRow('note', id, { pupilId: 'p1', type: 'blue-report', text, occurredAt: at, enteredAt: at, raise: false, ...more }, { by: aMentor.id })
}
const anArrival = (date = THURSDAY, more: Partial<Extract<FieldsOf<'arrivalEvent'>, { type: 'arrived' }>> = {}): Row<'arrivalEvent'> =>
  aRow('arrivalEvent', `tap-${date}`, {
    type: 'arrived', pupilId: 'p1', date, session: 'am', at: '08:41', expectedAt: '08:30', mark: '/', minutesLate: 0, minutesLateToMentor: 11,
    deviceTime: instantAt(date, '08:41'), estimatedTrueTime: instantAt(date, '08:41'), skewKnown: true, ...more,
  }, { by: aMentor.id, at: instantAt(date, '08:41') })

async function open(desk: Desk, props: Record<string, unknown> = {}): Promise<void> {
  screen = desk.look(MeetingCardScreen, { pupilId: 'p1', ...props })
  await settleDisk()
}
const press = async (words: string, from = 'button'): Promise<void> => {
  await screen!.findAll(from).find((one) => one.text().includes(words))!.trigger('click')
  await settleDisk()
}

describe('The meeting card', () => {
  it('shows the mark, who gave it, and the notes of the last school day', async () => {
    const cameLate = aRow('fromFormerMentor', 'former:n1', { pupilId: 'p1', about: { t: 'note', id: 'n1' }, at: instantAt(THURSDAY, '08:30') }, { by: 'mentor-b', b: 'pupil:p1' })
    await open(await aDesk({ rows: [...theMentees, mentored, anArrival(), aNote('n1', 'Planner signed in four lessons.'), cameLate], at: [THURSDAY, '08:42'] }))
    expect(screen!.findAll('li').filter((one) => one.text().includes('Late, from former mentor')).map((one) => one.text())).toEqual([expect.stringContaining('Planner signed in four lessons.')])
    expect(screen!.find('h1').text()).toBe('Abdi')
    expect(screen!.text()).toContain('late to mentor 11 min')
    expect(screen!.text()).toContain('Marked by Ms A. Mentor')
    expect(screen!.text()).toContain('Planner signed in four lessons.')
    expect(screen!.html()).not.toContain('Surname')
  })

  it('shows two notes to raise at first, the longest-waiting first, and the rest on asking', async () => {
    const waiting = [1, 2, 3, 4].map((day) => aNote(`n${day}`, `Note of 0${day}`, { raise: true, occurredAt: instantAt(`2026-12-0${day}`, '15:00'), enteredAt: instantAt(`2026-12-0${day}`, '15:00') }))
    await open(await aDesk({ rows: [...theMentees, mentored, ...waiting] }))
    expect(screen!.text()).toContain('Note of 01')
    expect(screen!.text()).toContain('Note of 02')
    expect(screen!.text()).not.toContain('Note of 03')
    await press('2 more')
    expect(screen!.text()).toContain('Note of 04')
  })

  it('records what came of a note in one line, and offers to undo it', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored, aNote('n1', 'Late to Maths.', { raise: true })] })
    await open(desk)
    await press('Add a line')
    await screen!.find('li input').setValue('Will leave lunch earlier')
    await press('Save as discussed')
    expect(desk.records.memory.all('noteOutcome').map((row) => row.f)).toEqual([{ pupilId: 'p1', noteId: 'n1', date: THURSDAY, result: 'discussed', line: 'Will leave lunch earlier' }])
    expect(screen!.text()).toContain('All raised for today')
    expect(screen!.text()).toContain('Will leave lunch earlier')
    useToasts().act(useToasts().shown.value.find((one) => one.action)!.id)
    await settleDisk()
    expect(raiseFor(desk.records.memory, 'p1', THURSDAY)).toHaveLength(1)
  })

  it('says discussed with one tap, with undo, and keeps no line', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored, aNote('n1', 'Late to Maths.', { raise: true })] })
    await open(desk)
    await press('Discussed')
    expect(desk.records.memory.all('noteOutcome').map((row) => row.f)).toEqual([{ pupilId: 'p1', noteId: 'n1', date: THURSDAY, result: 'discussed', line: '' }])
    useToasts().act(useToasts().shown.value.find((one) => one.action)!.id)
    await settleDisk()
    expect(screen!.text()).toContain('Late to Maths.')
  })

  it('says why each thing stands where it stands, and raises what the records know beside the notes', async () => {
    const desk = await aDesk({ rows: [...everyone, mentored, anArrival(), anArrival(WEDNESDAY, { at: '08:31', minutesLateToMentor: 1 }), aNote('n1', 'Late to Maths.', { raise: true, type: 'staff' }), aNote('n2', 'New shoes.', { raise: true })] })
    await open(desk)
    const listed = screen!.findAll('section').find((one) => one.text().startsWith('Raise'))!.findAll('li').slice(0, 2).map((one) => one.text())
    expect(listed[0]).toContain('Missed, nobody knows why yet')
    expect(listed[0]).toContain('Tue 8 Dec')
    expect(listed[1]).toContain('From staff, the last school day')
    expect(screen!.text()).toContain('1 more')
    await press('Discussed')
    expect(desk.records.memory.all('noteOutcome')[0]?.f).toMatchObject({ noteId: 'matter:missed', result: 'discussed' })
    expect(screen!.get('[aria-label="Done this morning"]').text()).toContain('Missed')
  })

  it('tells a cover nothing but what was left on the agenda', async () => {
    const cover = aRow('cover', 'c1', { mentorId: 'mentor-b', coverId: aMentor.id, from: WEDNESDAY, until: THURSDAY })
    const target = aRow('target', 't1', { pupilId: 'p3', weekStart: '2026-12-07', behaviour: 'hands in homework', measure: 'yes-no', scope: '', by: THURSDAY, source: '', pupilWording: 'I hand it in', result: 'open', version: 1 })
    await open(await aDesk({ rows: [...everyone, cover, target] }), { pupilId: 'p3' })
    expect(screen!.text()).toContain('Nothing is waiting to be raised.')
  })

  it('shows at a glance how the last school day went', async () => {
    const action = aRow('dailyAction', 'd1', { pupilId: 'p1', date: WEDNESDAY, text: 'Planner checked' })
    await open(await aDesk({ rows: [...everyone, mentored, anArrival(WEDNESDAY), action] }))
    expect(screen!.get('dl').text()).toContain('Wed 9 Dec, the last school day')
    expect(screen!.get('dl').text()).toContain('Late to mentor, 11 min')
    expect(screen!.get('dl').text()).toContain('Planner checked')
  })

  it('takes a quick action back with undo', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored] })
    await open(desk)
    await press('Check-in at lunch')
    expect(desk.records.memory.all('dailyAction')).toHaveLength(1)
    useToasts().act(useToasts().shown.value.find((one) => one.action)!.id)
    await settleDisk()
    expect(desk.records.memory.all('dailyAction')).toEqual([])
  })

  it('carries a note over with one tap: it waits again tomorrow', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored, aNote('n1', 'Late to Maths.', { raise: true })] })
    await open(desk)
    await press('Carry over')
    expect(raiseFor(desk.records.memory, 'p1', THURSDAY)).toHaveLength(0)
    expect(raiseFor(desk.records.memory, 'p1', '2026-12-11')[0]).toMatchObject({ carriedOver: 1 })
  })

  it('keeps today’s action in the log, and a correction cites the first', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored] })
    await open(desk)
    await press('Planner checked')
    await press('Correct')
    await screen!.find('form input').setValue('Planner checked and signed')
    await press('Save the action')
    const [first, second] = desk.records.memory.all('dailyAction')
    expect(second?.f).toMatchObject({ text: 'Planner checked and signed', corrects: first?.id, date: THURSDAY })
    expect(screen!.findAll('li').filter((one) => one.text().startsWith('Planner checked'))).toHaveLength(1)
  })

  it('keeps a half-typed action over a kill of the browser', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored] })
    await open(desk)
    await screen!.find('form input').setValue('Rang home ab')
    await new Promise((resolve) => setTimeout(resolve, 350))
    screen!.unmount()
    await desk.reopen()
    await open(desk)
    expect((screen!.find('form input').element as HTMLInputElement).value).toBe('Rang home ab')
  })

  it('amends with a reason, and keeps the first mark, the new one, the reason, the date, name and role', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored, anArrival()], at: [THURSDAY, '09:00'] })
    await open(desk)
    await press('Amend')
    await screen!.find('dialog input[inputmode=numeric]').setValue('08:50')
    await press('Save the amendment')
    expect(screen!.text()).toContain('An amendment needs a reason.')
    await screen!.findAll('dialog input').find((one) => one.attributes('type') === 'text')!.setValue('Tapped the wrong twin')
    await press('Save the amendment')
    const amended = arrivalFor(desk.records.memory, 'p1', THURSDAY)!
    expect(amended).toMatchObject({ at: '08:50', mark: 'L', minutesLate: 5, amended: true })
    expect(amended.history.at(-1)?.f).toMatchObject({ from: { mark: '/', at: '08:41' }, reason: 'Tapped the wrong twin', name: aMentor.name, role: 'mentor', entered: instantAt(THURSDAY, '09:00') })
    expect(screen!.text()).toContain('Amended from / at 8.41 to L at 8.50')
    expect(screen!.text()).toContain('Thu 10 Dec, 9.00, Ms A. Mentor, Mentor')
  })

  it('takes a mark back only with a reason, and the history still shows it', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored, anArrival()] , at: [THURSDAY, '09:00'] })
    await open(desk)
    await press('Put down in error')
    await press('Take the mark back')
    expect(screen!.text()).toContain('Say in a few words why.')
    await screen!.find('dialog input').setValue('It was the other Abdi')
    await press('Take the mark back')
    expect(arrivalFor(desk.records.memory, 'p1', THURSDAY)).toBeUndefined()
    expect(screen!.text()).toContain('No mark stands for this day.')
    expect(screen!.text()).toContain('It was the other Abdi')
  })

  it('shows another mentor’s mentee with mark and history only, and says whose mentee this is', async () => {
    await open(await aDesk({ rows: [...theMentees, anArrival(THURSDAY, { pupilId: 'p3' })] }), { pupilId: 'p3' })
    expect(screen!.text()).toContain('Mentored by Mr B. Other.')
    expect(screen!.text()).not.toContain('Raise this morning')
    expect(screen!.text()).not.toContain('New note')
  })

  it('amends yesterday’s mark as another day', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored, anArrival(WEDNESDAY)] })
    await open(desk, { day: WEDNESDAY })
    expect(screen!.text()).toContain('This is another day, not today.')
    expect(screen!.text()).toContain('late to mentor 11 min')
    expect(screen!.text()).not.toContain('Raise this morning')
  })

  it('says that the tablet is full, and what was typed is still there', async () => {
    const desk = await aDesk({ rows: [...theMentees, mentored] })
    openNow.value = { ...desk.records, commit: () => Promise.reject(new StorageFull()) }
    await open(desk)
    await screen!.find('form input').setValue('Rang home about the planner')
    await press('Save the action')
    expect(screen!.text()).toContain('This tablet is full')
    expect((screen!.find('form input').element as HTMLInputElement).value).toBe('Rang home about the planner')
  })

  it('says so when the pupil is not on this tablet', async () => {
    await open(await aDesk(), { pupilId: 'nobody' })
    expect(screen!.text()).toContain('This pupil is not on this tablet')
  })
})
