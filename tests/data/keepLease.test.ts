import { expect, it, vi } from 'vitest'
import { keepLease } from '../../src/data/tablet/keepLease.ts'

const MINUTE = 60_000

it('What could not be noted (another window went on, the disk is full) is tried again once a minute, and not with every beat', async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  let steady = 0
  const note = vi.fn(() => Promise.reject(new Error('taken')))
  const lease = keepLease({ state: () => ({ leaseUntil: 100 * MINUTE, seen: MINUTE, clockError: 0 }), note, skew: () => 0, wall: () => MINUTE + steady, steady: () => steady, mayGoBack: () => false })
  const beats = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      steady += 1000
      lease.beat()
      await Promise.resolve().then(() => undefined).then(() => undefined).then(() => undefined)
    }
  }
  await beats(59)
  expect(note).toHaveBeenCalledTimes(0)
  await beats(40)
  expect(note).toHaveBeenCalledTimes(1)
  await beats(30)
  expect(note).toHaveBeenCalledTimes(2)
  lease.stop()
  vi.restoreAllMocks()
})
