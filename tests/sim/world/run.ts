/** One world from its beginning to the day when the weather clears, everybody has synced, and the promises are checked. */
import { createHash } from 'node:crypto'
import { COMPARE_EVERY_MS } from '../../../src/domain/sync/digest.ts'
import { hlcOf } from '../../../src/domain/sync/hlc.ts'
import { changesOf, poisonOf, voidOf } from './acts.ts'
import { Dice } from './dice.ts'
import { checkEnding, settleWaiting } from './ending.ts'
import { Gates } from './gates.ts'
import { History, type Broken } from './history.ts'
import { none, type Mutant } from './mutant.ts'
import { checkErased } from './erased.ts'
import type { Event, Plan } from './plan.ts'
import { PUPILS, START } from './school.ts'
import type { Store } from '../../../server/store.ts'
import { canonical } from '../../../server/sync/canonical.ts'
import { DEADLY, SimServer } from './server.ts'
import { Tablet, type Shelf, type World } from './tablet.ts'

export type Outcome = {
  seed: number
  broken: Broken[]
  story: string[]
  operations: number
  kept: number
  /** Texts that several people added to at once, put into one. */
  joined: number
  parked: number
  restores: number
  /** Of everything that happened and of all that is stored at the end: equal for equal seeds. */
  fingerprint: string
}
/** Two copies of one tablet may each climb the whole ladder of the watchdog, one after the other. */
const ROUNDS = 24
const MOST_GATES = 3000

/** `shelf` and `quiet`: the product's own disk and vault, and how to tell that they are at rest. `store`: an empty one for the server. */
export async function runWorld(plan: Plan, mutant: Mutant = none, { shelf, quiet, store }: { shelf?: Shelf; quiet?: () => Promise<void>; store?: Store } = {}): Promise<Outcome> {
  const history = new History()
  const server = await SimServer.open(START, store)
  const world: World = { seed: plan.seed, gates: new Gates(quiet ?? atRest(server)), server, history, mutant, small: plan.small, ether: {}, shelf }
  const tablets = plan.tablets.map(({ person, isIdle }, index) => Object.assign(new Tablet(world, `${index + 1}-${person}`, person), { isIdle }))
  try {
    for (const tablet of tablets) tablet.open()
    await untilQuiet(world, tablets)
    for (const tablet of tablets) tablet.sync()
    await untilQuiet(world, tablets)
    for (const event of plan.events) {
      server.now++
      await befall(world, tablets, event)
      const dice = new Dice(plan.seed, event.index, 'order')
      for (let step = 0; step < event.steps && !world.gates.isQuiet; step++) await openOne(world, tablets, dice)
      if (history.broken.length > 0) break
    }
    if (history.broken.length === 0) await clearUp(world, tablets)
    if (history.broken.length === 0 && settleWaiting(world, tablets)) await clearUp(world, tablets)
    if (history.broken.length === 0) await checkEnding(world, tablets)
    if (history.broken.length === 0) await checkErased(world, tablets)
    return await outcomeOf(plan.seed, world, tablets)
  } finally {
    await server.close()
  }
}

/** Everything that a promise can still do without the tablets’ disks and their network is done when this resolves. */
const atRest = (server: SimServer) => async (): Promise<void> => {
  do await new Promise((resolve) => setImmediate(resolve))
  while (server.asking > 0)
}

async function openOne(world: World, tablets: readonly Tablet[], dice?: Dice): Promise<void> {
  world.server.now++
  await world.gates.openOne(dice)
  for (const tablet of tablets) await tablet.watch.step()
}
async function untilQuiet(world: World, tablets: readonly Tablet[]): Promise<void> {
  await world.gates.settle()
  for (let opened = 0; !world.gates.isQuiet; opened++) {
    if (opened > MOST_GATES) return world.history.break('I12', 'a round never ends')
    await openOne(world, tablets)
  }
}

