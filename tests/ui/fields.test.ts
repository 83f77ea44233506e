import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { SearchField, sayDuration, TextArea, TextField, TimeField, TrendLine } from '../../src/ui/index.ts'

describe('a field', () => {
  test('is tied to its label, its hint and its error', () => {
    const field = mount(TextField, { props: { label: 'Passphrase', hint: 'Four words.', error: 'Not that one.' } })
    const input = field.get('input')
    expect(field.get('label').attributes('for')).toBe(input.attributes('id'))
    const said = (input.attributes('aria-describedby') ?? '').split(' ').map((id) => field.get(`[id="${id}"]`).text())
    expect(said).toEqual(['Four words.', 'Not that one.'])
    expect(input.attributes('aria-invalid')).toBe('true')
  })

  test('without an error does not call itself wrong', () => {
    const input = mount(TextField, { props: { label: 'Name' } }).get('input')
    expect(input.attributes('aria-invalid')).toBeUndefined()
    expect(input.attributes('aria-describedby')).toBeUndefined()
  })
})

describe('a time', () => {
  const aTime = (modelValue = '') => mount(TimeField, { props: { label: 'From', modelValue, 'onUpdate:modelValue': (to: string) => void field.setProps({ modelValue: to }) } })
  let field = aTime()

  test.each([['08:45', '08:45'], ['8.45', '08:45'], ['0845', '08:45'], ['845', '08:45'], ['1320', '13:20'], ['1.20 pm', '13:20'], ['12.05 am', '00:05'], ['9', '09:00']])('%s is %s, in whatever language the tablet is', async (typed, time) => {
    field = aTime()
    await field.get('input').setValue(typed)
    await field.get('input').trigger('change')
    expect(field.props('modelValue')).toBe(time)
    expect(field.get('input').element.value).toBe(time)
  })

  test('that is still being typed is none yet: 132 becomes 13.20, never 1.32', async () => {
    field = aTime('08:45')
    const typing = async (text: string): Promise<void> => {
      field.get('input').element.value = text
      await field.get('input').trigger('input')
    }
    await typing('132')
    expect(field.props('modelValue')).toBe('')
    expect(field.get('input').element.value).toBe('132')
    await typing('1320')
    expect(field.props('modelValue')).toBe('13:20')
  })

  test.each(['24:00', '8.60', 'soon', '8.5'])('%s is none, stands as it was typed, and is said', async (typed) => {
    field = aTime()
    await field.get('input').setValue(typed)
    await field.get('input').trigger('change')
    expect(field.props('modelValue')).toBe('')
    expect(field.get('input').element.value).toBe(typed)
    expect(field.text()).toContain('Type a time such as 08:45 or 13:20.')
  })
})

test('a note that is too long is kept whole and told how much too long', async () => {
  const long = 'a'.repeat(20_000)
  const area = mount(TextArea, { props: { label: 'Note', max: 4_000, modelValue: '' } })
  await area.get('textarea').setValue(long)
  expect(area.emitted('update:modelValue')).toEqual([[long]])
  await area.setProps({ modelValue: long })
  expect(area.text()).toContain('This is 16,000 characters too long. Nothing is lost')
  expect(area.get('textarea').element.value).toHaveLength(20_000)
})

test('a search is cleared by its button', async () => {
  const search = mount(SearchField, { props: { label: 'Find a pupil', modelValue: 'am' }, attachTo: document.body })
  await search.get('button[aria-label="Clear the search"]').trigger('click')
  expect(search.emitted('update:modelValue')).toEqual([['']])
  expect(document.activeElement).toBe(search.get('input').element)
  search.unmount()
})

test('a line of outcomes has the same in words, and does not bridge a missing week', () => {
  const line = mount(TrendLine, {
    props: {
      label: 'Outcomes by week',
      min: -2,
      max: 2,
      points: [
        { label: '12 Jan', value: -1, valueText: '−1' },
        { label: '19 Jan', value: null },
        { label: '26 Jan', value: 2, valueText: '+2' },
      ],
    },
  })
  expect(line.findAll('table tr').map((row) => row.text())).toEqual(['12 Jan−1', '19 Jannone', '26 Jan+2'])
  expect(line.findAll('svg line')).toHaveLength(0)
  expect(line.findAll('svg circle')).toHaveLength(2)
})

test.each([
  [45, '45 sec'],
  [60, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [7_500, '2 h 5 min'],
  [200_000, '2 days'],
])('%d seconds are said as %s', (seconds, said) => {
  expect(sayDuration(seconds)).toBe(said)
})
