import { afterEach, describe, expect, test, vi } from 'vitest'
import { aStudy } from '../support/aMentee.ts'
import { arrivalFor } from '../../src/data/readings/mentoring.ts'
import ArrivalsScreen from '../../src/features/arrivals/ArrivalsScreen.vue'
import { aDesk, settleDisk, THURSDAY } from '../support/aDesk.ts'
import { aRow } from '../support/aTablet.ts'
import { aNoteScreen } from '../support/aNoteScreen.ts'
import { readWeek } from '../../src/data/readings/reviewing.ts'
import { schoolCalendar } from '../../src/domain/time/calendar.ts'
import { initialsOf } from '../../src/domain/pupil.ts'
import { settingsFrom } from '../../src/domain/setting.ts'
import CloseDayScreen from '../../src/features/close-day/CloseDayScreen.vue'
import { reviewFacts } from '../../src/features/weekly-review/facts.ts'
import { reviewSheet } from '../../src/features/weekly-review/sheet.ts'
import { neutralFileName } from '../../src/ui/paper/deliver.ts'
import { wordsOf } from '../../src/ui/paper/model.ts'
import { drawReviews } from '../../src/ui/paper/reviewPdf.ts'
import { uncovered } from '../../src/ui/paper/uncovered.ts'
import { aReview, theWeek, WEEK } from '../features/weekly-review/aWeek.ts'
import { theFonts } from '../ui/paper/sheets.ts'

afterEach(() => vi.useRealTimers())

describe('recording blue-report notes offline', () => {
  test('a note is kept on the tablet with no network asked, and waits to be sent', async () => {
    const desk = await aStudy()
    const { choose, write, save } = await aNoteScreen(desk)
    await choose('blue-report')
    await write('Comments missing from Maths')
    await save()
    const records = await desk.reopen()
    expect(records.memory.ofPupil('note', 'p1').map(({ f }) => f.text)).toEqual(['Comments missing from Maths'])
    expect(records.outbox.unsent(0, 100).map(({ t }) => t)).toEqual(['note'])
  })

  test('a half-typed note survives a kill of the browser', async () => {
    const desk = await aStudy()
    const { screen, write } = await aNoteScreen(desk)
    await write('Half a sen')
    await new Promise((resolve) => setTimeout(resolve, 400))
    await settleDisk()
    screen.unmount()
    await desk.reopen()
    const again = await aNoteScreen(desk)
    expect(again.screen.get('textarea').element.value).toBe('Half a sen')
    expect(again.screen.text()).toContain('Draft brought back')
  })
})

describe('marking 8.45/8.30 arrivals', () => {
  test('one tap at the desk is kept on the tablet with no network asked, and waits to be sent', async () => {
    const desk = await aStudy({ at: [THURSDAY, '08:29'] })
    const screen = desk.look(ArrivalsScreen)
    await screen.get('li > button:first-child').trigger('click')
    await settleDisk()
    const records = await desk.reopen()
    expect(arrivalFor(records.memory, 'p1', THURSDAY)).toMatchObject({ at: '08:29', mark: '/' })
    expect(records.outbox.unsent(0, 100).map(({ t }) => t)).toEqual(['arrivalEvent'])
  })
})

describe('syncing at end of day', () => {
  test('with the server out of reach the day ends with what is kept here and what to do', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    const desk = await aDesk({ rows: theWeek, at: [THURSDAY, '15:20'] })
    await desk.records.commit([{ kind: 'add', t: 'dailyAction', id: 'today', f: { pupilId: 'p1', date: THURSDAY, text: 'Catch up in Maths' } }])
    const screen = desk.look(CloseDayScreen)
    await settleDisk()
    await screen.findAll('button').find((one) => one.text() === 'Sync now')!.trigger('click')
    await vi.waitFor(() => expect(screen.text()).toContain('1 change is kept safely on this tablet and waits to be sent. The server cannot be reached from here.'), { timeout: 20_000 })
    expect(screen.text()).not.toContain('safe to put the tablet away')
    vi.unstubAllGlobals()
  })
})

describe('exporting PDF weekly reviews', () => {
  test('a review of Łukasz Şahin with 600 characters of comment is drawn whole, with letters that can be selected', async () => {
    const comment = 'I tried hard this week. '.repeat(25).trim()
    const rows = [...theWeek, aRow('deskPupil', 'p1', { preferredName: 'Łukasz', surname: 'Şahin', form: '8K', year: 8 }), aReview({ outcome: 1, wentWell: 'Siân helped.', nextStep: 'Seat', pupilComment: comment })]
    const desk = await aDesk({ rows, at: [THURSDAY, '15:20'] })
    const settings = settingsFrom([])
    const { memory } = desk.records
    const calendar = schoolCalendar(memory.all('term').map(({ f }) => f), [])
    const week = readWeek(memory, { calendar, settings }, WEEK, Date.now())
    const facts = reviewFacts({ memory, calendar, settings, staffName: () => 'Ms A. Mentor', week, now: Date.now() }, 'p1', 'mentor-a')!
    const sheet = reviewSheet(facts, settings.schoolName)
    expect(sheet).toMatchObject({ pupilName: 'Łukasz Şahin', pupilComment: comment })
    expect(uncovered(wordsOf(sheet))).toEqual([])
    expect(drawReviews([sheet], theFonts()).pages).toBe(1)
    expect(neutralFileName('weekly-review', [initialsOf(facts.pupil)], WEEK)).toBe('weekly-review-LS-2026-12-07.pdf')
  })
})
