/** The unique pupil number: the key that imports match by. It never stands on a letter, a report or a screen of the queue. */

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/**
 * `permanent`: a letter and twelve digits; `temporary`: its last character is a letter too. The first letter is the sum of
 * position times digit over the rest, modulo 23 (GovTalk, Unique Pupil Number 2.0).
 */
export function upnKind(text: string): 'permanent' | 'temporary' | 'wrong' {
  if (!/^[A-Z]\d{11}[\dA-Z]$/.test(text)) return 'wrong'
  let sum = 0
  for (let at = 1; at < 13; at++) {
    const character = text.charAt(at)
    const digit = /\d/.test(character) ? Number(character) : LETTERS.indexOf(character)
    if (digit < 0) return 'wrong'
    sum += (at + 1) * digit
  }
  if (LETTERS[sum % 23] !== text[0]) return 'wrong'
  return /\d$/.test(text) ? 'permanent' : 'temporary'
}
