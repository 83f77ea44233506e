import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { ConfirmDialog, createToasts, SideSheet, ToastHost } from '../../src/ui/index.ts'

let opener: HTMLButtonElement
let shown: VueWrapper | undefined

beforeEach(() => {
  opener = document.createElement('button')
  document.body.append(opener)
  opener.focus()
})
afterEach(() => {
  shown?.unmount()
  shown = undefined
  document.body.replaceChildren()
})

async function aQuestion(props: Record<string, unknown> = {}) {
  const question = mount(ConfirmDialog, {
    props: { open: false, title: 'Remove this note?', confirmLabel: 'Remove the note', ...props },
    attachTo: document.body,
  })
  shown = question
  await question.setProps({ open: true })
  await nextTick()
  return question
}

const focused = (): string => document.activeElement?.textContent?.trim() ?? ''

describe('a question', () => {
  test('opens as a modal dialog with its title for a name', async () => {
    const question = await aQuestion()
    const dialog = question.get('dialog')
    expect(dialog.element.open).toBe(true)
    expect(question.get(`[id="${dialog.attributes('aria-labelledby')}"]`).text()).toBe('Remove this note?')
  })

  test('puts the first focus on the way back when the act destroys something', async () => {
    await aQuestion({ danger: true })
    expect(focused()).toBe('Go back')
  })

  test('puts the first focus on the act when nothing is destroyed', async () => {
    await aQuestion({ danger: false })
    expect(focused()).toBe('Remove the note')
  })

  test('is answered no by Escape, and gives the focus back', async () => {
    const question = await aQuestion()
    question.get('dialog').element.dispatchEvent(new Event('cancel', { cancelable: true }))
    await nextTick()
    expect(question.emitted('cancel')).toHaveLength(1)
    expect(question.emitted('update:open')).toEqual([[false]])
    await question.setProps({ open: false })
    await nextTick()
    expect(question.get('dialog').element.open).toBe(false)
    expect(document.activeElement).toBe(opener)
  })

  test('is answered once by its buttons', async () => {
    const question = await aQuestion()
    const [back, act] = question.findAll('button')
    await act?.trigger('click')
    expect(question.emitted('confirm')).toHaveLength(1)
    await back?.trigger('click')
    expect(question.emitted('cancel')).toHaveLength(1)
  })

  test('cannot be left or answered twice while its act is under way', async () => {
    const question = await aQuestion({ busy: true })
    question.get('dialog').element.dispatchEvent(new Event('cancel', { cancelable: true }))
    for (const button of question.findAll('button')) await button.trigger('click')
    expect(question.emitted('cancel')).toBeUndefined()
    expect(question.emitted('confirm')).toBeUndefined()
  })
})

describe('a sheet', () => {
  async function aSheet(props: Record<string, unknown> = {}) {
    const sheet = mount(SideSheet, {
      props: { open: true, title: 'Amelia', ...props },
      slots: { default: '<p>inside</p>' },
      attachTo: document.body,
    })
    shown = sheet
    await nextTick()
    return sheet
  }

  async function tapOutside(sheet: VueWrapper): Promise<void> {
    await sheet.get('dialog').trigger('pointerdown')
    await sheet.get('dialog').trigger('click')
  }

  test('starts reading at its title', async () => {
    await aSheet()
    expect(focused()).toBe('Amelia')
  })

  test('closes by a tap outside', async () => {
    const sheet = await aSheet()
    await tapOutside(sheet)
    expect(sheet.emitted('update:open')).toEqual([[false]])
  })

  test('stays when something is being written in it', async () => {
    const sheet = await aSheet({ keepsOpen: true })
    await tapOutside(sheet)
    expect(sheet.emitted('update:open')).toBeUndefined()
  })

  test('stays when a finger slides from inside to outside', async () => {
    const sheet = await aSheet()
    await sheet.get('p').trigger('pointerdown')
    await sheet.get('dialog').trigger('click')
    expect(sheet.emitted('update:open')).toBeUndefined()
  })
})

test('a message that comes while a sheet is open can still be undone: it stands inside the sheet', async () => {
  const toasts = createToasts()
  const host = mount(ToastHost, { props: { toasts }, attachTo: document.body })
  const sheet = mount(SideSheet, { props: { open: true, title: 'Amelia' }, attachTo: document.body })
  shown = sheet
  toasts.show({ text: 'Marked present, 8.41.', timeout: 0 })
  await nextTick()
  expect(sheet.get('dialog').element.textContent).toContain('Marked present, 8.41.')
  await sheet.setProps({ open: false })
  await nextTick()
  expect(sheet.get('dialog').element.textContent).not.toContain('Marked present')
  expect(document.body.textContent).toContain('Marked present, 8.41.')
  host.unmount()
})
