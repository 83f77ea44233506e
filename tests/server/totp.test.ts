import { describe, expect, it } from 'vitest'
import { stepFor, stepOf, totp, totpUrl } from '../../server/accounts/totp.ts'
import { toBase32 } from '../../src/domain/sync/base32.ts'

const SECRET = new TextEncoder().encode('12345678901234567890')

describe('the code that a phone shows', () => {
  it.each([[59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130']])('is that of RFC 6238, appendix B, at %i seconds', (seconds, code) => {
    expect(totp(SECRET, stepOf(seconds * 1000), 8)).toBe(code)
    expect(totp(SECRET, stepOf(seconds * 1000))).toBe(code.slice(2))
  })
  it('is taken half a minute early or late, and no more', () => {
    const code = totp(SECRET, stepOf(1111111111_000))
    for (const [off, isRight] of [[-60_000, false], [-30_000, true], [0, true], [30_000, true], [60_000, false]] as const)
      expect(stepFor(SECRET, code, 1111111111_000 + off) !== undefined, String(off)).toBe(isRight)
    expect(stepFor(SECRET, '', 0)).toBeUndefined()
  })
  it('is asked of the phone under the school’s name, with nothing in it that another program would misread', () => {
    const url = new URL(totpUrl('St Anne’s & St John: Upper', 'jo.smith', toBase32(SECRET)))
    expect([url.protocol, url.searchParams.get('secret'), url.searchParams.get('issuer')]).toEqual(['otpauth:', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 'Blue Report, St Anne’s & St John  Upper'])
  })
})
