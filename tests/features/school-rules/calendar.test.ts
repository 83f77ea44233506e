import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { isSchoolDay, schoolCalendar } from '../../../src/domain/time/calendar.ts'
import CalendarEditor from '../../../src/features/school-rules/CalendarEditor.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { settleDisk } from '../../support/aDesk.ts'
import { aStudy, theMentee } from '../../support/aMentee.ts'
import { aRow } from '../../support/aTablet.ts'

const looking: VueWrapper[] = []
afterEach(() => looking.splice(0).forEach((screen) => screen.unmount()))
afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const DHT = { id: 'dht', role: 'dht', name: 'Mr D. Deputy', initials: 'DD' } as const
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  await screen.findAll('button').find((one) => one.text().includes(words))!.trigger('click')
  await settleDisk()
}
const field = (screen: VueWrapper, label: string) => {
  const found = screen.get('dialog[open]').findAll('label').find((one) => one.text().startsWith(label))!
  return screen.get(`#${CSS.escape(found.attributes('for')!)}`)
}
const aCalendar = async () => {
  const desk = await aStudy({ me: DHT, rows: [...theMentee, aRow('staff', 'dht', { name: DHT.name, initials: DHT.initials, role: 'dht', active: true })] })
  const { memory } = desk.records
  const calendar = () => schoolCalendar(memory.all('term').map(({ f }) => f), memory.all('dayException').map(({ f }) => f), memory.all('earlyFinish').map(({ f }) => f))
  const screen = desk.look(CalendarEditor)
  looking.push(screen)
  return { screen, memory, calendar }
}

describe('The school’s calendar', () => {
  it('says by the calendar when this week’s records are due, and a closure on Monday moves it', async () => {
    const { screen, calendar } = await aCalendar()
    expect(screen.text()).toContain('due on Monday 14 December 2026 at 13.20')
    await press(screen, 'Add days')
    await field(screen, 'What it is').setValue('closure')
    await field(screen, 'First day').setValue('2026-12-14')
    await press(screen, 'Save for the whole school')
    expect(isSchoolDay(calendar(), '2026-12-14')).toBe(false)
    expect(screen.text()).toContain('due on Tuesday 15 December 2026 at 13.20')
    useToasts().act(useToasts().shown.value.find((one) => one.action)!.id)
    await settleDisk()
    expect(isSchoolDay(calendar(), '2026-12-14'), 'taken back').toBe(true)
  })

  it('names the field a half-term cannot stand in, and saves nothing', async () => {
    const { screen, memory } = await aCalendar()
    await press(screen, 'Add days')
    await field(screen, 'What it is').setValue('holiday')
    await field(screen, 'First day').setValue('2026-12-17')
    await field(screen, 'Last day').setValue('2026-12-21')
    await press(screen, 'Save for the whole school')
    expect(screen.get('dialog[open]').text()).toContain('It lies outside its term: Autumn term ends on 18 December 2026.')
    expect(field(screen, 'Last day').attributes('aria-invalid')).toBe('true')
    expect(memory.all('dayException')).toHaveLength(1)
  })

  it('changes a term, refuses one that overlaps another, and takes it back', async () => {
    const { screen, memory } = await aCalendar()
    await press(screen, 'Autumn term')
    await field(screen, 'Last day').setValue('2026-12-16')
    await press(screen, 'Save for the whole school')
    expect(memory.get('term', 'autumn')?.f.to).toBe('2026-12-16')
    await press(screen, 'Add a term')
    await field(screen, 'Name').setValue('Spring term')
    await field(screen, 'First day').setValue('2026-12-16')
    await field(screen, 'Last day').setValue('2027-03-26')
    await press(screen, 'Save for the whole school')
    expect(screen.get('dialog[open]').text()).toContain('It overlaps Autumn term')
    expect(memory.all('term')).toHaveLength(1)
  })

  it('takes an early finish, and removes it again with undo', async () => {
    const { screen, memory } = await aCalendar()
    await press(screen, 'Add days')
    await field(screen, 'What it is').setValue('early-finish')
    await field(screen, 'Day').setValue('2026-12-18')
    await field(screen, 'School finishes at').setValue('12:30')
    await press(screen, 'Save for the whole school')
    expect(memory.all('earlyFinish').map(({ f }) => f)).toEqual([{ date: '2026-12-18', at: '12:30', name: 'Early finish' }])
    await press(screen, 'Early finish')
    await press(screen, 'Remove')
    expect(memory.all('earlyFinish')).toEqual([])
    useToasts().act(useToasts().shown.value.find((one) => one.action)!.id)
    await settleDisk()
    expect(memory.all('earlyFinish')).toHaveLength(1)
  })
})
