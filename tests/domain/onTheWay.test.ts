import { describe, expect, it } from 'vitest'
import { isOnTheWay } from '../../src/domain/mornings/onTheWay.ts'

const NOW = 1_000_000_000
const second = 1000

describe('Marks that wait', () => {
  it('are on the way while the server answers and they were made a moment ago', () => {
    expect(isOnTheWay({ reached: true, oldest: NOW - 2 * second, lastOkAt: NOW - 40 * second }, NOW)).toBe(true)
  })
  it('wait for the network once a try has failed', () => expect(isOnTheWay({ reached: false, oldest: NOW - second, lastOkAt: NOW - second }, NOW)).toBe(false))
  it('are not said to be on the way on a tablet that was switched on without network and has tried nothing yet', () => {
    expect(isOnTheWay({ reached: true, oldest: NOW - second, lastOkAt: null }, NOW)).toBe(false)
    expect(isOnTheWay({ reached: true, oldest: NOW - second, lastOkAt: NOW - 60 * 60 * second }, NOW)).toBe(false)
  })
  it('wait for the network where it hangs: ten seconds without an answer are enough', () => {
    const sending = { reached: true, oldest: NOW, lastOkAt: NOW - second }
    expect([9, 10, 11].map((seconds) => isOnTheWay(sending, NOW + seconds * second))).toEqual([true, true, false])
  })
})
