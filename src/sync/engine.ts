/**
 * How tablets agree: push what is unsent, pull what is new, until nothing moves. Pure over its ports: network, storage
 * and time come in as arguments. The reply to a push is advisory; a pull, read in one snapshot with the rows,
 * acknowledges, so a lost reply costs nothing.
 */
import { FIRST_PULL_ROWS, MAX_OPS, PULL_ROWS, SCHEMA_VERSION, type Cursor, type Op, type PullReply, type PullRequest, type PushReply, type PushRequest } from '../domain/protocol.ts'
import type { SyncStore } from '../data/store/syncStore.ts'
import { fitting, half, WHOLE } from '../data/store/fitting.ts'

/** `update`: the server has nothing more to say to an app of this age. */
export type NetFailure = { fail: 'unreachable' | 'sign-in' | 'too-large' | 'busy' | 'server' | 'not-ours' | 'update'; retryAfter?: number }
export type Net = {
  push: (request: PushRequest) => Promise<PushReply | NetFailure>
  /** `onNext`: where the page after this one begins, told before all of this one is here; or never. */
  pull: (request: PullRequest, onNext?: (next: Cursor) => void) => Promise<PullReply | NetFailure>
  /** One operation the server cannot even read, handed in for a person to look at. */
  handIn: (op: Op) => Promise<'stored' | NetFailure>
}
export type Ports = { store: SyncStore; net: Net; wall: () => number; onProgress?: (rows: number) => void }

export type Round =
  | { end: 'settled'; sent: number; received: number }
  | { end: 'failed'; failure: NetFailure; sent: number }
  /** Something only a person can settle: this tablet's name is not its own, or the server has dismissed it. */
  | (Stop & { sent: number })

/** `wipe`: what this person keeps on the tablet is to go, now that everything has been handed in. */
type Stop = { end: 'stopped'; why: 'fork' | 'dismissed'; wipe?: boolean }
type Ended = NetFailure | Stop
/** How often this round took a new name, and whether the whole journal was held against the server's before that. */
type Names = { taken: number; compared: boolean }

const isFailure = (answer: object): answer is NetFailure => 'fail' in answer
/** No round goes on for ever, whatever the server answers; and a server that knows every new name is not answering. */
const MOST_STEPS = 2000
const MOST_NAMES = 3

export async function syncOnce(ports: Ports): Promise<Round> {
  const { store } = ports
  const waiting = store.pending().pending
  const sentSoFar = (): number => Math.max(0, waiting - store.pending().pending)
  const ended = (why: Ended): Round => (isFailure(why) ? { end: 'failed', failure: why, sent: sentSoFar() } : { ...why, sent: sentSoFar() })
  let received = 0
  const names: Names = { taken: 0, compared: false }
  await store.check()
  for (let step = 0; step < MOST_STEPS; step++) {
    const pushed = await pushAll(ports, names)
    if (pushed === 'again') continue
    if (typeof pushed !== 'number') return ended(pushed)
    const pulled = await pullAll(ports, pushed, (rows) => {
      received += rows
      ports.onProgress?.(received)
    })
    if (pulled === 'again') continue
    if (pulled !== 'done') return ended(pulled)
    // What was saved meanwhile goes too, before "all sent" is said.
    if (store.unsent(store.state().ackN, 1).length === 0) return { end: 'settled', sent: sentSoFar(), received }
  }
  return ended({ fail: 'server' })
}

/** Resolves to the last operation the server has answered for. */
async function pushAll({ store, net, wall }: Ports, names: Names): Promise<number | 'again' | Ended> {
  let sent = store.state().ackN
  let room = WHOLE
  let handedIn: number | undefined
  for (let step = 0; step < MOST_STEPS; step++) {
    const ops = fitting(store.unsent(sent, MAX_OPS + 1), room)
    const first = ops[0]
    if (!first) return sent
    const { epoch } = store.state()
    const letters = first.n === handedIn ? [placeOf(first)] : ops
    const answer = await net.push({ v: 1, epoch, clientId: store.clientId(), wall: wall(), ...store.pending(), ops: letters })
    if (isFailure(answer)) {
      // A server that says too much, or dies of what it is sent, is asked for less; at one, a person gets it.
      if (answer.fail !== 'too-large') return answer
      if (ops.length > 1) room = half(ops)
      else if (first.n === handedIn) return { fail: 'server' }
      else {
        const handed = await net.handIn(first)
        if (handed !== 'stored') return handed
        handedIn = first.n
      }
    } else if ('results' in answer) {
      const through = answeredThrough(letters, answer.results)
      if (answer.epoch !== epoch || through <= sent) return { fail: 'server' }
      sent = through
      room = WHOLE
    } else if (answer.err === 'gap') {
      if (answer.expect > first.n) sent = answer.expect - 1
      else {
        await backTo(store, answer.expect, wall())
        return 'again'
      }
    } else if (answer.err === 'epoch') {
      await store.restart(answer.epoch, lastUnsure(store, answer.lastN))
      return 'again'
    } else if (answer.err === 'fork') {
      // The first that differs is found by sending the journal again, and less at a time; from there on this tablet goes by a name of its own.
      if (ops.length > 1) room = half(ops)
      else if (!names.compared) {
        names.compared = true
        await store.restart(epoch, 0)
        return 'again'
      } else {
        if (++names.taken > MOST_NAMES) return { end: 'stopped', why: 'fork' }
        await store.takeNewName(first.n - 1)
        return 'again'
      }
    } else return dismissed(store, net, answer.wipe)
  }
  return { fail: 'server' }
}

