import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import PassphraseField from '../../src/shell/PassphraseField.vue'

describe('the field for a passphrase', () => {
  const field = (fresh = false) => mount(PassphraseField, { props: { modelValue: '', fresh } })

  it('hides what is typed until its owner asks to see it', async () => {
    const one = field()
    expect(one.get('input').attributes('type')).toBe('password')
    await one.get('button').trigger('click')
    expect(one.get('input').attributes('type')).toBe('text')
  })
  it('is one that a password manager knows, for an old passphrase and for a new one', () => {
    expect(field().get('input').attributes('autocomplete')).toBe('current-password')
    expect(field(true).get('input').attributes('autocomplete')).toBe('new-password')
  })
  it('takes what is pasted, of any length', async () => {
    const one = field()
    const input = one.get('input')
    const paste = new Event('paste', { bubbles: true, cancelable: true })
    input.element.dispatchEvent(paste)
    expect(paste.defaultPrevented).toBe(false)
    expect(input.attributes('maxlength')).toBeUndefined()
  })
})
