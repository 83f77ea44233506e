import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useSettling, type Settling } from '../../../src/features/arrivals/settling.ts'

describe('Nothing moves under the finger', () => {
  const arrived = ref<ReadonlySet<string>>(new Set())
  const page = ref('2026-12-10')
  let scope = effectScope()
  let settling!: Settling
  let elapsed = 0
  const pass = async (ms: number): Promise<void> => {
    elapsed += ms
    await vi.advanceTimersByTimeAsync(ms)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    elapsed = 10_000
    arrived.value = new Set(['early'])
    scope = effectScope()
    settling = scope.run(() => useSettling(() => arrived.value, () => page.value, () => undefined, () => elapsed))!
  })
  afterEach(() => {
    scope.stop()
    vi.useRealTimers()
  })

  it('leaves a pupil in place until the list has been left alone for two seconds', async () => {
    expect([...settling.settled.value]).toEqual(['early'])
    arrived.value = new Set(['early', 'abdi'])
    await nextTick()
    await pass(1_900)
    settling.touched()
    await pass(1_900)
    expect([...settling.settled.value]).toEqual(['early'])
    await pass(200)
    expect([...settling.settled.value]).toEqual(['early', 'abdi'])
  })

  it('does not take a press that was aimed at the list as it was', async () => {
    arrived.value = new Set(['early', 'abdi'])
    await nextTick()
    await pass(2_000)
    expect(settling.justMoved()).toBe(true)
    await pass(300)
    expect(settling.justMoved()).toBe(false)
  })

  it('shows another day settled from the start', async () => {
    arrived.value = new Set(['megan'])
    page.value = '2026-12-09'
    await nextTick()
    expect([...settling.settled.value]).toEqual(['megan'])
  })
})
