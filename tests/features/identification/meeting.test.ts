import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import IdentificationScreen from '../../../src/features/identification/IdentificationScreen.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { aDesk, settleDisk, THURSDAY } from '../../support/aDesk.ts'
import { theMentee } from '../../support/aMentee.ts'
import { THE_LEAD, theLead } from '../../support/conduct.ts'

afterEach(() => {
  vi.useRealTimers()
  useToasts().clear()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const press = async (screen: VueWrapper, words: string): Promise<void> => {
  await screen.findAll('button').find((one) => one.text() === words)!.trigger('click')
  await settleDisk()
}
const undo = async (): Promise<void> => {
  useToasts().act(useToasts().shown.value.at(-1)!.id)
  await settleDisk()
}

it('whatever the meeting puts down is taken back with one tap: a line of the minutes, a task, and that it has begun', async () => {
  const desk = await aDesk({ me: THE_LEAD, rows: [theLead, ...theMentee], at: [THURSDAY, '14:15'] })
  const screen = desk.look(IdentificationScreen, { year: '9' })
  const { memory } = desk.records
  await settleDisk()
  await press(screen, 'Begin the meeting')
  await screen.findAll('input').find((one) => one.element.labels?.[0]?.textContent?.includes('A line of the minutes'))!.setValue('The corridor is noisy at change of lesson.')
  await press(screen, 'Put down')
  expect(memory.all('meetingNote')).toHaveLength(1)
  await undo()
  expect(memory.all('meetingNote')).toHaveLength(0)
  await screen.findAll('li').find((one) => one.text().includes('Abdi'))!.findAll('button').find((one) => one.text() === 'Decide')!.trigger('click')
  await settleDisk()
  await press(screen, 'Meet home')
  await press(screen, 'Keep it')
  expect(screen.text()).toContain('0 decisions and 1 task so far.')
  await undo()
  expect(memory.all('meetingTask')).toHaveLength(0)
  await press(screen, 'End the meeting')
  await undo()
  expect(screen.text()).toContain('The meeting is on')
})
