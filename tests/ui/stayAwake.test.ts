import { mount } from '@vue/test-utils'
import { defineComponent, nextTick, ref } from 'vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { mayStayAwake, useStayAwake } from '../../src/ui/stayAwake.ts'

/** A browser's screen: who keeps it awake, and how it lets go when it is hidden. */
function aScreen({ refuses = false } = {}) {
  const held = new Set<() => void>()
  return {
    held,
    letsGo: () => held.forEach((heard) => heard()),
    browser: {
      wakeLock: {
        request: vi.fn(async () => {
          if (refuses) throw new DOMException('', 'NotAllowedError')
          const listeners: (() => void)[] = []
          const gone = (): void => {
            held.delete(gone)
            listeners.forEach((heard) => heard())
          }
          held.add(gone)
          return { release: async () => gone(), addEventListener: (_: 'release', heard: () => void) => void listeners.push(heard) }
        }),
      },
    },
  }
}
const wanted = ref(true)
const during = (browser: object) => mount(defineComponent({ setup: () => (useStayAwake(() => wanted.value, browser), () => null) }))
function shows(state: 'visible' | 'hidden'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}
const soon = async (): Promise<void> => {
  await nextTick()
  await new Promise((turn) => setTimeout(turn, 0))
}
afterEach(() => {
  vi.restoreAllMocks()
  wanted.value = true
})

describe('The screen', () => {
  it('stays awake while the list is open and the morning lasts', async () => {
    const screen = aScreen()
    const list = during(screen.browser)
    await soon()
    expect(screen.held.size).toBe(1)
    wanted.value = false
    await soon()
    expect(screen.held.size, 'the morning is over').toBe(0)
    wanted.value = true
    await soon()
    expect(screen.held.size).toBe(1)
    list.unmount()
    await soon()
    expect(screen.held.size, 'the list was left').toBe(0)
  })

  it('is kept awake again after the app was hidden, because the browser lets go by itself', async () => {
    const screen = aScreen()
    during(screen.browser)
    await soon()
    shows('hidden')
    screen.letsGo()
    await soon()
    expect(screen.held.size).toBe(0)
    shows('visible')
    await soon()
    expect(screen.held.size).toBe(1)
  })

  it('goes dark as ever where the browser refuses or does not know how, and nobody is bothered', async () => {
    const screen = aScreen({ refuses: true })
    during(screen.browser)
    during({})
    await soon()
    expect([screen.held.size, mayStayAwake({}), mayStayAwake(screen.browser)]).toEqual([0, false, true])
  })
})
