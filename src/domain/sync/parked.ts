/**
 * "Mentors should record…": what a mentor recorded is never thrown away. A change that the server could not accept is
 * kept whole, with the reason, for its author and the Lead Mentor, until one of them has dealt with it.
 */
import { z } from '../schema.ts'
import { Lies } from '../bucket.ts'
import { OpShape, type Op } from '../protocol.ts'

export const Parked = z.object({
  lies: Lies,
  /** The account that made the change. */
  author: z.string(),
  tablet: z.string().max(8),
  /** One of the server's reasons, as a word of its own. */
  reason: z.string().max(40),
  /** When the server received it (UTC ms). */
  at: z.number(),
  /** The change as it came, as JSON text; empty where it was too long to travel (the server holds it all the same). */
  payload: z.string(),
  closed: z.object({ by: z.string(), at: z.number(), how: z.enum(['sent-again', 'dismissed']), why: z.string().max(300) }).nullable(),
})
export type Parked = z.infer<typeof Parked>

export const LONGEST_PAYLOAD = 200_000

/** Why a change waits, as a person would say it to another. */
export const PARKED_WORDS: Record<string, string> = {
  malformed: 'The server could not read this change. It has been kept as it came.',
  'unknown-kind': 'The server does not know this kind of record. It may need an update.',
  'bad-fields': 'Something in it did not fit: a text may be too long, or something may be missing.',
  'wrong-bucket': 'It named another pupil than the record belongs to.',
  forbidden: 'The person who made it may not make this change.',
  'forged-author': 'It carried another person’s name than the one who was signed in.',
  'no-record': 'The record it changes is not there.',
  'fact-exists': 'Something else was already recorded in this place.',
  'fact-edited': 'What has been recorded is not edited. A correction is written as a new record.',
  'case-lost': 'The pupil had been handed to another mentor when it arrived.',
  'not-unexplained': 'The missed time was explained, put right or looked into again since. Only what stays unexplained is sanctioned.',
  'sanctioned-already': 'Somebody has already given a sanction for this missed time. One stands; withdraw that one first if this is the right one.',
  'letter-not-sent': 'Mentoring begins once the letter home is sent, or the Lead Mentor says why it may begin without one.',
  'call-missing': 'What came of the closing call home was not there yet. A case ends with it, or with the Lead Mentor’s letter.',
  'photos-off': 'The school does not keep photos of blue reports. A School rule says so.',
  'photos-full': 'This week’s sheet has as many photos as it may have. Take one away first.',
  group: 'It belongs to something that could not be accepted, so all of it waits together.',
}
export const whyParked = (reason: string): string => PARKED_WORDS[reason] ?? 'The server could not accept this change.'

/** The change inside, where it can still be read. */
export function opOf({ payload }: Pick<Parked, 'payload'>): Op | undefined {
  try {
    return OpShape.safeParse(JSON.parse(payload)).data
  } catch {
    return undefined
  }
}

/** The name under which a parked fact is sent again: always the same, so that two tries make one record. */
export const sentAgainId = (parkedId: string): string => `again:${parkedId}`.slice(0, 120)
