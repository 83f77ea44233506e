import { describe, expect, it } from 'vitest'
import { instantAt } from '../../src/domain/time/clock.ts'
import type { Op } from '../../src/domain/protocol.ts'
import { waitingChange } from '../../src/shell/changeWords.ts'
import { pinProblemWords } from '../../src/shell/pinWords.ts'
import { refusalWords } from '../../src/shell/signInWords.ts'
import { badgeWords, clockSaid, needsYouWords } from '../../src/shell/syncWords.ts'

const at = instantAt('2026-12-10', '15:32')
const asIs = (moment: number): number => moment

describe('The sync badge', () => {
  it('says where the work is, also where something needs a person', () => {
    expect(badgeWords({ state: 'all-sent', waiting: 0, lastOkAt: at }, asIs)).toBe('All sent · 15.32')
    expect(badgeWords({ state: 'waiting', waiting: 3, lastOkAt: at }, asIs)).toBe('3 changes waiting')
    expect(badgeWords({ state: 'waiting', waiting: 1, lastOkAt: null }, asIs)).toBe('1 change waiting')
    expect(badgeWords({ state: 'sending', waiting: 3, lastOkAt: at }, asIs)).toBe('Sending 3…')
    expect(badgeWords({ state: 'needs-you', waiting: 3, lastOkAt: at }, asIs)).toBe('3 changes waiting')
    expect(badgeWords({ state: 'needs-you', waiting: 0, lastOkAt: at }, asIs)).toBe('All sent · 15.32')
  })
  it('tells the time of the rehearsal, not of the tablet', () => {
    expect(badgeWords({ state: 'all-sent', waiting: 0, lastOkAt: at }, (moment) => moment - 3_600_000)).toBe('All sent · 14.32')
  })
  it('claims nothing before the server was ever met', () => {
    expect(badgeWords({ state: 'all-sent', waiting: 0, lastOkAt: null }, asIs)).toBe('Nothing to send')
  })
})

it('What needs a person is counted beside it', () => {
  expect(needsYouWords(2)).toBe('Needs you (2)')
})

describe('A tablet’s clock', () => {
  it('that is wrong by minutes is said, with what to do', () => {
    expect(clockSaid(-12 * 60_000)?.title).toBe('This tablet’s clock is 12 minutes fast.')
    expect(clockSaid(3 * 3_600_000)).toMatchObject({ title: 'This tablet’s clock is 3 hours slow.', text: expect.stringContaining('Set date and time to automatic') as unknown })
  })
  it('is not spoken of while it is right, or was never measured', () => {
    expect([clockSaid(90_000), clockSaid(-90_000), clockSaid(null)]).toEqual([undefined, undefined, undefined])
  })
})

describe('A sign-in that fails', () => {
  it('says the same whether the name, the passphrase or the account is at fault', () => {
    expect(refusalWords({ refused: 'wrong' })).toBe('That username and passphrase do not go together. Check both and try again.')
  })
  it('says how long to wait after too many tries', () => {
    expect(refusalWords({ refused: 'busy', retryAfter: 240 })).toContain('Wait 4 minutes')
    expect(refusalWords({ refused: 'busy', retryAfter: 30 })).toContain('Wait 30 seconds')
  })
  it('knows the page of a public network', () => {
    expect(refusalWords({ refused: 'not-ours' })).toContain('This network is showing its own page. Sign in to the network first')
  })
})

describe('What waits to be sent', () => {
  const op = (t: string, f: Op['f'], kind: Op['kind'] = 'add'): Op => ({ n: 1, kind, t, id: 'x1', bucket: 'pupil:p1:desk', f, seen: 0, hlc: '0'.repeat(16), wall: at, skew: null, sv: 1 })
  const memory = { get: () => undefined } as unknown as Parameters<typeof waitingChange>[1]

  it('is named as a mentor would', () => {
    expect(waitingChange(op('arrivalEvent', { type: 'amended' }), memory).what).toBe('Arrival amended')
    expect(waitingChange(op('note', {}), memory).what).toBe('Note')
    expect(waitingChange(op('weeklyReview', {}, 'patch'), memory).what).toBe('Change to a weekly review')
    expect(waitingChange(op('somethingNew', {}), memory).what).toBe('A change of a newer kind')
  })
})

it('A weak PIN is refused with its reason', () => {
  for (const words of Object.values(pinProblemWords)) expect(words).toMatch(/\.$/)
})
