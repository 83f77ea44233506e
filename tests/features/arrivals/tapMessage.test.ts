import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useTapMessage } from '../../../src/features/arrivals/tapMessage.ts'
import { createToasts } from '../../../src/ui/index.ts'

describe('What is said of a tap', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())
  const begin = () => {
    const [scope, toasts] = [effectScope(), createToasts()]
    const message = scope.run(() => useTapMessage(toasts))
    if (!message) throw new Error('There is no scope')
    return { scope, toasts, message, said: () => toasts.shown.value.map(({ text }) => text) }
  }

  it('follows the frame in which the tile has answered', () => {
    const { message, said } = begin()
    message.say({ text: 'Alfie: here' })
    expect(said()).toEqual([])
    vi.advanceTimersByTime(50)
    expect(said()).toEqual(['Alfie: here'])
  })

  it('is never shown where the marks were hidden from the queue meanwhile', () => {
    const { message, said } = begin()
    message.say({ text: 'Alfie: 8.41, present' })
    message.hush()
    vi.advanceTimersByTime(50)
    expect(said()).toEqual([])
  })

  it('is put away with the desk it belongs to', () => {
    const { scope, message, said } = begin()
    message.say({ text: 'Alfie: here' })
    scope.stop()
    vi.advanceTimersByTime(50)
    expect(said()).toEqual([])
  })

  it('of two taps within one frame the second is said', () => {
    const { message, said } = begin()
    message.say({ text: 'Alfie: here' })
    message.say({ text: 'Bea: here' })
    vi.advanceTimersByTime(50)
    expect(said()).toEqual(['Bea: here'])
  })
})
