/**
 * "…keep logs of contact made on Mentor contact logs. If telephone/email contact with parents/carers has not been possible,
 * Mentors should notify the Lead Mentor who will send a letter home." What was tried and what came of it; whether home can
 * be reached is worked out from that, and a later success takes an unsent letter away by itself.
 */
import { z } from '../schema.ts'
import { dateOf, SchoolDate, type Instant } from '../time/clock.ts'
import { waysTo, type Contact } from './homeContact.ts'

export const ContactOutcome = z.enum(['spoke', 'voicemail', 'no-answer', 'call-back', 'wrong-number', 'emailed', 'answered', 'bounced', 'refused', 'in-person'])
export type ContactOutcome = z.infer<typeof ContactOutcome>
/** `reached`: home has been spoken to or has written. `phone` and `email`: what it can come of. */
export const OUTCOMES: Record<ContactOutcome, { words: string; reached: boolean; of: 'phone' | 'email' | 'person' }> = {
  spoke: { words: 'Spoke', reached: true, of: 'phone' },
  voicemail: { words: 'Left a voicemail', reached: false, of: 'phone' },
  'no-answer': { words: 'No answer', reached: false, of: 'phone' },
  'call-back': { words: 'Asked to call back', reached: true, of: 'phone' },
  'wrong-number': { words: 'Wrong number', reached: false, of: 'phone' },
  emailed: { words: 'E-mailed', reached: false, of: 'email' },
  answered: { words: 'They wrote back', reached: true, of: 'email' },
  bounced: { words: 'E-mail came back', reached: false, of: 'email' },
  refused: { words: 'Did not want to talk', reached: true, of: 'phone' },
  'in-person': { words: 'Met in person', reached: true, of: 'person' },
}
export const CONTACT_TEXT_LIMIT = 1000
export const CONTACT_TOPICS = ['Good news', 'Punctuality', 'Behaviour', 'Homework', 'Progress', 'Attendance', 'Other'] as const

export const ContactEntry = z.object({
  pupilId: z.string(),
  /** Whom; absent where it was nobody on the list. */
  contactId: z.string().optional(),
  /** The number or address used, as it stood then. */
  used: z.string().max(120),
  direction: z.enum(['out', 'in']),
  outcome: ContactOutcome,
  topic: z.string().max(40),
  text: z.string().max(CONTACT_TEXT_LIMIT),
  /** What was agreed; may be empty. */
  agreed: z.string().max(300),
  occurredAt: z.number(),
  entered: z.number(),
  /** To be called again on that day. */
  callBack: SchoolDate.optional(),
  /** The entry this one puts right. */
  corrects: z.string().optional(),
})
export type ContactEntry = z.infer<typeof ContactEntry>

const about = { pupilId: z.string(), at: z.number() }
/** The way to the Lead Mentor and to the letter. */
export const HomeLetter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('told'), ...about, attempts: z.array(z.string()).max(50), line: z.string().max(300) }),
  z.object({ type: z.literal('sent'), ...about, told: z.string(), date: SchoolDate, via: z.enum(['post', 'pupil', 'hand']), letters: z.int().min(1).max(10) }),
  /** The Lead Mentor found another way. */
  z.object({ type: z.literal('settled'), ...about, told: z.string(), line: z.string().max(300) }),
])
export type HomeLetter = z.infer<typeof HomeLetter>

export type StoredEntry = { id: string; by: string; at: Instant; f: ContactEntry }
export type StoredLetter = { id: string; by: string; at: Instant; f: HomeLetter }

/** Entries that stand, the newest first: a corrected one gives way to its correction. */
export function standingEntries<T extends StoredEntry>(entries: readonly T[]): T[] {
  const corrected = new Set(entries.flatMap(({ f }) => (f.corrects === undefined ? [] : [f.corrects])))
  return entries.filter(({ id }) => !corrected.has(id)).sort((a, b) => b.f.occurredAt - a.f.occurredAt || (a.id < b.id ? 1 : -1))
}

/** What was tried or came between two days, both included, and how much of it reached somebody. */
export type ContactCount = { made: number; reached: number }
export function contactsBetween(entries: readonly StoredEntry[], from: SchoolDate, to: SchoolDate): ContactCount {
  const within = standingEntries(entries).filter(({ f }) => dateOf(f.occurredAt) >= from && dateOf(f.occurredAt) <= to)
  return { made: within.length, reached: within.filter(({ f }) => f.direction === 'in' || OUTCOMES[f.outcome].reached).length }
}

