/**
 * "At the start of the mentor process letters will be sent home to parents detailing the reasons for mentoring, what it
 * entails": what the letter says, and that it was printed and sent. Without it mentoring does not begin, unless the Lead
 * Mentor says why it may.
 */
import { z } from '../schema.ts'
import { SchoolDate, type Instant } from '../time/clock.ts'
import type { MentorshipState } from '../cases/mentorship.ts'

export const START_LETTER_LIMITS = { reasons: 600, waiver: 300 } as const
/**
 * A letter is of one time of mentoring; who comes back gets another. Where the school sends two, `brief` is the one before,
 * and `second` the one at the start, which says what mentoring entails.
 */
const about = { pupilId: z.string(), mentorshipId: z.string(), at: z.number() }
const ofTwo = { brief: z.literal(true).optional(), second: z.literal(true).optional() }
export const StartLetter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('printed'), ...about, reasons: z.string().min(1).max(START_LETTER_LIMITS.reasons), letters: z.int().min(1).max(10), ...ofTwo }),
  z.object({ type: z.literal('sent'), ...about, date: SchoolDate, via: z.enum(['post', 'pupil', 'hand', 'email']), letters: z.int().min(1).max(10), ...ofTwo }),
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
type About = { id: string; state: MentorshipState }
/** Mentoring has begun with the first of two, and the second has not gone home. Who got the one that says all owes none, whatever the rule is now. */
export function owesSecondLetter(facts: readonly StoredStartLetter[], { id, state }: About): boolean {
  return state === 'active' && startLetterOf(facts, id).sent?.f.brief === true && startLetterOf(facts, id, 'second').state !== 'sent'
}
/** Which of two the next letter is; undefined where one does both. The rule says what is begun with; what was sent, what follows. */
export function letterOfTwo(facts: readonly StoredStartLetter[], { id, state }: About, twoLetters: boolean): 'first' | 'second' | undefined {
  const first = startLetterOf(facts, id)
  if (!isBeforeStart(state) && first.sent?.f.brief) return 'second'
  if (first.sent) return first.sent.f.brief ? 'first' : undefined
  return (first.printed ? first.printed.f.brief === true : twoLetters) ? 'first' : undefined
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
