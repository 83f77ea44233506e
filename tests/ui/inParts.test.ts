import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { InParts } from '../../src/ui/index.ts'

const rows = (many: number): number[] => Array.from({ length: many }, (_, at) => at)
const list = ref<number[]>([])
const atOnce = ref<number>()
const TheList = defineComponent(() => () => h('ul', h(InParts<number>, { of: list.value, by: (one: number) => one, ...(atOnce.value === undefined ? {} : { atOnce: atOnce.value }) }, { default: ({ one }: { one: number }) => h('li', one) })))

/** Frames come when the test says so. */
function frames(): { next: () => Promise<void>; waiting: () => number } {
  let asked: FrameRequestCallback[] = []
  vi.stubGlobal('requestAnimationFrame', (call: FrameRequestCallback) => asked.push(call))
  vi.stubGlobal('cancelAnimationFrame', () => (asked = []))
  return {
    waiting: () => asked.length,
    async next() {
      const now = asked
      asked = []
      for (const call of now) call(0)
      await nextTick()
    },
  }
}
afterEach(() => {
  atOnce.value = undefined
  vi.unstubAllGlobals()
  window.history.replaceState(null, '')
})

describe('A long list', () => {
  it('shows what fits on the screen at once and the rest in the frames after', async () => {
    const { next } = frames()
    list.value = rows(100)
    const seen = mount(TheList)
    expect(seen.findAll('li')).toHaveLength(40)
    await next()
    expect(seen.findAll('li'), 'the first part is painted before more is drawn').toHaveLength(40)
    await next()
    expect(seen.findAll('li')).toHaveLength(80)
    await next()
    await next()
    expect(seen.findAll('li').map((one) => Number(one.text()))).toEqual(rows(100))
  })

  it('of which few rows are in sight grows by as much as is there, and by no more than forty at a time', async () => {
    const { next } = frames()
    atOnce.value = 12
    list.value = rows(150)
    const seen = mount(TheList)
    const drawn: number[] = []
    for (let part = 0; part < 6; part++) {
      drawn.push(seen.findAll('li').length)
      await next()
      await next()
    }
    expect(drawn).toEqual([12, 24, 48, 88, 128, 150])
  })

  it('that is short is whole from the beginning, and follows when it grows', async () => {
    const { next, waiting } = frames()
    list.value = rows(30)
    const seen = mount(TheList)
    expect(seen.findAll('li')).toHaveLength(30)
    expect(waiting()).toBe(0)
    list.value = rows(60)
    await nextTick()
    expect(seen.findAll('li')).toHaveLength(40)
    await next()
    await next()
    expect(seen.findAll('li')).toHaveLength(60)
  })

  it('is whole at once for somebody who comes back to their place in it', () => {
    frames()
    window.history.replaceState({ scroll: { left: 0, top: 900 } }, '')
    list.value = rows(100)
    expect(mount(TheList).findAll('li')).toHaveLength(100)
  })

  it('draws nothing more once its screen is left', () => {
    const { waiting } = frames()
    list.value = rows(100)
    const seen = mount(TheList)
    expect(waiting()).toBe(1)
    seen.unmount()
    expect(waiting()).toBe(0)
  })
})
