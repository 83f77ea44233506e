/**
 * "Mentors tell Lead Mentor who is being mentored the following week": a list as it was sent. What changes afterwards does
 * not rewrite it; it is said beside it, and a new list may be sent.
 */
import { z } from '../schema.ts'
import { byFinish, previousSchoolDay, type SchoolCalendar } from '../time/calendar.ts'
import { addDays, instantAt, SchoolDate, type Instant, type TimeOfDay } from '../time/clock.ts'
import { isOpen, type Mentorship } from './mentorship.ts'

/** `none`: the mentor’s pupil, and not mentored in that week. */
export const ListedAs = z.enum(['new', 'continuing', 'tapering', 'ending', 'none'])
export type ListedAs = z.infer<typeof ListedAs>
export const LISTED_WORDS: Record<ListedAs, string> = { new: 'New', continuing: 'Continuing', tapering: 'Withdrawing', ending: 'Ending', none: 'Not next week' }
export const LISTED_AS = ListedAs.options

export const Listed = z.object({ pupilId: z.string(), as: ListedAs })
export type Listed = z.infer<typeof Listed>

const MOST_PUPILS = 500
export const NextWeekList = z.object({
  mentorId: z.string(),
  /** The Monday of the week it is about. */
  weekStart: SchoolDate,
  pupils: z.array(Listed).max(MOST_PUPILS),
  /** When it was sent, by the school's clock (UTC ms): a list sent without a network is sent then, not when it arrives. */
  sentAt: z.number(),
})
export type NextWeekList = z.infer<typeof NextWeekList>

/** The Lead Mentor has read it. */
export const NextWeekSeen = z.object({ mentorId: z.string(), listId: z.string(), at: z.number() })
export type NextWeekSeen = z.infer<typeof NextWeekSeen>

/** The policy gives no day: the last school day before the week, at the school's time. Undefined where the calendar begins later. */
export function listDue(calendar: SchoolCalendar, weekStart: SchoolDate, by: TimeOfDay | ((day: SchoolDate) => TimeOfDay)): Instant | undefined {
  const last = previousSchoolDay(calendar, weekStart)
  return last === undefined ? undefined : instantAt(last, byFinish(calendar, last, typeof by === 'string' ? by : by(last)))
}

/** Whether somebody in this state is mentored in the coming week at all: a pause is no mentoring. */
export const isListed = ({ state }: Pick<Mentorship, 'state'>): boolean => isOpen(state) && state !== 'paused'

/** What a pupil is listed as unless the mentor says otherwise. `fewerDays`: expected on less than the five days of that week. */
export function listedAs({ state, startedOn }: Pick<Mentorship, 'state' | 'startedOn'>, fewerDays: boolean, weekStart: SchoolDate): ListedAs {
  if (state === 'closing') return 'ending'
  if (state === 'withdrawing') return 'tapering'
  if (state === 'agreed' || state === 'preparing' || startedOn > addDays(weekStart, -7)) return 'new'
  return fewerDays ? 'tapering' : 'continuing'
}

type Sent = { id: string; f: NextWeekList }
/** Of a mentor's lists for one week the one that counts: the one sent last. */
export const latestList = <One extends Sent>(lists: readonly One[]): One | undefined => [...lists].sort((a, b) => b.f.sentAt - a.f.sentAt || (a.id < b.id ? 1 : -1))[0]

export type ListState = 'sent' | 'sent-late' | 'to-send' | 'overdue'
/** Late or not is told by the first that was sent: a better list on Monday does not undo Friday's. */
export function listState(lists: readonly Sent[], due: Instant | undefined, now: Instant): ListState {
  const first = Math.min(...lists.map(({ f }) => f.sentAt))
  if (lists.length > 0) return due === undefined || first <= due ? 'sent' : 'sent-late'
  return due === undefined || now <= due ? 'to-send' : 'overdue'
}

export type ListChange = { pupilId: string; how: 'joined' | 'left' }
/** Who is on the caseload now and was not when the list was sent, and who was and is not. How a pupil is listed is the mentor's word. */
export function changesSince(sent: readonly Listed[], now: readonly Listed[]): ListChange[] {
  const [was, is] = [sent, now].map((list) => new Set(list.map(({ pupilId }) => pupilId))) as [Set<string>, Set<string>]
  return [
    ...now.filter(({ pupilId }) => !was.has(pupilId)).map(({ pupilId }): ListChange => ({ pupilId, how: 'joined' })),
    ...sent.filter(({ pupilId, as }) => as !== 'none' && !is.has(pupilId)).map(({ pupilId }): ListChange => ({ pupilId, how: 'left' })),
  ]
}

/** "8 pupils: 1 new, 1 ending". */
export function sayList(pupils: readonly Listed[]): string {
  const many = (as: ListedAs): number => pupils.filter((one) => one.as === as).length
  const mentored = pupils.length - many('none')
  const counted = LISTED_AS.filter((as) => as !== 'continuing' && many(as) > 0).map((as) => `${many(as)} ${LISTED_WORDS[as].toLowerCase()}`)
  return [mentored === 0 ? 'Nobody' : mentored === 1 ? '1 pupil' : `${mentored} pupils`, counted.join(', ')].filter(Boolean).join(': ')
}
