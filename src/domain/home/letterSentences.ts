/** Every sentence a letter home may say, as English has it now, and how far a language is approved. */
import { FRAME, FRAME_OF, type FrameKey } from './letterFrame.ts'
import { LETTERS, RULE_WORDS } from '../school/schoolRules.ts'
import { approvedIn, type StoredPhrase } from './phrase.ts'
import type { Settings } from '../setting.ts'

/** `of`: which it is, whatever its words. */
export type LetterSentence = { of: string; label: string; english: string }
export type LetterOfSentences = { name: 'start' | 'not-reached' | 'invitation' | 'notice'; title: string; sentences: LetterSentence[] }

const frame = (key: FrameKey): LetterSentence => ({ of: `frame:${key}`, label: 'In every letter of this kind', english: FRAME[key] })
/** The slip of an earlier start is the pupil's, and in English. */
export function lettersInSentences(settings: Settings): LetterOfSentences[] {
  return (['start', 'not-reached', 'invitation', 'notice'] as const).map((name) => {
    const letter = LETTERS.find((one) => one.name === name)
    const own = (letter?.sentences ?? []).map((key): LetterSentence => ({ of: key, label: RULE_WORDS[key].label, english: String(settings[key]) }))
    const reasons = name === 'start' ? settings.letterReasons.map((english): LetterSentence => ({ of: 'reason', label: 'Reasons for mentoring', english })) : []
    return { name, title: letter?.title ?? '', sentences: [...reasons, ...own, ...FRAME_OF[name].map(frame)] }
  })
}

export type LanguageState = { language: string; approved: number; of: number }
/** Of all letters together; a sentence that several letters have counts once. */
export function languageState(language: string, letters: readonly LetterOfSentences[], phrases: Iterable<StoredPhrase>): LanguageState {
  const approved = approvedIn(language, phrases)
  const all = new Set(letters.flatMap(({ sentences }) => sentences.map(({ english }) => english)))
  return { language, approved: [...all].filter((english) => approved.has(english)).length, of: all.size }
}
