/**
 * How tablets agree: push what is unsent, pull what is new, until nothing moves. Pure over its ports: network, storage
 * and time come in as arguments. The reply to a push is advisory; a pull, read in one snapshot with the rows,
 * acknowledges, so a lost reply costs nothing.
 */
import { MAX_OPS, MAX_PUSH_BYTES, PULL_ROWS, SCHEMA_VERSION, type Op, type PullReply, type PullRequest, type PushReply, type PushRequest } from '../domain/protocol.ts'
import type { SyncStore } from '../data/syncStore.ts'

export type NetFailure = { fail: 'unreachable' | 'sign-in' | 'too-large' | 'busy' | 'server' | 'not-ours'; retryAfter?: number }
export type Net = {
  push: (request: PushRequest) => Promise<PushReply | NetFailure>
  pull: (request: PullRequest) => Promise<PullReply | NetFailure>
  /** One operation the server cannot even read, handed in for a person to look at. */
  handIn: (op: Op) => Promise<'stored' | NetFailure>
}
export type Ports = { store: SyncStore; net: Net; clientId: string; wall: () => number; onProgress?: (rows: number) => void }

export type Round =
  | { end: 'settled'; sent: number; received: number }
  | { end: 'failed'; failure: NetFailure; sent: number }
  /** Something only a person can settle: this tablet's name is used by another, or the server has dismissed it. */
  | { end: 'stopped'; why: 'fork' | 'dismissed'; sent: number }

const isFailure = (answer: object): answer is NetFailure => 'fail' in answer
/** No round goes on for ever, whatever the server answers. */
const MOST_STEPS = 2000

export async function syncOnce(ports: Ports): Promise<Round> {
  const { store } = ports
  const waiting = store.pending().pending
  const sentSoFar = (): number => Math.max(0, waiting - store.pending().pending)
  let received = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    const pushed = await pushAll(ports)
    if (pushed === 'epoch') continue
    if (pushed !== 'done') return isFailure(pushed) ? { end: 'failed', failure: pushed, sent: sentSoFar() } : { ...pushed, sent: sentSoFar() }
    const pulled = await pullAll(ports, (rows) => {
      received += rows
      ports.onProgress?.(received)
    })
    if (pulled === 'epoch') continue
    if (pulled !== 'done') return isFailure(pulled) ? { end: 'failed', failure: pulled, sent: sentSoFar() } : { ...pulled, sent: sentSoFar() }
    // What was saved meanwhile goes too, before "all sent" is said.
    if (store.unsent(store.state().ackN, 1).length === 0) return { end: 'settled', sent: sentSoFar(), received }
  }
  return { end: 'failed', failure: { fail: 'server' }, sent: sentSoFar() }
}

type Stop = { end: 'stopped'; why: 'fork' | 'dismissed' }

async function pushAll({ store, net, clientId, wall }: Ports): Promise<'done' | 'epoch' | NetFailure | Stop> {
  let sent = store.state().ackN
  let most = MAX_OPS
  for (let step = 0; step < MOST_STEPS; step++) {
    const ops = fitting(store.unsent(sent, most))
    const first = ops[0]
    if (!first) return 'done'
    const answer = await net.push({ v: 1, epoch: store.state().epoch, clientId, wall: wall(), ...store.pending(), ops })
    if (isFailure(answer)) {
      // A server that says too much, or dies of what it is sent, is asked for less; at one, a person gets it.
      if (answer.fail !== 'too-large') return answer
      if (ops.length > 1) most = Math.ceil(ops.length / 2)
      else {
        const handed = await net.handIn(first)
        if (handed !== 'stored') return handed
        sent = first.n
      }
    } else if ('results' in answer) {
      if (answer.lastN <= sent) return { fail: 'server' }
      sent = answer.lastN
      most = MAX_OPS
    } else if (answer.err === 'gap') {
      if (answer.expect > first.n) sent = answer.expect - 1
      else {
        await store.restart(store.state().epoch, answer.expect - 1)
        sent = answer.expect - 1
      }
    } else if (answer.err === 'epoch') {
      await store.restart(answer.epoch, answer.lastN)
      return 'epoch'
    } else return { end: 'stopped', why: answer.err === 'fork' ? 'fork' : 'dismissed' }
  }
  return { fail: 'server' }
}

async function pullAll({ store, net, clientId, wall }: Ports, onRows: (rows: number) => void): Promise<'done' | 'epoch' | NetFailure | Stop> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const { epoch, cursor } = store.state()
    const answer = await net.pull({ v: 1, epoch, clientId, cursor, sv: SCHEMA_VERSION, limit: cursor.seq === 0 ? PULL_ROWS * 10 : PULL_ROWS, ...store.pending(), wall: wall() })
    if (isFailure(answer)) return answer
    if ('reset' in answer) {
      await store.restart(epoch, store.state().ackN)
      return 'epoch'
    }
    if ('err' in answer) {
      if (answer.err === 'device') return { end: 'stopped', why: 'dismissed' }
      await store.restart(answer.epoch, answer.lastN)
      return 'epoch'
    }
    if (await store.applyPage(answer, wall())) {
      onRows(answer.puts.length)
      if (!answer.more) return 'done'
    }
  }
  return { fail: 'server' }
}

/** As many as the request may hold; one that is too large alone still goes, and is answered. */
function fitting(ops: readonly Op[]): Op[] {
  let bytes = 0
  const chosen: Op[] = []
  for (const op of ops) {
    bytes += JSON.stringify(op).length * 2
    if (chosen.length > 0 && bytes > MAX_PUSH_BYTES) break
    chosen.push(op)
  }
  return chosen
}
