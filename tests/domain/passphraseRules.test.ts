import { describe, expect, it } from 'vitest'
import { passphraseProblem } from '../../src/domain/people/passphraseRules.ts'

const OWN = ['jsmith', 'Thornmere Vale Academy']

describe('a passphrase', () => {
  it.each(['harbour lantern copper meadow', 'violet harbour seven stones', 'Ysgol-fach-ger-y-lli', 'kX9#vPq2!mLw7z', 'пурпурный фонарь у моря', 'the otter mends a green kettle'])('may be “%s”', (passphrase) => {
    expect(passphraseProblem(passphrase, OWN)).toBeUndefined()
  })
  it.each(['passwordpassword', 'Password123456!', 'p@ssw0rd p@ssw0rd', 'qwertyuiopasdf', '12345678901234', 'abcdefghijklmnop', 'aaaaaaaaaaaaaaaa', 'letmein letmein', 'Liverpool2026!!', 'correct horse battery staple', 'summer autumn winter', 'monkeydragon1234', 'abababababababab', 'poiuytrewqlkjhgfdsa'])('is not “%s”, which many would think of', (passphrase) => {
    expect(passphraseProblem(passphrase, OWN)).toBe('common')
  })
  it.each(['jsmith jsmith 2026', 'thornmere vale academy', 'Thornmere2026jsmith'])('is not “%s”, made of one’s own names', (passphrase) => {
    expect(passphraseProblem(passphrase, OWN)).toMatch(/yours|common/)
  })
  it('has fourteen characters or more, however they are written, and 128 at most', () => {
    expect(passphraseProblem('short and odd')).toBe('short')
    expect(passphraseProblem('x7'.repeat(65))).toBe('long')
    // Thirteen letters, one of them written as two signs.
    expect(passphraseProblem('e\u0301tourneau vert')).toBeUndefined()
    expect(passphraseProblem('e\u0301tourneauver')).toBe('short')
  })
})
