/**
 * How tablets agree: push what is unsent, pull what is new, until nothing moves. Pure over its ports: network, storage
 * and time come in as arguments. The reply to a push is advisory; a pull, read in one snapshot with the rows,
 * acknowledges, so a lost reply costs nothing.
 *
 * Longer than other files because a round is one walk: each answer to a push or a pull decides what the other asks next.
 */
import { FIRST_PULL_ROWS, MAX_OPS, PULL_ROWS, SCHEMA_VERSION, type Cursor, type LetGo, type Op, type PullReply, type PullRequest, type PushReply, type PushRequest } from '../domain/protocol.ts'
import type { Missing } from '../data/store/meta.ts'
import type { SyncStore } from '../data/store/syncStore.ts'
import { fitting, half, WHOLE, type Room } from '../data/store/fitting.ts'

/** `update`: the server has nothing more to say to an app of this age. `slow`: no answer in the time that a request may take. */
export type NetFailure = { fail: 'unreachable' | 'sign-in' | 'too-large' | 'busy' | 'server' | 'not-ours' | 'update'; retryAfter?: number; slow?: true }
export type Net = {
  push: (request: PushRequest) => Promise<PushReply | NetFailure>
  /** `onNext`: where the page after this one begins, told before all of this one is here; or never. */
  pull: (request: PullRequest, onNext?: (next: Cursor) => void) => Promise<PullReply | NetFailure>
  /** One operation the server cannot even read, handed in for a person to look at. */
  handIn: (clientId: string, op: Op) => Promise<'stored' | NetFailure>
}
/** What this tablet has learnt of its line: how much one request can carry, each way. Kept from round to round by whoever runs them. */
export type Pace = Room & { rows: number }
export const fullPace = (): Pace => ({ ...WHOLE, rows: FIRST_PULL_ROWS })
/** Where a whole round went well, twice as much is tried in the next. */
function widen(pace: Pace): void {
  pace.most = Math.min(MAX_OPS, pace.most * 2)
  pace.cut = false
  pace.rows = Math.min(FIRST_PULL_ROWS, pace.rows * 2)
}
export type Ports = { store: SyncStore; net: Net; wall: () => number; pace?: Pace; onProgress?: (rows: number) => void }

export type Round =
  | { end: 'settled'; sent: number; received: number }
  /** `pulled`: the server answered all the same, and gave what is new; only the sending is in trouble. */
  | { end: 'failed'; failure: NetFailure; sent: number; pulled?: true }
  /** Something only a person can settle: this tablet's name is not its own, or the server has dismissed it. */
  | (Stop & { sent: number })

/** `wipe`: what this person keeps on the tablet is to go, now that everything has been handed in. */
type Stop = { end: 'stopped'; why: 'fork' | 'dismissed'; wipe?: boolean }
type Ended = NetFailure | Stop
/** `through`: the last operation the server has answered for. `failure`: why not all; `alone`: of one action alone. */
type Pushed = { through: number; failure?: NetFailure; alone?: boolean }
/** How often this round took a new name, and whether the whole journal was held against the server's before that. */
type Names = { taken: number; compared: boolean }

const isFailure = (answer: object): answer is NetFailure => 'fail' in answer
/** No round goes on for ever, whatever the server answers; and a server that knows every new name is not answering. */
const MOST_STEPS = 2000
/** A page is not made smaller than this, however slow the line. */
const LEAST_ROWS = 50
/** The way out is not the way in: where sending fails, what others wrote may come all the same. */
const mayPullAfter = ({ fail }: NetFailure): boolean => fail === 'unreachable' || fail === 'server' || fail === 'too-large'
const MOST_NAMES = 3

