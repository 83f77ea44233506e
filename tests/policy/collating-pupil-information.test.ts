import { afterEach, describe, expect, test, vi } from 'vitest'
import { NOTE_TYPE_WORDS, standing, type Note } from '../../src/domain/week/blueReport.ts'
import { raiseFor } from '../../src/data/readings/mentoring.ts'
import MeetingCardScreen from '../../src/features/meeting-card/MeetingCardScreen.vue'
import { schoolTime, settleDisk, sinceToday, THURSDAY, WEDNESDAY } from '../support/aDesk.ts'
import { aNote, aStudy, theMentee } from '../support/aMentee.ts'
import { aNoteScreen } from '../support/aNoteScreen.ts'

afterEach(() => vi.useRealTimers())

describe('Mentors should note anything pertinent from staff/blue report on electronic logs', () => {
  test('a note says whether it comes from staff, the blue report, home, the pupil or what the mentor saw', async () => {
    expect(Object.values(NOTE_TYPE_WORDS)).toEqual(['From staff', 'Blue report', 'From home', 'From the pupil', 'Observation'])
    const desk = await aStudy()
    const { choose, write, save } = await aNoteScreen(desk)
    await choose('blue-report')
    await write('Every lesson signed')
    await save()
    expect(standing<Note>(desk.records.memory.ofPupil('note', 'p1'))[0]?.f).toMatchObject({ type: 'blue-report', text: 'Every lesson signed' })
  })

  test('the mentor is reminded to write facts, which the family may ask for', async () => {
    const { screen } = await aNoteScreen(await aStudy())
    expect(screen.text()).toContain('Write facts, not opinions. Everything you write can be asked for by the family.')
  })
})

describe('…and discuss these with pupils at morning meetings', () => {
  test('a note flagged at 15.00 waits to be raised the next morning', async () => {
    const desk = await aStudy({ at: [WEDNESDAY, '15:00'] })
    const { choose, write, save } = await aNoteScreen(desk, { raise: true })
    await choose('staff')
    await write('Called out in Drama')
    await save()
    schoolTime(THURSDAY, '08:45')
    expect(raiseFor(desk.records.memory, 'p1', THURSDAY).map(({ note }) => note.f.text)).toEqual(['Called out in Drama'])
  })

  test('a corrected note still waits, once, in its new words', async () => {
    const desk = await aStudy({ rows: [...theMentee, aNote('n1', 'Called out in Darma', { raise: true })] })
    const { write, save } = await aNoteScreen(desk, { noteId: 'n1' })
    await write('Called out in Drama')
    await save()
    expect(raiseFor(desk.records.memory, 'p1', THURSDAY).map(({ note }) => note.f.text)).toEqual(['Called out in Drama'])
  })

  test('the next morning’s card shows it, and "Discussed" with one line moves it to the history', async () => {
    const desk = await aStudy({ rows: [...sinceToday(theMentee), aNote('n1', 'Called out in Drama', { raise: true })], at: [THURSDAY, '08:45'] })
    const screen = desk.look(MeetingCardScreen, { pupilId: 'p1' })
    const press = async (words: string): Promise<void> => {
      await screen.findAll('button').find((one) => one.text() === words)!.trigger('click')
      await settleDisk()
    }
    await settleDisk()
    expect(screen.text()).toContain('Called out in Drama')
    await press('Add a line')
    await screen.get('li input').setValue('Will say sorry to Miss')
    await press('Save as discussed')
    expect(raiseFor(desk.records.memory, 'p1', THURSDAY)).toEqual([])
    expect(screen.get('[aria-label="Done this morning"]').text()).toContain('Will say sorry to Miss')
  })
})
