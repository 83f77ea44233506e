import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import MeetingCardScreen from '../../src/features/meeting-card/MeetingCardScreen.vue'
import ReviewScreen from '../../src/features/weekly-review/ReviewScreen.vue'
import { reviewId } from '../../src/domain/week/weeklyReview.ts'
import { theWeek, WEEK } from '../features/weekly-review/aWeek.ts'
import { aDesk, settleDisk, THURSDAY } from '../support/aDesk.ts'
import { aStudy } from '../support/aMentee.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

test('Daily Mentor actions should be noted on the back of blue reports: typed once, and in the log', async () => {
  const desk = await aStudy()
  const screen = desk.look(PupilScreen, { pupilId: 'p1' })
  await screen.findAll('button').find((one) => one.text() === 'Daily action')!.trigger('click')
  await settleDisk()
  await screen.get('dialog textarea').setValue('Catch up in Maths at lunch')
  await screen.get('dialog form').trigger('submit')
  await settleDisk()
  expect(desk.records.memory.ofPupil('dailyAction', 'p1').map(({ f }) => f)).toEqual([{ pupilId: 'p1', date: THURSDAY, text: 'Catch up in Maths at lunch' }])
  expect(screen.findAll('h4').map((one) => one.text())).toContain('Daily action')
})

test('Daily Mentor actions should be noted on the back of blue reports: one tap at the morning meeting', async () => {
  const desk = await aStudy()
  const screen = desk.look(MeetingCardScreen, { pupilId: 'p1' })
  const press = async (words: string): Promise<void> => {
    await screen.findAll('button').find((one) => one.text() === words)!.trigger('click')
    await settleDisk()
  }
  await settleDisk()
  await press('Planner checked')
  expect(desk.records.memory.ofPupil('dailyAction', 'p1').map(({ f }) => f)).toEqual([{ pupilId: 'p1', date: THURSDAY, text: 'Planner checked' }])
})

describe('Action plans can be briefly recorded on Weekly review sheets or planners', () => {
  test('an open action of last week stands in this week’s plan, and is ticked off there', async () => {
    const desk = await aDesk({ rows: theWeek, at: [THURSDAY, '15:20'] })
    const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
    await settleDisk()
    expect(screen.text()).toContain('Carried in from last week')
    await screen.findAll('label').find((one) => one.text() === 'Done')!.get('input').setValue(true)
    await screen.findAll('button').find((one) => one.text() === 'Save')!.trigger('click')
    await settleDisk()
    expect(desk.records.memory.get('weeklyReview', reviewId('p1', WEEK))?.f.actionPlan).toEqual([{ who: 'Mentor', what: 'Ask for a seat at the front', byWhen: 'Monday', done: true }])
  })

  test('or the plan is recorded in the pupil’s planner, with one tick', async () => {
    const desk = await aDesk({ rows: theWeek, at: [THURSDAY, '15:20'] })
    const screen = desk.look(ReviewScreen, { weekStart: WEEK, pupilId: 'p1' })
    await settleDisk()
    await screen.findAll('label').find((one) => one.text() === 'Recorded in the pupil’s planner')!.get('input').setValue(true)
    await screen.findAll('button').find((one) => one.text() === 'Save')!.trigger('click')
    await settleDisk()
    expect(desk.records.memory.get('weeklyReview', reviewId('p1', WEEK))?.f.planInPlanner).toBe(true)
  })
})
