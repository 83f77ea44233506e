import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createToasts, ToastHost, vBottomBar, type Toasts } from '../../src/ui/index.ts'

let toasts: Toasts
const texts = (): string[] => toasts.shown.value.map((toast) => toast.text)

beforeEach(() => {
  vi.useFakeTimers()
  toasts = createToasts()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a message', () => {
  test('goes by itself when its time is up', () => {
    toasts.show({ text: 'Saved on this tablet.', timeout: 5_000 })
    vi.advanceTimersByTime(4_999)
    expect(texts()).toEqual(['Saved on this tablet.'])
    vi.advanceTimersByTime(1)
    expect(texts()).toEqual([])
  })

  test('with something to undo stays ten seconds', () => {
    toasts.show({ text: 'Marked present, 8.41.', action: { label: 'Undo', run: () => undefined } })
    vi.advanceTimersByTime(9_999)
    expect(texts()).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(texts()).toHaveLength(0)
  })

  test('waits while a finger or focus is on it, then has the time it had left', () => {
    toasts.show({ text: 'Marked present, 8.41.', timeout: 10_000 })
    vi.advanceTimersByTime(4_000)
    toasts.pause()
    vi.advanceTimersByTime(60_000)
    expect(texts()).toHaveLength(1)
    toasts.resume()
    vi.advanceTimersByTime(5_999)
    expect(texts()).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(texts()).toHaveLength(0)
  })

  test('is never snatched away the instant it is let go', () => {
    toasts.show({ text: 'Nearly gone.', timeout: 3_000 })
    vi.advanceTimersByTime(2_990)
    toasts.pause()
    toasts.resume()
    vi.advanceTimersByTime(1_999)
    expect(texts()).toHaveLength(1)
  })

  test('is undone at most once', () => {
    let undone = 0
    const id = toasts.show({ text: 'Marked.', action: { label: 'Undo', run: () => undone++ } })
    toasts.act(id)
    toasts.act(id)
    expect(undone).toBe(1)
    expect(texts()).toEqual([])
  })

  test('takes the place of an earlier one about the same thing', () => {
    toasts.show({ text: '1 mark waits.', key: 'waiting' })
    toasts.show({ text: '2 marks wait.', key: 'waiting' })
    expect(texts()).toEqual(['2 marks wait.'])
  })

  test('does not pile up: the newest three are shown', () => {
    for (const text of ['a', 'b', 'c', 'd']) toasts.show({ text })
    expect(texts()).toEqual(['b', 'c', 'd'])
  })
})

test('the place for messages is there, polite, before the first message comes', async () => {
  const host = mount(ToastHost, { props: { toasts } })
  expect(host.get('[aria-live="polite"]').element.children).toHaveLength(0)
  let undone = false
  toasts.show({
    text: 'Marked present, 8.41.',
    action: {
      label: 'Undo',
      run: () => {
        undone = true
      },
    },
  })
  await host.vm.$nextTick()
  expect(host.get('li').text()).toContain('Marked present, 8.41.')
  await host.findAll('button').find((button) => button.text() === 'Undo')?.trigger('click')
  expect(undone).toBe(true)
})

test('after several quick actions one message stands before the buttons, and the earlier are one press away with their Undo', async () => {
  const host = mount(ToastHost, { props: { toasts }, attachTo: document.body })
  const undone: string[] = []
  const done = (text: string) => toasts.show({ text, action: { label: 'Undo', run: () => undone.push(text) } })
  done('First')
  done('Second')
  toasts.show({ text: 'Not saved.', tone: 'bad', timeout: 0 })
  done('Third')
  await host.vm.$nextTick()
  const inSight = (): string[] => host.findAll('li').filter((one) => one.isVisible()).map((one) => one.get('p').text())
  expect(inSight()).toEqual(['Not saved.', 'Third'])
  await host.findAll('button').find((one) => one.text() === '+1 earlier message: show')!.trigger('click')
  expect(inSight()).toEqual(['Second', 'Not saved.', 'Third'])
  await host.findAll('button').find((one) => one.text() === 'Undo')!.trigger('click')
  expect(undone).toEqual(['Second'])
  host.unmount()
})

test('focus on a message holds it, and focus leaving lets it go', async () => {
  const host = mount(ToastHost, { props: { toasts }, attachTo: document.body })
  toasts.show({ text: 'Saved.', timeout: 5_000 })
  await host.vm.$nextTick()
  await host.get('button').trigger('focusin')
  vi.advanceTimersByTime(60_000)
  expect(texts()).toHaveLength(1)
  await host.get('button').trigger('focusout')
  vi.advanceTimersByTime(5_000)
  expect(texts()).toHaveLength(0)
  host.unmount()
})

describe('where a bar with the next thing to press stands at the bottom', () => {
  const withBar = async (position: string) => {
    const screen = mount({ directives: { bottomBar: vBottomBar }, template: `<p v-bottom-bar style="position: ${position}">Safeguarding: tell a DSL now</p>` }, { attachTo: document.body })
    vi.spyOn(screen.element, 'getBoundingClientRect').mockReturnValue({ top: innerHeight - 80, bottom: innerHeight, height: 80 })
    await screen.vm.$nextTick()
    const host = mount(ToastHost, { props: { toasts } })
    toasts.show({ text: 'Today’s action is in the log' })
    await host.vm.$nextTick()
    await host.vm.$nextTick()
    const bottom = (): string => host.get('section').attributes('style') ?? ''
    return { screen, host, bottom }
  }

  test('a message stands above it', async () => {
    const { screen, host, bottom } = await withBar('sticky')
    expect(bottom()).toBe('bottom: 88px;')
    screen.unmount()
    await host.vm.$nextTick()
    await host.vm.$nextTick()
    expect(bottom()).toBe('')
  })

  test('a bar that rolls with the page, as on a phone, lifts nothing', async () => {
    const { screen, bottom } = await withBar('static')
    expect(bottom()).toBe('')
    screen.unmount()
  })
})

test('with the keyboard the earlier messages open and are put away one after the other, and the focus is never lost', async () => {
  const host = mount(ToastHost, { props: { toasts }, attachTo: document.body })
  for (const text of ['First.', 'Second.', 'Third.']) toasts.show({ text, timeout: 10_000 })
  await host.vm.$nextTick()
  const button = (name: string) => host.findAll('button').find((one) => one.attributes('aria-label') === name || one.text() === name)!
  const press = async (name: string): Promise<void> => {
    ;(button(name).element as HTMLElement).focus()
    await button(name).trigger('click')
    await host.vm.$nextTick()
  }
  await press('+2 earlier messages: show')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Put away: First.')
  vi.advanceTimersByTime(60_000)
  expect(texts(), 'they wait while the focus is on them').toHaveLength(3)
  await press('Put away: First.')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Put away: Second.')
  await press('Put away: Second.')
  await press('Put away: Third.')
  toasts.show({ text: 'Later.', timeout: 5_000 })
  vi.advanceTimersByTime(5_000)
  expect(texts()).toEqual([])
  host.unmount()
})
