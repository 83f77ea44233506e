import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { h } from 'vue'
import { ChipGroup, ChoiceGroup, PhraseChips } from '../../src/ui/index.ts'

const outcomes = [-1, 0, 1].map((value) => ({ value, label: String(value) }))

test('a choice group is one tab stop: its radio buttons share a name, and arrows come with the browser', () => {
  const group = mount(ChoiceGroup, { props: { label: 'Outcome', options: outcomes, modelValue: 0 } })
  const radios = group.findAll<HTMLInputElement>('input[type="radio"]')
  expect(new Set(radios.map((radio) => radio.element.name)).size).toBe(1)
  expect(radios.map((radio) => radio.element.checked)).toEqual([false, true, false])
})

test('two choice groups on a screen do not share a name', () => {
  const screen = mount(() => ['a', 'b'].map((label) => h(ChoiceGroup, { label, options: outcomes })))
  const names = screen.findAll<HTMLInputElement>('input').map((radio) => radio.element.name)
  expect(new Set(names).size).toBe(2)
})

test('choosing keeps the kind of value it was given', async () => {
  const group = mount(ChoiceGroup, { props: { label: 'Outcome', options: outcomes, modelValue: null } })
  await group.findAll('input')[0]?.setValue()
  expect(group.emitted('update:modelValue')).toEqual([[-1]])
})

test('a choice group says its name and its error', () => {
  const group = mount(ChoiceGroup, { props: { label: 'Outcome', options: outcomes, error: 'Choose one.' } })
  expect(group.get('fieldset > legend').text()).toBe('Outcome')
  expect(group.get(`[id="${group.get('fieldset').attributes('aria-describedby')}"]`).text()).toBe('Choose one.')
})

test('chips are pressed and let go one by one', async () => {
  const chips = mount(ChipGroup, {
    props: {
      label: 'Show',
      options: [
        { value: 'staff', label: 'Staff' },
        { value: 'home', label: 'Home' },
      ],
      modelValue: ['staff'],
    },
  })
  const [staff, home] = chips.findAll('button')
  expect(staff?.attributes('aria-pressed')).toBe('true')
  await home?.trigger('click')
  await staff?.trigger('click')
  expect(chips.emitted('update:modelValue')).toEqual([[['staff', 'home']], [['home']]])
})

test('a quick phrase is handed over and nothing stays pressed', async () => {
  const phrases = mount(PhraseChips, { props: { phrases: ['Planner signed'] } })
  await phrases.get('button').trigger('click')
  expect(phrases.emitted('pick')).toEqual([['Planner signed']])
  expect(phrases.get('button').attributes('aria-pressed')).toBeUndefined()
})
