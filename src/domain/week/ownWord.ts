/**
 * "This should be a positive time, … pupils becoming more independent again": what the pupil sets, and how the pupil sees
 * it, in their own words and not in the mentor's. A target of one's own holds until the next is set; a self-score is of a
 * week, and the later one of a week counts.
 */
import { z } from '../schema.ts'
import { weekBeginning, type Instant, SchoolDate } from '../time/clock.ts'

export const OWN_TARGET_LIMIT = 160
export const SelfScore = z.enum(['well', 'mixed', 'hard'])
export type SelfScore = z.infer<typeof SelfScore>
export const SELF_SCORE_WORDS: Record<SelfScore, string> = { well: 'It goes well', mixed: 'Up and down', hard: 'It is hard' }

const about = { pupilId: z.string(), on: SchoolDate, entered: z.number() }
export const OwnWord = z.discriminatedUnion('type', [
  z.object({ type: z.literal('target'), ...about, words: z.string().min(1).max(OWN_TARGET_LIMIT) }),
  z.object({ type: z.literal('score'), ...about, targetId: z.string(), how: SelfScore }),
])
export type OwnWord = z.infer<typeof OwnWord>
export type StoredOwnWord = { id: string; by: string; at: Instant; f: OwnWord }

export type OwnTarget = {
  id: string
  words: string
  on: SchoolDate
  /** One for each week, oldest first. */
  scores: readonly { weekStart: SchoolDate; how: SelfScore }[]
}

/** The target the pupil set last, with what they have said of it since. */
export function ownTargetOf(rows: readonly StoredOwnWord[]): OwnTarget | undefined {
  const sorted = rows.toSorted((a, b) => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1))
  const last = sorted.findLast(({ f }) => f.type === 'target')
  if (last?.f.type !== 'target') return undefined
  const weeks = new Map<SchoolDate, SelfScore>()
  for (const { f } of sorted) if (f.type === 'score' && f.targetId === last.id) weeks.set(weekBeginning(f.on), f.how)
  return { id: last.id, words: last.f.words, on: last.f.on, scores: [...weeks].map(([weekStart, how]) => ({ weekStart, how })).sort((a, b) => (a.weekStart < b.weekStart ? -1 : 1)) }
}

/** What a certificate says of it: what was set, and only how often it went well. */
export function ownLines(target: OwnTarget | undefined): { label: string; text: string }[] {
  if (!target) return []
  const well = target.scores.filter(({ how }) => how === 'well').length
  return [{ label: 'My own target', text: target.words }, ...(well > 0 ? [{ label: 'How I see it', text: well === 1 ? 'It went well in one week.' : `It went well in ${well} weeks.` }] : [])]
}

export const ownTargetProblem = (words: string): string | undefined =>
  words.trim() === '' ? 'Write one thing you want to do by yourself.' : words.trim().length > OWN_TARGET_LIMIT ? `Keep it to ${OWN_TARGET_LIMIT} characters.` : undefined
