import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import TargetScreen from '../../../src/features/targets/TargetScreen.vue'
import { instantAt } from '../../../src/domain/time/clock.ts'
import type { Row } from '../../../src/domain/records.ts'
import { settleDisk, type Desk } from '../../support/aDesk.ts'
import { aStudy, aTarget, theMentee } from '../../support/aMentee.ts'
import { aRow } from '../../support/aTablet.ts'

let screen: VueWrapper | undefined
afterEach(() => {
  screen?.unmount()
  screen = undefined
  vi.useRealTimers()
})
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})
async function open(rows: readonly Row[] = [], targetId?: string): Promise<Desk> {
  const desk = await aStudy({ rows: [...theMentee, ...rows] })
  screen = desk.look(TargetScreen, { pupilId: 'p1', targetId })
  await settleDisk()
  return desk
}
const field = (label: string) => {
  const id = screen!.findAll('label').find((one) => one.text().startsWith(label))!.attributes('for')!
  return screen!.get(`[id="${id}"]`)
}
async function save(): Promise<void> {
  await screen!.get('form').trigger('submit')
  await settleDisk()
}
const targets = (desk: Desk) => desk.records.memory.ofPupil('target', 'p1').map(({ f }) => f)

it('a target has its whole shape from the start', async () => {
  const desk = await open()
  await field('What does the pupil do?').setValue('gets the planner signed')
  await screen!.get('input[value="count"]').setValue(true)
  await field('At least how many times?').setValue('4')
  await field('Where does it count?').setValue('in every lesson')
  await field('What does it rest on?').setValue('Teacher’s reply')
  await field('In the pupil’s own words').setValue('I get it signed')
  await save()
  expect(targets(desk)).toEqual([{
    pupilId: 'p1', weekStart: '2026-12-07', behaviour: 'gets the planner signed', measure: 'count', threshold: 4, scope: 'in every lesson', by: '2026-12-11',
    source: 'Teacher’s reply', pupilWording: 'I get it signed', result: 'open', version: 1,
  }])
  expect(desk.router.push).toHaveBeenCalledWith('/pupils/p1')
})

it('a half-filled target says what it needs and keeps what was typed', async () => {
  const desk = await open()
  await field('What does the pupil do?').setValue('behaves better')
  await save()
  expect(screen!.text()).toContain('Choose how it is counted.')
  expect(screen!.text()).toContain('Say what it rests on')
  expect((field('What does the pupil do?').element as HTMLInputElement).value).toBe('behaves better')
  expect(targets(desk)).toEqual([])
})

it('a fourth open target for one week is refused in words, and the next week is offered', async () => {
  await open(['t1', 't2', 't3'].map((id) => aTarget(id)))
  expect((field('Week').element as HTMLSelectElement).value).toBe('2026-12-14')
  await field('Week').setValue('2026-12-07')
  expect(screen!.text()).toContain('already has three open targets')
  expect(screen!.get('button[type="submit"]').attributes('disabled')).toBeDefined()
})

it('rewording makes a new version, and only what changed travels', async () => {
  const desk = await open([aTarget('t1')], 't1')
  await field('At least how many times?').setValue('5')
  await save()
  expect(desk.records.memory.get('target', 't1')?.f).toMatchObject({ threshold: 5, version: 2 })
  expect(Object.keys(desk.records.outbox.unsent(0, 100)[0]?.f ?? {}).sort()).toEqual(['earlier', 'threshold', 'version'])
})

it('a result is given without a new version', async () => {
  const desk = await open([aTarget('t1')], 't1')
  await screen!.get('input[value="met"]').setValue(true)
  await save()
  expect(desk.records.memory.get('target', 't1')?.f).toMatchObject({ result: 'met', version: 1 })
})

it('a target left as it was writes nothing', async () => {
  const desk = await open([aTarget('t1')], 't1')
  await save()
  expect(desk.records.outbox.unsent(0, 100)).toHaveLength(0)
})

it('a target that came late from a former mentor says so, with when it arrived', async () => {
  await open([aTarget('t1'), aRow('fromFormerMentor', 'former:t1', { pupilId: 'p1', about: { t: 'target', id: 't1' }, at: instantAt('2026-12-10', '15:02') }, { by: 'mentor-b', b: 'pupil:p1' })], 't1')
  expect(screen!.text()).toContain('Late, from former mentor.Written by Mr B. Other while the pupil’s mentor, arrived Thu 10 Dec, 15.02.')
})
