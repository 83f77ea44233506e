/**
 * "When a pupil is no longer going to be mentored, Mentors will make a phone call home to inform parents / carers of this
 * and discuss progress that has been made." A case ends with what came of that call; where home could not be reached, with
 * the Lead Mentor's decision that a letter tells it. Home is looked back to after six and twelve weeks.
 */
import { z } from '../schema.ts'
import { addDays, SchoolDate, type Instant } from '../time/clock.ts'
import type { ContactEntry, ContactOutcome, Reach } from '../home/contactLog.ts'
import { isOpen, MentorshipState, type Mentorship } from './mentorship.ts'
import { STRENGTH_LIMIT, STRENGTHS } from '../week/strengths.ts'

export const END_REASONS = ['progress', 'moved', 'other-support', 'declined', 'excluded'] as const
export type EndReason = (typeof END_REASONS)[number]
export const END_REASON_WORDS: Record<EndReason, string> = {
  progress: 'Good progress: support is no longer needed', moved: 'Moves to another school', 'other-support': 'Other support takes over',
  declined: 'Pupil or home would rather not go on', excluded: 'Permanently excluded',
}
export const WAIVED_LIMIT = 300
export const FOLLOW_UP_LIMIT = 300
/** "more independent again with their own progress": looked at again, so many weeks after the end. */
export const FOLLOW_UP_WEEKS = [6, 12] as const
export const FollowUpHow = z.enum(['well', 'wobbles', 'support'])
export type FollowUpHow = z.infer<typeof FollowUpHow>
export const FOLLOW_UP_WORDS: Record<FollowUpHow, string> = { well: 'Going well', wobbles: 'Some wobbles', support: 'Needs support again' }

const about = { pupilId: z.string(), mentorshipId: z.string(), at: z.number() }
export const ClosingEvent = z.discriminatedUnion('type', [
  /** The contact entry says whom, when and what came of it; this says that it was the closing call, and what was praised. */
  z.object({ type: z.literal('call'), ...about, entryId: z.string(), strengths: z.array(z.string().max(STRENGTH_LIMIT)).max(STRENGTHS) }),
  z.object({ type: z.literal('waived'), ...about, reason: z.string().min(1).max(WAIVED_LIMIT) }),
  /** Left the school with the year, or is no longer in its list: the Lead Mentor says so, and no call is owed. */
  z.object({
    type: z.literal('left'), ...about, on: SchoolDate, why: z.enum(['last-year', 'missing']),
    /** What it ended, so that it can be taken back: the case as it stood, and how long each session would have run. */
    was: MentorshipState.optional(), sessions: z.array(z.object({ id: z.string(), until: SchoolDate })).max(100).optional(),
  }),
  z.object({ type: z.literal('follow-up'), ...about, weeks: z.int().min(1).max(52), how: FollowUpHow, line: z.string().max(FOLLOW_UP_LIMIT) }),
])
export type ClosingEvent = z.infer<typeof ClosingEvent>
export type StoredClosing = { id: string; by: string; at: Instant; f: ClosingEvent }
type Entry = { id: string; f: Pick<ContactEntry, 'outcome' | 'corrects'> }

/** They were told, or would not hear it. A voicemail or a promise to call back has told nobody. */
export const tellsHome = (outcome: ContactOutcome): boolean => outcome === 'spoke' || outcome === 'in-person' || outcome === 'refused'

/** What a case may be closed on; undefined while the call's outcome and a waiver are both lacking. */
export function closingGround<C extends StoredClosing, E extends Entry>(mentorshipId: string, events: readonly C[], entries: readonly E[]): { call: C; entry: E } | { waived: C } | { left: C } | undefined {
  const own = events.filter(({ f }) => f.mentorshipId === mentorshipId).sort((a, b) => b.f.at - a.f.at)
  for (const call of own) {
    const entry = call.f.type === 'call' ? asCorrected(call.f.entryId, entries) : undefined
    if (entry && tellsHome(entry.f.outcome)) return { call, entry }
  }
  const waived = own.find(({ f }) => f.type === 'waived')
  if (waived) return { waived }
  const left = own.find(({ f }) => f.type === 'left')
  return left && { left }
}
/** A call that was put right counts as what it was put right to. */
function asCorrected<E extends Entry>(id: string, entries: readonly E[]): E | undefined {
  let entry = entries.find((one) => one.id === id)
  for (let left = entries.length; entry && left > 0; left--) {
    const of = entry.id
    entry = entries.find(({ f }) => f.corrects === of) ?? entry
  }
  return entry
}

/** Only where home has not been reached by the school's measure, or the Lead Mentor has been told so. */
export const mayWaive = ({ notPossible, state }: Pick<Reach, 'notPossible' | 'state'>): boolean => notPossible || state !== 'open'

/** A change that ends a case; where another mentor goes on with the pupil, none ends. */
export const endsCase = (id: string, was: Pick<Mentorship, 'state'> | undefined, state: unknown, all: readonly { id: string; f: Pick<Mentorship, 'state'> }[]): boolean =>
  state === 'closed' && was !== undefined && isOpen(was.state) && !all.some((one) => one.id !== id && isOpen(one.f.state))

export type FollowUp = { weeks: number; on: SchoolDate; state: 'done' | 'due' | 'to-come'; done: (StoredClosing & { f: Extract<ClosingEvent, { type: 'follow-up' }> }) | undefined }
export function followUpsOf(mentorshipId: string, endedOn: SchoolDate, events: readonly StoredClosing[], today: SchoolDate): FollowUp[] {
  return FOLLOW_UP_WEEKS.map((weeks) => {
    const on = addDays(endedOn, weeks * 7)
    const done = events.find((one): one is NonNullable<FollowUp['done']> => one.f.type === 'follow-up' && one.f.mentorshipId === mentorshipId && one.f.weeks === weeks)
    return { weeks, on, done, state: done ? 'done' : on <= today ? 'due' : 'to-come' }
  })
}
/** One look is enough where both are due, and after a year nobody is asked any more. */
export const followUpDue = (all: readonly FollowUp[], today: SchoolDate): FollowUp | undefined =>
  all.findLast(({ state, on }) => state === 'due' && addDays(on, 365) > today)

export const endReasonText = (reason: EndReason, line: string): string => [END_REASON_WORDS[reason], line.trim()].filter(Boolean).join('. ')
