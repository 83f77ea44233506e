import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { PinPad } from '../../src/ui/index.ts'

const pads: { unmount: () => void }[] = []

function aPad(props: Record<string, unknown> = {}) {
  const pad = mount(PinPad, { props: { label: 'Your PIN for today', ...props }, attachTo: document.body })
  pads.push(pad)
  return pad
}

function key(name: string, on: EventTarget = document.body): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
}

afterEach(() => {
  for (const pad of pads.splice(0)) pad.unmount()
  document.body.replaceChildren()
})

describe('the PIN pad', () => {
  test('hands over the digits that were tapped, once, and keeps none', async () => {
    const pad = aPad()
    for (const digit of ['2', '5', '8', '0']) await pad.findAll('button').find((b) => b.text() === digit)?.trigger('click')
    await pad.get('button[aria-label="Enter"]').trigger('click')
    expect(pad.emitted('enter')).toEqual([['2580']])
    await pad.get('button[aria-label="Enter"]').trigger('click')
    expect(pad.emitted('enter')).toHaveLength(1)
    expect(pad.get('[role="status"]').text()).toBe('0 digits typed')
  })

  test('takes digits, rubbing out and Enter from a keyboard', () => {
    const pad = aPad()
    for (const name of ['1', '2', '3', '9', 'Backspace', '4', 'x', 'Enter']) key(name)
    expect(pad.emitted('enter')).toEqual([['1234']])
  })

  test('says how many digits were typed, and never which', async () => {
    const pad = aPad()
    const before = pad.findAll('button').map((button) => button.html())
    key('7')
    await pad.vm.$nextTick()
    expect(pad.get('[role="status"]').text()).toBe('1 digit typed')
    expect(pad.findAll('button').map((button) => button.html())).toEqual(before)
  })

  test('will not send too few digits or take too many', () => {
    const pad = aPad({ shortest: 4, longest: 6 })
    for (const name of ['1', '2', '3', 'Enter']) key(name)
    expect(pad.emitted('enter')).toBeUndefined()
    for (const name of ['4', '5', '6', '7', '8', 'Enter']) key(name)
    expect(pad.emitted('enter')).toEqual([['123456']])
  })

  test('takes nothing while a PIN is being checked', () => {
    const pad = aPad({ busy: true })
    for (const name of ['1', '2', '3', '4', 'Enter']) key(name)
    expect(pad.emitted('enter')).toBeUndefined()
  })

  test('leaves digits alone that belong to a field on the same screen', () => {
    const field = document.createElement('input')
    document.body.append(field)
    const pad = aPad()
    for (const name of ['1', '2', '3', '4']) key(name, field)
    key('Enter')
    expect(pad.emitted('enter')).toBeUndefined()
  })

  test('does not send when Enter is pressed on a link beside it', () => {
    const pad = aPad()
    const link = document.createElement('a')
    document.body.append(link)
    for (const name of ['1', '2', '3', '4']) key(name)
    key('Enter', link)
    expect(pad.emitted('enter')).toBeUndefined()
  })

  test('ties the error to the pad', () => {
    const pad = aPad({ error: 'That PIN did not open the tablet.' })
    const noteId = pad.get('[role="group"]').attributes('aria-describedby') ?? ''
    expect(document.getElementById(noteId)?.textContent).toBe('That PIN did not open the tablet.')
  })
})
