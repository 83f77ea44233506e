import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { clockJumps, startClock } from '../../src/data/clock.ts'

let stop: () => void
beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 11, 10, 8, 28), toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] })
  stop = startClock()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

it('notices within a second that the tablet’s clock was set, forward or back', () => {
  const before = clockJumps.value
  vi.advanceTimersByTime(60_000)
  expect(clockJumps.value).toBe(before)
  vi.setSystemTime(Date.now() + 3000)
  vi.advanceTimersByTime(1000)
  expect(clockJumps.value).toBe(before + 1)
  vi.setSystemTime(Date.now() - 240_000)
  vi.advanceTimersByTime(5000)
  expect(clockJumps.value).toBe(before + 2)
})

it('lets a clock that is kept right a little at a time alone', () => {
  const before = clockJumps.value
  for (let second = 0; second < 30; second++) {
    vi.setSystemTime(Date.now() + 500)
    vi.advanceTimersByTime(1000)
  }
  expect(clockJumps.value).toBe(before)
})
