/**
 * "If Mentors feel that insufficient progress is being made … a meeting with parents/carers would be appropriate. The Lead
 * Mentor and Head of Year should be informed and present in these cases." The records prompt and a person decides. To be
 * informed is to be invited; to be present is put down afterwards, and whoever was not there has a reason.
 */
import { z } from '../schema.ts'
import { SchoolDate, TimeOfDay } from '../time/clock.ts'
import type { Role } from '../staff.ts'

export const LINE_LIMIT = 300
const line = z.string().min(1).max(LINE_LIMIT)

/** The two whom the policy names. */
export const CalledRole = z.enum(['lead-mentor', 'head-of-year'])
export type CalledRole = z.infer<typeof CalledRole>
export const CALLED_WORDS: Record<CalledRole, string> = { 'lead-mentor': 'Lead Mentor', 'head-of-year': 'Head of Year' }

export const HomeMeeting = z.object({
  pupilId: z.string(),
  /** Why the mentor calls it. */
  why: z.string().min(1).max(1000),
  /** What the records said then. */
  evidence: z.array(z.string().max(200)).max(12),
  date: SchoolDate,
  time: TimeOfDay,
  room: z.string().max(80),
  agenda: z.array(line).max(20),
  withPupil: z.boolean(),
  interpreter: z.boolean(),
  /** Staff, by id. */
  invited: z.array(z.string()).max(20),
  /** Who of the two is not invited, and why. */
  without: z.array(z.object({ role: CalledRole, reason: line })).max(2),
  /** Who comes in the place of one of the two, and why; they are invited like the others. */
  deputies: z.array(z.object({ role: CalledRole, id: z.string(), reason: line })).max(2).optional(),
  entered: z.number(),
})
export type HomeMeeting = z.infer<typeof HomeMeeting>

/** `who`: a member of staff by id, `home`, or `pupil`. */
export const MeetingDecision = z.object({ text: line, who: z.string().max(80), due: SchoolDate.optional() })
export type MeetingDecision = z.infer<typeof MeetingDecision>

const about = { pupilId: z.string(), meetingId: z.string(), entered: z.number() }
export const HomeMeetingEvent = z.discriminatedUnion('type', [
  /** Whoever wrote it comes. */
  z.object({ ...about, type: z.literal('accepted') }),
  z.object({
    ...about, type: z.literal('held'),
    homeCame: z.boolean(),
    present: z.array(z.string()).max(20),
    absent: z.array(z.object({ id: z.string(), reason: line })).max(20),
    minutes: z.string().max(4000),
    decisions: z.array(MeetingDecision).max(20),
    reviewOn: SchoolDate.optional(),
  }),
  z.object({ ...about, type: z.literal('cancelled'), reason: line }),
  z.object({ ...about, type: z.literal('done'), decision: z.int().min(0).max(19) }),
])
export type HomeMeetingEvent = z.infer<typeof HomeMeetingEvent>
export type Held = Extract<HomeMeetingEvent, { type: 'held' }>

type Stored<T> = { id: string; by: string; f: T }
export type Meeting = {
  id: string
  by: string
  f: HomeMeeting
  state: 'planned' | 'held' | 'cancelled'
  accepted: ReadonlySet<string>
  held: Held | undefined
  cancelled: string | undefined
  /** The decisions that are done. */
  done: ReadonlySet<number>
}

/** The pupil's meetings, the newest first. Of two accounts of one meeting the later holds. */
export function meetingsFrom(meetings: readonly Stored<HomeMeeting>[], events: readonly Stored<HomeMeetingEvent>[]): Meeting[] {
  return meetings.map(({ id, by, f }): Meeting => {
    const own = events.filter((one) => one.f.meetingId === id).sort((a, b) => b.f.entered - a.f.entered)
    const held = own.flatMap((one) => (one.f.type === 'held' ? [one.f] : []))[0]
    const cancelled = own.flatMap((one) => (one.f.type === 'cancelled' ? [one.f.reason] : []))[0]
    return {
      id, by, f, held, cancelled, state: held ? 'held' : cancelled === undefined ? 'planned' : 'cancelled',
      accepted: new Set(own.filter((one) => one.f.type === 'accepted').map((one) => one.by)),
      done: new Set(own.flatMap((one) => (one.f.type === 'done' ? [one.f.decision] : []))),
    }
  }).sort((a, b) => (a.f.date === b.f.date ? b.f.entered - a.f.entered : a.f.date < b.f.date ? 1 : -1))
}

