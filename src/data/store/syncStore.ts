/**
 * What sync may do to the open records: read what is unsent, and apply what the server said, each in one transaction.
 *
 * Longer than other files because all of it reads and sets one state, and each change of it goes to the disk with what it
 * speaks of: apart, two halves could write over each other. What is sealed and stored stands elsewhere (storing, folding).
 */
import { opIdOf, renamedBase } from '../../domain/change.ts'
import type { Op, PullReply } from '../../domain/protocol.ts'
import type { Row } from '../../domain/records.ts'
import type { Durability, VaultDatabase, VaultTables } from './database.ts'
import { foldedLog } from './folding.ts'
import { inOneTurn } from './inOneTurn.ts'
import { journalEnd, noteAcked } from './journal.ts'
import { keyOf, type Memory } from './memory.ts'
import { FRESH, sealMeta, type Held, type Missing, type Profile, type SyncState, type Watched } from './meta.ts'
import { watchForMissed, type Doubt, type Wanted } from './missedRows.ts'
import type { Outbox } from './outbox.ts'
import { makePacks, shelfOf, type Packs } from './packs.ts'
import { sameBytes } from './sameBytes.ts'
import { sealedSteps, type Change, type Step } from './storing.ts'
import type { Vault } from '../vault/vault.ts'

export type Snapshot = Extract<PullReply, { puts: unknown }>

export type SyncStore = {
  state: () => SyncState
  /** This tablet's name to the server; its operations are numbered under it. */
  clientId: () => string
  /** Before a round: rejects where another window of this tablet has saved what this one does not know. */
  check: () => Promise<void>
  unsent: (after: number, limit: number) => Op[]
  /** The stamp of the operation before this one; empty where it is not known. */
  hlcBefore: (n: number) => string
  pending: () => { pending: number; oldest: number | null }
  /**
   * Applies one page, unless the tablet has moved on since it was asked for. Resolves to whether it was applied.
   * `taken`: the last operation that the server has answered for, content and all; no number beyond it is acknowledged.
   */
  applyPage: (page: Snapshot, at: number, taken?: number) => Promise<boolean>
  /** What the next pull asks for beside what is new: a digest now and then, and what the last one found wanting. */
  wants: (at: number) => Wanted
  /** After a page: whether something is wanting. */
  doubt: () => Doubt
  /** The server was restored: start over from its word, and send again what it lost. `isAnotherLife`: also what people were given may be lost with it. */
  restart: (epoch: string, lastN: number, isAnotherLife?: boolean) => Promise<void>
  /** Another tablet goes by this name, or the numbers have a hole: what is after `after` is sent under a new one. */
  takeNewName: (after: number, missing?: Omit<Missing, 'clientId'>) => Promise<void>
  /** A person has seen what is missing. */
  seenByPerson: () => Promise<void>
  noteHandedIn: (n: number) => Promise<void>
  /** A person was given this operation, so that the next can go. */
  noteGiven: (n: number) => Promise<void>
  /** What the watchdog knows must outlive the page. */
  noteWatched: (watched: Watched) => Promise<void>
  /** The latest moment known, asked when its turn comes: a contact in between may have put it back. */
  noteSeen: (seen: () => number) => Promise<void>
  /** Folds a long log into packs, when there is time. */
  fold: () => Promise<void>
  /** Lets go what the server has had for a fortnight. */
  prune: () => Promise<void>
}

/** Another window of this tablet synced in the meantime. Nothing was stored; the records must be read again. */
export class StateTaken extends Error {
  override name = 'StateTaken'
}

type Parts = {
  db: VaultDatabase
  vault: Vault
  memory: Memory
  outbox: Outbox
  loadOlder: () => Promise<void>
  forgetDrafts: (ids: ReadonlySet<string>) => Promise<void>
  /** Whether everything on the disk is in memory. */
  isAllLoaded: () => boolean
  profile: () => Profile
  setProfile: (profile: Profile) => void
  /** A name that nothing else has. */
  newId: () => string
  longLog?: number | undefined
  /** Lets the page answer in the middle of long work. */
  breath: () => Promise<void>
  /** Hears of each page that the server gave and this tablet took. */
  met?: () => void
}
/** Each was given to a person by hand; nobody has more of them at once. */
const MOST_GIVEN = 200