export type ReachRule = { attempts: number; days: number; channels: number }
export type Reach = {
  /** Attempts that reached nobody since home was last reached, the newest first. */
  failed: StoredEntry[]
  lastReached: StoredEntry | undefined
  days: number
  channels: number
  /** Nobody has a number or an address that may be used. */
  noWay: boolean
  /** "…has not been possible": by the school's measure, or because there is no way at all. */
  notPossible: boolean
  told: (StoredLetter & { f: Extract<HomeLetter, { type: 'told' }> }) | undefined
  sent: (StoredLetter & { f: Extract<HomeLetter, { type: 'sent' }> }) | undefined
  state: 'open' | 'may-tell' | 'told' | 'letter-sent' | 'settled'
  /** Open call-backs, the first due first. */
  callBacks: { entry: StoredEntry; on: SchoolDate }[]
}

/** That somebody was in touch who must not be contacted is in the log; it does not mean that home was reached. */
export function reachOf(entries: readonly StoredEntry[], letters: readonly StoredLetter[], known: readonly { id: string; f: Contact }[], rule: ReachRule): Reach {
  const barred = new Set(known.filter(({ f }) => f.noContact).map(({ id }) => id))
  const contacts = known.map(({ f }) => f)
  const standing = standingEntries(entries).filter(({ f }) => f.contactId === undefined || !barred.has(f.contactId))
  const lastReached = standing.find(({ f }) => f.direction === 'in' || OUTCOMES[f.outcome].reached)
  const since = lastReached?.f.occurredAt ?? Number.NEGATIVE_INFINITY
  const failed = standing.filter(({ f }) => f.occurredAt > since && f.direction === 'out' && !OUTCOMES[f.outcome].reached)
  const days = new Set(failed.map(({ f }) => dateOf(f.occurredAt))).size
  const channels = new Set(failed.map(({ f }) => OUTCOMES[f.outcome].of)).size
  const noWay = !contacts.some((one) => waysTo(one).length > 0)
  // One channel is all there is where home has no e-mail, or no telephone.
  const possible = new Set(contacts.flatMap((one) => (one.noContact ? [] : [...(one.phone || one.secondPhone ? ['phone'] : []), ...(one.email ? ['email'] : [])]))).size
  const notPossible = noWay || (failed.length >= rule.attempts && days >= rule.days && channels >= Math.min(rule.channels, Math.max(1, possible)))
  const byTime = [...letters].sort((a, b) => b.f.at - a.f.at)
  const told = byTime.find((one): one is NonNullable<Reach['told']> => one.f.type === 'told' && one.f.at > since)
  const sent = told && byTime.find((one): one is NonNullable<Reach['sent']> => one.f.type === 'sent' && one.f.told === told.id)
  const settled = told && byTime.find((one) => one.f.type === 'settled' && one.f.told === told.id)
  return {
    failed, lastReached, days, channels, noWay, notPossible, told, sent,
    state: sent ? 'letter-sent' : settled ? 'settled' : told ? 'told' : notPossible ? 'may-tell' : 'open',
    callBacks: standing.flatMap((entry) => {
      const on = entry.f.callBack
      return on === undefined || standing.some(({ f }) => f.occurredAt > entry.f.occurredAt && f.contactId === entry.f.contactId) ? [] : [{ entry, on }]
    }).sort((a, b) => (a.on < b.on ? -1 : 1)),
  }
}

const isOfNoUse = ({ outcome }: ContactEntry): boolean => outcome === 'wrong-number' || outcome === 'bounced'
/** Numbers and addresses that were wrong or bounced and still stand: the office is to put them right. */
export function toPutRight(entries: readonly StoredEntry[], contacts: readonly { id: string; f: Contact }[]): { contactId: string; name: string; at: string; when: Instant }[] {
  if (!entries.some(({ f }) => isOfNoUse(f))) return []
  const standing = standingEntries(entries)
  return contacts.flatMap(({ id, f }) =>
    [f.phone, f.secondPhone, f.email].filter((at) => at !== '').flatMap((at) => {
      const last = standing.find((one) => one.f.used === at && one.f.contactId === id)
      return last && isOfNoUse(last.f) ? [{ contactId: id, name: f.name, at, when: last.f.occurredAt }] : []
    }),
  )
}
