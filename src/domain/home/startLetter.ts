/**
 * "At the start of the mentor process letters will be sent home to parents detailing the reasons for mentoring, what it
 * entails": what the letter says, and that it was printed and sent. Without it mentoring does not begin, unless the Lead
 * Mentor says why it may.
 */
import { z } from '../schema.ts'
import { SchoolDate, type Instant } from '../time/clock.ts'
import type { MentorshipState } from '../cases/mentorship.ts'

export const START_LETTER_LIMITS = { reasons: 600, waiver: 300 } as const
/** A letter is of one time of mentoring; who comes back gets another. `second`: where the school sends two, the one at the start. */
const about = { pupilId: z.string(), mentorshipId: z.string(), at: z.number() }
export const StartLetter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('printed'), ...about, reasons: z.string().min(1).max(START_LETTER_LIMITS.reasons), letters: z.int().min(1).max(10), second: z.literal(true).optional() }),
  z.object({ type: z.literal('sent'), ...about, date: SchoolDate, via: z.enum(['post', 'pupil', 'hand', 'email']), letters: z.int().min(1).max(10), second: z.literal(true).optional() }),
  /** The Lead Mentor lets mentoring begin without it. */
  z.object({ type: z.literal('waived'), ...about, reason: z.string().min(1).max(START_LETTER_LIMITS.waiver) }),
])
export type StartLetter = z.infer<typeof StartLetter>
export type SentVia = Extract<StartLetter, { type: 'sent' }>['via']
export const SENT_VIA_WORDS: Record<SentVia, string> = { post: 'by post', pupil: 'with the pupil', hand: 'by hand', email: 'by e-mail' }

export type StoredStartLetter<T extends StartLetter = StartLetter> = { id: string; by: string; at: Instant; f: T }
type Of<T extends StartLetter['type']> = StoredStartLetter<Extract<StartLetter, { type: T }>> | undefined
export type LetterState = { state: 'draft' | 'printed' | 'sent' | 'waived'; printed: Of<'printed'>; sent: Of<'sent'>; waived: Of<'waived'> }

export function startLetterOf(facts: readonly StoredStartLetter[], mentorshipId: string, which: 'first' | 'second' = 'first'): LetterState {
  const isOne = (f: StartLetter): boolean => (f.type !== 'waived' && f.second === true) === (which === 'second')
  const last = <T extends StartLetter['type']>(type: T): Of<T> =>
    facts.filter((one): one is NonNullable<Of<T>> => one.f.mentorshipId === mentorshipId && one.f.type === type && isOne(one.f)).sort((a, b) => a.f.at - b.f.at || (a.id < b.id ? -1 : 1)).at(-1)
  const [printed, sent, waived] = [last('printed'), last('sent'), last('waived')]
  return { printed, sent, waived, state: sent ? 'sent' : waived ? 'waived' : printed ? 'printed' : 'draft' }
}

export const isBeforeStart = (state: MentorshipState): boolean => state === 'agreed' || state === 'preparing'
/** Where the school sends two letters: mentoring has begun with the first, and the second has not gone home. */
export function owesSecondLetter(facts: readonly StoredStartLetter[], mentorship: { id: string; state: MentorshipState }, twoLetters: boolean): boolean {
  return twoLetters && mentorship.state === 'active' && startLetterOf(facts, mentorship.id).state === 'sent' && startLetterOf(facts, mentorship.id, 'second').state !== 'sent'
}
/** Whether mentoring may begin: asked by the screen before it offers it, and by the server. */
export const mayBegin = (facts: readonly StoredStartLetter[], mentorshipId: string): boolean => ['sent', 'waived'].includes(startLetterOf(facts, mentorshipId).state)

/** The three blocks that the policy asks of the letter, as they will be printed. */
export type LetterBlocks = { reasons: string; entails: string[]; contact: string; rights?: string }
export type LetterBlock = 'reasons' | 'entails' | 'contact'
export const BLOCK_WORDS: Record<LetterBlock, string> = { reasons: 'reasons for mentoring', entails: 'what it entails', contact: 'how to reach the school' }
/** A letter with one of these is not made. */
export const emptyBlocks = (blocks: LetterBlocks): LetterBlock[] => (['reasons', 'entails', 'contact'] as const).filter((block) => blocks[block].length === 0)

type Named = { preferredName: string; surname: string }
/** Other mentees whom a text seems to name: another family does not read of them. */
export function othersNamed(text: string, pupil: Named, others: readonly Named[]): string[] {
  const words = new Set(text.match(/[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*/gu)?.map((word) => word.replace(/['’]s$/u, '')) ?? [])
  const has = (name: string): boolean => name !== pupil.preferredName && name !== pupil.surname && (words.has(name) || (name.includes(' ') && text.includes(name)))
  return [...new Set(others.filter(({ preferredName, surname }) => has(preferredName) || has(surname)).map(({ preferredName, surname }) => `${preferredName} ${surname}`))]
}
