/**
 * "Safeguarding concerns go to the DSL, never here": finds wording that reads like a disclosure while it is written, on
 * the tablet, so that no such text is kept or leaves it. Whole words only; capitals, accents, hyphens and apostrophes do
 * not matter. It finds wording, not truth: a person says whether it was a false alarm.
 */
export const LONGEST_WORDING = 400

/** Words with single spaces between and around them: "Self-harm? Don’t!" becomes " self harm dont ". */
const fold = (text: string): string => {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en-GB').replaceAll('ł', 'l').replaceAll('ø', 'o')
  return ` ${plain.replace(/['’‘ʼ`´]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}

/** "dad/mum hits her" as an expression over folded text; empty for a line without a word in it. */
function expressionOf(wording: string): string {
  const slots = wording.split(/\s+/).map((slot) => slot.split('/').map((word) => fold(word).trim()).filter(Boolean))
  return slots.filter((words) => words.length > 0).map((words) => (words.length === 1 ? words[0] : `(?:${words.join('|')})`)).join(' ')
}

/** The wordings found in a text, each once, as they were folded; none when nothing reads like a disclosure. */
export type TripWire = (text: string) => string[]

/** The school's list is long, and every field that is written in asks for it. */
const known = new WeakMap<readonly string[], TripWire>()
export function tripWire(wordings: readonly string[]): TripWire {
  const wire = known.get(wordings) ?? wireOf(wordings)
  known.set(wordings, wire)
  return wire
}

/** Folded words hold letters, digits and spaces alone, so they need no escaping. */
function wireOf(wordings: readonly string[]): TripWire {
  const all = wordings.map(expressionOf).filter(Boolean)
  if (all.length === 0) return () => []
  const found = new RegExp(` (${all.join('|')})(?= )`, 'g')
  return (text) => [...new Set([...fold(text).matchAll(found)].map((match) => match[1] ?? ''))]
}

/** The list as a school types it: one wording a line, nothing empty, nothing twice. */
export const wordingsIn = (typed: string): string[] => [...new Set(typed.split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean))]
