import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import PupilScreen from '../../../src/features/caseload/PupilScreen.vue'
import FeedbackScreen from '../../../src/features/staff-feedback/FeedbackScreen.vue'
import { blueReportSheet } from '../../../src/features/scores/blueReportSheet.ts'
import ScoresScreen from '../../../src/features/scores/ScoresScreen.vue'
import { clashesFor } from '../../../src/data/readings/sessionClashes.ts'
import { schoolCalendar } from '../../../src/domain/time/calendar.ts'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/setting.ts'
import type { Lesson } from '../../../src/domain/time/timetable.ts'
import { settleDisk, type Desk } from '../../support/aDesk.ts'
import { aStudy, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

/** The demo day is a Thursday. */
const lesson = (more: Partial<Lesson> = {}): Lesson => ({ weekday: 4, period: 'P3', subject: 'English', teacher: 'Mrs Hale', room: 'E1', ...more })
const batch = (id: string, more = {}): Row => aRow('simsBatch', id, { set: 'timetable', state: 'complete', rows: 2, taken: 1, columns: {}, weekStart: '2026-12-07', weekLetter: 'B', ...more })
const timetable = (id: string, lessons: Lesson[], at = 1): Row => aRow('timetable', `timetable:${id}:p1`, { pupilId: 'p1', batch: id, lessons }, { by: 'lead', at: instantAt('2026-12-04', '15:40') + at })
const known = [batch('b1'), timetable('b1', [lesson(), lesson({ period: 'P4', subject: 'Art', week: 'A' }), lesson({ period: 'P4', subject: 'Music', teacher: 'Mr Averill', week: 'B' }), lesson({ weekday: 1, period: 'P1', subject: 'Maths', teacher: 'Mr Barlow' })])]

const study = (rows: readonly Row[] = known): Promise<Desk> => aStudy({ rows: [...theMentee, ...rows] })

describe('Pupil information & Relevant background data: the timetable', () => {
  test('is on the pupil’s page, today’s lessons of this week first', async () => {
    const screen = (await study()).look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    expect(screen.get('[aria-label="Lessons today"]').text().replace(/\s+/g, ' ')).toMatch(/P3 11\.25 ?English ?Mrs Hale, E1 ?P4 13\.20 ?Music ?Mr Averill, E1/)
    expect(screen.text()).toContain('Week B')
  })
  test('says so where none is known, and an export that was undone counts for nothing', async () => {
    const screen = (await study([batch('b1', { state: 'undone' }), known[1]!])).look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    expect(screen.text()).toContain('No timetable is known yet.')
  })
  test('the last export stands; when it is undone, the one before stands again', async () => {
    const later = [batch('b2'), timetable('b2', [lesson({ subject: 'Drama' })], 9)]
    const now = (await study([...known, ...later])).look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    expect(now.get('[aria-label="Lessons today"]').text()).toContain('Drama')
    now.unmount()
    const undone = (await study([...known, batch('b2', { state: 'undone' }), later[1]!])).look(PupilScreen, { pupilId: 'p1' })
    await settleDisk()
    expect(undone.get('[aria-label="Lessons today"]').text()).toContain('English')
  })
})

describe('what the timetable is good for', () => {
  test('the blue report has each lesson’s subject printed, and the score grid says it', async () => {
    const desk = await study()
    const calendar = schoolCalendar(desk.records.memory.all('term').map(({ f }) => f), [])
    const sheet = blueReportSheet({ memory: desk.records.memory, calendar, settings: DEFAULT_SETTINGS, staffName: () => '', initialsOf: () => '', now: instantAt('2026-12-10', '09:00') }, { id: 'ABCDEFGH234567AB', pupilId: 'p1', mentorId: aMentor.id, weekStart: '2026-12-07' })
    expect(sheet?.days.map(({ cells }) => cells.map(({ subject }) => subject))).toEqual([['Maths', '', '', '', ''], ['', '', '', '', ''], ['', '', '', '', ''], ['', '', 'English', 'Music', ''], ['', '', '', '', '']])
    const screen = desk.look(ScoresScreen, { weekStart: '2026-12-07', pupilId: 'p1' })
    await settleDisk()
    expect(screen.find('[aria-label^="Thursday 10 December 2026, P3, English"]').exists()).toBe(true)
  })

  test('a session planned into a lesson says which lesson it takes', async () => {
    const desk = await study()
    const calendar = schoolCalendar(desk.records.memory.all('term').map(({ f }) => f), [])
    const at = (starts: string, ends: string) => clashesFor(desk.records.memory, { calendar, settings: DEFAULT_SETTINGS }, 'p1', { date: '2026-12-10', starts, ends }, '2026-12-10').map(({ words }) => words)
    expect(at('13:30', '14:00')).toEqual(['Music is from 13.20 to 14.15, E1, Mr Averill.'])
    expect(at('12:30', '13:00')).toEqual([])
  })

  test('teachers are picked for feedback, several at once with tutor and Head of Year; typing is still possible', async () => {
    const desk = await study()
    const screen = desk.look(FeedbackScreen, { pupilId: 'p1' })
    await settleDisk()
    const tap = async (words: string) => {
      await screen.findAll('button').find((one) => one.text().startsWith(words))!.trigger('click')
      await settleDisk()
    }
    await tap('Ask someone')
    for (const words of ['Mrs Hale, English', 'Mr Averill, Music', 'Mr Tutor, Form tutor', 'Ms Year Nine, Head of Year']) expect(screen.text()).toContain(words)
    await tap('Mrs Hale, English')
    await tap('Mr Tutor, Form tutor')
    await screen.get('input[value="in-person"]').setValue(true)
    await screen.get('dialog[open] form').trigger('submit')
    await settleDisk()
    expect(desk.records.memory.all('staffRequest').map(({ f }) => [f.teacher, f.subject, f.area, f.via])).toEqual([['Mrs Hale', 'English', 'subject', 'in-person'], ['Mr Tutor', 'Form tutor', 'pastoral', 'in-person']])
    await tap('Ask someone')
    expect(screen.get('dialog[open]').text()).not.toContain('Mrs Hale, English')
    await tap('Somebody else')
    await screen.findAll('dialog[open] input[type="text"]')[0]!.setValue('Ms Cover')
    await screen.findAll('dialog[open] input[type="text"]')[1]!.setValue('PE')
    await screen.get('dialog[open] input[value="in-person"]').setValue(true)
    await screen.get('dialog[open] form').trigger('submit')
    await settleDisk()
    expect(desk.records.memory.all('staffRequest').map(({ f }) => f.teacher)).toContain('Ms Cover')
  })
})
