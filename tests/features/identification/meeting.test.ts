import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import IdentificationScreen from '../../../src/features/identification/IdentificationScreen.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { aDesk, settleDisk, THURSDAY } from '../../support/aDesk.ts'
import { theMentee } from '../../support/aMentee.ts'
import { aRow } from '../../support/aTablet.ts'
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

it('a long year shows the beginning of each list first and all of it after, and every task can be done', async () => {
  const many = Array.from({ length: 14 }, (_, at) => aRow('meetingTask', `t${at}`, { pupilId: 'p1', about: 'case', text: `Task ${at}`, owner: THE_LEAD.id, due: '2026-12-14', entered: at }))
  const desk = await aDesk({ me: THE_LEAD, rows: [theLead, ...theMentee, ...many], at: [THURSDAY, '14:15'] })
  const screen = desk.look(IdentificationScreen, { year: '9' })
  const tasks = () => screen.findAll('ul[aria-label="Open tasks"] > li')
  expect(screen.text()).toContain('Tasks that are open (14)')
  expect(tasks()).toHaveLength(5)
  await vi.waitFor(() => expect(tasks()).toHaveLength(14), { timeout: 20_000 })
  await tasks()[13]!.get('button').trigger('click')
  await settleDisk()
  expect(desk.records.memory.all('meetingTaskDone')).toHaveLength(1)
  expect(screen.text()).toContain('Tasks that are open (13)')
})
