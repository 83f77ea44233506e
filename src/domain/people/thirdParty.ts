/**
 * Whoever asks to see a file has a right to what is about them, not to what is about others: other pupils, other families,
 * and staff where that is not their work. Names are found here and marked; a person decides what is blacked out.
 */
export type Who = 'pupil' | 'family' | 'staff'
export const WHO_WORDS: Record<Who, string> = { pupil: 'another pupil', family: 'another family', staff: 'a member of staff' }
/** `names`: each way a text may name them. */
export type Other = { id: string; who: Who; names: readonly string[] }
/** Where in one text, from and to as its characters count, who that is, and the words that stand there. */
export type Mark = { from: number; to: number; who: Who; words: string }

const WORD = /[\p{L}\p{M}\p{N}]+(?:[’'-][\p{L}\p{M}\p{N}]+)*/gu
/** Capitals count: “Will” is a pupil and “will” is not. Accents and the sort of apostrophe do not. */
const folded = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'")
const partsOf = (name: string): string[] => [...name.matchAll(WORD)].map(([word]) => folded(word))
/** “Maya’s book” names Maya. */
const without = (part: string): string => part.replace(/'s$/, '')
/** One letter names nobody. */
const LEAST = 2

type Known = { parts: string[]; who: Who }
export type Finder = (text: string) => Mark[]

/** `own`: how the pupil is named whose file it is; a name that is theirs as well is not marked. */
export function findOthers(others: readonly Other[], own: readonly string[]): Finder {
  const theirs = new Set(own.map((name) => partsOf(name).join(' ')))
  const known = new Map<string, Known[]>()
  for (const { who, names } of others)
    for (const name of new Set(names)) {
      const parts = partsOf(name)
      const [first] = parts
      if (first === undefined || theirs.has(parts.join(' ')) || (parts.length === 1 && first.length < LEAST)) continue
      known.set(first, [...(known.get(first) ?? []), { parts, who }])
    }
  // The longest name that fits is the one that is meant; of equal ones a pupil is guarded before a colleague.
  const order: readonly Who[] = ['pupil', 'family', 'staff']
  for (const list of known.values()) list.sort((a, b) => b.parts.length - a.parts.length || order.indexOf(a.who) - order.indexOf(b.who))

  return (text) => {
    const words = [...text.matchAll(WORD)].map((match) => ({ part: folded(match[0]), from: match.index, to: match.index + match[0].length }))
    const marks: Mark[] = []
    for (let at = 0; at < words.length; ) {
      const first = words[at]?.part ?? ''
      const here = at
      const fits = ({ parts }: Known): boolean => parts.every((part, step) => words[here + step]?.part === part || (step === parts.length - 1 && without(words[here + step]?.part ?? '') === part))
      const found = [...(known.get(first) ?? []), ...(first === without(first) ? [] : (known.get(without(first)) ?? []))].find(fits)
      const [from, last] = [words[at], words[at + (found?.parts.length ?? 1) - 1]]
      if (found && from && last) {
        const to = last.part.endsWith("'s") && !found.parts.at(-1)?.endsWith("'s") ? last.to - 2 : last.to
        marks.push({ from: from.from, to, who: found.who, words: text.slice(from.from, to) })
      }
      at += found?.parts.length ?? 1
    }
    return marks
  }
}

/** Each marked stretch for which `write` gives words is replaced by them. */
export function rewritten(text: string, marks: readonly Mark[], write: (mark: Mark) => string | undefined): string {
  let [done, out] = [0, '']
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    const words = mark.from < done ? undefined : write(mark)
    if (words === undefined) continue
    out += text.slice(done, mark.from) + words
    done = mark.to
  }
  return out + text.slice(done)
}
