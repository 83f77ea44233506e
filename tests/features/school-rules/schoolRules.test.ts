import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils'
import { instantAt } from '../../../src/domain/clock.ts'
import ArrivalsScreen from '../../../src/features/arrivals/ArrivalsScreen.vue'
import SchoolRulesScreen from '../../../src/features/school-rules/SchoolRulesScreen.vue'
import { settleDisk, THURSDAY } from '../../support/aDesk.ts'
import { aStudy, theMentee } from '../../support/aMentee.ts'
import { aRow } from '../../support/aTablet.ts'

enableAutoUnmount(afterEach)
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
