import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { SearchField, sayDuration, TextArea, TextField, TrendLine } from '../../src/ui/index.ts'

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