export async function syncOnce(given: Ports): Promise<Round> {
  const { store } = given
  const ports = { ...given, pace: given.pace ?? fullPace() }
  const waiting = store.pending().pending
  const sentSoFar = (): number => Math.max(0, waiting - store.pending().pending)
  const ended = (why: Ended): Round => (isFailure(why) ? { end: 'failed', failure: why, sent: sentSoFar() } : { ...why, sent: sentSoFar() })
  let received = 0
  const names: Names = { taken: 0, compared: false }
  await store.check()
  for (let step = 0; step < MOST_STEPS; step++) {
    const pushed = await pushAll(ports, names)
    if (pushed === 'again') continue
    if (!('through' in pushed)) return ended(pushed)
    const { through, failure, alone = false } = pushed
    if (failure && !mayPullAfter(failure)) return ended(failure)
    const pulled = await pullAll(ports, through, (rows) => {
      received += rows
      ports.onProgress?.(received)
    })
    if (pulled === 'again') continue
    if (pulled !== 'done') return ended(failure && isFailure(pulled) ? failure : pulled)
    if (failure) {
      // The line is there, and one action alone is too much for it.
      if (failure.slow) ports.pace.cut = alone
      return { end: 'failed', failure, sent: sentSoFar(), pulled: true }
    }
    // What was saved meanwhile goes too, before "all sent" is said.
    if (store.unsent(store.state().ackN, 1).length > 0) continue
    widen(ports.pace)
    return { end: 'settled', sent: sentSoFar(), received }
  }
  return ended({ fail: 'server' })
}

type Paced = Ports & { pace: Pace }

async function pushAll({ store, net, wall, pace }: Paced, names: Names): Promise<Pushed | 'again' | Ended> {
  let sent = store.state().ackN
  let room: Room = pace
  for (let step = 0; step < MOST_STEPS; step++) {
    const ops = fitting(store.unsent(sent, MAX_OPS + 1), room)
    const first = ops[0]
    if (!first) return { through: sent }
    const { epoch } = store.state()
    const { given } = store.state()
    const letters = ops.map((op) => (given.includes(op.n) ? placeOf(op) : op))
    const beforeHlc = store.hlcBefore(first.n)
    const answer = await net.push({ v: 1, epoch, clientId: store.clientId(), wall: wall(), ...store.pending(), ...(beforeHlc === '' ? {} : { beforeHlc }), ops: letters })
    if (isFailure(answer)) {
      // A line too slow for so much, a server that says too much, or dies of what it is sent, gets less; at one, a person gets it.
      const less = half(ops)
      if (answer.slow) pace.most = less.most
      if (answer.fail !== 'too-large') return { through: sent, failure: answer, alone: less.cut }
      if (ops.length > 1) {
        room = less
        continue
      }
      if (given.includes(first.n)) return { through: sent, failure: { fail: 'server' } }
      const handed = await net.handIn(store.clientId(), first)
      if (handed !== 'stored') return { through: sent, failure: handed }
      await store.noteGiven(first.n)
    } else if ('results' in answer) {
      const through = answeredThrough(letters, answer.results)
      if (answer.epoch !== epoch || through <= sent) return { through: sent, failure: { fail: 'server' } }
      sent = through
      room = pace
    } else if (answer.err === 'gap') {
      if (answer.expect > first.n) sent = answer.expect - 1
      else {
        names.compared = true
        // Sent as it is expected, and refused all the same: for what stands before it.
        const isAfterAnothers = answer.expect === first.n && beforeHlc !== '' && !given.includes(first.n)
        await backTo(store, answer.expect, wall(), isAfterAnothers)
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
        await store.takeNewName(first.n - 1, unknownBefore(store, first.n, wall()))
        return 'again'
      }
    } else return dismissed(store, net, answer)
  }
  return { through: sent, failure: { fail: 'server' } }
}

/**
 * A restored server's number may count another tablet's changes under this name, so the last that may be ours is sent again: the
 * same content is a repeat, another one shows the name is taken.
 */
const lastUnsure = (store: SyncStore, lastN: number): number => Math.max(0, Math.min(store.state().ackN, lastN) - 1)

/** The server is further back than this tablet thought: what it lost is sent again, or said to be missing. */
async function backTo(store: SyncStore, expect: number, at: number, isAfterAnothers: boolean): Promise<void> {
  // All of the journal: what the server counts before may be a twin's, which took the numbers of what was lost.
  await store.restart(store.state().epoch, 0, true)
  const next = store.unsent(expect - 1, 1)[0]
  const lost = isAfterAnothers ? unknownBefore(store, expect, at) : next && next.n > expect ? { from: expect, to: next.n - 1, at } : undefined
  if (lost) await store.takeNewName(expect - 1, lost)
}

