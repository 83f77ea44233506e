/** Every sentence a letter home may say, as English has it now, and how far a language is approved. */
import { FRAME, FRAME_OF, type FrameKey, type LetterKind } from './letterFrame.ts'
import { LETTERS, RULE_WORDS } from '../school/schoolRules.ts'
import { approvedIn, type StoredPhrase } from './phrase.ts'
import type { Settings } from '../setting.ts'

/** `of`: which it is, whatever its words. */
export type LetterSentence = { of: string; label: string; english: string }
export type LetterOfSentences = { name: LetterKind; title: string; sentences: LetterSentence[] }

const frame = (key: FrameKey): LetterSentence => ({ of: `frame:${key}`, label: 'In every letter of this kind', english: FRAME[key] })
/** The slip of an earlier start is the pupil's, and in English. */
export function lettersInSentences(settings: Settings): LetterOfSentences[] {
  return (['start', 'not-reached', 'invitation', 'notice', 'praise'] as const).map((name) => {
    const letter = LETTERS.find((one) => one.name === name)
    const own = (letter?.sentences ?? []).map((key): LetterSentence => ({ of: key, label: RULE_WORDS[key].label, english: String(settings[key]) }))
    const reasons = name === 'start' ? settings.letterReasons.map((english): LetterSentence => ({ of: 'reason', label: 'Reasons for mentoring', english })) : []
    const steps = name === 'praise' ? settings.withdrawalStages.map((stage): LetterSentence => ({ of: 'stage', label: 'Steps to more independence', english: stage.name })) : []
    return { name, title: letter?.title ?? 'Letter of praise, as support is withdrawn', sentences: [...reasons, ...steps, ...own, ...FRAME_OF[name].map(frame)] }
  })
}

export type LanguageState = { language: string; approved: number; of: number }
/** Of all letters together; a sentence that several letters have counts once. */
export function languageState(language: string, letters: readonly LetterOfSentences[], phrases: Iterable<StoredPhrase>): LanguageState {
  const approved = approvedIn(language, phrases)
  const all = new Set(letters.flatMap(({ sentences }) => sentences.map(({ english }) => english)))
  return { language, approved: [...all].filter((english) => approved.has(english)).length, of: all.size }
}
