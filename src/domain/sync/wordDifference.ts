/**
 * What two versions of a text share, word by word: the longest common subsequence, so that a person sees at a glance
 * what the other wrote differently.
 */
export type WordPart = { text: string; in: 'both' | 'first' | 'second' }

const MOST_WORDS = 1500

/** Words with the spaces that follow them, so that the parts put together read as the texts do. */
const words = (text: string): string[] => text.match(/^\s+|\S+\s*/g) ?? []
const isSame = (a: string | undefined, b: string | undefined): boolean => a?.trim() === b?.trim()

export function wordDifference(first: string, second: string): WordPart[] {
  const a = words(first)
  const b = words(second)
  let start = 0
  while (start < a.length && start < b.length && isSame(a[start], b[start])) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && isSame(a[a.length - 1 - end], b[b.length - 1 - end])) end++
  const parts = [
    ...a.slice(0, start).map((word, index) => both(word, b[index])),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map((word, index) => both(word, b[b.length - end + index])),
  ]
  return parts.reduce<WordPart[]>((joined, part) => {
    const last = joined.at(-1)
    if (last?.in === part.in) last.text += part.text
    else joined.push({ ...part })
    return joined
  }, [])
}

/** One word may be followed by other spaces in each text; enough of them stay to keep it apart from the next. */
const both = (one: string, other = ''): WordPart => ({ text: one.length >= other.length ? one : other, in: 'both' })
const only = (which: 'first' | 'second', some: readonly string[]): WordPart[] => some.map((text) => ({ text, in: which }))

function between(a: readonly string[], b: readonly string[]): WordPart[] {
  // Longer than anyone writes at once: shown as two whole texts rather than reckoned for seconds.
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return [...only('first', a), ...only('second', b)]
  const width = b.length + 1
  const longest = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) longest[i * width + j] = isSame(a[i], b[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const parts: WordPart[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (isSame(a[i], b[j])) {
      parts.push(both(a[i] ?? '', b[j]))
      i++
      j++
    } else if (at(i + 1, j) >= at(i, j + 1)) parts.push(...only('first', [a[i++] ?? '']))
    else parts.push(...only('second', [b[j++] ?? '']))
  }
  return [...parts, ...only('first', a.slice(i)), ...only('second', b.slice(j))]
}
