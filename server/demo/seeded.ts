/**
 * Chance that can be told again: the same keys give the same choices on every machine. Each pupil and day has its own
 * stream, so that adding something in one place leaves the rest of the demo school as it was.
 */
export type Chance = {
  /** From 0 up to, and never, 1. */
  next: () => number
  /** A whole number, both ends included. */
  int: (from: number, to: number) => number
  happens: (probability: number) => boolean
  pick: <T>(from: readonly T[]) => T
  shuffled: <T>(list: readonly T[]) => T[]
  /** Roughly normal. */
  around: (mean: number, spread: number) => number
}

export function seededBy(...keys: readonly (string | number)[]): Chance {
  const next = numbersFrom(keys.join('|'))
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[int(0, from.length - 1)]
    if (chosen === undefined) throw new Error('Nothing to choose from')
    return chosen
  }
  const shuffled = <T>(list: readonly T[]): T[] =>
    list.map((one) => ({ one, order: next() })).sort((a, b) => a.order - b.order).map(({ one }) => one)
  const around = (mean: number, spread: number): number => mean + (next() + next() + next() + next() - 2) * spread * 1.73
  return { next, int, happens: (probability) => next() < probability, pick, shuffled, around }
}

/** Draws like cards: nothing comes twice until everything has come once. */
export function deckOf<T>(chance: Chance, cards: readonly T[]): () => T {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = chance.shuffled(cards)
    const card = left.pop()
    if (card === undefined) throw new Error('An empty deck')
    return card
  }
}

/** sfc32, its four words filled from the text by FNV-1a. */
function numbersFrom(text: string): () => number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  let [a, b, c, d] = [hash, hash ^ 0x9e3779b9, Math.imul(hash, 0x85ebca6b), 1]
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 0x1_0000_0000
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) next()
  return next
}