/** The faults end; everybody syncs until nothing moves. */
async function clearUp(world: World, tablets: readonly Tablet[]): Promise<void> {
  world.history.tell('the weather clears')
  const there = (): Tablet[] => tablets.filter((tablet) => !tablet.left)
  for (const tablet of there()) {
    Object.assign(tablet, { weather: 'fine' })
    tablet.disk.full = false
    while (tablet.lives.length > 1) tablet.closeWindow()
    if (tablet.lives.length === 0) tablet.open()
    tablet.mustMiss = false
  }
  await untilQuiet(world, tablets)
  for (let round = 0, still = 0; round < ROUNDS; round++) {
    const before = await world.server.head()
    // Time enough for each to ask whether it has everything, in every round: by a clock that was set back it may not be in the first.
    world.server.now += 2 * COMPARE_EVERY_MS
    for (const tablet of there()) {
      // In every round: one that had to be opened again in the last has everything to load again.
      tablet.loadOlder()
      await untilQuiet(world, tablets)
      tablet.sync()
      await untilQuiet(world, tablets)
      if (world.history.broken.length > 0) return
    }
    const isDone = there().every(({ life }) => life?.lastRound?.end === 'settled' && life.records?.outbox.waiting.value.count === 0)
    still = isDone && (await world.server.head()) === before ? still + 1 : 0
    // A round of several pages is not told what it may have missed; the next one, of one page, is.
    if (still === 2) return
  }
  world.history.break('I12', `nothing comes to rest in ${ROUNDS} rounds`)
  for (const { name, life } of there()) {
    const waiting = life?.records?.outbox.waiting.value.count
    if (waiting !== 0 || life?.lastRound?.end !== 'settled') world.history.break('I12', `${name} still has ${waiting ?? '?'} to send after ${ROUNDS} rounds: ${JSON.stringify(life?.lastRound)}`)
  }
}

