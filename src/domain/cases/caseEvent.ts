/**
 * "Mentors tell Lead Mentor who is being mentored": a caseload changes over time. What the Lead Mentor decides about a case
 * is kept with its day and its reason; the mentorship itself says how things stand now.
 */
import { z } from '../schema.ts'
import { SchoolDate, type Instant } from '../time/clock.ts'
import { isOpen, MentorshipState, type Mentorship } from './mentorship.ts'

export const CASE_REASON_LIMIT = 300
const about = { pupilId: z.string(), mentorshipId: z.string(), at: z.number(), on: SchoolDate }
const reason = z.string().min(1).max(CASE_REASON_LIMIT)
export const CaseEvent = z.discriminatedUnion('type', [
  /** `was`: what it goes on as. Nothing ends a pause but a person; `lookAgainOn` is when they are asked. */
  z.object({ type: z.literal('paused'), ...about, was: MentorshipState, reason, lookAgainOn: SchoolDate.optional() }),
  /** `on`: the first morning. */
  z.object({ type: z.literal('taken-up'), ...about, state: MentorshipState }),
  z.object({ type: z.literal('handed-over'), ...about, from: z.string(), to: z.string(), reason }),
])
export type CaseEvent = z.infer<typeof CaseEvent>
export type StoredCaseEvent = { id: string; by: string; at: Instant; f: CaseEvent }
type Paused = Extract<CaseEvent, { type: 'paused' }>

/** Only what has begun pauses: before that there is nothing to go on with. */
export const mayPause = (state: MentorshipState): boolean => hasBegun(state) && state !== 'paused'
/** In these a pupil meets the mentor, or has met. */
export const hasBegun = (state: MentorshipState): boolean => ['active', 'withdrawing', 'closing', 'paused', 'reopened'].includes(state)
/** The step that needs the letter home: from before the start into mentoring, by whatever way. */
export const isBeginning = (was: MentorshipState, next: unknown): boolean => MentorshipState.safeParse(next).success && hasBegun(next as MentorshipState) && !hasBegun(was) && was !== 'closed'

/** The pause that runs, where one does. */
export function pauseOf({ id, f }: { id: string; f: Pick<Mentorship, 'state'> }, events: readonly StoredCaseEvent[]): Paused | undefined {
  const last = events.map((one) => one.f).filter((one): one is Paused => one.type === 'paused' && one.mentorshipId === id).sort((a, b) => a.at - b.at).at(-1)
  return f.state === 'paused' ? last : undefined
}
/** What it goes on as; what was paused before this was put down goes on as active. */
export const goesOnAs = (pause: Paused | undefined): MentorshipState => (pause && hasBegun(pause.was) && pause.was !== 'paused' ? pause.was : 'active')

/** How many pupils one mentor has room for, where it differs from the school's rule; id = capacity:<mentor>. */
export const MentorCapacity = z.object({ mentorId: z.string(), pupils: z.int().min(0).max(60) })
export type MentorCapacity = z.infer<typeof MentorCapacity>
export const capacityId = (mentorId: string): string => `capacity:${mentorId}`

export type CaseloadCount = { pupils: number; running: number; toCome: number; paused: number; room: number }
/** A paused pupil keeps their place: they may come back tomorrow. */
export function countCaseload(states: readonly MentorshipState[], capacity: number): CaseloadCount {
  const open = states.filter(isOpen)
  const [paused, toCome] = [open.filter((one) => one === 'paused').length, open.filter((one) => one === 'agreed' || one === 'preparing').length]
  return { pupils: open.length, paused, toCome, running: open.length - paused - toCome, room: capacity - open.length }
}
/** "8 of 8, full"; "9 of 8, 1 too many" */
export const sayRoom = ({ pupils, room }: Pick<CaseloadCount, 'pupils' | 'room'>): string =>
  `${pupils} of ${pupils + room}, ${room > 0 ? `room for ${room}` : room === 0 ? 'full' : `${-room} too many`}`
