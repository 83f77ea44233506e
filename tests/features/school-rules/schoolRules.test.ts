import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { instantAt } from '../../../src/domain/clock.ts'
import ArrivalsScreen from '../../../src/features/arrivals/ArrivalsScreen.vue'
import PeriodsEditor from '../../../src/features/school-rules/PeriodsEditor.vue'
import SheetDesignEditor from '../../../src/features/school-rules/SheetDesignEditor.vue'
import SchoolRulesScreen from '../../../src/features/school-rules/SchoolRulesScreen.vue'
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
    const saved = desk.records.memory.get('setting', 'periods')?.f.value as { key: string; name: string }[]
    expect(saved.map(({ key, name }) => `${key} ${name}`)).toEqual(['P1 Lesson 1', 'P2 P2', 'P3 P3', 'P4 P4', 'P6 P6'])
  })
})
