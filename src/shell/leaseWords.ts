/** What is said of the lease: what is closed and since when, why, what goes on, and what to do. */
import type { LeaseNow } from '../data/tablet/keepLease.ts'
import type { Instant } from '../domain/time/clock.ts'
import { changes } from './syncWords.ts'

type Asked = { lease: LeaseNow; lastMet: Instant | null; waiting: number; atDesk: boolean; say: (at: Instant) => string }
export type LeaseWords = { title: string; why: string; goesOn: string; todo: string }

export function leaseWords({ lease, lastMet, waiting, atDesk, say }: Asked): LeaseWords {
  const met = lastMet === null ? '' : ` It last met it on ${say(lastMet)}.`
  const why = lease.standing === 'clock-back'
    ? `The tablet’s clock stands at an earlier time than it has already shown, so it cannot tell how long it has been away from the server.${met}`
    : `A tablet that has been away from the school’s server for too long shows no pupils’ records, in case it was lost. For this one that was from ${say(lease.until)}.${met}`
  return {
    title: 'Pupils’ records are closed until this tablet meets the server',
    why,
    goesOn: `${atDesk ? 'The arrivals list stays open, and marking goes on. ' : ''}${waiting > 0 ? `${changes(waiting)} ${waiting === 1 ? 'is' : 'are'} kept here and will be sent.` : 'Whatever you save is kept and will be sent.'} Nothing is lost.`,
    todo: lease.standing === 'clock-back'
      ? 'Bring the tablet to the school’s network, or set its date and time to automatic in its settings. Everything opens again by itself.'
      : 'Bring the tablet to the school’s network. Everything opens again by itself.',
  }
}

/** On the last day, where the sync badge is. */
export const LAST_DAY = 'Meet the server today'
export const LAST_DAY_SPOKEN = 'this tablet should meet the server today, or pupils’ records close until it has'
