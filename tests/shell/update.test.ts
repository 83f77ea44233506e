import { afterEach, describe, expect, it, vi } from 'vitest'
import { askUntilOver, mayOffer } from '../../src/shell/update.ts'
import { problemOf } from '../../src/shell/problems.ts'
import { pauseSeconds } from '../../src/shell/passphraseTries.ts'
import { DatabaseLost, DatabaseShut, StorageFull } from '../../src/data/store/healing.ts'

describe('A new version', () => {
  const calm = { morning: false, unsaved: false }
  it('offers itself', () => expect(mayOffer('ready', calm)).toBe('offer'))
  it('says nothing in the morning', () => expect(mayOffer('ready', { ...calm, morning: true })).toBe('none'))
  it('waits for a half-written form', () => expect(mayOffer('ready', { ...calm, unsaved: true })).toBe('save-first'))
  it('that another window agreed to leaves this one to decide for itself', () => {
    expect(mayOffer('elsewhere', calm)).toBe('offer')
    expect(mayOffer('elsewhere', { ...calm, morning: true })).toBe('none')
  })
})

describe('Taking a new version', () => {
  afterEach(() => void vi.useRealTimers())
  it('is asked for again where the first word was not heard, and stops once it was', () => {
    vi.useFakeTimers()
    let isOver = false
    const [ask, giveUp] = [vi.fn(), vi.fn()]
    askUntilOver({ ask, isOver: () => isOver, giveUp })
    vi.advanceTimersByTime(3000)
    expect(ask).toHaveBeenCalledTimes(2)
    isOver = true
    vi.advanceTimersByTime(60_000)
    expect(ask).toHaveBeenCalledTimes(2)
    expect(giveUp).not.toHaveBeenCalled()
  })
  it('that nobody answers is offered again', () => {
    vi.useFakeTimers()
    const [ask, giveUp] = [vi.fn(), vi.fn()]
    askUntilOver({ ask, isOver: () => false, giveUp })
    vi.advanceTimersByTime(60_000)
    expect([ask.mock.calls.length, giveUp.mock.calls.length]).toEqual([4, 1])
  })
})

describe('What went wrong', () => {
  it('is told apart, so that the screen can say what to do', () => {
    expect(problemOf(new Error('x'))).toBe('bug')
    expect(problemOf(new DatabaseLost())).toBe('lost')
    expect(problemOf(new StorageFull())).toBe('full')
    expect(problemOf(new TypeError('Failed to fetch dynamically imported module: /assets/x.js'))).toBe('new-version')
  })
  it('is no fault when work met a locked tablet', () => expect(problemOf(new DatabaseShut())).toBeUndefined())
})

it('The pause between wrong passphrases grows to half a minute and no further', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map(pauseSeconds)).toEqual([0, 0, 1, 2, 4, 8, 16, 30, 30])
})
