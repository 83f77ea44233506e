/**
 * "…and Mentors will give them their registration mark": and the register is the office's, and closes. What becomes of a
 * mark on its way there is facts of its own: handed over, received, entered in SIMS, taken out of SIMS again. Each says
 * which mark it is about, so one that has changed since is seen to have changed.
 */
import { z } from '../schema.ts'
import { SchoolDate, TimeOfDay, type Instant } from '../time/clock.ts'
import { MentorMark } from './registration.ts'
import { Role } from '../staff.ts'

const common = {
  pupilId: z.string(),
  date: SchoolDate,
  session: z.literal('am'),
  /** When it was put in, in the school's time (UTC ms). */
  entered: z.number(),
  name: z.string().max(80),
  role: Role,
}
/** The mark it is about; both null: the arrival was taken back. */
const about = { mark: MentorMark.nullable(), at: TimeOfDay.nullable() }
const codeId = z.string().regex(/^[A-Z2-7]{10}$/)

export const HandOver = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('handed'), ...common, ...about,
    how: z.enum(['code', 'read-out', 'strip']),
    /** Whom it was given to, where the mentor said. */
    to: z.string().max(80).optional(),
    handOver: codeId.optional(),
    /** The office's receipt was typed in and is the one of this hand-over. */
    receipt: z.boolean(),
  }),
  z.object({
    type: z.literal('received'), ...common, ...about,
    how: z.enum(['sync', 'code', 'read-out']),
    /** The mentor who handed it over; absent where the office took it down without a name. */
    from: z.string().optional(),
    /** How many records of this arrival the mentor's tablet held: once as many have come by sync, theirs is the word. */
    events: z.int().min(1).max(255).optional(),
    clockVerified: z.boolean().optional(),
    amended: z.boolean().optional(),
    handOver: codeId.optional(),
    part: z.int().min(0).optional(),
    parts: z.int().min(1).optional(),
    /** When the mentor's tablet made the code (UTC ms): an older one does not replace a newer one. */
    madeAt: z.number().optional(),
  }),
  z.object({ type: z.literal('in-sims'), ...common, ...about }),
  /** The tick was a mistake. */
  z.object({ type: z.literal('not-in-sims'), ...common, tick: z.string() }),
])
export type HandOver = z.infer<typeof HandOver>
export type Handed = Extract<HandOver, { type: 'handed' }>
export type Received = Extract<HandOver, { type: 'received' }>
export type InSims = Extract<HandOver, { type: 'in-sims' }>

/** A fact as stored. */
export type StoredHandOver<F extends HandOver = HandOver> = { id: string; by: string; at: Instant; f: F }
/** The mark as it stands; null where the arrival was taken back. */
export type About = { mark: MentorMark | null; at: TimeOfDay | null }

/** The newest of each kind; `inSims` is one whose tick stands. */
export type Handing = { handed: StoredHandOver<Handed> | undefined; received: StoredHandOver<Received> | undefined; inSims: StoredHandOver<InSims> | undefined }

const is = <T extends HandOver['type']>(type: T) => (one: StoredHandOver): one is StoredHandOver<Extract<HandOver, { type: T }>> => one.f.type === type
const byTime = (a: StoredHandOver, b: StoredHandOver): number => a.f.entered - b.f.entered || (a.id < b.id ? -1 : 1)

export function handingOf(facts: readonly StoredHandOver[]): Handing {
  const inOrder = [...facts].sort(byTime)
  const undone = new Set(inOrder.filter(is('not-in-sims')).map(({ f }) => f.tick))
  return {
    handed: inOrder.filter(is('handed')).at(-1),
    received: inOrder.filter(is('received')).sort(byMaking).at(-1),
    inSims: inOrder.filter(is('in-sims')).filter(({ id }) => !undone.has(id)).at(-1),
  }
}
const byMaking = (a: StoredHandOver<Received>, b: StoredHandOver<Received>): number => (a.f.madeAt ?? a.f.entered) - (b.f.madeAt ?? b.f.entered)

export const saysSame = (f: About | undefined, standing: About): boolean => f !== undefined && f.mark === standing.mark && f.at === standing.at

/** How far a mark has come on its way into the register. `sent`: the school’s server has it, and the office’s list with it. */
export type Step = 'waiting' | 'sent' | 'handed' | 'received' | 'in-sims'
export function stepOf({ handed, received, inSims }: Handing, standing: About, isSent: boolean): Step {
  if (saysSame(inSims?.f, standing)) return 'in-sims'
  if (saysSame(received?.f, standing) || (handed?.f.receipt === true && saysSame(handed.f, standing))) return 'received'
  if (isSent) return 'sent'
  return saysSame(handed?.f, standing) ? 'handed' : 'waiting'
}

/** Whether the office was told of another mark than the one that stands now. */
export const hasChanged = ({ handed, received, inSims }: Handing, standing: About): boolean => {
  const told = [inSims, received, handed].filter((one) => one !== undefined)
  return told.length > 0 && !told.some((one) => saysSame(one.f, standing))
}
