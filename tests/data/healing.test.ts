// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { DatabaseLost, isConnectionLost, isStorageFull, PATIENCE, withHealing } from '../../src/data/store/healing.ts'

const named = (name: string, message = '', rest: object = {}) => Object.assign(new Error(message), { name }, rest)
const pausesPass = () => Promise.resolve()

describe('an error of the browser', () => {
  it.each([
    named('UnknownError', 'Connection to Indexed Database server lost. Refresh the page to try again'),
    named('InvalidStateError', 'The database connection is closing.'),
    named('AbortError', 'Internal error opening backing store for indexedDB.open.'),
    named('AbortError', '', { inner: named('UnknownError') }),
    named('OpenFailedError', '', { inner: named('UnknownError', 'Internal error opening backing store') }),
    named('UnknownError', 'Attempt to get a record from database without an in-progress transaction'),
  ])('is a lost connection: $name $message', (error) => {
    expect(isConnectionLost(error)).toBe(true)
    expect(isStorageFull(error)).toBe(false)
  })

  it.each([
    named('QuotaExceededError'),
    named('AbortError', '', { inner: named('QuotaExceededError') }),
    named('BulkError', '', { failures: [named('QuotaExceededError')] }),
  ])('is a full disk: $name', (error) => {
    expect(isStorageFull(error)).toBe(true)
  })

  it.each([named('ConstraintError'), named('AbortError'), named('TypeError'), named('Tampered'), 'text', undefined])(
    'is neither: %s',
    (error) => {
      expect(isConnectionLost(error)).toBe(false)
      expect(isStorageFull(error)).toBe(false)
    },
  )
})

describe('healing', () => {
  it('does not try again what failed for its own reasons', async () => {
    let runs = 0
    const work = () => {
      runs += 1
      return Promise.reject(named('ConstraintError'))
    }
    await expect(withHealing(work, { reopen: () => Promise.resolve(), wait: pausesPass })).rejects.toThrow()
    expect(runs).toBe(1)
  })

  it('counts an opening that fails, and gives up after the third', async () => {
    let openings = 0
    const reopen = () => {
      openings += 1
      return Promise.reject(named('UnknownError'))
    }
    const work = () => Promise.reject(named('UnknownError'))
    const wait = (milliseconds: number) => (milliseconds === PATIENCE ? new Promise<void>(() => undefined) : pausesPass())
    await expect(withHealing(work, { reopen, wait })).rejects.toThrow(DatabaseLost)
    expect(openings).toBe(3)
  })

  it('does not wait for ever for an opening that hangs', async () => {
    const work = () => Promise.reject(named('UnknownError'))
    const hangs = () => new Promise<void>(() => undefined)
    await expect(withHealing(work, { reopen: hangs, wait: pausesPass })).rejects.toThrow(DatabaseLost)
  })
})
