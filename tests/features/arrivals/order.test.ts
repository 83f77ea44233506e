import { afterEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import type { VueWrapper } from '@vue/test-utils'
import ArrivalsScreen from '../../../src/features/arrivals/ArrivalsScreen.vue'
import { aDesk, aDeskPupil, expected, settleDisk, THURSDAY, WEDNESDAY } from '../../support/aDesk.ts'
import { anArrival } from '../../support/aMentee.ts'
import type { Row } from '../../../src/domain/records.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  vi.useRealTimers()
})

const names = (): string[] => screen!.findAll('li > button:first-child').map((one) => one.text().split(' ')[0] ?? '')
const came = (pupilId: string, at: string, date = WEDNESDAY): Row<'arrivalEvent'> => anArrival(`${pupilId}-${date}`, date, at, { pupilId, expectedAt: '08:45' })
const mentees: Row[] = ['Ann', 'Bob', 'Cal'].flatMap((name, at) => [aDeskPupil(`p${at}`, name), expected(`p${at}`, '08:45')])

test('who usually comes first stands first', async () => {
  screen = (await aDesk({ rows: [...mentees, came('p0', '08:44'), came('p2', '08:36'), came('p2', '08:38', '2026-12-08')] })).look(ArrivalsScreen)
  expect(names()).toEqual(['Cal', 'Ann', 'Bob'])
})

test('what sync brings while a finger is at the list moves nobody; the list is put in order once it is left alone', async () => {
  const desk = await aDesk({ rows: [...mentees, came('p0', '08:44')] })
  screen = desk.look(ArrivalsScreen)
  expect(names()).toEqual(['Ann', 'Bob', 'Cal'])
  const brought = (rows: Row[]): void => desk.records.memory.putServerRows(rows.map((row) => ({ ...row, seq: 9 })))
  await screen.find('ul').trigger('pointerdown')
  brought([came('p2', '08:30'), aDeskPupil('p9', 'Abe'), expected('p9', '08:45'), came('p9', '08:20')])
  await settleDisk()
  expect(names()).toEqual(['Ann', 'Bob', 'Cal', 'Abe'])
  await new Promise((pass) => setTimeout(pass, 2_050))
  await settleDisk()
  expect(names()).toEqual(['Abe', 'Cal', 'Ann', 'Bob'])
}, 10_000)

test('a tap that comes as the list was put in order is not taken', async () => {
  const desk = await aDesk({ rows: mentees })
  screen = desk.look(ArrivalsScreen)
  desk.records.memory.putServerRows([came('p2', '08:30'), aDeskPupil('p9', 'Abe'), expected('p9', '08:45')].map((row) => ({ ...row, seq: 9 })))
  await nextTick()
  expect(names()).toEqual(['Cal', 'Abe', 'Ann', 'Bob'])
  await screen.findAll('li > button:first-child')[0]!.trigger('click')
  await settleDisk()
  expect(desk.records.memory.onDay('arrivalEvent', THURSDAY)).toEqual([])
})

test('the first mark of a morning makes nothing appear above the list', async () => {
  screen = (await aDesk({ rows: mentees })).look(ArrivalsScreen)
  const above = (): number => [...screen!.get('ul').element.closest('section')!.parentElement!.children].filter((one) => one.querySelector('li') === null).length
  const before = above()
  expect(screen.text()).toContain('No mark to hand to the office yet.')
  await screen.get('li > button').trigger('click')
  await settleDisk()
  expect(screen.text()).toMatch(/1 mark .*office/)
  expect(above()).toBe(before)
})
