import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { enableAutoUnmount } from '@vue/test-utils'
import PupilScreen from '../../src/features/caseload/PupilScreen.vue'
import { settleDisk, THURSDAY } from '../support/aDesk.ts'
import { aStudy } from '../support/aMentee.ts'

enableAutoUnmount(afterEach)
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
