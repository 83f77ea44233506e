import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useThumb, type Thumb } from '../../../src/features/arrivals/thumb.ts'

describe('A tap on a tile', () => {
  const tap = vi.fn()
  const held = vi.fn()
  let early = true
  let isStill = true
  let scope = effectScope()
  let thumb!: Thumb
  let clock = 0

  type At = Partial<Pick<PointerEvent, 'clientX' | 'clientY' | 'isPrimary' | 'pointerType'>>
  const event = (at: At = {}): PointerEvent => ({ clientX: 40, clientY: 40, isPrimary: true, pointerType: 'touch', timeStamp: clock, ...at }) as PointerEvent
  const pass = (ms: number): void => {
    clock += ms
    vi.advanceTimersByTime(ms)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.clearAllMocks()
    early = true
    isStill = true
    clock = 10_000
    scope = effectScope()
    thumb = scope.run(() => useThumb({ tap, held, early: () => early, isStill: () => isStill }))!
  })
  afterEach(() => {
    scope.stop()
    vi.useRealTimers()
  })

  it('counts as the thumb lifts, and the click that follows does not count again', () => {
    thumb.down(event())
    pass(70)
    expect(tap).not.toHaveBeenCalled()
    thumb.up(event())
    expect(tap).toHaveBeenCalledTimes(1)
    pass(5)
    thumb.click(event())
    expect(tap).toHaveBeenCalledTimes(1)
  })

  it('counts once for each of two taps', () => {
    for (let tapped = 1; tapped <= 2; tapped++) {
      thumb.down(event())
      pass(60)
      thumb.up(event())
      thumb.click(event())
      expect(tap).toHaveBeenCalledTimes(tapped)
      pass(300)
    }
  })

  it('by a keyboard or a screen reader is a click alone, also long after a tap whose own click never came', () => {
    thumb.click(event())
    expect(tap).toHaveBeenCalledTimes(1)
    thumb.down(event())
    thumb.up(event())
    pass(2_000)
    thumb.click(event())
    expect(tap).toHaveBeenCalledTimes(3)
  })

  it('by a mouse waits for its click', () => {
    thumb.down(event({ pointerType: 'mouse' }))
    thumb.up(event({ pointerType: 'mouse' }))
    expect(tap).not.toHaveBeenCalled()
    thumb.click(event())
    expect(tap).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['slides away', () => thumb.move(event({ clientY: 60 }))],
    ['begins to scroll the list', () => thumb.away(event())],
  ])('is none when the thumb %s', (_what, then) => {
    thumb.down(event())
    then()
    thumb.up(event())
    expect(tap).not.toHaveBeenCalled()
  })

  it.each([
    ['the list was still rolling', () => (isStill = false)],
    ['another screen would come to stand under the thumb', () => (early = false)],
  ])('is left to the browser’s own click where %s', (_where, given) => {
    given()
    thumb.down(event())
    thumb.up(event())
    expect(tap).not.toHaveBeenCalled()
    thumb.click(event())
    expect(tap).toHaveBeenCalledTimes(1)
  })

  it('that is held asks for more instead, and neither the lifting nor its click marks', () => {
    thumb.down(event())
    pass(600)
    expect(held).toHaveBeenCalledTimes(1)
    thumb.up(event())
    thumb.click(event())
    expect(tap).not.toHaveBeenCalled()
  })
})