/**
 * A restored server's number may count another tablet's changes under this name, so the last that may be ours is sent again: the
 * same content is a repeat, another one shows the name is taken.
 */
const lastUnsure = (store: SyncStore, lastN: number): number => Math.max(0, Math.min(store.state().ackN, lastN) - 1)

/** The server is further back than this tablet thought: what it lost is sent again, or said to be missing. */
async function backTo(store: SyncStore, expect: number, at: number): Promise<void> {
  await store.restart(store.state().epoch, expect - 1)
  const next = store.unsent(expect - 1, 1)[0]
  if (next && next.n > expect) await store.takeNewName(expect - 1, { from: expect, to: next.n - 1, at })
}

/** What stands in the place of an operation that was handed in: the server parks it, and the next one can go. */
const placeOf = ({ n, g }: Op): { n: number; g?: string; handedIn: true } => ({ n, handedIn: true, ...(g === undefined ? {} : { g }) })

function answeredThrough(sent: readonly { n: number }[], results: readonly { n: number }[]): number {
  const answered = new Set(results.map((one) => one.n))
  const open = sent.findIndex((one) => !answered.has(one.n))
  return (open === -1 ? sent.at(-1) : sent[open - 1])?.n ?? 0
}

/** A tablet that is let go hands in what it still holds, once, before anything else becomes of it. */
async function dismissed(store: SyncStore, net: Net, wipe: boolean): Promise<Ended> {
  for (const op of store.unsent(Math.max(store.state().ackN, store.state().handedIn), Number.POSITIVE_INFINITY)) {
    const handed = await net.handIn(op)
    if (handed !== 'stored') return handed
    await store.noteHandedIn(op.n)
  }
  return { end: 'stopped', why: 'dismissed', wipe }
}

type Answer = PullReply | NetFailure
/** `next`: where the page after it begins, once that is known. */
type Asked = { from: Cursor; answer: Promise<Answer>; next?: Cursor }
const sameCursor = (a: Cursor, b: Cursor): boolean => a.seq === b.seq && a.upto === b.upto && a.after === b.after

async function pullAll({ store, net, wall }: Ports, taken: number, onRows: (rows: number) => void): Promise<'done' | 'again' | Ended> {
  // The next page is on its way while this one comes and is stored, never the one after it. It counts only for a tablet that then
  // stands where it continues.
  let awaited: Asked | undefined
  let ahead: Asked | undefined
  function ask(epoch: string, from: Cursor, wants: Pick<PullRequest, 'digest' | 'again'> = {}): Asked {
    const request: PullRequest = { v: 1, epoch, clientId: store.clientId(), cursor: from, sv: SCHEMA_VERSION, limit: from.seq === 0 || wants.again ? FIRST_PULL_ROWS : PULL_ROWS, ...store.pending(), wall: wall(), ...wants }
    const answer = net.pull(request, (next) => {
      asked.next = next
      if (asked === awaited) ahead = ask(epoch, next)
    })
    const asked: Asked = { from, answer }
    // Where a page is not taken nobody waits for the next, and its failure is nobody's.
    answer.catch(() => undefined)
    return asked
  }
  /** Of the scan under way, where this round began it: one that was begun before tells of an earlier moment. */
  let pages = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    const { epoch, cursor } = store.state()
    awaited = ahead && sameCursor(ahead.from, cursor) ? ahead : ask(epoch, cursor, store.wants(wall()))
    ahead = awaited.next && ask(epoch, awaited.next)
    const answer = await awaited.answer
    awaited = undefined
    if (isFailure(answer)) return answer
    if ('reset' in answer) {
      await store.restart(epoch, store.state().ackN)
      return 'again'
    }
    if ('err' in answer) {
      if (answer.err === 'device') return dismissed(store, net, answer.wipe)
      await store.restart(answer.epoch, lastUnsure(store, answer.lastN))
      return 'again'
    }
    if (answer.more) ahead ??= ask(answer.epoch, answer.cursor)
    if (!(await store.applyPage(answer, wall(), taken))) continue
    if (answer.from.upto === undefined) pages = 1
    else if (pages > 0) pages++
    onRows(answer.puts.length)
    if (answer.more) continue
    // What was missed unseen is fetched again, and compared again.
    if (store.doubt() === 'again') continue
    if (store.doubt() === 'anew') {
      await store.restart(epoch, store.state().ackN)
      return 'again'
    }
    // Only a scan of one page, which is one moment, can acknowledge.
    if (pages === 1 || (pages > 1 && store.state().ackN >= taken)) return 'done'
    pages = 0
  }
  return { fail: 'server' }
}
