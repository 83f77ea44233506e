/**
 * "letters … detailing the reasons for mentoring": the school's own sentences for them. What a mentor writes freely stands
 * in the letter as it is, and cannot be said in a home's language; these can, once they are approved in it.
 */
import { fillIn } from './mergeFields.ts'

export const LETTER_REASON_LIMIT = 200
export const LETTER_REASONS_LIMIT = 30
export const DEFAULT_LETTER_REASONS: readonly string[] = [
  '{pupil} is often late in the morning, and we should like to help with that.',
  '{pupil} has missed more school than we should like.',
  '{pupil} finds it hard to follow the rules in some lessons.',
  '{pupil} makes less progress in some subjects than we know is possible.',
  'Homework and equipment are often missing.',
  'We should like {pupil} to feel more at home in school.',
]

/** What stands among the missing where the reasons are not the school's sentences alone. */
export const OWN_WORDS = 'the reasons in your own words'

/** The school's sentences that a text is made of, in its order, and whether anything of the writer's own is left. */
export function reasonsIn(text: string, sentences: readonly string[], pupil: string): { sentences: string[]; hasOwnWords: boolean } {
  let rest = text
  const found: { sentence: string; at: number }[] = []
  for (const sentence of [...sentences].sort((a, b) => b.length - a.length)) {
    const said = fillIn(sentence, { pupil })
    const at = rest.indexOf(said)
    if (said === '' || at < 0) continue
    found.push({ sentence, at })
    rest = rest.slice(0, at) + ' '.repeat(said.length) + rest.slice(at + said.length)
  }
  return { sentences: found.sort((a, b) => a.at - b.at).map(({ sentence }) => sentence), hasOwnWords: rest.trim() !== '' }
}
