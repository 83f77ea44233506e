/**
 * A queue that silently stops is the worst that sync can do. While the server answers, something waits and no number is
 * acknowledged for ten minutes, each next round tries harder: everything read afresh, one operation at a time, the
 * first one handed in for a person to look at; then a person is told, with a code. Progress ends it at any rung.
 */
import type { Op } from '../domain/protocol.ts'
import type { SyncStore } from '../data/store/syncStore.ts'
import type { Net, NetFailure } from './engine.ts'

export const STUCK_MS = 10 * 60_000
export const RUNGS = ['usual', 'fresh-pull', 'single', 'hand-in', 'red'] as const
export type Rung = (typeof RUNGS)[number]
export type Watched = { name: string; ackN: number; since: number; rung: Rung }
/** `answered`: the server took part; not where it asked to be left alone, or for a sign-in. */
export type Seen = { name: string; ackN: number; waiting: number; answered: boolean; at: number }

/** After a round: what the next one does. `at` is a clock that nobody sets, but one that went back does no harm. */
export function watchdog(before: Watched | undefined, { name, ackN, waiting, answered, at }: Seen): Watched {
  const fresh: Watched = { name, ackN, since: at, rung: 'usual' }
  if (!before || waiting === 0 || before.name !== name || before.ackN !== ackN || at < before.since) return fresh
  // Time without a server is no time in which it was stuck.
  if (!answered) return before.rung === 'usual' ? fresh : before
  if (before.rung === 'usual') return at - before.since >= STUCK_MS ? { ...before, rung: 'fresh-pull' } : before
  return { ...before, rung: RUNGS[Math.min(RUNGS.indexOf(before.rung) + 1, RUNGS.length - 1)] ?? 'red' }
}

/** What a person reads out to whoever looks after Blue Report: how far the ladder went, and the last failure. */
export const stuckCode = (failure: NetFailure['fail'] | undefined, n: number): string => `W4-${failure ?? 'silent'}-${n}`

export const isServerSilent = (failure: NetFailure['fail'] | undefined): boolean =>
  failure === 'unreachable' || failure === 'not-ours' || failure === 'sign-in' || failure === 'busy' || failure === 'update'

type Asked = { store: SyncStore; net: Net }

/** The store and the network as this rung uses them. */
export async function onRung(rung: Rung, { store, net }: Asked): Promise<Asked> {
  if (rung === 'fresh-pull') await store.restart(store.state().epoch, store.state().ackN)
  if (rung !== 'single' && rung !== 'hand-in') return { store, net }
  const oneByOne: SyncStore = { ...store, unsent: (after, limit) => store.unsent(after, limit === Number.POSITIVE_INFINITY ? limit : 1) }
  const first = rung === 'hand-in' ? store.unsent(store.state().ackN, 1)[0] : undefined
  if (!first || (await net.handIn(first)) !== 'stored') return { store: oneByOne, net }
  return { store: oneByOne, net: { ...net, push: (request) => net.push({ ...request, ops: request.ops.map((op) => (op.n === first.n ? placeOf(first) : op)) }) } }
}

/** What stands in the place of an operation that was handed in. */
const placeOf = ({ n, g }: Op): { n: number; g?: string; handedIn: true } => ({ n, handedIn: true, ...(g === undefined ? {} : { g }) })