/** Where another's numbers begin before this journal does, nobody can say which of the changes before it the server still has. */
const unknownBefore = (store: SyncStore, n: number, at: number): Omit<Missing, 'clientId'> | undefined => (n > 1 && store.unsent(0, 1)[0]?.n === n ? { from: 1, to: n - 1, at } : undefined)

/** What stands in the place of an operation that was handed in: the server parks it, and the next one can go. `hlc`: whose place it is. */
export const placeOf = ({ n, g, hlc }: Op): { n: number; hlc: string; g?: string; handedIn: true } => ({ n, hlc, handedIn: true, ...(g === undefined ? {} : { g }) })

function answeredThrough(sent: readonly { n: number }[], results: readonly { n: number }[]): number {
  const answered = new Set(results.map((one) => one.n))
  const open = sent.findIndex((one) => !answered.has(one.n))
  return (open === -1 ? sent.at(-1) : sent[open - 1])?.n ?? 0
}

/** A tablet that is let go hands in what it still holds, once, before anything else becomes of it; and what is saved meanwhile, or was lost by a server that was put back. */
async function dismissed(store: SyncStore, net: Net, { wipe, epoch, lastN }: LetGo): Promise<Ended> {
  const { epoch: before, ackN } = store.state()
  // All of the journal, as at a gap; of what the server has after all nobody is told.
  if (epoch !== undefined && lastN !== undefined && (epoch !== before || lastN < ackN)) await store.restart(epoch, 0, true)
  for (let op = notHandedIn(store); op; op = notHandedIn(store)) {
    const handed = await net.handIn(store.clientId(), op)
    if (handed !== 'stored') return handed
    await store.noteHandedIn(op.n)
  }
  return { end: 'stopped', why: 'dismissed', wipe }
}
/** The first operation that would go with this tablet. */
export const notHandedIn = (store: SyncStore): Op | undefined => store.unsent(Math.max(store.state().ackN, store.state().handedIn), 1)[0]

function missingNow(store: SyncStore): { missing?: number } {
  const missing = store.state().missing.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  return missing === 0 ? {} : { missing }
}

type Answer = PullReply | NetFailure
/** `next`: where the page after it begins, once that is known. */
type Asked = { from: Cursor; limit: number; answer: Promise<Answer>; next?: Cursor }
const sameCursor = (a: Cursor, b: Cursor): boolean => a.seq === b.seq && a.upto === b.upto && a.after === b.after

async function pullAll({ store, net, wall, pace }: Paced, taken: number, onRows: (rows: number) => void): Promise<'done' | 'again' | Ended> {
  // The next page is on its way while this one comes and is stored, never the one after it. It counts only for a tablet that then
  // stands where it continues.
  let awaited: Asked | undefined
  let ahead: Asked | undefined
  function ask(epoch: string, from: Cursor, wants: Pick<PullRequest, 'digest' | 'again'> = {}): Asked {
    const limit = Math.min(pace.rows, from.seq === 0 || wants.again ? FIRST_PULL_ROWS : PULL_ROWS)
    const request: PullRequest = { v: 1, epoch, clientId: store.clientId(), cursor: from, sv: SCHEMA_VERSION, limit, ...store.pending(), acked: store.state().ackN, ...(store.state().ackHlc === '' ? {} : { ackedHlc: store.state().ackHlc }), ...missingNow(store), wall: wall(), ...wants }
    const answer = net.pull(request, (next) => {
      asked.next = next
      if (asked === awaited) ahead = ask(epoch, next)
    })
    const asked: Asked = { from, limit, answer }
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
    const { limit } = awaited
    const answer = await awaited.answer
    awaited = undefined
    if (isFailure(answer)) {
      if (answer.slow) pace.rows = Math.max(LEAST_ROWS, Math.ceil(limit / 2))
      return answer
    }
    if ('reset' in answer) {
      await store.restart(epoch, store.state().ackN)
      return 'again'
    }
    if ('err' in answer) {
      if (answer.err === 'device') return dismissed(store, net, answer)
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
