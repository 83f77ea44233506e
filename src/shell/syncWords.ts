/** The sync badge in words: where the work is, and beside it what needs a person. */
import type { Missing } from '../data/store/meta.ts'
import { clockWords, WRONG_CLOCK_MS } from '../domain/people/devices.ts'
import { dateOf, shortDate, spokenTime, timeOf, type Instant } from '../domain/time/clock.ts'
import type { WaitingAge } from '../domain/tasks/waitingAge.ts'
import type { NeedsYou, SyncState, SyncStatus } from '../sync/index.ts'

export const changes = (count: number): string => (count === 1 ? '1 change' : `${count.toLocaleString('en-GB')} changes`)

export type WorkState = Exclude<SyncState, 'needs-you'>
/** What needs a person may need them while work waits, and while all of it is sent. */
export const workState = ({ state, waiting }: Pick<SyncStatus, 'state' | 'waiting'>): WorkState => (state !== 'needs-you' ? state : waiting > 0 ? 'waiting' : 'all-sent')
export const needsYouWords = (count: number): string => `Needs you (${count})`

/** `shown`: a moment of the tablet's clock as the school's clock tells it (they differ in a rehearsal). */
export function badgeWords(status: Pick<SyncStatus, 'state' | 'waiting' | 'lastOkAt'>, shown: (at: Instant) => Instant): string {
  const state = workState(status)
  if (state === 'sending') return `Sending ${status.waiting.toLocaleString('en-GB')}…`
  if (state === 'waiting') return `${changes(status.waiting)} waiting`
  return status.lastOkAt === null ? 'Nothing to send' : `All sent · ${spokenTime(timeOf(shown(status.lastOkAt)))}`
}

/** Said beside the number, since colour alone tells nothing. */
export const ageWords: Record<WaitingAge, string> = { fresh: '', amber: ' since before the day ended', red: ' for more than a day' }
/** What a person need not do about it. */
export const WHEN_BACK = 'will send when back online'
/** No browser sends for an app that is closed: on an iPad none can, and elsewhere what is sealed stays so. */
export const HOW_IT_GOES = 'Open Blue Report where the server can be reached, and it sends. While it is closed nothing goes.'

/** "Changes 4 to 7 of this tablet (4 changes), noticed on Thu 10 Dec, 8.41". */
export function missingWords({ from, to, at }: Missing, shown: (at: Instant) => Instant): string {
  const which = from === to ? `Change ${from}` : `Changes ${from} to ${to}`
  return `${which} of this tablet (${changes(to - from + 1)}), noticed on ${shortDate(dateOf(shown(at)))}, ${spokenTime(timeOf(shown(at)))}`
}

export const needsWords: Record<NeedsYou, { title: string; text: string }> = {
  'sign-in': { title: 'Please sign in again to send.', text: 'Nothing is lost: what you save is kept on this tablet and goes as soon as you have signed in.' },
  update: { title: 'Update to see new changes.', text: 'The server has been updated, and no longer speaks to this version of Blue Report. What you save is kept on this tablet, and goes as soon as you have updated.' },
  storage: { title: 'This tablet is full.', text: 'Make some room on it, for instance by deleting old photographs, so that Blue Report can keep new records.' },
  refused: { title: 'The server does not accept this tablet.', text: 'What you saved is kept here. Please show this to your Lead Mentor or administrator before you sign out.' },
  stuck: { title: 'Sending is stuck.', text: 'The server answers, but nothing has gone through for more than ten minutes. What you saved is kept here. Please tell whoever looks after Blue Report this code:' },
  missing: { title: 'Some older changes may be missing on the server.', text: 'The server was put back to an earlier day, and this tablet no longer holds what it lost. Please tell your Lead Mentor, and look through what you saved around then.' },
}

/** A clock that is wrong holds nothing up, and every time is put right by the server's; whoever looks at the tablet sees it all the same. */
export function clockSaid(skew: number | null): { title: string; text: string } | undefined {
  if (skew === null || Math.abs(skew) < WRONG_CLOCK_MS) return undefined
  return {
    title: `This tablet’s clock is ${clockWords(skew)}.`,
    text: 'Set date and time to automatic in the tablet’s settings; where they are locked, tell whoever looks after the tablets. Nothing waits for it: what you save is kept in the school’s time.',
  }
}
