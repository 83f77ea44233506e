/** The sync badge in words: four states, each with a shape of its own. */
import type { Missing } from '../data/store/meta.ts'
import { dateOf, shortDate, spokenTime, timeOf, type Instant } from '../domain/time/clock.ts'
import type { WaitingAge } from '../domain/tasks/waitingAge.ts'
import type { NeedsYou, SyncStatus } from '../sync/index.ts'

export const changes = (count: number): string => (count === 1 ? '1 change' : `${count.toLocaleString('en-GB')} changes`)

/** `shown`: a moment of the tablet's clock as the school's clock tells it (they differ in a rehearsal). */
export function badgeWords(status: Pick<SyncStatus, 'state' | 'waiting' | 'lastOkAt'>, shown: (at: Instant) => Instant): string {
  if (status.state === 'needs-you') return 'Needs you'
  if (status.state === 'sending') return `Sending ${status.waiting.toLocaleString('en-GB')}…`
  if (status.state === 'waiting') return `${changes(status.waiting)} waiting`
  return status.lastOkAt === null ? 'Nothing to send' : `All sent · ${spokenTime(timeOf(shown(status.lastOkAt)))}`
}

/** Said beside the number, since colour alone tells nothing. */
export const ageWords: Record<WaitingAge, string> = { fresh: '', amber: ' since before the day ended', red: ' for more than a day' }
/** What a person need not do about it. */
export const WHEN_BACK = 'will send when back online'

/** "Changes 4 to 7 of this tablet (4 changes), noticed on Thu 10 Dec, 8.41". */
export function missingWords({ from, to, at }: Missing, shown: (at: Instant) => Instant): string {
  const which = from === to ? `Change ${from}` : `Changes ${from} to ${to}`
  return `${which} of this tablet (${changes(to - from + 1)}), noticed on ${shortDate(dateOf(shown(at)))}, ${spokenTime(timeOf(shown(at)))}`
}

export const needsWords: Record<NeedsYou, { title: string; text: string }> = {
  'sign-in': { title: 'Please sign in again to send.', text: 'Nothing is lost: what you save is kept on this tablet and goes as soon as you have signed in.' },
  update: { title: 'Update to see new changes.', text: 'The server has been updated, and no longer speaks to this version of Blue Report. What you save is kept on this tablet, and goes as soon as you have updated.' },
  storage: { title: 'This tablet is full.', text: 'Make some room on it, for instance by deleting old photographs, so that Blue Report can keep new records.' },
  clock: { title: 'This tablet’s clock looks wrong.', text: 'Set it to automatic date and time in the tablet’s settings.' },
  refused: { title: 'The server does not accept this tablet.', text: 'What you saved is kept here. Please show this to your Lead Mentor or administrator before you sign out.' },
  stuck: { title: 'Sending is stuck.', text: 'The server answers, but nothing has gone through for more than ten minutes. What you saved is kept here. Please tell whoever looks after Blue Report this code:' },
  missing: { title: 'Some older changes may be missing on the server.', text: 'The server was put back to an earlier day, and this tablet no longer holds what it lost. Please tell your Lead Mentor, and look through what you saved around then.' },
}
