/**
 * jsPDF draws one glyph per character and knows no OpenType shaping, so joined letters are chosen here from Unicode's
 * presentation forms. Their order in Unicode (isolated, final, initial, medial) and their NFKC spelling give the table.
 */
const formsOf = new Map<string, string[]>()
for (const [first, last] of [[0xfb50, 0xfbe7], [0xfbfc, 0xfbff], [0xfe80, 0xfefc]] as const) {
  for (let point = first; point <= last; point++) {
    const form = String.fromCharCode(point)
    const letters = form.normalize('NFKC')
    if (letters.length === 1 || point >= 0xfef5) formsOf.set(letters, [...(formsOf.get(letters) ?? []), form])
  }
}

const lam = '\u0644'
const tatweel = '\u0640'
const joiner = '\u200d'
const joinsNext = (letter: string | undefined): boolean =>
  letter === tatweel || letter === joiner || (letter !== undefined && formsOf.get(letter)?.length === 4)
const joinsBefore = (letter: string | undefined): boolean =>
  letter === tatweel || letter === joiner || (letter !== undefined && (formsOf.get(letter)?.length ?? 0) >= 2)

/** A letter that joins others but has no forms to draw it with (some Kurdish, Sindhi and African letters). */
export function lacksForms(letter: string): boolean {
  return /^\p{Script=Arabic}$/u.test(letter) && /^\p{L}$/u.test(letter) && letter !== tatweel && !formsOf.has(letter) && letter < '\ufb50'
}

/**
 * Vowel signs and the like stand above or below their letter by rules in the font that jsPDF does not read. They are left out
 * of a PDF, as they are in most Arabic writing, and named as missing so that the print view can be offered.
 */
export const vowelSigns = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/gu

/** Letters in reading order become glyph characters in reading order. Anything that is not an Arabic letter passes through. */
export function shaped(text: string): string {
  const letters = [...text.replace(vowelSigns, '')]
  let out = ''
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? ''
    const next = letters[at + 1]
    const before = joinsNext(letters[at - 1])
    const pair = letter === lam ? formsOf.get(letter + (next ?? '')) : undefined
    const forms = formsOf.get(letter)
    if (pair) {
      out += pair[before ? 1 : 0] ?? letter
      at++
    } else if (forms) {
      const after = forms.length === 4 && joinsBefore(next)
      const ends = before && forms.length > 1
      out += forms[after ? (ends ? 3 : 2) : ends ? 1 : 0] ?? letter
    } else out += letter
  }
  return out.replace(/[\u200c\u200d]/g, '')
}
