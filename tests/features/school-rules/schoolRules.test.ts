import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { instantAt } from '../../../src/domain/time/clock.ts'
import { timeOn } from '../../../src/data/readings/school.ts'
import ArrivalsScreen from '../../../src/features/arrivals/ArrivalsScreen.vue'
import PeriodsEditor from '../../../src/features/school-rules/PeriodsEditor.vue'
import SheetDesignEditor from '../../../src/features/school-rules/SheetDesignEditor.vue'
import SchoolRulesScreen from '../../../src/features/school-rules/SchoolRulesScreen.vue'
import { useToasts } from '../../../src/ui/index.ts'
import { settleDisk, THURSDAY } from '../../support/aDesk.ts'
import { aStudy, theMentee } from '../../support/aMentee.ts'
import { aRow } from '../../support/aTablet.ts'

afterEach(() => vi.useRealTimers())
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= HTMLDialogElement.prototype.show
})

const DHT = { id: 'dht', role: 'dht', name: 'Mr D. Deputy', initials: 'DD' } as const
const theDeputy = aRow('staff', 'dht', { name: DHT.name, initials: DHT.initials, role: 'dht', active: true })
const press = async (screen: VueWrapper, words: string): Promise<void> => {
  await screen.findAll('button').find((one) => one.text().includes(words))!.trigger('click')
  await settleDisk()
}
const aRules = async (...more: Parameters<typeof aRow>[]) => {
  const desk = await aStudy({ me: DHT, rows: [...theMentee, theDeputy, ...more.map((row) => aRow(...row))] })
  return { desk, rules: desk.look(SchoolRulesScreen) }
}

describe('The School rules screen', () => {
  it('shows every rule at rest with its value, and one to change with its sentence, range and usual value', async () => {
    const { rules } = await aRules()
    expect(rules.get('[aria-label="Punctuality"]').text()).toContain('3 mornings')
    await press(rules, 'Of concern: late, in ten school days')
    for (const words of ['If pupil punctuality is of concern', 'A whole number from 1 to 10 mornings.', 'Never']) expect(rules.get('dialog[open]').text()).toContain(words)
  })

  it('saves a value under who changed it and when, and says so on the row', async () => {
    const { desk, rules } = await aRules()
    await press(rules, 'Of concern: late, in ten school days')
    await rules.get('dialog[open] input').setValue('5')
    await press(rules, 'Save for the whole school')
    expect(desk.records.memory.get('setting', 'concernLateMornings')?.f).toEqual({ key: 'concernLateMornings', value: 5, changedBy: 'dht', changedAt: instantAt(THURSDAY, '08:28') })
    expect(rules.text()).toContain('Changed by Mr D. Deputy, Thu 10 Dec, 8.28')
  })

  it('keeps what a deadline was and until when, so that what was due before is judged by it', async () => {
    const { desk, rules } = await aRules()
    const change = async (to: string): Promise<void> => {
      await press(rules, 'Monday lunch ends')
      await rules.get('dialog[open] input').setValue(to)
      await press(rules, 'Save for the whole school')
    }
    await change('12:50')
    await change('13:00')
    const at = instantAt(THURSDAY, '08:28')
    expect(desk.records.memory.get('setting', 'lunchEnds')?.f).toMatchObject({ value: '13:00', earlier: [{ value: '13:20', until: at }, { value: '12:50', until: at }] })
    const lunch = timeOn(desk.records.memory, 'lunchEnds')
    expect([lunch('2026-12-07'), lunch(THURSDAY), lunch('2026-12-14')]).toEqual(['13:20', '13:20', '13:00'])
  })

  it('says at once why a value cannot be, and saves nothing', async () => {
    const { desk, rules } = await aRules()
    await press(rules, 'The register closes')
    await rules.get('dialog[open] input').setValue('09:30')
    expect(rules.get('dialog[open]').text()).toContain('The law lets the register be open for 30 minutes at most.')
    await rules.get('dialog[open] form').trigger('submit')
    await settleDisk()
    expect(desk.records.memory.get('setting', 'registerClose')).toBeUndefined()
  })

  it('goes back to the usual value', async () => {
    const { desk, rules } = await aRules(['setting', 'repeatCount', { key: 'repeatCount', value: 4 }])
    await press(rules, 'It continues: sanctions')
    await press(rules, 'Back to the usual')
    await press(rules, 'Save for the whole school')
    expect(desk.records.memory.get('setting', 'repeatCount')?.f).toMatchObject({ value: 2, changedBy: 'dht' })
  })

  it('takes a change back after it was saved, also when the sheet is closed', async () => {
    const { desk, rules } = await aRules(['setting', 'repeatCount', { key: 'repeatCount', value: 4 }])
    await press(rules, 'It continues: sanctions')
    await rules.get('dialog[open] input').setValue('6')
    await press(rules, 'Save for the whole school')
    expect(desk.records.memory.get('setting', 'repeatCount')?.f.value).toBe(6)
    const toasts = useToasts()
    toasts.act(toasts.shown.value.find(({ text }) => text === 'Saved for the whole school')!.id)
    await settleDisk()
    expect(desk.records.memory.get('setting', 'repeatCount')?.f).toMatchObject({ value: 4, changedBy: 'dht' })
  })

  it('finds a rule by a word, and says when there is none', async () => {
    const { rules } = await aRules()
    await rules.get('input[type=search]').setValue('lunch')
    expect(rules.findAll('li')).toHaveLength(1)
    await rules.get('input[type=search]').setValue('unicorn')
    expect(rules.text()).toContain('No rule has these words')
  })

  it('is obeyed at once: with a register that closes earlier, the desk counts down to that', async () => {
    const { desk, rules } = await aRules()
    const arrivals = desk.look(ArrivalsScreen)
    expect(arrivals.text()).toContain('Register closes in 47 min')
    await press(rules, 'The register closes')
    await rules.get('dialog[open] input').setValue('09:05')
    await press(rules, 'Save for the whole school')
    expect(arrivals.text()).toContain('Register closes in 37 min')
  })
})

