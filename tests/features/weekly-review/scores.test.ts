import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import ReviewScreen from '../../../src/features/weekly-review/ReviewScreen.vue'
import { readWeek } from '../../../src/data/reviewing.ts'
import { schoolCalendar } from '../../../src/domain/calendar.ts'
import { instantAt } from '../../../src/domain/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/setting.ts'
import { emptyReview } from '../../../src/domain/weeklyReview.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { aStudy, theMentee } from '../../support/aMentee.ts'
import { aMentor, aRow } from '../../support/aTablet.ts'

enableAutoUnmount(afterEach)
afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const WEEK = '2026-12-07'
const score = (period: string, mark: string): Row<'reportScore'> => aRow('reportScore', `score:p1:${WEEK}:${period}`, { pupilId: 'p1', date: WEEK, period, said: { mark } })
const at: [string, string] = ['2026-12-11', '15:20']

test('the weekly review has the share of scores that were met, and how many lessons came back beside it', async () => {
  const desk = await aStudy({ rows: [...theMentee, score('P1', '1'), score('P2', '4')], at })
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  expect(screen.text()).toContain('Scores met50 %2 of 25 lessons returned')
})

test('a lesson that never came back changes no signed number when its day has passed; a score entered later does, and is said', async () => {
  const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [])
  const desk = await aStudy({ rows: [...theMentee, score('P1', '1')], at })
  const numbers = (on: string) => readWeek(desk.records.memory, { calendar, settings: DEFAULT_SETTINGS }, WEEK, instantAt(on, '15:20')).numbersOf('p1')
  expect(numbers('2026-12-09').lessons).toBe(numbers('2026-12-14').lessons)
  const signed = { by: aMentor.id, name: aMentor.name, at: instantAt('2026-12-11', '15:15'), pupilInitials: 'AW', numbers: numbers('2026-12-11') }
  await desk.records.commit([
    { kind: 'add', t: 'weeklyReview', id: `review:p1:${WEEK}`, f: { ...emptyReview('p1', WEEK), outcome: 1, wentWell: 'All', nextStep: 'More', signed } },
    { kind: 'add', t: 'reportScore', id: `score:p1:${WEEK}:P3`, f: { pupilId: 'p1', date: WEEK, period: 'P3', said: { mark: '4' } } },
  ])
  const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
  await settleDisk()
  expect(screen.text()).toContain('Changed after sign-off')
  expect(screen.text()).toContain('lessons returned 1 → 2, scores 1 → 2')
  expect(screen.text()).toContain('Scores met100 %1 of 25 lessons returned')
})
