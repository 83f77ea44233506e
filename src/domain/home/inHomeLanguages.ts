/**
 * A letter for one household: the English, and after it the same in each language of its home where every sentence of it is
 * approved. Where one is not, or paper cannot write the script, that is said before anything is printed.
 */
import { languagesOf, speechIn, ENGLISH, type Speech } from './homeLanguage.ts'
import { OWN_WORDS } from './letterReasons.ts'
import type { LetterSheet } from './lettersHome.ts'
import type { StoredPhrase } from './phrase.ts'

export type InLanguage = {
  language: string
  state: 'in-letter' | 'missing' | 'not-on-paper'
  /** English sentences that nobody has approved in it. */
  missing: string[]
  /** To be copied into the school's own letter, where paper cannot write it. */
  text: string
  rightToLeft: boolean
}
export type HomeLetters = { sheets: LetterSheet[]; languages: InLanguage[] }

/** `cannotWrite`: the characters of a text that paper lacks. */
export function inHomeLanguages(household: readonly { language: string }[], phrases: Iterable<StoredPhrase>, compose: (speech: Speech) => LetterSheet, cannotWrite: (text: string) => readonly string[]): HomeLetters {
  const english = compose(ENGLISH)
  const known = [...phrases]
  const found = languagesOf(household).map((language): InLanguage & { sheet: LetterSheet } => {
    const speech = speechIn(language, known)
    const sheet = compose(speech)
    const missing = [...speech.missing]
    const text = asText(sheet)
    // What stands in the English page too is no matter of the language: a name that paper lacks is said of the whole letter.
    const lacks = cannotWrite(text).filter((letter) => !asText(english).includes(letter))
    return { language, missing, text, sheet, rightToLeft: speech.rightToLeft, state: missing.length > 0 ? 'missing' : lacks.length > 0 ? 'not-on-paper' : 'in-letter' }
  })
  return { sheets: [english, ...found.filter(({ state }) => state === 'in-letter').map(({ sheet }) => sheet)], languages: found.map(({ sheet: _, ...one }) => one) }
}

/** The words of a letter in their order, without their layout. */
export const asText = ({ title, greeting, statement, facts, opening, paragraphs, list, closing, slip }: LetterSheet): string =>
  [title, greeting ?? '', statement, facts.map(({ label, value }) => `${label}: ${value}`).join('\n'), opening ?? '', ...paragraphs, ...(list ? [list.title, list.lines.map((line) => `• ${line}`).join('\n')] : []), ...closing, ...(slip ? [[slip.title, ...slip.lines, slip.sign ?? ''].join('\n')] : [])]
    .filter((part) => part.trim() !== '' && !/^…+$/.test(part)).join('\n\n')

/** What a person is told of it before printing. */
export function sayInLanguage({ language, state, missing }: InLanguage): string {
  if (state === 'in-letter') return `${language}: a page in ${language} follows the English, from the sentences the school approved.`
  if (state === 'not-on-paper') return `${language}: every sentence is approved, but our PDF cannot write its letters. The PDF is in English; copy the ${language} and paste it into the school’s own letter.`
  const sentences = missing.filter((one) => one !== OWN_WORDS)
  const own = sentences.length < missing.length ? ' The reasons are in your own words: take the school’s sentences for them.' : ''
  if (sentences.length === 0) return `${language}: in English only.${own}`
  return `${language}: in English only.${own} Not approved in ${language} yet: ${sentences.slice(0, 2).map((one) => `“${one.length > 60 ? `${one.slice(0, 60).trimEnd()}…` : one}”`).join(', ')}${sentences.length > 2 ? ` and ${sentences.length - 2} more` : ''}.`
}

/** For all households together, each thing said once; `copy` is what paper cannot write. */
export type SaidLanguage = { key: string; words: string; tone: 'info' | 'warn'; copy?: string; rightToLeft: boolean }
export function saidOf(homes: readonly HomeLetters[]): SaidLanguage[] {
  const said = new Map<string, SaidLanguage>()
  for (const one of homes.flatMap(({ languages }) => languages)) {
    const words = sayInLanguage(one)
    const copy = one.state === 'not-on-paper' ? one.text : undefined
    const key = copy === undefined ? words : `${words}${copy}`
    if (!said.has(key)) said.set(key, { key, words, tone: one.state === 'in-letter' ? 'info' : 'warn', rightToLeft: one.rightToLeft, ...(copy === undefined ? {} : { copy }) })
  }
  return [...said.values()]
}