async function befall(world: World, tablets: Tablet[], { kind, tablet: number, index }: Event): Promise<void> {
  const { server, history, seed } = world
  const tablet = tablets[number % tablets.length] as Tablet
  if (tablet.left) return
  const dice = new Dice(seed, index, kind)
  const { records } = tablet
  const mark = `${seed}.${index}`
  const tell = (what: string): void => history.tell(`${index}. ${tablet.name}: ${what}`)
  if (tablet.isIdle && (kind === 'save' || kind === 'sync') && dice.chance(0.85)) return
  switch (kind) {
    case 'save': {
      const life = tablet.lives.length > 1 && dice.chance(0.4) ? tablet.lives[1] : tablet.life
      if (!life?.records) return
      const changes = changesOf(dice, life.records, mark, tablet.wall())
      tell(`saves ${changes.map((one) => `${one.kind} ${one.t} ${one.id}${one.kind === 'patch' ? ` ${Object.keys(one.f).join()}` : ''}`).join(' and ')}${life === tablet.life ? '' : ' in the other window'}`)
      return tablet.save(changes, life)
    }
    case 'void': {
      const changes = records ? voidOf(dice, records) : []
      if (changes.length === 0) return
      tell(`takes back ${changes[0]?.t} ${changes[0]?.id}`)
      return tablet.save(changes)
    }
    case 'poison':
      if (!records) return
      tell('stores what no server will take')
      return tablet.saveRaw(poisonOf(dice, records, mark, tablet.wall()))
    case 'sync':
      tell('syncs')
      return tablet.sync(dice.chance(0.3) ? tablet.lives.at(-1) : tablet.life)
    case 'kill':
      tell('is killed')
      return tablet.kill()
    case 'power-cut':
      tell('loses power')
      return tablet.kill(dice)
    case 'open':
      if (tablet.lives.length > 0) return
      tell('is opened')
      return tablet.open()
    case 'window':
      if (tablet.lives.length !== 1) return
      tell('is opened in a second window')
      return tablet.open()
    case 'clock':
      tablet.clockError = dice.chance(0.3) ? 0 : Math.round((dice.next() - 0.5) * 2 ** dice.under(38))
      return tell(`has a clock that is ${tablet.clockError} ms wrong`)
    case 'weather':
      tablet.weather = dice.pick(['fine', 'rough', 'rough', 'rough', 'off', 'portal'])
      return tell(`has a network that is ${tablet.weather}`)
    case 'disk-full':
      tablet.disk.full = !tablet.disk.full
      return tell(`has a disk that is ${tablet.disk.full ? 'full' : 'free again'}`)
    case 'fold':
      tell('folds its log')
      return tablet.fold()
    case 'older':
      return tablet.loadOlder()
    case 'prune':
      tell('prunes its journal')
      tablet.watch.hasPruned = true
      return tablet.prune(dice.chance(0.5) ? 1 : 0.5)
    case 'hand-over': {
      const pupil = dice.pick(PUPILS)
      const mentorId = dice.pick(['mentor1', 'mentor2'])
      history.tell(`${index}. ${pupil.id} is handed over to ${mentorId}`)
      return server.act('lead', { kind: 'patch', t: 'mentorship', id: `m-${pupil.id}`, bucket: `pupil:${pupil.id}`, f: { mentorId }, hlc: hlcOf(server.now, index) })
    }
    case 'back-up':
      history.tell(`${index}. the server is backed up`)
      return server.backUp()
    case 'restore':
      history.tell(`${index}. the server is put back to its last backup`)
      return server.restore()
    case 'put-back':
      history.tell(`${index}. the server’s disk is put back to its last backup, and nobody says so`)
      return server.putBack()
    case 'deadly':
      if (!records || tablet.hasDeadly) return
      tablet.hasDeadly = true
      tell('stores what the server dies of, each time')
      return tablet.save([{ kind: 'add', t: 'note', id: `deadly-${mark}`, f: { pupilId: 'p1', type: 'staff', text: `${DEADLY} ${mark}`, occurredAt: tablet.wall(), enteredAt: tablet.wall(), raise: false } }])
    case 'close':
      // The Lead Mentor goes on handing over.
      if (tablet.person === 'lead') return
      history.tell(`${index}. the account of ${tablet.person} is closed`)
      return server.closeAccount(tablet.person)
    case 'erase': {
      const pupil = dice.pick(PUPILS)
      history.tell(`${index}. ${pupil.id} is erased`)
      history.erased.add(pupil.id)
      return server.erase(pupil.id)
    }
    case 'twin': {
      if (tablets.length > 6) return
      const twin = new Tablet(world, `${tablet.name}-twin${index}`, tablet.person, tablet)
      twin.watch.inherit(tablet.watch)
      tablets.push(twin)
      tell(`is copied to another tablet, with all that is on it`)
      return twin.open()
    }
    case 'reset':
      tell('is told to start anew')
      tablet.mustReset = true
      return
    case 'miss':
      tell('will miss a row of its next answer, and not know it')
      tablet.mustMiss = true
      return
    case 'time':
      server.now += dice.under(3_600_000)
      return
    case 'wait':
      return
  }
}

async function outcomeOf(seed: number, { history, server, gates }: World, tablets: readonly Tablet[]): Promise<Outcome> {
  const rows = await server.rows()
  const ops = await server.ops()
  const kept = (await server.store.db.selectFrom('field_history').selectAll().execute()).sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
  const far = tablets.map(({ name, records }) => [name, records?.sync.state(), records && [...records.memory.serverRows()]])
  return {
    seed, broken: history.broken, story: history.story, operations: history.saved.size, kept: kept.length, joined: new Set(kept.flatMap((one) => (one.concurrent_with?.includes('+') ? [one.concurrent_with] : []))).size, parked: ops.filter((op) => op.outcome === 'parked').length, restores: server.restores,
    fingerprint: createHash('sha256').update(canonical([history.story, gates.opened, rows, ops, kept, far])).digest('hex').slice(0, 16),
  }
}