describe('The school’s own sheet', () => {
  const editor = async (screen: Component) => {
    const desk = await aStudy({ me: DHT, rows: [...theMentee, theDeputy] })
    return { desk, rules: desk.look(screen) }
  }
  const fields = (screen: VueWrapper, label: string) => screen.findAll('label').filter((one) => one.text() === label).map((one) => screen.get(`[id="${one.attributes('for')}"]`))

  const later = (desk: Awaited<ReturnType<typeof editor>>['desk']) => (desk.records.memory.get('setting', 'laterPeriods')?.f.value ?? []) as { from: string; periods: { key: string; name: string }[] }[]

  it('may have a scale of its own: marks, words, which end is good, and what is just enough', async () => {
    const { desk, rules } = await editor(SheetDesignEditor)
    await rules.get('input[type="radio"][value="own"]').setValue(true)
    for (const [at, mark, words] of [[0, 'S', 'Superb'], [1, 'G', 'Good'], [2, 'R', 'Not yet'], [3, 'X', 'A concern']] as const) {
      await fields(rules, 'Mark')[at]!.setValue(mark)
      await fields(rules, 'Means')[at]!.setValue(words)
    }
    expect(rules.text()).toContain('S is best; G or better is enough.')
    await rules.get('input[type="radio"][value="last"]').setValue(true)
    expect(rules.text()).toContain('X is best; G or better is enough.')
    await fields(rules, 'Mark')[3]!.setValue('R')
    expect(rules.text()).toContain('Two marks are the same.')
    await fields(rules, 'Mark')[3]!.setValue('X')
    await press(rules, 'Save the scale')
    expect(desk.records.memory.get('setting', 'sheetDesigns')?.f.value).toMatchObject([{}, { from: '2026-12-14', per: 'lesson', scale: { best: 'last', enough: 'G', marks: [{ mark: 'S', words: 'Superb' }, { mark: 'G' }, { mark: 'R' }, { mark: 'X' }] } }])
    await press(rules, 'Take back')
    expect(desk.records.memory.get('setting', 'sheetDesigns')?.f.value).toHaveLength(1)
  })

  it('may have periods of its own; a renamed one keeps its scores, and one that is taken off is said', async () => {
    const { desk, rules } = await editor(PeriodsEditor)
    await fields(rules, 'Name')[0]!.setValue('Lesson 1')
    await press(rules, 'Add a period')
    expect(rules.text()).toContain('Each period needs a time from and a later time to.')
    await fields(rules, 'To')[5]!.setValue('15:50')
    await rules.get('[aria-label="Remove period 5"]').trigger('click')
    expect(rules.text()).toContain('P5: taken off.')
    await press(rules, 'Save the periods')
    const [saved] = later(desk)
    expect(saved?.from).toBe('2026-12-14')
    expect(saved?.periods.map(({ key, name }) => `${key} ${name}`)).toEqual(['P1 Lesson 1', 'P2 P2', 'P3 P3', 'P4 P4', 'P6 P6'])
    expect(rules.text()).toContain('From Monday 14 December 2026: Lesson 1 9.05 to 10.05')
    expect(desk.records.memory.get('setting', 'periods')).toBeUndefined()
  })

  it('changes its periods from a week on: weeks that are over cannot be chosen, and the change is taken back', async () => {
    const { desk, rules } = await editor(PeriodsEditor)
    await rules.get('input[type=date]').setValue('2026-12-03')
    await fields(rules, 'Name')[0]!.setValue('Lesson 1')
    expect(rules.text()).toContain('Weeks that are over keep the periods they were written with.')
    await rules.get('input[type=date]').setValue('2026-12-09')
    await press(rules, 'Save the periods')
    expect(later(desk)).toMatchObject([{ from: '2026-12-07' }])
    expect(rules.text()).toContain('Until 6 December 2026: P1 9.05 to 10.05')
    await rules.get('input[type=date]').setValue('2027-01-04')
    await fields(rules, 'Name')[1]!.setValue('Lesson 2')
    await press(rules, 'Save the periods')
    await press(rules, 'Take back')
    expect(later(desk)).toMatchObject([{ from: '2026-12-07' }])
  })

  it('is told when sheets of that week are printed already', async () => {
    const desk = await aStudy({ me: DHT, rows: [...theMentee, theDeputy, aRow('paperDocument', 'd1', { pupilId: 'p1', kind: 'blue-report', title: '', direction: 'out', on: THURSDAY, weekStart: '2026-12-14' })] })
    const rules = desk.look(PeriodsEditor)
    await fields(rules, 'Name')[0]!.setValue('Lesson 1')
    expect(rules.text()).toContain('One blue report is printed already with the periods as they were.')
    await rules.get('input[type=date]').setValue('2026-12-21')
    expect(rules.text()).not.toContain('is printed already')
  })
})