export function makeSyncStore({ db, vault, memory, outbox, loadOlder, forgetDrafts, isAllLoaded, profile, setProfile, newId, longLog = 2000, breath, met }: Parts, initial: Held<SyncState> | undefined): SyncStore {
  let state = initial?.value ?? FRESH
  let stateIv = initial?.iv
  // A first sync is staged: its pages show at once, are packed meanwhile, and reach the disk with the cursor at the end.
  let staged: { before: Row[]; packs: Packs } | undefined
  let newestHead = 0
  const missed = watchForMissed(() => memory.serverRows(), isAllLoaded)
  const inTurn = inOneTurn()
  /** `written`: what this very transaction writes, where a healed connection brings it here twice. */
  async function checkOurs({ meta }: VaultTables, written: Uint8Array): Promise<void> {
    const there = await meta.get('sync')
    if (!sameBytes(there?.iv, stateIv) && !sameBytes(there?.iv, written)) throw new StateTaken()
  }

  async function store(next: SyncState, change: Change, durability: Durability = 'relaxed'): Promise<void> {
    const { steps, periods, logged } = await sealedSteps(vault, next.periods, newId(), change)
    await write({ ...next, periods, logged: change.anew ? logged : next.logged + logged }, durability, steps)
  }

  /** The state goes in with what it speaks of, or not at all. */
  async function write(next: SyncState, durability: Durability, steps: readonly Step[]): Promise<void> {
    const meta = await sealMeta(vault, 'sync', next)
    await db.write(durability, ['packs', 'log', 'meta'], async (tables) => {
      await checkOurs(tables, meta.iv)
      for (const step of steps) await step(tables)
      await tables.meta.put(meta)
    })
    state = next
    stateIv = meta.iv
  }

  /** Of one that a person was given too: its place is named by its stamp. */
  function hlcOfOurs(n: number): string {
    const [op] = outbox.unsent(n - 1, 1)
    return op?.n === n ? op.hlc : ''
  }

  async function applyPage(page: Snapshot, at: number, taken: number): Promise<boolean> {
    if (JSON.stringify(page.from) !== JSON.stringify(state.cursor) || (state.epoch !== '' && page.epoch !== state.epoch)) return false
    const isFirst = state.cursor.seq === 0
    // An old answer out of a cache would show old rows for a moment. Asked once more: a server that says it again means it.
    const head = page.cursor.upto ?? page.cursor.seq
    const isOld = head < newestHead
    newestHead = head
    if (isFirst && isOld) return false
    const erased = new Set(page.purge.map(keyOf))
    const isErased = (row: Row): boolean => erased.has(keyOf(row))
    // Before anything newer is put over it: what lies on the disk may be of an earlier life of the server, with higher numbers.
    if (page.dropBuckets.length > 0 || erased.size > 0 || page.again || isFirst || (page.puts as Row[]).some(goesBack)) await loadOlder()
    if (erased.size > 0) {
      await outbox.scrub(page.purge)
      await forgetDrafts(new Set(page.purge.map(({ id }) => id)))
      memory.resetPending(outbox.unsent(state.ackN, Number.POSITIVE_INFINITY))
    }
    // One page holds one moment, rows and acknowledgement alike; a scan of several pages does not, so it acknowledges nothing.
    const isWhole = page.from.upto === undefined && !page.more
    const ackN = isWhole ? Math.max(state.ackN, Math.min(page.lastN, taken)) : state.ackN
    const next: SyncState = {
      ...state, epoch: page.epoch, cursor: page.cursor, scopeV: page.scopeV, leaseUntil: page.leaseUntil, seen: page.serverWall, clockError: page.serverWall - at, lastOkAt: at,
      ackN, ...(ackN === state.ackN ? {} : { ackHlc: hlcOfOurs(ackN), ackedOn: noteAcked(state.ackedOn, ackN, page.serverWall) }),
    }
    const gone = isFirst ? await storeFirst(next, page, isErased) : await storeChanges(next, page, isErased)
    memory.putServerRows(page.puts as Row[])
    memory.dropRows(gone)
    outbox.acknowledge(state.ackN)
    memory.acknowledge(state.ackN)
    missed.compare(page, at)
    met?.()
    return true
  }

  /** In a database that was put back unseen a row may have a lower number than before. Of two on the disk the higher would be read, so the earlier one goes. */
  const goesBack = (row: Row): boolean => (memory.serverRow(row)?.seq ?? -1) > row.seq

  /** Stages a page of the first scan, and stores all at its end. Resolves to the rows that memory must let go. */
  async function storeFirst(next: SyncState, page: Snapshot, isErased: (row: Row) => boolean): Promise<Row[]> {
    // A scan that begins once more, because its first page could not be stored, knows nothing of what that page said.
    if (!staged || page.from.upto === undefined) staged = { before: [...memory.serverRows()], packs: makePacks(breath) }
    const { before, packs } = staged
    const rows = (page.puts as Row[]).filter((row) => !isErased(row))
    packs.add(rows)
    if (page.more) {
      state = next
      return page.purge.length === 0 ? [] : [...memory.serverRows()].filter(isErased)
    }
    await store(next, { packs, anew: true })
    staged = undefined
    // The whole of what this person may see: whatever no page brought anew is of an earlier life of the server.
    const seen = new Set(rows.map(keyOf))
    return before.filter((row) => memory.serverRow(row) === row && !seen.has(keyOf(row)))
  }

  async function storeChanges(next: SyncState, page: Snapshot, isErased: (row: Row) => boolean): Promise<Row[]> {
    const puts = page.puts as Row[]
    const again = new Set(page.again)
    const back = new Set(puts.filter(goesBack).map(keyOf))
    if (page.dropBuckets.length === 0 && page.purge.length === 0 && again.size === 0 && back.size === 0) {
      await store(next, { log: puts })
      return []
    }
    const all = [...memory.serverRows()]
    // The whole shelf is written anew: what is erased may lie where a version that did not know its kind put it.
    const isReplaced = (row: Row): boolean => isErased(row) || back.has(keyOf(row))
    const goneBuckets = [...new Set([...page.dropBuckets, ...all.filter(isReplaced).map((row) => row.b), ...again])]
    const touched = new Set(goneBuckets.map(shelfOf))
    const left = all.filter((row) => !isReplaced(row) && touched.has(shelfOf(row.b)) && !again.has(row.b) && !page.dropBuckets.includes(row.b))
    const given = new Set(puts.map(keyOf))
    const gone = all.filter((row) => page.dropBuckets.includes(row.b) || isErased(row) || (again.has(row.b) && !given.has(keyOf(row))))
    const packs = makePacks(breath)
    packs.add([...left, ...puts.filter((row) => again.has(row.b))])
    // What goes may lie in the log too, in a page with what stays.
    if (state.logged > 0) await foldNow()
    await store({ ...next, periods: state.periods, logged: state.logged }, { log: puts.filter((row) => !again.has(row.b)), goneBuckets, packs })
    return gone
  }

  async function fold(): Promise<void> {
    // While a first sync is under way the cursor is ahead of what the disk holds.
    if (state.logged >= longLog && !staged) await foldNow()
  }
  async function foldNow(): Promise<void> {
    const { packs, folded, emptied, periods: filed } = await foldedLog(db, vault, makePacks(breath))
    const periods = [...new Set([...state.periods, ...filed])]
    await write({ ...state, periods, logged: 0 }, 'relaxed', [({ packs: table }) => table.bulkPut(packs), ({ packs: table }) => table.bulkDelete(emptied), ({ log: table }) => table.bulkDelete(folded)])
  }

  async function takeNewName(after: number, missing: Omit<Missing, 'clientId'> | undefined): Promise<void> {
    const { clientId: was } = profile()
    const named: Profile = { ...profile(), clientId: newId() }
    const stamps = new Map<string, string>()
    const next: SyncState = { ...state, ackN: 0, ackHlc: '', ackedOn: [], handedIn: 0, given: state.given.filter((n) => n > after).map((n) => n - after), missing: missing ? [...state.missing, { clientId: was, ...missing }] : state.missing }
    const meta = await sealMeta(vault, 'sync', next)
    const alongside = [await sealMeta(vault, 'profile', named), meta]
    const ops = await outbox.renumber(after, async (old) => {
      old.forEach((op, index) => stamps.set(opIdOf(was, op.n), opIdOf(named.clientId, index + 1)))
      return { alongside, check: (tables) => checkOurs(tables, meta.iv), ops: old.map((op, index) => ({ ...op, n: index + 1, ...(op.base ? { base: renamedBase(op.base, stamps) } : {}) })) }
    })
    state = next
    stateIv = meta.iv
    setProfile(named)
    memory.rename(named.clientId, stamps)
    memory.resetPending(ops)
  }

  return {
    state: () => state,
    clientId: () => profile().clientId,
    check: () => outbox.inTurn(outbox.check),
    unsent: outbox.unsent,
    hlcBefore: (n) => (n - 1 > state.ackN ? hlcOfOurs(n - 1) : n - 1 === state.ackN ? state.ackHlc : ''),
    wants: (at) => missed.wants(at, state.cursor.seq > 0 && state.cursor.upto === undefined),
    doubt: missed.doubt,
    pending: () => ({ pending: outbox.waiting.value.count, oldest: outbox.waiting.value.oldest }),
    applyPage: (page, at, taken = Number.POSITIVE_INFINITY) => inTurn(() => applyPage(page, at, taken)),
    restart: (epoch, lastN, isAnotherLife = epoch !== state.epoch) =>
      inTurn(async () => {
        const before = state
        const ackN = Math.min(state.ackN, lastN)
        // A server of another life may have lost what people were given, so they are given it again.
        const [given, handedIn] = isAnotherLife ? [[], 0] : [before.given, before.handedIn]
        await store({ ...state, epoch, cursor: FRESH.cursor, scopeV: FRESH.scopeV, ackN, ackHlc: ackN === before.ackN ? before.ackHlc : '', ackedOn: before.ackedOn.filter(({ n }) => n <= ackN), given, handedIn }, {}, 'strict')
        staged = undefined
        missed.forget()
        // In the same life of the server its first answer may still be an old one, of a lower head.
        if (epoch !== before.epoch) newestHead = 0
        await outbox.inTurn(async () => memory.resetPending(await outbox.rewind(lastN)))
      }),
    takeNewName: (after, missing) => inTurn(() => outbox.inTurn(() => takeNewName(after, missing))),
    seenByPerson: () => inTurn(() => note({ missing: [] })),
    noteHandedIn: (n) => inTurn(() => note({ handedIn: n })),
    noteGiven: (n) => inTurn(() => note({ given: [...state.given, n].slice(-MOST_GIVEN) })),
    noteWatched: (watched) => inTurn(() => note({ watched }, 'relaxed')),
    noteSeen: (seen) => inTurn(() => note({ seen: seen() }, 'relaxed')),
    fold: () => inTurn(fold),
    prune: () => inTurn(() => outbox.prune(journalEnd(state))),
  }

  /** While a first sync is staged the cursor in memory is ahead of the disk; it reaches the disk with the rows only. */
  async function note(some: Partial<SyncState>, durability: Durability = 'strict'): Promise<void> {
    const { cursor } = state
    await store({ ...state, ...some, cursor: staged ? FRESH.cursor : cursor }, {}, durability)
    state = { ...state, cursor }
  }
}
