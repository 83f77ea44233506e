/**
 * Several people each added to the end of one text, none having seen the others: all that was added stands, in the order
 * it was made, each with its author's name. The same whoever is heard first, and however many they are.
 */
import type { Hlc } from '../sync/hlc.ts'
import type { Stamp } from '../records.ts'

/** One author's whole text, as they sent it. */
export type Part = { stamp: Stamp; text: string; name: string; time: Hlc }
/** What a joined text is made of: what stood there before all of them, and each one's latest. */
export type Join = { origin: Stamp; parts: Stamp[] }
export type Joined = Join & { text: string; stamp: Stamp; time: Hlc }

/** A joined text is of nobody alone: who wrote one of its parts has not seen the others. Its stamp says whose is the latest. */
export const isJoined = (stamp: Stamp): boolean => stamp.includes('+')
/** The operation a stamp names; of a joined text, its latest part. */
export const operationOf = (stamp: Stamp): Stamp => stamp.split('+')[0] ?? stamp

/** Undefined where anybody did anything but add: then it is a matter for a person. */
export function join(origin: { stamp: Stamp; text: string }, parts: readonly Part[]): Joined | undefined {
  const inOrder = [...parts].sort((a, b) => (a.time < b.time || (a.time === b.time && a.stamp < b.stamp) ? -1 : 1))
  const text = joinAppends(origin.text, inOrder)
  const last = inOrder.at(-1)
  if (text === undefined || !last) return undefined
  const stamps = inOrder.map((part) => part.stamp)
  return { origin: origin.stamp, parts: stamps, text, stamp: `${last.stamp}+${shortHash(stamps.toSorted().join(' '))}`, time: last.time }
}

/**
 * What becomes of one more author's text, whose author had `base` before them. `standing`: the parts of what stands, if
 * it is a joined text. `said`: the text, author and time of a stamp, as far as they are known.
 */
export function joinFor({ base, current, standing, mine, said }: { base: Stamp; current: Stamp; standing: Join | undefined; mine: Part; said: (stamp: Stamp) => Part | undefined }): Joined | undefined {
  if (isJoined(current) && (!standing || (base !== standing.origin && !standing.parts.includes(base)))) return undefined
  const origin = said(standing?.origin ?? base)
  // Whoever goes on from one of the parts says it anew.
  const others = (standing?.parts ?? [current]).filter((stamp) => stamp !== base).map(said)
  return origin && others.every((part) => part !== undefined) ? join(origin, [...others, mine]) : undefined
}

type Said = { text: string; name: string }
export function joinAppends(base: string, added: readonly Said[]): string | undefined {
  const start = base.trimEnd()
  if (start.trim() === '') return undefined
  const tails = added.map(({ text, name }) => ({ tail: text.startsWith(start) ? text.slice(start.length) : '', name }))
  // In the middle of a word it is a rewrite, not an addition.
  if (tails.some(({ tail }) => tail.trim() === '' || /^[\p{L}\p{N}]/u.test(tail))) return undefined
  const isOneAuthor = tails.every(({ name }) => name === tails[0]?.name)
  // Two who added the same have said it once, and the later of them is named.
  const last = new Map(tails.map(({ tail }, index) => [spaced(tail), index]))
  const said = tails.filter(({ tail }, index) => last.get(spaced(tail)) === index)
  return [start, ...said.map(({ tail, name }) => (isOneAuthor ? tail.trim() : `${tail.trim()} (${name})`))].join('\n')
}
const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** FNV-1a: tells one set of parts from another, and guards nothing. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
