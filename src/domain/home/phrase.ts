/**
 * "letters will be sent home to parents": in a home's own language they are put together from sentences that a person
 * translated and the school approved, never by a machine. An approval is of one English sentence: when that changes, it
 * is approved again.
 */
import { z } from '../schema.ts'
import type { Instant } from '../time/clock.ts'

export const PHRASE_LIMITS = { text: 900, translator: 80, language: 40 } as const
export const Phrase = z.object({
  /** By its English name. */
  language: z.string().min(1).max(PHRASE_LIMITS.language),
  /** Which sentence of the letters it is; where it is one of several, of which sort. */
  of: z.string().min(1).max(60),
  /** The English it says. */
  english: z.string().min(1).max(600),
  /** Empty: the approval is taken back. */
  text: z.string().max(PHRASE_LIMITS.text),
  /** Who translated it, as the school names them. */
  translator: z.string().max(PHRASE_LIMITS.translator),
  at: z.number(),
})
export type Phrase = z.infer<typeof Phrase>
export type StoredPhrase = { id: string; by: string; at: Instant; f: Phrase }

const isLater = (a: StoredPhrase, b: StoredPhrase): boolean => a.f.at > b.f.at || (a.f.at === b.f.at && a.id > b.id)

/** For each English sentence the approval that stands in a language. */
export function approvedIn(language: string, phrases: Iterable<StoredPhrase>): Map<string, StoredPhrase> {
  const last = new Map<string, StoredPhrase>()
  for (const one of phrases) {
    const before = last.get(one.f.english)
    if (one.f.language === language && (!before || isLater(one, before))) last.set(one.f.english, one)
  }
  return new Map([...last].filter(([, { f }]) => f.text !== ''))
}

/** The last approval of the same sentence in an earlier English wording: to begin from, never to send. */
export function earlierWording(language: string, of: string, english: string, phrases: Iterable<StoredPhrase>): StoredPhrase | undefined {
  return [...phrases].filter(({ f }) => f.language === language && f.of === of && f.english !== english && f.text !== '').reduce<StoredPhrase | undefined>((last, one) => (!last || isLater(one, last) ? one : last), undefined)
}
