/**
 * A queue that silently stops is the worst that sync can do. While the server answers, something waits and no number is
 * acknowledged for ten minutes, each next round tries harder: everything read afresh, one action at a time, its
 * first operation handed in for a person to look at; then a person is told, with a code, and it goes on trying, if need be in parts. Progress ends it at
 * any rung. It outlives the page, and the Lead Mentor reads on Devices how far it went.
 */
import { RUNGS, type Watched } from '../data/store/meta.ts'
import type { SyncStore } from '../data/store/syncStore.ts'
import type { Net, NetFailure, Round } from './engine.ts'

export const STUCK_MS = 10 * 60_000
export type Rung = Watched['rung']
/** `answered`: the server took part; not where it asked to be left alone, or for a sign-in. */
export type Seen = { name: string; ackN: number; waiting: number; answered: boolean; at: number }

/** After a round: what the next one does. `at` goes on from page to page; a clock that was set does no harm. */
export function watchdog(before: Watched | undefined, { name, ackN, waiting, answered, at }: Seen): Watched {
  const fresh: Watched = { name, ackN, since: at, rung: 'usual' }
  if (!before || waiting === 0 || before.name !== name || before.ackN !== ackN || at < before.since) return fresh
  // Time without a server is no time in which it was stuck.
  if (!answered) return before.rung === 'usual' ? fresh : before
  if (before.rung === 'usual') return at - before.since >= STUCK_MS ? { ...before, rung: 'fresh-pull' } : before
  return { ...before, rung: RUNGS[Math.min(RUNGS.indexOf(before.rung) + 1, RUNGS.length - 1)] ?? 'red' }
}

/** What is known of this queue as it stands: from the round before, of whichever records, or from an earlier page. */
export const watchedOn = (store: Pick<SyncStore, 'state' | 'clientId'>, before: Watched | undefined): Watched | undefined =>
  [before, store.state().watched].find((one) => one?.name === store.clientId() && one.ackN === store.state().ackN) ?? undefined

/** Whether this is more than the tablet has kept: a queue begins to stand, or the ladder went on. */
export const isNews = (watched: Watched, kept: Watched | null, at: number): boolean =>
  watched.since < at && (kept?.name !== watched.name || kept.ackN !== watched.ackN || kept.since !== watched.since || kept.rung !== watched.rung)

/** What a person reads out, and the server is told, for whoever looks after Blue Report: how far the ladder went, the last failure, and the number that waits. */
export const stuckCode = ({ rung, ackN }: Watched, failure: NetFailure['fail'] | undefined): string | null =>
  rung === 'usual' ? null : `W${RUNGS.indexOf(rung)}-${failure ?? 'silent'}-${ackN + 1}`

export const isServerSilent = (failure: NetFailure['fail'] | undefined): boolean =>
  failure === 'unreachable' || failure === 'not-ours' || failure === 'sign-in' || failure === 'busy' || failure === 'update'

/** Whether the server took part in a round: where only the sending failed, it did. */
export const hasAnswered = (round: Round): boolean => round.end === 'settled' || (round.end === 'failed' && (round.pulled === true || !isServerSilent(round.failure.fail)))

type Asked = { store: SyncStore; net: Net }

/** The store and the network as this rung uses them. What is handed in is noted, and goes there once. */
export async function onRung(watched: Watched | undefined, { store, net }: Asked): Promise<Asked> {
  const rung = watched?.rung ?? 'usual'
  if (rung === 'fresh-pull') await store.restart(store.state().epoch, store.state().ackN)
  if (!watched || rung === 'usual' || rung === 'fresh-pull') return { store, net }
  const oneByOne: SyncStore = {
    ...store,
    unsent(after, limit) {
      const ops = store.unsent(after, limit)
      return ops.filter((op, index) => index === 0 || (rung !== 'red' && op.g !== undefined && op.g === ops[0]?.g))
    },
  }
  const first = rung === 'single' ? undefined : store.unsent(store.state().ackN, 1)[0]
  if (first && !store.state().given.includes(first.n) && (await net.handIn(store.clientId(), first)) === 'stored') await store.noteGiven(first.n)
  return { store: oneByOne, net }
}
