/**
 * "Mentors should liaise with staff to collate specific subject and pastoral information": whom a mentor asked about a
 * pupil, how, and what came back. Asking, reminding and answering are facts, so none of them can be lost to another.
 */
import { z } from '../schema.ts'
import { daysBetween, dateOf, type Instant, type SchoolDate } from '../time/clock.ts'
import { RecordId } from '../id.ts'

export const Rating = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Rating = z.infer<typeof Rating>
export const RATING_WORDS: Record<`${Rating}`, string> = { '1': 'Very good', '2': 'Good', '3': 'Needs work', '4': 'A concern' }
export const ASPECTS = ['attitude', 'behaviour', 'homework'] as const
export type Aspect = (typeof ASPECTS)[number]
export const ASPECT_WORDS: Record<Aspect, string> = { attitude: 'Attitude', behaviour: 'Behaviour', homework: 'Homework' }

export const Via = z.enum(['slip', 'email', 'link', 'in-person'])
export type Via = z.infer<typeof Via>
export const VIA_WORDS: Record<Via, string> = { slip: 'On paper', email: 'By e-mail', link: 'By link', 'in-person': 'In person' }

export const FEEDBACK_LIMITS = { teacher: 80, subject: 60, grade: 8, helps: 300, comment: 1000, shareSafe: 300 } as const
export const StaffRequest = z.object({
  pupilId: z.string(),
  teacher: z.string().min(1).max(FEEDBACK_LIMITS.teacher),
  /** The subject, or the pastoral role: "Science", "Form tutor". */
  subject: z.string().min(1).max(FEEDBACK_LIMITS.subject),
  area: z.enum(['subject', 'pastoral']),
  via: Via,
  /** When it was asked (UTC ms). */
  asked: z.number(),
})
export type StaffRequest = z.infer<typeof StaffRequest>

export const StaffRequestEvent = z.object({ pupilId: z.string(), requestId: RecordId, type: z.enum(['reminded', 'withdrawn']), entered: z.number() })
export type StaffRequestEvent = z.infer<typeof StaffRequestEvent>

export const StaffReply = z.object({
  pupilId: z.string(),
  requestId: RecordId,
  via: Via,
  entered: z.number(),
  attitude: Rating.optional(),
  behaviour: Rating.optional(),
  homework: Rating.optional(),
  currentGrade: z.string().max(FEEDBACK_LIMITS.grade).optional(),
  targetGrade: z.string().max(FEEDBACK_LIMITS.grade).optional(),
  helps: z.string().max(FEEDBACK_LIMITS.helps).optional(),
  /** For adults. */
  comment: z.string().max(FEEDBACK_LIMITS.comment).optional(),
  /** In words that the pupil may read. */
  shareSafe: z.string().max(FEEDBACK_LIMITS.shareSafe).optional(),
  corrects: RecordId.optional(),
})
export type StaffReply = z.infer<typeof StaffReply>

type Stored<T> = { id: string; by: string; at: Instant; f: T }
export type Asked = { id: string; f: StaffRequest; state: 'outstanding' | 'answered' | 'withdrawn'; reply: Stored<StaffReply> | undefined; reminders: number; waitingDays: number }

/** Each request with what became of it: the outstanding first, the longest-waiting of them first. */
export function askedOf(requests: readonly Stored<StaffRequest>[], events: readonly Stored<StaffRequestEvent>[], replies: readonly Stored<StaffReply>[], today: SchoolDate): Asked[] {
  const corrected = new Set(replies.flatMap(({ f }) => (f.corrects === undefined ? [] : [f.corrects])))
  return requests
    .map(({ id, f }): Asked => {
      const own = events.filter((one) => one.f.requestId === id)
      const reply = replies.filter((one) => one.f.requestId === id && !corrected.has(one.id)).sort((a, b) => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1)).at(-1)
      const isWithdrawn = own.some((one) => one.f.type === 'withdrawn')
      return { id, f, reply, state: reply ? 'answered' : isWithdrawn ? 'withdrawn' : 'outstanding', reminders: own.filter((one) => one.f.type === 'reminded').length, waitingDays: Math.max(0, daysBetween(dateOf(f.asked), today)) }
    })
    .sort((a, b) => order(a) - order(b) || a.f.asked - b.f.asked || (a.id < b.id ? -1 : 1))
}
const order = ({ state }: Asked): number => ({ outstanding: 0, answered: 1, withdrawn: 2 })[state]
export const returnedOf = (asked: readonly Asked[]): { returned: number; of: number } => {
  const counted = asked.filter(({ state }) => state !== 'withdrawn')
  return { returned: counted.filter(({ state }) => state === 'answered').length, of: counted.length }
}

type Words = Pick<StaffReply, Aspect | 'currentGrade' | 'targetGrade' | 'helps' | 'comment' | 'shareSafe'>
export const isEmptyReply = (reply: Words): boolean => ASPECTS.every((aspect) => reply[aspect] === undefined) && [reply.currentGrade, reply.targetGrade, reply.helps, reply.comment, reply.shareSafe].every((text) => !text?.trim())

/** The reply as one note in the log: who, how, and what was said. */
export function sayReply({ teacher, subject }: Pick<StaffRequest, 'teacher' | 'subject'>, reply: Words & Pick<StaffReply, 'via'>): string {
  const rated = ASPECTS.flatMap((aspect) => (reply[aspect] === undefined ? [] : [`${ASPECT_WORDS[aspect].toLowerCase()} ${RATING_WORDS[`${reply[aspect]}`].toLowerCase()}`]))
  const grades = [reply.currentGrade && `working at ${reply.currentGrade}`, reply.targetGrade && `target ${reply.targetGrade}`].filter(Boolean)
  return [
    `${teacher}, ${subject} (${VIA_WORDS[reply.via].toLowerCase()}): ${[...rated, ...grades].join(', ') || 'a few words'}.`,
    reply.helps ? `What helps: ${reply.helps}` : '', reply.comment ?? '', reply.shareSafe ? `To share with the pupil: ${reply.shareSafe}` : '',
  ].filter(Boolean).join('\n')
}

/** How long a link answers, and how long its answer may be changed. */
export const LINK_DAYS = 7
export const CORRECTION_MINUTES = 10