/** Whom a deputy stands for: one of the two, and somebody on the staff who is invited. */
const standsFor = ({ invited, deputies = [] }: Pick<HomeMeeting, 'invited' | 'deputies'>, role: CalledRole, roleOf: (id: string) => Role | undefined): boolean =>
  deputies.some((one) => one.role === role && invited.includes(one.id) && roleOf(one.id) !== undefined)

/** Who of the two is neither invited, nor stood in for, nor left out with a reason. */
export const uncalled = ({ invited, without, deputies }: Pick<HomeMeeting, 'invited' | 'without' | 'deputies'>, roleOf: (id: string) => Role | undefined): CalledRole[] =>
  CalledRole.options.filter((role) => !invited.some((id) => roleOf(id) === role) && !standsFor({ invited, deputies }, role, roleOf) && !without.some((one) => one.role === role))

/** Who was invited, was not there, and has no reason. */
export const unaccounted = ({ invited }: Pick<HomeMeeting, 'invited'>, { present, absent }: Pick<Held, 'present' | 'absent'>): string[] =>
  invited.filter((id) => !present.includes(id) && !absent.some((one) => one.id === id))

/** "Held without the Head of Year: ill", for each of the two who was not there and for whom nobody came. */
export const heldWithout = ({ f, held }: Meeting, roleOf: (id: string) => Role | undefined): { who: string; reason: string }[] =>
  held === undefined ? [] : [
    ...f.without.map(({ role, reason }) => ({ who: CALLED_WORDS[role], reason })),
    ...held.absent.flatMap(({ id, reason }) => {
      const deputy = f.deputies?.find((one) => one.id === id)
      if (deputy) return [{ who: CALLED_WORDS[deputy.role], reason: `${deputy.reason.replace(/[.\s]+$/, '')}; who was to come instead was not there: ${reason}` }]
      const role = CalledRole.safeParse(roleOf(id))
      return role.success ? [{ who: CALLED_WORDS[role.data], reason }] : []
    }),
  ]
/** In whose place somebody comes: ", for the Head of Year". */
export function standsIn({ deputies }: Pick<HomeMeeting, 'deputies'>, id: string): string {
  const role = deputies?.find((one) => one.id === id)?.role
  return role === undefined ? '' : `, for the ${CALLED_WORDS[role]}`
}
/** Among those who were there. */
export const PUPIL = 'pupil'

export type ProgressSigns = { judged: number; met: number; outcomes: readonly (number | null)[] }
export type ProgressPrompt = { isOffered: boolean; evidence: string[] }
const LEAST_JUDGED = 4
/** `outcomes`: of the last weeks, the newest first. Few targets say little, so they prompt nothing. */
export function progressPrompt({ judged, met, outcomes }: ProgressSigns, leastPercent: number): ProgressPrompt {
  const percent = judged === 0 ? undefined : Math.round((met * 100) / judged)
  const worse = outcomes.slice(0, 2)
  const isWorse = worse.length === 2 && worse.every((one) => one !== null && one < 0)
  const isFew = percent !== undefined && judged >= LEAST_JUDGED && percent < leastPercent
  return {
    isOffered: isWorse || isFew,
    evidence: [
      ...(percent === undefined ? [] : [`${met} of ${judged} targets met in the last weeks (${percent}%)`]),
      ...(isWorse ? ['The last two reviews say harder than the week before'] : []),
    ],
  }
}
