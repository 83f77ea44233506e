/** A school morning at reception: a small school, one mentor's open tablet, a clock we move, and a screen to look at. */
import { createPinia, setActivePinia } from 'pinia'
import { mount, type VueWrapper } from '@vue/test-utils'
import { vi, type Mock } from 'vitest'
import type { Component } from 'vue'
import { openNow } from '../../src/data/current.ts'
import { moveClock } from '../../src/data/clock.ts'
import { instantAt } from '../../src/domain/time/clock.ts'
import type { FieldsOf, Row } from '../../src/domain/records.ts'
import type { Actor } from '../../src/domain/staff.ts'
import { useToasts } from '../../src/ui/index.ts'
import { aMentor, aRow, aTablet, type ATablet } from './aTablet.ts'

export const THURSDAY = '2026-12-10'
export const WEDNESDAY = '2026-12-09'

export const aDeskPupil = (id: string, preferredName: string, more: Partial<FieldsOf<'deskPupil'>> = {}): Row<'deskPupil'> =>
  aRow('deskPupil', id, { preferredName, surname: `Surname${id}`, form: '9B', year: 9, ...more })
export const expected = (pupilId: string, time: '08:30' | '08:45', mentorId = aMentor.id, weekdays = [1, 2, 3, 4, 5], from = '2026-11-02'): Row<'expectation'> =>
  aRow('expectation', `exp-${pupilId}`, { pupilId, mentorId, from, time, weekdays })

export const theSchool: Row[] = [
  aRow('term', 'autumn', { name: 'Autumn term', from: '2026-11-02', to: '2026-12-18' }),
  aRow('dayException', 'inset', { date: '2026-11-27', kind: 'inset', name: 'INSET day' }),
  aRow('staff', aMentor.id, { name: aMentor.name, initials: 'AM', role: 'mentor', active: true }),
  aRow('staff', 'mentor-b', { name: 'Mr B. Other', initials: 'BO', role: 'mentor', active: true }),
]
export const theMentees: Row[] = [
  aDeskPupil('p1', 'Abdi'), expected('p1', '08:30'),
  aDeskPupil('p2', 'Łukasz', { form: '8C', year: 8 }), expected('p2', '08:45'),
  aDeskPupil('p3', 'Megan'), expected('p3', '08:45', 'mentor-b'),
  aDeskPupil('p4', 'Zara'), expected('p4', '08:45', 'mentor-b', [1]),
]

/** Expected from this Thursday on, so that no earlier morning was missed. */
export const sinceToday = (rows: readonly Row[]): Row[] => rows.map((row) => (row.id === 'exp-p1' ? expected('p1', '08:30', aMentor.id, [1, 2, 3, 4, 5], THURSDAY) : row))

/** Only dates stand still: the disk's own timers go on. */
export function schoolTime(date: string, time: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: instantAt(date, time) })
  moveClock(0)
}

export type Desk = ATablet & { look: (screen: Component, props?: Record<string, unknown>) => VueWrapper; router: { push: Mock; replace: Mock } }

export async function aDesk({ rows = theMentees, me = aMentor, at: [date, time] = [THURSDAY, '08:28'] }: { rows?: readonly Row[]; me?: Actor; at?: [string, string] } = {}): Promise<Desk> {
  schoolTime(date, time)
  setActivePinia(createPinia())
  useToasts().clear()
  const tablet = await aTablet({ rows: [...theSchool, ...rows], me, now: () => Date.now() })
  const router = { push: vi.fn(), replace: vi.fn() }
  return Object.assign(tablet, {
    router,
    look: (screen: Component, props: Record<string, unknown> = {}) =>
      mount(screen, {
        props, attachTo: document.body,
        global: { mocks: { $router: router }, stubs: { RouterLink: { props: ['to'], template: '<a :href="typeof to === \'string\' ? to : to.path"><slot /></a>' } } },
      }),
  })
}

/** Lets what the disk has begun come to its end: an empty change and a draft nobody kept queue up behind it. */
export async function settleDisk(): Promise<void> {
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2))
  for (let round = 0; round < 3; round++) {
    await turn()
    await openNow.value?.commit([]).catch(() => undefined)
    await openNow.value?.drafts.read('nothing')
    await turn()
  }
}
